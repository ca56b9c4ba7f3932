using NetTopologySuite.Geometries;
using Surefoot.Geodesy.Written;

namespace Surefoot.Exchange.Reading;

/// <summary>One data row or feature as it was written, with its geometry on WGS 84.</summary>
/// <param name="Row">1-based.</param>
/// <param name="Fields">Column or property name to text as written (JSON null and empty cells are null; JSON values in their JSON text, strings unquoted).</param>
/// <param name="GeometryAsEntered">The bytes of the geometry as written: GeoJSON geometry text, WKT, WKB, "x,y" of the columns ("x;y" with decimal commas), or the
/// text of one coordinate as it stands on paper; empty if none.</param>
/// <param name="Geometry">Longitude and latitude on WGS 84, valid and simple; null if the row has none or was rejected.</param>
/// <param name="DecimalComma">The file writes decimal commas; numbers in fields are to be read so.</param>
/// <param name="HasPlace">The file has a place for a geometry, filled or not; a table without columns of a position has none.</param>
public sealed record SourceRow(long Row, IReadOnlyDictionary<string, string?> Fields, ReadOnlyMemory<byte> GeometryAsEntered, Geometry? Geometry, bool DecimalComma, bool HasPlace = true)
{
    /// <summary>How the position is to be understood; null without a geometry.</summary>
    public UnderstoodPosition? Position { get; init; }

    /// <summary>How the position was measured, if anything is said of it.</summary>
    public Measurement? Measured { get; init; }
}

/// <summary>What has to be known to make the geometry again from bytes.</summary>
/// <param name="Bytes">What <see cref="Geodesy.EnteredGeometry"/> reads; as entered, unless that was text of its own kind or a fix was accepted.</param>
/// <param name="Crs">EPSG code of the numbers in them.</param>
/// <param name="Operation">EPSG code of the datum operation; null on one datum.</param>
/// <param name="AccuracyM">What the operation adds to the uncertainty.</param>
/// <param name="ResolutionM">Step of the last digit of a point as written, or side of its cell; null for binary numbers and for shapes.</param>
public sealed record UnderstoodPosition(ReadOnlyMemory<byte> Bytes, int Crs, int? Operation, double? AccuracyM, WrittenFormat Format = WrittenFormat.Numbers, double? ResolutionM = null)
{
    /// <summary>The slip that was undone because the importer accepted the offer.</summary>
    public string? Fix { get; init; }

    /// <summary>The system that was stated, where accepting an offer changed it.</summary>
    public int? StatedCrs { get; init; }
}

/// <summary>How a file is to be read; all null means: as the content says.</summary>
/// <param name="Crs">EPSG code of the coordinates as written, such as 28408; null means WGS 84 longitude and latitude (4326).</param>
/// <param name="Operation">EPSG code of the datum operation, such as 15865; compulsory with a CRS on another datum.</param>
/// <param name="District">ISO 3166-2 code that every position must lie in; null means the country's outline.</param>
/// <param name="Encoding">Name of the code page; null means UTF-8 or refuse.</param>
/// <param name="Layer">Layer, sheet or folder of a file that has several; null means its only one, or refuse.</param>
public sealed record ReadOptions(int? Crs = null, int? Operation = null, string? District = null, string? Encoding = null, string? Layer = null)
{
    /// <summary>What stands under which name in the file: its column to our field. Positions and what is said of them are looked for under our names too.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Our field to what every row has.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Field with the ISO 3166-2 code in which the row says it lies; null: none is looked at.</summary>
    public string? DistrictField { get; init; }

    /// <summary>Offered fixes to take: names of rules, or <c>all</c> for every refused position with one clear reading.</summary>
    public IReadOnlyList<string> AcceptedFixes { get; init; } = [];

    /// <summary>Points that offsets are measured from and positions are held against, by name.</summary>
    public IReadOnlyDictionary<string, NamedPoint> Points { get; init; } = new Dictionary<string, NamedPoint>();
}
