using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Land;

/// <summary>A country's own version of the land rules: recorded, approved and in force like everything else. What it leaves empty stays as shipped.</summary>
[RecordType("land-rules", Area = "Land", Tier = Tier.Public)]
public sealed record LandRulesRecord
{
    [Field(Required = true, Min = 2)]
    public required int Version { get; init; }

    [Field(Required = true, MayBeFuture = true)]
    public required DateOnly Effective { get; init; }

    [Field(Min = 0, Max = 1)]
    public double? AcceptedAreaShare { get; init; }

    [Field(Min = 0)]
    public double? AcceptedAreaM2 { get; init; }

    [Field(Min = 0, Max = 1)]
    public double? FlaggedAreaShare { get; init; }

    [Field(Min = 0)]
    public double? CaseThresholdM2 { get; init; }

    [Field(Code = "strictness")]
    public string? CriteriaOfRecord { get; init; }

    [Field(Code = "strictness")]
    public string? CriteriaOfBatch { get; init; }

    [Field(Code = "strictness")]
    public string? DirectEvidenceOfRecord { get; init; }

    [Field(Code = "strictness")]
    public string? DirectEvidenceOfBatch { get; init; }

    [Field(Min = 1, Max = 2)]
    public int? OrganisationsToShrink { get; init; }

    /// <summary>Who decided it, where it is written.</summary>
    [Field]
    public string? Source { get; init; }
}
