namespace Surefoot.Exchange.Reading;

/// <summary>Which columns of a table hold the position: a pair of numbers, or a text with the whole geometry.</summary>
/// <param name="X">Column of the longitude or easting.</param>
/// <param name="Y">Column of the latitude or northing.</param>
/// <param name="Shape">Column of WKT or hexadecimal WKB.</param>
internal sealed record PositionColumns(string? X, string? Y, string? Shape)
{
    private static readonly string[] ShapeNames = ["wkt", "geometry", "geom", "the_geom", "wkb", "shape_wkt", "geometry_wkt"];

    private static readonly (string X, string Y)[] DegreePairs =
    [
        ("lon", "lat"), ("longitude", "latitude"), ("long", "lat"), ("lng", "lat"), ("lon_dd", "lat_dd"),
        ("uzunluq", "enlik"), ("долгота", "широта"), ("boylam", "enlem"),
    ];

    private static readonly (string X, string Y)[] MetrePairs = [("x", "y"), ("easting", "northing"), ("east", "north"), ("e", "n")];

    public static PositionColumns Find(string[] header, ReadOptions options)
    {
        string? Column(string name) => Array.Find(header, h => string.Equals(h, name, StringComparison.OrdinalIgnoreCase));

        var shape = ShapeNames.Select(Column).FirstOrDefault(c => c is not null);
        // With a grid stated, its columns come first: a table may carry both.
        var degreesFirst = options.Crs is null or 4326 or 4284;
        foreach (var (x, y) in degreesFirst ? DegreePairs.Concat(MetrePairs) : MetrePairs.Concat(DegreePairs))
        {
            if (Column(x) is { } foundX && Column(y) is { } foundY)
            {
                return new(foundX, foundY, shape);
            }
        }

        return new(null, null, shape);
    }
}
