using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Imagery;

/// <summary>Something seen on an image and marked there: a point, a line or the patch that shows it. Evidence of where to look: the patch is no hazard area, and the point no item.</summary>
[RecordType("imagery-observation", Area = "Imagery", Tier = Tier.Restricted, Shape = ShapeKind.Any, EventDate = nameof(SeenOn))]
public sealed record ImageryObservation
{
    [Field(Required = true, Reference = "imagery-layer", Indexed = true)]
    public required string Layer { get; init; }

    /// <summary>Day on which the image was read.</summary>
    [Field(Required = true)]
    public required DateOnly SeenOn { get; init; }

    [Field(Required = true, Code = "imagery-feature")]
    public required string Feature { get; init; }

    [Field(Code = "information-reliability")]
    public string? InformationReliability { get; init; }

    /// <summary>Role of who read the image.</summary>
    [Field]
    public string? Reader { get; init; }

    /// <summary>What is seen, in words; how sure, what else it could be.</summary>
    [Field]
    public string? Remarks { get; init; }

    [Field(Min = 0, Max = 10_000)]
    public double? SigmaM { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }
}
