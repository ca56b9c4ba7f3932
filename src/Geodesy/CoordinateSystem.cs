namespace Surefoot.Geodesy;

/// <summary>The two datums met in the South Caucasus.</summary>
public enum Datum
{
    Wgs84,

    /// <summary>SK-42, Pulkovo 1942.</summary>
    Sk42,
}

/// <summary>A coordinate reference system by its EPSG code. x is always easting or longitude, y northing or latitude.</summary>
/// <remarks>Soviet sheets call the northing X; EPSG lists it first too. Here, as in files and on screens, easting comes first.</remarks>
public sealed class CoordinateSystem
{
    private readonly TransverseMercator? _grid;
    private readonly bool _webMercator;

    private CoordinateSystem(int epsg, string name, Datum datum, TransverseMercator? grid, bool webMercator = false)
    {
        Epsg = epsg;
        Name = name;
        Datum = datum;
        _grid = grid;
        _webMercator = webMercator;
    }

    public int Epsg { get; }

    public string Name { get; }

    public Datum Datum { get; }

    /// <summary>Longitude and latitude in degrees, not a grid in metres.</summary>
    public bool IsGeographic => _grid is null && !_webMercator;

    /// <summary>Every system that can be read or written.</summary>
    public static IReadOnlyList<CoordinateSystem> All { get; } =
    [
        new(4326, "WGS 84", Datum.Wgs84, null),
        new(4284, "SK-42 (Pulkovo 1942)", Datum.Sk42, null),
        new(3857, "WGS 84 / Pseudo-Mercator", Datum.Wgs84, null, webMercator: true),
        Utm(37),
        Utm(38),
        Utm(39),
        GaussKruger(28407, "SK-42 / Gauss-Krüger zone 7", 39, 7_500_000),
        GaussKruger(28408, "SK-42 / Gauss-Krüger zone 8", 45, 8_500_000),
        GaussKruger(28409, "SK-42 / Gauss-Krüger zone 9", 51, 9_500_000),
        GaussKruger(2497, "SK-42 / Gauss-Krüger, central meridian 39° E, without zone prefix", 39, 500_000),
        GaussKruger(2498, "SK-42 / Gauss-Krüger, central meridian 45° E, without zone prefix", 45, 500_000),
        GaussKruger(2499, "SK-42 / Gauss-Krüger, central meridian 51° E, without zone prefix", 51, 500_000),
        GaussKruger(2530, "SK-42 / 3-degree Gauss-Krüger zone 14", 42, 14_500_000),
        GaussKruger(2531, "SK-42 / 3-degree Gauss-Krüger zone 15", 45, 15_500_000),
        GaussKruger(2532, "SK-42 / 3-degree Gauss-Krüger zone 16", 48, 16_500_000),
        GaussKruger(2533, "SK-42 / 3-degree Gauss-Krüger zone 17", 51, 17_500_000),
        GaussKruger(2589, "SK-42 / 3-degree Gauss-Krüger, central meridian 42° E, without zone prefix", 42, 500_000),
        GaussKruger(2590, "SK-42 / 3-degree Gauss-Krüger, central meridian 45° E, without zone prefix", 45, 500_000),
        GaussKruger(2591, "SK-42 / 3-degree Gauss-Krüger, central meridian 48° E, without zone prefix", 48, 500_000),
        GaussKruger(2592, "SK-42 / 3-degree Gauss-Krüger, central meridian 51° E, without zone prefix", 51, 500_000),
        Cs63(2936, "A2", 44, 2_300_000),
        Cs63(2937, "A3", 47, 3_300_000),
        Cs63(2938, "A4", 50, 4_300_000),
    ];

    public static CoordinateSystem? Find(int epsg) => All.FirstOrDefault(s => s.Epsg == epsg);

    /// <summary>To longitude and latitude on this system's own datum.</summary>
    public GeoPoint ToGeographic(double x, double y) =>
        _grid is not null ? _grid.Inverse(new(x, y)) : _webMercator ? WebMercator.Inverse(new(x, y)) : new(x, y);

    /// <summary>From longitude and latitude on this system's own datum.</summary>
    public PlanePoint FromGeographic(GeoPoint point) =>
        _grid is not null ? _grid.Forward(point) : _webMercator ? WebMercator.Forward(point) : new(point.LongitudeDeg, point.LatitudeDeg);

    /// <summary>Direction of grid north seen from true north, in degrees, at a place on this system's own datum; null for what is no such grid.</summary>
    public double? ConvergenceDeg(GeoPoint point) => _grid?.ConvergenceDeg(point);

    /// <summary>Length on the grid over length on the ellipsoid; null for what is no such grid.</summary>
    public double? ScaleAt(GeoPoint point) => _grid?.ScaleAt(point);

    private static CoordinateSystem Utm(int zone) => new(
        32600 + zone,
        $"WGS 84 / UTM zone {zone}N",
        Datum.Wgs84,
        new TransverseMercator(Ellipsoid.Wgs84, (6 * zone) - 183, 0, 0.9996, 500_000, 0));

    private static CoordinateSystem GaussKruger(int epsg, string name, double centralMeridianDeg, double falseEastingM) =>
        new(epsg, name, Datum.Sk42, new TransverseMercator(Ellipsoid.Krassowsky, centralMeridianDeg, 0, 1, falseEastingM, 0));

    // Central meridians at 32' and the origin at 0°07' N, as EPSG gives them.
    private static CoordinateSystem Cs63(int epsg, string zone, int degree, double falseEastingM) =>
        new(epsg, $"SK-42 / CS63 zone {zone}", Datum.Sk42, new TransverseMercator(Ellipsoid.Krassowsky, degree + (32 / 60.0), 7 / 60.0, 1, falseEastingM, 0));
}
