using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Land;

/// <summary>A visit after release: what the land is really used for.</summary>
[RecordType("land-use-visit", Area = "Land", Tier = Tier.Partner, Shape = ShapeKind.Point, EventDate = nameof(VisitedOn))]
public sealed record LandUseVisit
{
    [Field(Required = true, Reference = "cancelled-area|cleared-area|reduced-area", Indexed = true)]
    public required string ReleasedArea { get; init; }

    [Field(Required = true)]
    public required DateOnly VisitedOn { get; init; }

    [Field(Required = true, Code = "land-use")]
    public required string ActualUse { get; init; }

    /// <summary>Why it is not used as intended.</summary>
    [Field]
    public string? Obstacle { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }
}
