using System.Text.Json;

namespace Surefoot.Journal.Tests;

/// <summary>Terms of a small country: hazard areas cite finds by the key <c>evidence</c>.</summary>
internal sealed class TestTerms(ApprovalRule rule) : IApprovalTerms
{
    public ApprovalRule RuleFor(string recordType) => rule;

    public bool Cites(string recordType) => recordType == "hazard-area";

    public IReadOnlyList<CitedRecord> CitedBy(string recordType, ReadOnlyMemory<byte> payload)
    {
        using var json = JsonDocument.Parse(payload);
        List<CitedRecord> cited = [];
        if (json.RootElement.TryGetProperty("evidence", out var evidence))
        {
            cited.AddRange(evidence.EnumerateArray().Select(item => new CitedRecord(Citation.Evidence, "found-item:" + item.GetString(), [("found-item", item.GetString()!)])));
        }

        if (json.RootElement.TryGetProperty("criteria", out var criteria))
        {
            cited.Add(new CitedRecord(Citation.Criteria, criteria.GetString()!, [("hazard-area", criteria.GetString()!)]));
        }

        return cited;
    }
}
