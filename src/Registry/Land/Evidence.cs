using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Surefoot.Registry.CodeLists;

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

/// <summary>The kinds of evidence and which of them are direct: two national code lists, <c>evidence-kind</c> and <c>direct-evidence</c>, each with version and day.</summary>
public sealed class EvidenceKinds
{
    private const string KindList = "evidence-kind";
    private const string DirectList = "direct-evidence";
    private const string Resource = "Surefoot.Registry.CodeLists.evidence-kind.json";

    private static readonly Dictionary<string, IReadOnlyList<string>> s_records = ReadRecords();

    private readonly Dictionary<string, EvidenceKind> _byCode;

    private EvidenceKinds(IEnumerable<EvidenceKind> kinds) => _byCode = kinds.ToDictionary(kind => kind.Code, StringComparer.Ordinal);

    /// <summary>As shipped.</summary>
    public static EvidenceKinds BuiltIn { get; } = InForce(CodeListCatalogue.BuiltIn, DateOnly.MaxValue);

    public IReadOnlyCollection<EvidenceKind> All => _byCode.Values;

    /// <summary>The kinds as the lists say on a day.</summary>
    public static EvidenceKinds InForce(CodeListCatalogue lists, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(lists);
        var direct = lists.Get(DirectList, day);

        // A kind that a country added may be cited from any record that can bear evidence.
        var any = s_records.Values.SelectMany(types => types).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return new(lists.Get(KindList, day).Codes.Select(entry => new EvidenceKind(entry.Code, direct.Has(entry.Code), s_records.GetValueOrDefault(entry.Code, any))));
    }

    public bool TryGet(string code, [NotNullWhen(true)] out EvidenceKind? kind) => _byCode.TryGetValue(code, out kind);

    /// <summary>Whether one of these texts cites direct evidence.</summary>
    public bool AnyDirect(IEnumerable<string>? evidence) =>
        evidence is not null && evidence.Any(text => EvidenceItem.TryRead(text, out var item) && TryGet(item.Kind, out var kind) && kind.Direct);

    private static Dictionary<string, IReadOnlyList<string>> ReadRecords()
    {
        using var json = typeof(EvidenceKinds).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize<Shipped>(json, JsonSerializerOptions.Web)!.Codes.ToDictionary(code => code.Code, code => code.Records, StringComparer.Ordinal);
    }

    private sealed record Shipped(IReadOnlyList<ShippedKind> Codes);

    private sealed record ShippedKind(string Code, IReadOnlyList<string> Records);
}
