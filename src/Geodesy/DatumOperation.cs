namespace Surefoot.Geodesy;

/// <summary>A way from SK-42 (Pulkovo 1942) to WGS 84, with its stated accuracy. The operation is part of the coordinate: two of them differ by metres.</summary>
/// <remarks>
/// Seven-parameter similarity on geocentric coordinates with small-angle rotations (EPSG methods 9606 and 9607). The sign of the rotations
/// depends on the convention; mixed up, it costs 29 m for 15865 and 1,660 m for 1808. Heights are taken as zero on the source ellipsoid.
/// </remarks>
public sealed class DatumOperation
{
    private readonly double _dx;
    private readonly double _dy;
    private readonly double _dz;
    private readonly double _rx;
    private readonly double _ry;
    private readonly double _rz;
    private readonly double _scale;

    private DatumOperation(int epsg, double accuracyM, string area, bool coordinateFrame, double dx, double dy, double dz, double rxSec, double rySec, double rzSec, double ppm)
    {
        Epsg = epsg;
        AccuracyM = accuracyM;
        Area = area;
        _dx = dx;
        _dy = dy;
        _dz = dz;
        // Kept as position vector; the coordinate frame convention turns the other way.
        var sign = coordinateFrame ? -1 : 1;
        _rx = sign * double.DegreesToRadians(rxSec / 3600);
        _ry = sign * double.DegreesToRadians(rySec / 3600);
        _rz = sign * double.DegreesToRadians(rzSec / 3600);
        _scale = 1 + (ppm * 1e-6);
    }

    /// <summary>Code in the EPSG data set.</summary>
    public int Epsg { get; }

    /// <summary>Accuracy stated by EPSG, in metres.</summary>
    public double AccuracyM { get; }

    /// <summary>For which region EPSG states it.</summary>
    public string Area { get; }

    /// <summary>The operations that may be used. EPSG:1254 is left out on purpose: its stated accuracy is unknown and it is 14 m off.</summary>
    public static IReadOnlyList<DatumOperation> All { get; } =
    [
        new(15865, 4.5, "former Soviet Union onshore", true, 25, -141, -78.5, 0, -0.35, -0.736, 0),
        new(1808, 5.0, "Azerbaijan with the Caspian, Georgia", false, 686.1, -123.5, -574.4, 8.045, -23.366, 10.791, -2.926),
    ];

    public static DatumOperation? Find(int epsg) => All.FirstOrDefault(o => o.Epsg == epsg);

    public GeoPoint ToWgs84(GeoPoint sk42)
    {
        var (x, y, z) = Ellipsoid.Krassowsky.ToGeocentric(sk42);
        return Ellipsoid.Wgs84.FromGeocentric(
            _dx + (_scale * (x - (_rz * y) + (_ry * z))),
            _dy + (_scale * ((_rz * x) + y - (_rx * z))),
            _dz + (_scale * ((-_ry * x) + (_rx * y) + z)));
    }

    /// <summary>The way back: shift, scale and the transposed rotation, as PROJ does it.</summary>
    public GeoPoint FromWgs84(GeoPoint wgs84)
    {
        var (x, y, z) = Ellipsoid.Wgs84.ToGeocentric(wgs84);
        x = (x - _dx) / _scale;
        y = (y - _dy) / _scale;
        z = (z - _dz) / _scale;
        return Ellipsoid.Krassowsky.FromGeocentric(
            x + (_rz * y) - (_ry * z),
            (-_rz * x) + y + (_rx * z),
            (_ry * x) - (_rx * y) + z);
    }
}
