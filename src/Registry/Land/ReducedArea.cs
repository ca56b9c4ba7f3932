using Surefoot.Geodesy.OneWay;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Land;

/// <summary>Land released by technical survey.</summary>
[RecordType("reduced-area", Area = "Land", Tier = Tier.Partner, Shape = ShapeKind.Polygon, Erring = Erring.Inward, EventDate = nameof(ReleasedOn))]
public sealed record ReducedArea
{
    [Field(Reference = "hazard-area", Indexed = true)]
    public string? HazardArea { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    [Field(Required = true)]
    public required DateOnly ReleasedOn { get; init; }

    [Field(Required = true, Code = "reduced-method")]
    public required string Method { get; init; }

    /// <summary>The release criteria that the decision cites, <c>CODE@VERSION</c>: the id of a <c>release-criteria</c> record.</summary>
    [Field]
    public string? Criteria { get; init; }

    [Field(Min = 0)]
    public double? ReportedAreaM2 { get; init; }

    [Field]
    public bool? TechnicalAsset { get; init; }

    /// <summary>Why the reported area is not the polygon's; without it a large difference is not approved.</summary>
    [Field]
    public string? AreaExplanation { get; init; }

    /// <summary>What the decision rests on, each <c>KIND:RECORD-ID</c> with a kind of the list <c>evidence-kind</c>.</summary>
    [Field(Pattern = EvidenceItem.Pattern, PatternMeans = EvidenceItem.PatternMeans)]
    public IReadOnlyList<string>? Evidence { get; init; }

    [Field]
    public string? MethodDetail { get; init; }

    /// <summary>Ground inside the polygon that was not searched; needs a reason.</summary>
    [Field(Min = 0)]
    public double? UncheckedAreaM2 { get; init; }

    [Field(Code = "unchecked-reason")]
    public string? UncheckedReason { get; init; }

    /// <summary>Depth that the authority or the task asked for.</summary>
    [Field(Min = 0, Max = 1000)]
    public int? SpecifiedDepthCm { get; init; }

    [Field(Min = 0, Max = 1000)]
    public int? DepthCm { get; init; }

    /// <summary>Intended use.</summary>
    [Field(Code = "land-use")]
    public string? LandUse { get; init; }

    /// <summary>Use seen after release; visits are records of their own (<c>land-use-visit</c>).</summary>
    [Field(Code = "land-use")]
    public string? ActualUse { get; init; }
}
