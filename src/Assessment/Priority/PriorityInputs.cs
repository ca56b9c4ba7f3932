using System.Text.Json;
using Surefoot.Assessment.Planning;
using Surefoot.Planning.Priority;

namespace Surefoot.Assessment.Priority;

/// <summary>How a ranking is drawn besides its criteria.</summary>
/// <param name="Within">P(rank ≤ this) is published.</param>
public sealed record PrioritySettings(int Within = 50, double Concentration = 50, int Samples = 1000, ulong Seed = 1);

/// <summary>Everything a ranking is made from, as one file: it is made again from it, whatever has been recorded since.</summary>
public sealed record PriorityInputs(
    bool Synthetic,
    DateOnly AsOf,
    long JournalSequence,
    string JournalHead,
    string? RoadsRun,
    string? HazardRun,
    PriorityCriteria Criteria,
    PrioritySettings Settings,
    IReadOnlyList<AreaToRank> Areas)
{
    /// <summary>Areas × factors; an area that failed a gate is not eligible.</summary>
    public PriorityTable ToTable() => PriorityTable.Create(
        [.. Criteria.Factors.Select(factor => factor.ToFactor())],
        [.. Areas.SelectMany(area => area.Values)],
        [.. Areas.Select(area => area.Gates.All(gate => gate.Passed))]);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PlanJson.Options);

    public static PriorityInputs FromJson(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<PriorityInputs>(json, PlanJson.Options) ?? throw new JsonException("The file holds no inputs.");
}
