namespace Surefoot.Geodesy;

/// <summary>An ellipsoid of revolution: the half axis at the equator in metres and the flattening.</summary>
public sealed record Ellipsoid(string Name, double SemiMajorAxisM, double InverseFlattening)
{
    /// <summary>WGS 84 (EPSG:7030).</summary>
    public static Ellipsoid Wgs84 { get; } = new("WGS 84", 6378137.0, 298.257223563);

    /// <summary>Krassowsky 1940 (EPSG:7024), the ellipsoid of SK-42.</summary>
    public static Ellipsoid Krassowsky { get; } = new("Krassowsky 1940", 6378245.0, 298.3);

    public double Flattening => 1 / InverseFlattening;

    public double SemiMinorAxisM => SemiMajorAxisM * (1 - Flattening);

    /// <summary>Square of the first eccentricity.</summary>
    public double EccentricitySquared => Flattening * (2 - Flattening);

    internal (double X, double Y, double Z) ToGeocentric(GeoPoint point)
    {
        var phi = double.DegreesToRadians(point.LatitudeDeg);
        var lambda = double.DegreesToRadians(point.LongitudeDeg);
        var sin = Math.Sin(phi);
        var cos = Math.Cos(phi);
        var normal = SemiMajorAxisM / Math.Sqrt(1 - (EccentricitySquared * sin * sin));
        return (normal * cos * Math.Cos(lambda), normal * cos * Math.Sin(lambda), normal * (1 - EccentricitySquared) * sin);
    }

    /// <summary>The foot point on the ellipsoid; the height is dropped.</summary>
    /// <remarks>Iteration of Bowring's formula on the reduced latitude; below 1e-12 rad (6 µm) after two rounds for any height met on Earth.</remarks>
    internal GeoPoint FromGeocentric(double x, double y, double z)
    {
        var e2 = EccentricitySquared;
        var p = Math.Sqrt((x * x) + (y * y));
        var second = e2 / (1 - e2);
        var tanBeta = z * SemiMajorAxisM / (p * SemiMinorAxisM);
        var tanPhi = 0.0;
        for (var i = 0; i < 4; i++)
        {
            var cosBeta = 1 / Math.Sqrt(1 + (tanBeta * tanBeta));
            var sinBeta = tanBeta * cosBeta;
            tanPhi = (z + (second * SemiMinorAxisM * sinBeta * sinBeta * sinBeta)) / (p - (e2 * SemiMajorAxisM * cosBeta * cosBeta * cosBeta));
            tanBeta = (1 - Flattening) * tanPhi;
        }

        return new(double.RadiansToDegrees(Math.Atan2(y, x)), double.RadiansToDegrees(Math.Atan(tanPhi)));
    }
}
