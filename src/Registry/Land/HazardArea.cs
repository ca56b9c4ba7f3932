using Surefoot.Geodesy.OneWay;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Land;

/// <summary>Area recorded as holding, or suspected to hold, explosive ordnance (SHA or CHA).</summary>
[RecordType("hazard-area", Area = "Land", Tier = Tier.Restricted, Shape = ShapeKind.Polygon, Erring = Erring.Outward)]
public sealed record HazardArea
{
    [Field(Required = true, Code = "hazard-kind", Indexed = true)]
    public required string Kind { get; init; }

    [Field]
    public string? Name { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    [Field(Code = "ordnance-category")]
    public IReadOnlyList<string>? Categories { get; init; }

    [Field(Code = "hazard-basis")]
    public string? Basis { get; init; }

    [Field(Code = "hazard-status")]
    public string? Status { get; init; }

    [Field(Min = 0)]
    public double? ReportedAreaM2 { get; init; }

    [Field(Code = "blocked-use")]
    public IReadOnlyList<string>? Blocks { get; init; }
}
