namespace Surefoot.Exchange.Reading;

/// <summary>Which columns of a table hold the position: a pair of numbers, or a text with the whole geometry.</summary>
/// <param name="X">Column of the longitude or easting.</param>
/// <param name="Y">Column of the latitude or northing.</param>
/// <param name="Shape">Column of WKT or hexadecimal WKB.</param>
/// <param name="Paper">Column of one coordinate as it stands on paper: MGRS, degrees with minutes, an offset from a named point.</param>
internal sealed record PositionColumns(string? X, string? Y, string? Shape, string? Paper = null)
{
    private static readonly string[] PaperNames = ["mgrs", "gridReference", "grid_reference", "grid reference", "coordinate", "coordinates", "coords", "koordinat", "координаты"];

    private static readonly string[] ShapeNames = ["wkt", "geometry", "geom", "the_geom", "wkb", "shape_wkt", "geometry_wkt"];

    private static readonly (string X, string Y)[] DegreePairs =
    [
        ("lon", "lat"), ("longitude", "latitude"), ("long", "lat"), ("lng", "lat"), ("lon_dd", "lat_dd"),
        ("uzunluq", "enlik"), ("долгота", "широта"), ("boylam", "enlem"),
    ];

    private static readonly (string X, string Y)[] MetrePairs = [("x", "y"), ("easting", "northing"), ("east", "north"), ("e", "n")];

    /// <summary>Whether the table has a place for a position at all.</summary>
    public bool Any => (X ?? Shape ?? Paper) is not null;

    public bool Has(string column) => column == X || column == Y || column == Shape || column == Paper;

    /// <summary>By the columns' own names, or those that a profile gives them.</summary>
    public static PositionColumns Find(string[] header, ReadOptions options)
    {
        string? Column(string name) =>
            Array.Find(header, h => options.Columns.TryGetValue(h, out var ours) && string.Equals(ours, name, StringComparison.OrdinalIgnoreCase))
            ?? Array.Find(header, h => !options.Columns.ContainsKey(h) && string.Equals(h, name, StringComparison.OrdinalIgnoreCase));

        var shape = ShapeNames.Select(Column).FirstOrDefault(c => c is not null);
        var paper = PaperNames.Select(Column).FirstOrDefault(c => c is not null);
        // With a grid stated, its columns come first: a table may carry both.
        var degreesFirst = options.Crs is null or 4326 or 4284;
        foreach (var (x, y) in degreesFirst ? DegreePairs.Concat(MetrePairs) : MetrePairs.Concat(DegreePairs))
        {
            if (Column(x) is { } foundX && Column(y) is { } foundY)
            {
                return new(foundX, foundY, shape, paper);
            }
        }

        return new(null, null, shape, paper);
    }
}
