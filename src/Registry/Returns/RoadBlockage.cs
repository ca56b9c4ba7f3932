using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Returns;

/// <summary>Road edges that cannot be used, why and since when.</summary>
[RecordType("road-blockage", Area = "Return", Tier = Tier.Restricted, Shape = ShapeKind.PointOrLine)]
public sealed record RoadBlockage
{
    /// <summary>Ids of edges of the road graph.</summary>
    [Field]
    public IReadOnlyList<string>? Edges { get; init; }

    [Field(Code = "blockage-cause")]
    public string? Cause { get; init; }

    [Field(Required = true)]
    public required DateOnly From { get; init; }

    [Field(NotBefore = nameof(From), MayBeFuture = true)]
    public DateOnly? Until { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }
}
