namespace Surefoot.Geodesy;

/// <summary>Easting and northing in metres.</summary>
public readonly record struct PlanePoint(double EastingM, double NorthingM);

/// <summary>Longitude and latitude on WGS 84, in degrees.</summary>
public readonly record struct GeoPoint(double LongitudeDeg, double LatitudeDeg);

/// <summary>Lambert azimuthal equal-area projection of the WGS 84 ellipsoid about one centre; the plane of the land account.</summary>
/// <remarks>Formulas: Snyder, Map Projections, USGS PP 1395, pp. 187–190; EPSG method 9820. False easting and northing are zero.</remarks>
public sealed class EqualAreaPlane
{
    // WGS 84 (EPSG:7030).
    private const double SemiMajorAxisM = 6378137.0;
    private const double InverseFlattening = 298.257223563;

    private readonly double _centreLongitude;
    private readonly double _e2;
    private readonly double _e;
    private readonly double _qPole;
    private readonly double _rq;
    private readonly double _d;
    private readonly double _sinBeta1;
    private readonly double _cosBeta1;

    public EqualAreaPlane(double centreLongitudeDeg, double centreLatitudeDeg)
    {
        var flattening = 1 / InverseFlattening;
        _e2 = flattening * (2 - flattening);
        _e = Math.Sqrt(_e2);
        _centreLongitude = double.DegreesToRadians(centreLongitudeDeg);
        var phi1 = double.DegreesToRadians(centreLatitudeDeg);
        _qPole = Q(1);
        var beta1 = Math.Asin(Q(Math.Sin(phi1)) / _qPole);
        _sinBeta1 = Math.Sin(beta1);
        _cosBeta1 = Math.Cos(beta1);
        _rq = SemiMajorAxisM * Math.Sqrt(_qPole / 2);
        var m1 = Math.Cos(phi1) / Math.Sqrt(1 - (_e2 * Math.Sin(phi1) * Math.Sin(phi1)));
        _d = SemiMajorAxisM * m1 / (_rq * _cosBeta1);
    }

    /// <summary>The account's plane of the sample country: 39.8° N 46.7° E (DESIGN 5).</summary>
    public static EqualAreaPlane Karabakh { get; } = new(46.7, 39.8);

    public PlanePoint Forward(GeoPoint point)
    {
        var lambda = double.DegreesToRadians(point.LongitudeDeg) - _centreLongitude;
        var sinBeta = Q(Math.Sin(double.DegreesToRadians(point.LatitudeDeg))) / _qPole;
        var cosBeta = Math.Sqrt(Math.Max(0, 1 - (sinBeta * sinBeta)));
        var cosLambda = Math.Cos(lambda);
        var b = _rq * Math.Sqrt(2 / (1 + (_sinBeta1 * sinBeta) + (_cosBeta1 * cosBeta * cosLambda)));
        return new(
            b * _d * cosBeta * Math.Sin(lambda),
            b / _d * ((_cosBeta1 * sinBeta) - (_sinBeta1 * cosBeta * cosLambda)));
    }

    public GeoPoint Inverse(PlanePoint point)
    {
        var x = point.EastingM / _d;
        var y = point.NorthingM * _d;
        var rho = Math.Sqrt((x * x) + (y * y));
        if (rho == 0)
        {
            return new(double.RadiansToDegrees(_centreLongitude), LatitudeFromQ(_qPole * _sinBeta1));
        }

        var ce = 2 * Math.Asin(rho / (2 * _rq));
        var sinCe = Math.Sin(ce);
        var cosCe = Math.Cos(ce);
        var q = _qPole * ((cosCe * _sinBeta1) + (y * sinCe * _cosBeta1 / rho));
        var lambda = _centreLongitude + Math.Atan2(x * sinCe, (rho * _cosBeta1 * cosCe) - (y * _sinBeta1 * sinCe));
        return new(double.RadiansToDegrees(lambda), LatitudeFromQ(q));
    }

    // Snyder 3-12.
    private double Q(double sinPhi)
    {
        var es = _e * sinPhi;
        return (1 - _e2) * ((sinPhi / (1 - (es * es))) - (1 / (2 * _e) * Math.Log((1 - es) / (1 + es))));
    }

    // Snyder 3-16, iterated until the step is below 1e-14 rad (0.06 µm).
    private double LatitudeFromQ(double q)
    {
        var phi = Math.Asin(q / 2);
        for (var i = 0; i < 20; i++)
        {
            var sin = Math.Sin(phi);
            var es = 1 - (_e2 * sin * sin);
            var step = es * es / (2 * Math.Cos(phi)) * ((q / (1 - _e2)) - (sin / es) + (1 / (2 * _e) * Math.Log((1 - (_e * sin)) / (1 + (_e * sin)))));
            phi += step;
            if (Math.Abs(step) < 1e-14)
            {
                break;
            }
        }

        return double.RadiansToDegrees(phi);
    }
}
