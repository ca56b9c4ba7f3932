using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Minefields;

/// <summary>A scan of a sheet, laid on the ground by control points: what records are read off it, and where its pixels lie, is data that anybody can check.</summary>
[RecordType("sheet-scan", Area = "Minefields", Tier = Tier.Restricted)]
public sealed record SheetScan
{
    /// <summary>Map sheet, as the records name it.</summary>
    [Field(Required = true, Indexed = true)]
    public required string Sheet { get; init; }

    /// <summary>The scan as it came, kept sealed under the hash of its content.</summary>
    [Field(Required = true, File = true)]
    public required string File { get; init; }

    /// <summary>Size in pixels, as the file states it.</summary>
    [Field(Required = true, Min = 1, Max = 1_000_000)]
    public required int Columns { get; init; }

    [Field(Required = true, Min = 1, Max = 1_000_000)]
    public required int Rows { get; init; }

    [Field(Code = "scan-form")]
    public string? Form { get; init; }

    /// <summary>The one record that this scan is of; empty for a scan of a whole sheet.</summary>
    [Field(Reference = "minefield-record")]
    public string? Record { get; init; }

    [Field]
    public string? MapDatum { get; init; }

    /// <summary>Denominator of the map scale.</summary>
    [Field(Min = 1000, Max = 1_000_000)]
    public int? Scale { get; init; }

    /// <summary>EPSG code in which positions are read off it.</summary>
    [Field(Min = 1024, Max = 32767)]
    public int? Crs { get; init; }

    [Field(Min = 1024, Max = 32767)]
    public int? Operation { get; init; }

    [Field(Code = "scan-fit")]
    public string? Fit { get; init; }

    [Field]
    public IReadOnlyList<ScanPoint>? ScanPoints { get; init; }
}
