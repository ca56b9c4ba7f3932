using System.Text.Json;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <summary>What approving a record asks for (the policy) and binds: the fields <c>evidence</c> (<c>KIND:RECORD-ID</c>) and <c>criteria</c> (<c>CODE@VERSION</c>), where its type has them.</summary>
public sealed class ApprovalTerms(RecordTypes types, ApprovalRules rules) : IApprovalTerms
{
    public const string EvidenceField = "evidence";
    public const string CriteriaField = "criteria";
    private const string CriteriaType = "release-criteria";

    public ApprovalRule RuleFor(string recordType) => rules.For(recordType);

    public bool Cites(string recordType) => types.TryGet(recordType, out var type) && (type.Ordinal(EvidenceField) >= 0 || type.Ordinal(CriteriaField) >= 0);

    public IReadOnlyList<CitedRecord> CitedBy(string recordType, ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        List<CitedRecord> cited = [];
        if (document.RootElement.TryGetProperty(EvidenceField, out var evidence))
        {
            cited.AddRange(Texts(evidence).Select(Evidence));
        }

        if (document.RootElement.TryGetProperty(CriteriaField, out var criteria))
        {
            cited.AddRange(Texts(criteria).Take(1).Select(Criteria));
        }

        return cited;
    }

    // A kind is a record type, or a way of speaking about one that only its id tells.
    private CitedRecord Evidence(string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        var id = reference[(colon + 1)..];
        return new(Citation.Evidence, reference, colon > 0 && types.TryGet(reference[..colon], out var type) ? [(type.Code, id)] : [.. types.All.Select(any => (any.Code, id))]);
    }

    private static CitedRecord Criteria(string reference)
    {
        var at = reference.LastIndexOf('@');
        return new(Citation.Criteria, reference, at > 0 ? [(CriteriaType, reference), (CriteriaType, reference[..at])] : [(CriteriaType, reference)]);
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
        JsonValueKind.String => value.GetString()!.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        _ => [],
    };
}
