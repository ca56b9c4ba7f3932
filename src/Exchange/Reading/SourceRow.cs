using NetTopologySuite.Geometries;

namespace Surefoot.Exchange.Reading;

/// <summary>One data row or feature as it was written, with its geometry on WGS 84.</summary>
/// <param name="Row">1-based.</param>
/// <param name="Fields">Column or property name to text as written (JSON null and empty cells are null; JSON values in their JSON text, strings unquoted).</param>
/// <param name="GeometryAsEntered">The bytes of the geometry as written: GeoJSON geometry text, WKT, WKB, or "x,y" of the columns ("x;y" with decimal commas);
/// empty if none. <see cref="Geodesy.EnteredGeometry"/> reads them again.</param>
/// <param name="Geometry">Longitude and latitude on WGS 84, valid and simple; null if the row has none or was rejected.</param>
/// <param name="DecimalComma">The file writes decimal commas; numbers in fields are to be read so.</param>
/// <param name="HasPlace">The file has a place for a geometry, filled or not; a table without columns of a position has none.</param>
public sealed record SourceRow(long Row, IReadOnlyDictionary<string, string?> Fields, ReadOnlyMemory<byte> GeometryAsEntered, Geometry? Geometry, bool DecimalComma, bool HasPlace = true);

/// <summary>How a file is to be read; all null means: as the content says.</summary>
/// <param name="Crs">EPSG code of the coordinates as written, such as 28408; null means WGS 84 longitude and latitude (4326).</param>
/// <param name="Operation">EPSG code of the datum operation, such as 15865; compulsory with a CRS on another datum.</param>
/// <param name="District">ISO 3166-2 code that every position must lie in; null means the country's outline.</param>
/// <param name="Encoding">Name of the code page; null means UTF-8 or refuse.</param>
/// <param name="Layer">Layer, sheet or folder of a file that has several; null means its only one, or refuse.</param>
public sealed record ReadOptions(int? Crs = null, int? Operation = null, string? District = null, string? Encoding = null, string? Layer = null);
