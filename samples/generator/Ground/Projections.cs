using Surefoot.Geodesy;

namespace Surefoot.SampleCountry;

/// <summary>Metres in the plane the sample is made in: the account's equal-area plane.</summary>
internal readonly record struct Xy(double X, double Y)
{
    public static Xy operator +(Xy a, Xy b) => new(a.X + b.X, a.Y + b.Y);

    public static Xy operator -(Xy a, Xy b) => new(a.X - b.X, a.Y - b.Y);

    public static Xy operator *(Xy a, double k) => new(a.X * k, a.Y * k);

    public double Length => Math.Sqrt((X * X) + (Y * Y));

    public Xy Unit() => this * (1 / Math.Max(Length, 1e-9));

    public Xy Left() => new(-Y, X);
}

/// <summary>Longitude and latitude as the files write them: seven decimals of a degree, about a centimetre.</summary>
internal readonly record struct Written(int LonE7, int LatE7)
{
    public GeoPoint Degrees => new(LonE7 / 1e7, LatE7 / 1e7);

    public static Written From(GeoPoint point) => new((int)Math.Round(point.LongitudeDeg * 1e7), (int)Math.Round(point.LatitudeDeg * 1e7));

    public static Written From(Xy plane) => From(Ground.ToGeo(plane));
}

internal static class Ground
{
    public static Xy ToPlane(GeoPoint point)
    {
        var p = EqualAreaPlane.Karabakh.Forward(point);
        return new(p.EastingM, p.NorthingM);
    }

    public static Xy ToPlane(double lon, double lat) => ToPlane(new GeoPoint(lon, lat));

    public static GeoPoint ToGeo(Xy plane) => EqualAreaPlane.Karabakh.Inverse(new(plane.X, plane.Y));
}

/// <summary>Transverse Mercator on one ellipsoid by Krüger's series to n⁶; error below a micrometre inside a six-degree zone.</summary>
/// <remarks>Source: Karney, Transverse Mercator with an accuracy of a few nanometers, J. Geodesy 85 (2011), eqs. 7–12, 35, 36.</remarks>
internal sealed class TransverseMercator
{
    private readonly double _centralMeridian;
    private readonly double _scale;
    private readonly double _falseEasting;
    private readonly double _e;
    private readonly double _radius;
    private readonly double[] _alpha;
    private readonly double[] _beta;

    public TransverseMercator(Ellipsoid ellipsoid, double centralMeridianDeg, double scale, double falseEastingM)
    {
        _centralMeridian = double.DegreesToRadians(centralMeridianDeg);
        _scale = scale;
        _falseEasting = falseEastingM;
        _e = Math.Sqrt(ellipsoid.E2);
        var n = ellipsoid.Flattening / (2 - ellipsoid.Flattening);
        double n2 = n * n, n3 = n2 * n, n4 = n3 * n, n5 = n4 * n, n6 = n5 * n;
        _radius = ellipsoid.SemiMajorAxisM / (1 + n) * (1 + (n2 / 4) + (n4 / 64) + (n6 / 256));
        _alpha =
        [
            (n / 2) - (2 * n2 / 3) + (5 * n3 / 16) + (41 * n4 / 180) - (127 * n5 / 288) + (7891 * n6 / 37800),
            (13 * n2 / 48) - (3 * n3 / 5) + (557 * n4 / 1440) + (281 * n5 / 630) - (1983433 * n6 / 1935360),
            (61 * n3 / 240) - (103 * n4 / 140) + (15061 * n5 / 26880) + (167603 * n6 / 181440),
            (49561 * n4 / 161280) - (179 * n5 / 168) + (6601661 * n6 / 7257600),
            (34729 * n5 / 80640) - (3418889 * n6 / 1995840),
            212378941 * n6 / 319334400,
        ];
        _beta =
        [
            (n / 2) - (2 * n2 / 3) + (37 * n3 / 96) - (n4 / 360) - (81 * n5 / 512) + (96199 * n6 / 604800),
            (n2 / 48) + (n3 / 15) - (437 * n4 / 1440) + (46 * n5 / 105) - (1118711 * n6 / 3870720),
            (17 * n3 / 480) - (37 * n4 / 840) - (209 * n5 / 4480) + (5569 * n6 / 90720),
            (4397 * n4 / 161280) - (11 * n5 / 504) - (830251 * n6 / 7257600),
            (4583 * n5 / 161280) - (108847 * n6 / 3991680),
            20648693 * n6 / 638668800,
        ];
    }

    /// <summary>UTM zone 38N on WGS 84, EPSG:32638.</summary>
    public static TransverseMercator Utm38 { get; } = new(Ellipsoid.Wgs84, 45, 0.9996, 500_000);

    /// <summary>SK-42 Gauss-Krüger zone 8, EPSG:28408; easting carries the zone prefix.</summary>
    public static TransverseMercator GaussKruger8 { get; } = new(Ellipsoid.Krassowsky1940, 45, 1, 8_500_000);

    public (double EastingM, double NorthingM) Forward(GeoPoint point)
    {
        var lambda = double.DegreesToRadians(point.LongitudeDeg) - _centralMeridian;
        var phi = double.DegreesToRadians(point.LatitudeDeg);
        var tau = Math.Tan(phi);
        var sigma = Math.Sinh(_e * Math.Atanh(_e * tau / Math.Sqrt(1 + (tau * tau))));
        var tauPrime = (tau * Math.Sqrt(1 + (sigma * sigma))) - (sigma * Math.Sqrt(1 + (tau * tau)));
        var cosLambda = Math.Cos(lambda);
        var xi = Math.Atan2(tauPrime, cosLambda);
        var eta = Math.Asinh(Math.Sin(lambda) / Math.Sqrt((tauPrime * tauPrime) + (cosLambda * cosLambda)));
        double north = xi, east = eta;
        for (var j = 1; j <= 6; j++)
        {
            north += _alpha[j - 1] * Math.Sin(2 * j * xi) * Math.Cosh(2 * j * eta);
            east += _alpha[j - 1] * Math.Cos(2 * j * xi) * Math.Sinh(2 * j * eta);
        }

        return (_falseEasting + (_scale * _radius * east), _scale * _radius * north);
    }

    public GeoPoint Inverse(double eastingM, double northingM)
    {
        var xi = northingM / (_scale * _radius);
        var eta = (eastingM - _falseEasting) / (_scale * _radius);
        double xiPrime = xi, etaPrime = eta;
        for (var j = 1; j <= 6; j++)
        {
            xiPrime -= _beta[j - 1] * Math.Sin(2 * j * xi) * Math.Cosh(2 * j * eta);
            etaPrime -= _beta[j - 1] * Math.Cos(2 * j * xi) * Math.Sinh(2 * j * eta);
        }

        var sinhEta = Math.Sinh(etaPrime);
        var cosXi = Math.Cos(xiPrime);
        var tauPrime = Math.Sin(xiPrime) / Math.Sqrt((sinhEta * sinhEta) + (cosXi * cosXi));
        var tau = tauPrime;
        var e2 = _e * _e;
        for (var i = 0; i < 8; i++)
        {
            var root = Math.Sqrt(1 + (tau * tau));
            var sigma = Math.Sinh(_e * Math.Atanh(_e * tau / root));
            var estimate = (tau * Math.Sqrt(1 + (sigma * sigma))) - (sigma * root);
            var step = (tauPrime - estimate) / Math.Sqrt(1 + (estimate * estimate)) * (1 + ((1 - e2) * tau * tau)) / ((1 - e2) * root);
            tau += step;
            if (Math.Abs(step) < 1e-15)
            {
                break;
            }
        }

        return new(double.RadiansToDegrees(_centralMeridian + Math.Atan2(sinhEta, cosXi)), double.RadiansToDegrees(Math.Atan(tau)));
    }
}

internal sealed record Ellipsoid(double SemiMajorAxisM, double InverseFlattening)
{
    public static Ellipsoid Wgs84 { get; } = new(6378137.0, 298.257223563);

    public static Ellipsoid Krassowsky1940 { get; } = new(6378245.0, 298.3);

    public double Flattening => 1 / InverseFlattening;

    public double E2 => Flattening * (2 - Flattening);
}
