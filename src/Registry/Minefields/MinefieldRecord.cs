using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Minefields;

/// <summary>A claim by those who laid: the field as drawn on a sheet, with all that the sheet says. Never turned silently into a hazard area.</summary>
/// <remarks>
/// Everything stands as written, with the units and the north of the sheet; what is computed from it (places, rows, score, trust) is never stored here.
/// Fuzes and anti-handling devices are flags: how a device works stays on the sealed scan.
/// </remarks>
[RecordType("minefield-record", Area = "Minefields", Tier = Tier.Restricted, Shape = ShapeKind.Polygon, EventDate = nameof(LaidOn))]
public sealed record MinefieldRecord
{
    /// <summary>Map sheet on which the field was drawn.</summary>
    [Field(Required = true, Indexed = true)]
    public required string Sheet { get; init; }

    /// <summary>Datum as written on the sheet, such as <c>SK-42</c>.</summary>
    [Field]
    public string? MapDatum { get; init; }

    [Field]
    public string? AuthorUnit { get; init; }

    [Field]
    public DateOnly? LaidOn { get; init; }

    [Field(Min = 0)]
    public int? Rows { get; init; }

    [Field(Min = 0)]
    public int? ItemCount { get; init; }

    [Field(Code = "ordnance-category")]
    public string? Category { get; init; }

    [Field(Min = 0)]
    public double? SpacingM { get; init; }

    /// <summary>Denominator of the map scale.</summary>
    [Field(Min = 1000, Max = 1_000_000)]
    public int? Scale { get; init; }

    /// <summary>Share of the elements of a full record that are present, 0 to 1, as somebody stated it who saw the sheet (DOMAIN 6). Complete is not true.</summary>
    [Field(Min = 0, Max = 1)]
    public double? Completeness { get; init; }

    /// <summary>The sheet's own number of the record.</summary>
    [Field]
    public string? RecordNumber { get; init; }

    [Field]
    public string? CopyNumber { get; init; }

    /// <summary>Time of day of laying, as written.</summary>
    [Field(Pattern = "([01][0-9]|2[0-3]):[0-5][0-9]", PatternMeans = "a time of day such as 06:30")]
    public string? LaidAt { get; init; }

    [Field]
    public DateOnly? DrawnOn { get; init; }

    /// <summary>Through whom the record came.</summary>
    [Field]
    public string? Channel { get; init; }

    [Field(Code = "source-reliability")]
    public string? SourceReliability { get; init; }

    [Field(Code = "information-reliability")]
    public string? InformationReliability { get; init; }

    /// <summary>The instrument that bound the author; it says how many reference points were owed.</summary>
    [Field(Code = "recording-duty")]
    public string? RecordingDuty { get; init; }

    [Field]
    public string? SheetEdition { get; init; }

    /// <summary>Grid as written on the sheet.</summary>
    [Field]
    public string? GridType { get; init; }

    /// <summary>North from which the bearings of the legs count.</summary>
    [Field(Code = "north-reference")]
    public string? North { get; init; }

    /// <summary>Declination written on the margin of the sheet, east positive; goes before any model.</summary>
    [Field(Min = -180, Max = 180)]
    public double? DeclinationDeg { get; init; }

    [Field(Code = "angle-unit")]
    public string? AngleUnit { get; init; }

    [Field(Code = "length-unit")]
    public string? LengthUnit { get; init; }

    [Field]
    public string? Instrument { get; init; }

    [Field]
    public DateOnly? MeasuredOn { get; init; }

    /// <summary>Reference points, benchmark, start and turning points, landmarks; coordinates as written.</summary>
    [Field]
    public IReadOnlyList<RecordPoint>? Points { get; init; }

    /// <summary>From point to point in the order in which they were walked.</summary>
    [Field]
    public IReadOnlyList<RecordLeg>? Legs { get; init; }

    [Field]
    public IReadOnlyList<DrawnRow>? DrawnRows { get; init; }

    [Field(Min = 0, Max = 20_000)]
    public double? ExtentLengthM { get; init; }

    [Field(Min = 0, Max = 20_000)]
    public double? ExtentWidthM { get; init; }

    [Field(Code = "emplacing-method")]
    public string? EmplacingMethod { get; init; }

    [Field]
    public IReadOnlyList<RecordedItems>? Items { get; init; }

    /// <summary>How many booby-traps the record states; where each lies stays on the scan.</summary>
    [Field(Min = 0)]
    public int? BoobyTraps { get; init; }

    [Field]
    public string? OtherInformation { get; init; }

    [Field]
    public IReadOnlyList<RecordSignature>? Signatures { get; init; }

    /// <summary>The scan, kept sealed under the hash of its content.</summary>
    [Field(File = true)]
    public string? Scan { get; init; }

    /// <summary>Points of the scan whose place is known: the scan lies on the ground through them.</summary>
    [Field]
    public IReadOnlyList<ScanPoint>? ScanPoints { get; init; }

    /// <summary>What somebody who saw the sheet says about an element; goes before what the fields above say by being there.</summary>
    [Field]
    public IReadOnlyList<ElementReading>? Elements { get; init; }

    /// <summary>How far items may have moved since, in metres, with the cause beside it.</summary>
    [Field(Min = 0, Max = 20_000)]
    public double? DisplacementM { get; init; }

    [Field(Code = "displacement-cause")]
    public string? DisplacementCause { get; init; }
}
