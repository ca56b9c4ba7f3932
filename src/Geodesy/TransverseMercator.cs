namespace Surefoot.Geodesy;

/// <summary>Transverse Mercator projection of an ellipsoid: UTM, Gauss-Krüger, CS-63.</summary>
/// <remarks>
/// Krüger's series in the third flattening n to the sixth order, with the coefficients of Karney, "Transverse Mercator with an accuracy
/// of a few nanometers", J. Geodesy 85 (2011), equations 35 and 36. Within 3,900 km of the central meridian the truncation is below 1 µm.
/// </remarks>
public sealed class TransverseMercator
{
    private readonly double _e;
    private readonly double _e2;
    private readonly double _centralMeridianDeg;
    private readonly double _scaledRadiusM;
    private readonly double _semiMajorAxisM;
    private readonly double _falseEastingM;
    private readonly double _falseNorthingM;
    private readonly double[] _alpha;
    private readonly double[] _beta;

    public TransverseMercator(Ellipsoid ellipsoid, double centralMeridianDeg, double originLatitudeDeg, double scale, double falseEastingM, double falseNorthingM)
    {
        ArgumentNullException.ThrowIfNull(ellipsoid);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        _e2 = ellipsoid.EccentricitySquared;
        _e = Math.Sqrt(_e2);
        _semiMajorAxisM = ellipsoid.SemiMajorAxisM;
        _centralMeridianDeg = centralMeridianDeg;
        _falseEastingM = falseEastingM;
        CentralMeridianDeg = centralMeridianDeg;
        FalseEastingM = falseEastingM;
        var n = ellipsoid.Flattening / (2 - ellipsoid.Flattening);
        var n2 = n * n;
        var n3 = n2 * n;
        var n4 = n2 * n2;
        var n5 = n4 * n;
        var n6 = n3 * n3;
        _scaledRadiusM = scale * ellipsoid.SemiMajorAxisM / (1 + n) * (1 + (n2 / 4) + (n4 / 64) + (n6 / 256));
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
        _falseNorthingM = falseNorthingM;
        _falseNorthingM = falseNorthingM - (Forward(new(centralMeridianDeg, originLatitudeDeg)).NorthingM - falseNorthingM);
    }

    public double CentralMeridianDeg { get; }

    public double FalseEastingM { get; }

    public PlanePoint Forward(GeoPoint point)
    {
        var lambda = double.DegreesToRadians(point.LongitudeDeg - _centralMeridianDeg);
        var tau = ConformalTangent(Math.Tan(double.DegreesToRadians(point.LatitudeDeg)));
        var cosLambda = Math.Cos(lambda);
        var xi = Math.Atan2(tau, cosLambda);
        var eta = Math.Asinh(Math.Sin(lambda) / Math.Sqrt((tau * tau) + (cosLambda * cosLambda)));
        var (dXi, dEta) = Series(_alpha, xi, eta);
        return new(_falseEastingM + (_scaledRadiusM * (eta + dEta)), _falseNorthingM + (_scaledRadiusM * (xi + dXi)));
    }

    /// <summary>Direction of grid north seen from true north, clockwise, in degrees: a true bearing is a grid bearing plus this.</summary>
    /// <remarks>Karney 2011, equations 23 and 25.</remarks>
    public double ConvergenceDeg(GeoPoint point)
    {
        var (convergence, _) = Distortion(point);
        return double.RadiansToDegrees(convergence);
    }

    /// <summary>Length on the grid over length on the ellipsoid.</summary>
    public double ScaleAt(GeoPoint point) => Distortion(point).Scale;

    private (double Convergence, double Scale) Distortion(GeoPoint point)
    {
        var lambda = double.DegreesToRadians(point.LongitudeDeg - _centralMeridianDeg);
        var tangent = Math.Tan(double.DegreesToRadians(point.LatitudeDeg));
        var tau = ConformalTangent(tangent);
        var cosLambda = Math.Cos(lambda);
        var xi = Math.Atan2(tau, cosLambda);
        var eta = Math.Asinh(Math.Sin(lambda) / Math.Sqrt((tau * tau) + (cosLambda * cosLambda)));
        double p = 1, q = 0;
        for (var j = 1; j <= _alpha.Length; j++)
        {
            p += 2 * j * _alpha[j - 1] * Math.Cos(2 * j * xi) * Math.Cosh(2 * j * eta);
            q += 2 * j * _alpha[j - 1] * Math.Sin(2 * j * xi) * Math.Sinh(2 * j * eta);
        }

        var convergence = Math.Atan2(tau * Math.Sin(lambda), Math.Sqrt(1 + (tau * tau)) * cosLambda) + Math.Atan2(q, p);
        // sqrt(1 - e² sin²) is sqrt(1 + (1 - e²) tan²) over sqrt(1 + tan²).
        var scale = _scaledRadiusM / _semiMajorAxisM * Math.Sqrt((p * p) + (q * q))
            * Math.Sqrt(1 + ((1 - _e2) * tangent * tangent)) / Math.Sqrt((tau * tau) + (cosLambda * cosLambda));
        return (convergence, scale);
    }

    public GeoPoint Inverse(PlanePoint point)
    {
        var xi = (point.NorthingM - _falseNorthingM) / _scaledRadiusM;
        var eta = (point.EastingM - _falseEastingM) / _scaledRadiusM;
        var (dXi, dEta) = Series(_beta, xi, eta);
        xi -= dXi;
        eta -= dEta;
        var sinhEta = Math.Sinh(eta);
        var cosXi = Math.Cos(xi);
        var tau = TangentFromConformal(Math.Sin(xi) / Math.Sqrt((sinhEta * sinhEta) + (cosXi * cosXi)));
        var lambda = Math.Atan2(sinhEta, cosXi);
        return new(_centralMeridianDeg + double.RadiansToDegrees(lambda), double.RadiansToDegrees(Math.Atan(tau)));
    }

    private static (double Xi, double Eta) Series(double[] coefficients, double xi, double eta)
    {
        var sumXi = 0.0;
        var sumEta = 0.0;
        for (var j = coefficients.Length; j >= 1; j--)
        {
            sumXi += coefficients[j - 1] * Math.Sin(2 * j * xi) * Math.Cosh(2 * j * eta);
            sumEta += coefficients[j - 1] * Math.Cos(2 * j * xi) * Math.Sinh(2 * j * eta);
        }

        return (sumXi, sumEta);
    }

    // Karney 2011, equation 7: tangent of the conformal latitude.
    private double ConformalTangent(double tau)
    {
        var sigma = Math.Sinh(_e * Math.Atanh(_e * tau / Math.Sqrt(1 + (tau * tau))));
        return (tau * Math.Sqrt(1 + (sigma * sigma))) - (sigma * Math.Sqrt(1 + (tau * tau)));
    }

    // Newton's method, Karney 2011, equations 19 to 21; three rounds reach the last bit.
    private double TangentFromConformal(double conformal)
    {
        var tau = conformal / (1 - _e2);
        for (var i = 0; i < 5; i++)
        {
            var reached = ConformalTangent(tau);
            var step = (conformal - reached) / Math.Sqrt(1 + (reached * reached))
                * (1 + ((1 - _e2) * tau * tau)) / ((1 - _e2) * Math.Sqrt(1 + (tau * tau)));
            tau += step;
            if (Math.Abs(step) < 1e-15 * Math.Max(1, Math.Abs(tau)))
            {
                break;
            }
        }

        return tau;
    }
}
