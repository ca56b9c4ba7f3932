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

    /// <summary>Version of the release criteria that the decision cites.</summary>
    [Field]
    public string? Criteria { get; init; }

    [Field(Min = 0)]
    public double? ReportedAreaM2 { get; init; }

    [Field]
    public bool? TechnicalAsset { get; init; }
}
