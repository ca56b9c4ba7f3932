using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Surefoot.Registry.Land;

/// <summary>One item of evidence as a record cites it: a kind and the id of a record, <c>KIND:RECORD-ID</c>.</summary>
public readonly record struct EvidenceItem(string Kind, string RecordId)
{
    public const string Pattern = "[a-z][a-z-]*:[^;]+";

    public const string PatternMeans = "KIND:RECORD-ID, such as found-item:FI-17";

    public static bool TryRead(string text, out EvidenceItem item)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        item = colon > 0 && colon < text.Length - 1 ? new(text[..colon], text[(colon + 1)..].Trim()) : default;
        return item.RecordId is { Length: > 0 };
    }

    public override string ToString() => $"{Kind}:{RecordId}";
}

/// <param name="Code">Of the list <c>evidence-kind</c>.</param>
/// <param name="Direct">It shows ordnance itself; indirect evidence only makes it likely.</param>
/// <param name="RecordTypes">Types of record that can be cited as such.</param>
public sealed record EvidenceKind(string Code, bool Direct, IReadOnlyList<string> RecordTypes);

/// <summary>The kinds of evidence and which of them are direct: the national list <c>evidence-kind</c>, with its version.</summary>
public sealed class EvidenceKinds
{
    private const string Resource = "Surefoot.Registry.CodeLists.evidence-kind.json";

    private readonly Dictionary<string, EvidenceKind> _byCode;

    private EvidenceKinds(Content content)
    {
        Version = content.Version;
        Effective = content.Effective;
        _byCode = content.Codes.ToDictionary(code => code.Code, code => new EvidenceKind(code.Code, code.Weight == "direct", code.Records), StringComparer.Ordinal);
    }

    /// <summary>As shipped.</summary>
    public static EvidenceKinds BuiltIn { get; } = ReadBuiltIn();

    public int Version { get; }

    public DateOnly Effective { get; }

    public IReadOnlyCollection<EvidenceKind> All => _byCode.Values;

    public static EvidenceKinds Read(Stream json) =>
        new(JsonSerializer.Deserialize<Content>(json, JsonSerializerOptions.Web) ?? throw new ArgumentException("An empty list of kinds of evidence.", nameof(json)));

    public bool TryGet(string code, [NotNullWhen(true)] out EvidenceKind? kind) => _byCode.TryGetValue(code, out kind);

    /// <summary>Whether one of these texts cites direct evidence.</summary>
    public bool AnyDirect(IEnumerable<string>? evidence) =>
        evidence is not null && evidence.Any(text => EvidenceItem.TryRead(text, out var item) && TryGet(item.Kind, out var kind) && kind.Direct);

    private static EvidenceKinds ReadBuiltIn()
    {
        using var json = typeof(EvidenceKinds).Assembly.GetManifestResourceStream(Resource)!;
        return Read(json);
    }

    private sealed record Content(int Version, DateOnly Effective, IReadOnlyList<ListedKind> Codes);

    private sealed record ListedKind(string Code, string Weight, IReadOnlyList<string> Records);
}
