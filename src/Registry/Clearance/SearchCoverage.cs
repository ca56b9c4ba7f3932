using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Clearance;

/// <summary>Ground that was searched between two days: with what, how often, how much of it and how deep.</summary>
[RecordType("search-coverage", Area = "Clearance", Tier = Tier.Restricted, Shape = ShapeKind.Polygon, EventDate = nameof(To))]
public sealed record SearchCoverage
{
    [Field(Reference = "cancelled-area|cleared-area|reduced-area", Indexed = true)]
    public string? ReleasedArea { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    [Field(Required = true, Code = "search-method")]
    public required string Method { get; init; }

    [Field(Required = true)]
    public required DateOnly From { get; init; }

    [Field(Required = true, NotBefore = nameof(From))]
    public required DateOnly To { get; init; }

    [Field(Required = true, Min = 1, Max = 100)]
    public required int Passes { get; init; }

    /// <summary>Share of the polygon that the searchers really covered, 0 to 1.</summary>
    [Field(Required = true, Min = 0, Max = 1)]
    public required double CoverageShare { get; init; }

    [Field(Min = 0, Max = 1000)]
    public int? DepthCm { get; init; }
}
