using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Minefields;

/// <summary>A point that the sheet names.</summary>
public sealed record RecordPoint
{
    [Field(Required = true)]
    public required string Name { get; init; }

    [Field(Required = true, Code = "record-point-role")]
    public required string Role { get; init; }

    /// <summary>Coordinate exactly as written; empty for a point that only legs lead to.</summary>
    [Field]
    public string? AsWritten { get; init; }

    /// <summary>EPSG code of the numbers as written; WGS 84 if empty.</summary>
    [Field(Min = 1024, Max = 32767)]
    public int? Crs { get; init; }

    /// <summary>EPSG code of the datum operation, compulsory from another datum.</summary>
    [Field(Min = 1024, Max = 32767)]
    public int? Operation { get; init; }

    /// <summary>One standard deviation in metres, as measured again or as stated; without it the scale of the sheet says it.</summary>
    [Field(Min = 0.001, Max = 100_000)]
    public double? SigmaM { get; init; }

    /// <summary>The pixel of the record's scan that was clicked for it; the coordinate as written follows from the scan's control points. Empty for one that stands on the sheet in figures.</summary>
    [Field(Min = 0, Max = 1_000_000)]
    public double? Column { get; init; }

    [Field(Min = 0, Max = 1_000_000)]
    public double? Row { get; init; }

    /// <summary>Whether the point was found in the field; empty if nobody looked.</summary>
    [Field]
    public bool? Found { get; init; }

    [Field]
    public string? Description { get; init; }
}

/// <summary>One leg as measured; units, north and instrument are the record's.</summary>
public sealed record RecordLeg
{
    [Field(Required = true)]
    public required string From { get; init; }

    [Field(Required = true)]
    public required string To { get; init; }

    [Field(Required = true, Min = 0, Max = 6400)]
    public required double Bearing { get; init; }

    [Field(Required = true, Min = 0, Max = 100_000)]
    public required double Distance { get; init; }
}

/// <summary>A row of the field between two named points. The row is what is recorded; single items are not placed.</summary>
public sealed record DrawnRow
{
    [Field(Required = true)]
    public required string Name { get; init; }

    [Field(Required = true)]
    public required string From { get; init; }

    [Field(Required = true)]
    public required string To { get; init; }

    [Field(Min = 0, Max = 1000)]
    public double? SpacingM { get; init; }

    [Field(Min = 0)]
    public int? ItemCount { get; init; }

    [Field(Code = "ordnance-category")]
    public string? Category { get; init; }
}

/// <summary>Items of one category as the record states them: identification only.</summary>
public sealed record RecordedItems
{
    [Field(Required = true, Code = "ordnance-category")]
    public required string Category { get; init; }

    /// <summary>Designation as written, to be looked up; no description of a device.</summary>
    [Field(Pattern = ".{1,60}", PatternMeans = "a designation of at most 60 characters")]
    public string? Model { get; init; }

    [Field(Min = 0)]
    public int? Count { get; init; }

    [Field(Min = 0, Max = 1000)]
    public int? DepthCm { get; init; }

    /// <summary>Whether the items are fuzed; empty if the record does not say.</summary>
    [Field]
    public bool? Fuzed { get; init; }

    [Field]
    public bool? AntiHandling { get; init; }

    /// <summary>Days until they are said to destroy or disarm themselves; 0 says never.</summary>
    [Field(Min = 0, Max = 36_500)]
    public int? LifetimeDays { get; init; }
}

/// <summary>That somebody in a role signed; no name is kept.</summary>
public sealed record RecordSignature
{
    [Field(Required = true, Code = "signature-role")]
    public required string Role { get; init; }

    [Field]
    public DateOnly? SignedOn { get; init; }

    [Field]
    public bool? Legible { get; init; }
}

/// <summary>A point of the scan and where it lies.</summary>
public sealed record ScanPoint
{
    [Field(Required = true)]
    public required string Name { get; init; }

    /// <summary>Pixels from the left edge of the scan.</summary>
    [Field(Required = true, Min = 0, Max = 1_000_000)]
    public required double Column { get; init; }

    /// <summary>Pixels from the top edge.</summary>
    [Field(Required = true, Min = 0, Max = 1_000_000)]
    public required double Row { get; init; }

    [Field(Required = true)]
    public required string AsWritten { get; init; }

    [Field(Min = 1024, Max = 32767)]
    public int? Crs { get; init; }

    [Field(Min = 1024, Max = 32767)]
    public int? Operation { get; init; }
}

/// <summary>The state of one element of the record, by somebody who saw the sheet.</summary>
public sealed record ElementReading
{
    [Field(Required = true, Code = "record-element")]
    public required string Element { get; init; }

    [Field(Required = true, Code = "element-state")]
    public required string State { get; init; }

    [Field(Code = "information-reliability")]
    public string? Reliability { get; init; }

    /// <summary>Role of who read it.</summary>
    [Field]
    public string? Reviewer { get; init; }
}
