using System.Text.Json;

namespace Surefoot.Registry.CodeLists;

/// <param name="Retired">No longer to be used in this version; named so that it is not taken over from the one before.</param>
public sealed record CodeListEntry(string Code, string Label, string? LabelAz = null, string? LabelRu = null, bool Retired = false);

/// <summary>One version of a list of codes: data with a version and the day it took effect, never compiled from one country's habit.</summary>
public sealed class CodeList
{
    private readonly Dictionary<string, CodeListEntry> _byCode;

    private CodeList(Content content)
        : this(content.List, content.Version, content.Effective, content.Source, content.Codes, national: false, content.Fixed)
    {
    }

    internal CodeList(string name, int version, DateOnly effective, string source, IReadOnlyList<CodeListEntry> codes, bool national, bool isFixed = false)
    {
        Name = name;
        Version = version;
        Effective = effective;
        Source = source;
        Codes = codes;
        National = national;
        Fixed = isFixed;
        _byCode = codes.ToDictionary(entry => entry.Code, StringComparer.Ordinal);
    }

    public string Name { get; }

    public int Version { get; }

    public DateOnly Effective { get; }

    /// <summary>Where the list comes from.</summary>
    public string Source { get; }

    public IReadOnlyList<CodeListEntry> Codes { get; }

    /// <summary>A country's own version, not a shipped one.</summary>
    public bool National { get; }

    /// <summary>Rules of the program tell its codes apart: no country may change it.</summary>
    public bool Fixed { get; }

    public bool Has(string code) => _byCode.ContainsKey(code);

    /// <summary>The label of a code, or the code itself if the list has none such.</summary>
    public string Label(string code) => _byCode.TryGetValue(code, out var entry) ? entry.Label : code;

    internal static CodeList Read(Stream json) =>
        new(JsonSerializer.Deserialize<Content>(json, JsonSerializerOptions.Web) ?? throw new ArgumentException("An empty code list.", nameof(json)));

    private sealed record Content(string List, int Version, DateOnly Effective, string Source, IReadOnlyList<CodeListEntry> Codes, bool Fixed = false);
}
