using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Minefields;

/// <summary>A claim by those who laid: the outline of the field as drawn on a sheet. Never turned silently into a hazard area.</summary>
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

    /// <summary>Share of the elements of a full record that are present, 0 to 1 (DOMAIN 6). Complete is not true.</summary>
    [Field(Min = 0, Max = 1)]
    public double? Completeness { get; init; }
}
