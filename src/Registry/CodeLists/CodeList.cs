using System.Text.Json;

namespace Surefoot.Registry.CodeLists;

public sealed record CodeListEntry(string Code, string Label);

/// <summary>One list of codes: data with a version and the day it took effect, never compiled from one country's habit.</summary>
public sealed class CodeList
{
    private readonly Dictionary<string, CodeListEntry> _byCode;

    private CodeList(Content content)
    {
        Name = content.List;
        Version = content.Version;
        Effective = content.Effective;
        Source = content.Source;
        Codes = content.Codes;
        _byCode = content.Codes.ToDictionary(entry => entry.Code, StringComparer.Ordinal);
    }

    public string Name { get; }

    public int Version { get; }

    public DateOnly Effective { get; }

    /// <summary>Where the list comes from.</summary>
    public string Source { get; }

    public IReadOnlyList<CodeListEntry> Codes { get; }

    public bool Has(string code) => _byCode.ContainsKey(code);

    /// <summary>The label of a code, or the code itself if the list has none such.</summary>
    public string Label(string code) => _byCode.TryGetValue(code, out var entry) ? entry.Label : code;

    internal static CodeList Read(Stream json) =>
        new(JsonSerializer.Deserialize<Content>(json, JsonSerializerOptions.Web) ?? throw new ArgumentException("An empty code list.", nameof(json)));

    private sealed record Content(string List, int Version, DateOnly Effective, string Source, IReadOnlyList<CodeListEntry> Codes);
}
