using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Imagery;

/// <summary>An image of the ground, kept as a Cloud Optimized GeoTIFF: from a drone, an aircraft or a satellite, or a scanned map.</summary>
[RecordType("imagery-layer", Area = "Imagery", Tier = Tier.Restricted, Shape = ShapeKind.Polygon, ShapeOptional = true, EventDate = nameof(TakenOn))]
public sealed record ImageryLayer
{
    [Field(Required = true, File = true)]
    public required string File { get; init; }

    [Field(Required = true)]
    public required DateOnly TakenOn { get; init; }

    [Field(Required = true, Code = "imagery-kind")]
    public required string Kind { get; init; }

    /// <summary>Under which terms it may be used; an image without any may not be shown.</summary>
    [Field(Required = true)]
    public required string Licence { get; init; }

    [Field]
    public string? Sensor { get; init; }

    [Field]
    public string? Provider { get; init; }

    /// <summary>Side of a pixel on the ground.</summary>
    [Field(Min = 0.001, Max = 1000)]
    public double? ResolutionM { get; init; }

    /// <summary>One standard deviation per axis of its georeference, by control points; empty if nobody checked.</summary>
    [Field(Min = 0.001, Max = 10_000)]
    public double? SigmaM { get; init; }

    [Field(Min = 1024, Max = 32767)]
    public int? Crs { get; init; }

    /// <summary>EPSG code of the datum operation from its system to WGS 84; an image on another datum is not shown without.</summary>
    [Field(Min = 1024, Max = 32767)]
    public int? Operation { get; init; }
}
