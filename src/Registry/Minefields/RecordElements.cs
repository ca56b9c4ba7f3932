using System.Text.Json;

namespace Surefoot.Registry.Minefields;

/// <summary>One element that a record owes.</summary>
/// <param name="Element">Code, as in the code list <c>record-element</c>.</param>
/// <param name="Paragraph">Of the technical annex.</param>
/// <param name="Missing">What it means for those who search when it is missing.</param>
public sealed record RecordElement(string Element, string Paragraph, string Label, string Missing);

/// <summary>The elements of a full record as the CCW's annex lists them: data with a version and a source, published with every score.</summary>
public sealed record RecordElements(string List, int Version, DateOnly Effective, string Source, IReadOnlyList<RecordElement> Elements)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>As shipped.</summary>
    public static RecordElements BuiltIn { get; } = Read();

    private static RecordElements Read()
    {
        using var stream = typeof(RecordElements).Assembly.GetManifestResourceStream(typeof(RecordElements), "record-elements.json")!;
        return JsonSerializer.Deserialize<RecordElements>(stream, s_json)!;
    }
}
