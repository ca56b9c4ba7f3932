using Surefoot.Geodesy;

namespace Surefoot.SampleCountry;

/// <summary>Seven-parameter change from SK-42 to WGS 84, rotations in the coordinate-frame sense.</summary>
internal sealed record DatumShift(double DxM, double DyM, double DzM, double RxSeconds, double RySeconds, double RzSeconds, double ScalePpm)
{
    private const double SecondsToRadians = Math.PI / 648_000;

    /// <summary>EPSG:15865, stated accuracy 4.5 m.</summary>
    public static DatumShift Epsg15865 { get; } = new(25, -141, -78.5, 0, -0.35, -0.736, 0);

    /// <summary>EPSG:1808 (published as position vector: the signs of its rotations are turned here), stated accuracy 5 m.</summary>
    public static DatumShift Epsg1808 { get; } = new(686.1, -123.5, -574.4, -8.045, 23.366, -10.791, -2.926);

    /// <summary>SK-42 to WGS 84, geographic degrees at height zero.</summary>
    public GeoPoint ToWgs84(GeoPoint sk42)
    {
        var (x, y, z) = ToEarthCentred(Ellipsoid.Krassowsky1940, sk42);
        double rx = RxSeconds * SecondsToRadians, ry = RySeconds * SecondsToRadians, rz = RzSeconds * SecondsToRadians;
        var m = 1 + (ScalePpm * 1e-6);
        return ToGeographic(
            Ellipsoid.Wgs84,
            DxM + (m * (x + (rz * y) - (ry * z))),
            DyM + (m * (y - (rz * x) + (rx * z))),
            DzM + (m * (z + (ry * x) - (rx * y))));
    }

    /// <summary>The inverse of <see cref="ToWgs84"/> by fixed-point iteration, to about a micrometre.</summary>
    public GeoPoint FromWgs84(GeoPoint wgs84)
    {
        var guess = wgs84;
        for (var i = 0; i < 8; i++)
        {
            var reached = ToWgs84(guess);
            guess = new(guess.LongitudeDeg + wgs84.LongitudeDeg - reached.LongitudeDeg, guess.LatitudeDeg + wgs84.LatitudeDeg - reached.LatitudeDeg);
        }

        return guess;
    }

    private static (double X, double Y, double Z) ToEarthCentred(Ellipsoid ellipsoid, GeoPoint point)
    {
        var phi = double.DegreesToRadians(point.LatitudeDeg);
        var lambda = double.DegreesToRadians(point.LongitudeDeg);
        var nu = ellipsoid.SemiMajorAxisM / Math.Sqrt(1 - (ellipsoid.E2 * Math.Sin(phi) * Math.Sin(phi)));
        return (nu * Math.Cos(phi) * Math.Cos(lambda), nu * Math.Cos(phi) * Math.Sin(lambda), nu * (1 - ellipsoid.E2) * Math.Sin(phi));
    }

    private static GeoPoint ToGeographic(Ellipsoid ellipsoid, double x, double y, double z)
    {
        var p = Math.Sqrt((x * x) + (y * y));
        var phi = Math.Atan2(z, p * (1 - ellipsoid.E2));
        for (var i = 0; i < 10; i++)
        {
            var nu = ellipsoid.SemiMajorAxisM / Math.Sqrt(1 - (ellipsoid.E2 * Math.Sin(phi) * Math.Sin(phi)));
            phi = Math.Atan2(z + (ellipsoid.E2 * nu * Math.Sin(phi)), p);
        }

        return new(double.RadiansToDegrees(Math.Atan2(y, x)), double.RadiansToDegrees(phi));
    }
}
