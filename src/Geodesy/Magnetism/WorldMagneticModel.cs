using System.Globalization;

namespace Surefoot.Geodesy.Magnetism;

/// <summary>The World Magnetic Model 2025, whole: degree and order 12, with its yearly change.</summary>
/// <remarks>
/// Chulliat et al., "The US/UK World Magnetic Model for 2025-2030: Technical Report", section 1.2. Schmidt's functions and their
/// derivatives come from one recursion in the degree; the eastern component divides by the cosine inside it, so the poles are no exception.
/// </remarks>
public static class WorldMagneticModel
{
    public const string Name = "WMM2025";

    /// <summary>First and end of the years for which the model is issued; 2030.0 itself belongs to the next.</summary>
    public const double ValidFromYear = 2025;
    public const double ValidUntilYear = 2030;

    private const int Degree = 12;

    // The geomagnetic reference radius, not the radius of the ellipsoid.
    private const double ReferenceRadiusM = 6_371_200;

    private static readonly double[,] G = new double[Degree + 1, Degree + 1];
    private static readonly double[,] H = new double[Degree + 1, Degree + 1];
    private static readonly double[,] GChange = new double[Degree + 1, Degree + 1];
    private static readonly double[,] HChange = new double[Degree + 1, Degree + 1];

    static WorldMagneticModel()
    {
        foreach (var line in Wmm2025Coefficients.Text.Split('\n'))
        {
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var (n, m) = (int.Parse(cells[0], CultureInfo.InvariantCulture), int.Parse(cells[1], CultureInfo.InvariantCulture));
            G[n, m] = double.Parse(cells[2], CultureInfo.InvariantCulture);
            H[n, m] = double.Parse(cells[3], CultureInfo.InvariantCulture);
            GChange[n, m] = double.Parse(cells[4], CultureInfo.InvariantCulture);
            HChange[n, m] = double.Parse(cells[5], CultureInfo.InvariantCulture);
        }
    }

    public static bool Covers(double decimalYear) => decimalYear is >= ValidFromYear and < ValidUntilYear;

    /// <summary>The year with its share passed at the beginning of the day.</summary>
    public static double DecimalYear(DateOnly on) => on.Year + ((on.DayOfYear - 1.0) / (DateTime.IsLeapYear(on.Year) ? 366 : 365));

    /// <summary>The field at a place on WGS 84 and a height above the ellipsoid.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A year outside the model's validity, or a place that is none.</exception>
    public static MagneticField Field(GeoPoint at, double heightM, double decimalYear)
    {
        if (!Covers(decimalYear))
        {
            throw new ArgumentOutOfRangeException(nameof(decimalYear), decimalYear, $"{Name} holds from {ValidFromYear} to {ValidUntilYear}.");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(at.LatitudeDeg), 90);
        if (!double.IsFinite(at.LongitudeDeg) || !double.IsFinite(at.LatitudeDeg) || !double.IsFinite(heightM))
        {
            throw new ArgumentOutOfRangeException(nameof(at), at, "A place has finite coordinates.");
        }

        var phi = double.DegreesToRadians(at.LatitudeDeg);
        var e2 = Ellipsoid.Wgs84.EccentricitySquared;
        var normal = Ellipsoid.Wgs84.SemiMajorAxisM / Math.Sqrt(1 - (e2 * Math.Sin(phi) * Math.Sin(phi)));
        var p = (normal + heightM) * Math.Cos(phi);
        var z = ((normal * (1 - e2)) + heightM) * Math.Sin(phi);
        var radiusM = Math.Sqrt((p * p) + (z * z));
        var geocentric = Math.Asin(z / radiusM);
        var sphere = OnSphere(radiusM, geocentric, double.DegreesToRadians(at.LongitudeDeg), decimalYear - ValidFromYear);

        // From the sphere's horizon to the ellipsoid's.
        var (sin, cos) = Math.SinCos(geocentric - phi);
        return new(
            (sphere.NorthNt * cos) - (sphere.DownNt * sin),
            sphere.EastNt,
            (sphere.NorthNt * sin) + (sphere.DownNt * cos));
    }

    private static MagneticField OnSphere(double radiusM, double latitude, double longitude, double years)
    {
        var (sin, cos) = Math.SinCos(latitude);
        double north = 0, east = 0, down = 0;
        var diagonal = 1.0;
        var diagonalSlope = 0.0;
        for (var m = 0; m <= Degree; m++)
        {
            var (sinM, cosM) = Math.SinCos(m * longitude);
            // P over cosine on the diagonal, known before P itself; never a division by zero.
            var overCosine = 0.0;
            if (m > 0)
            {
                var factor = m == 1 ? 1 : Math.Sqrt((2 * m - 1.0) / (2 * m));
                overCosine = factor * diagonal;
                diagonalSlope = factor * ((cos * diagonalSlope) - (sin * diagonal));
                diagonal = overCosine * cos;
            }

            double value = diagonal, slope = diagonalSlope, quotient = overCosine;
            double earlier = 0, earlierSlope = 0, earlierQuotient = 0;
            for (var n = m; n <= Degree; n++)
            {
                if (n > m)
                {
                    var scale = 1 / Math.Sqrt((double)((n * n) - (m * m)));
                    var back = Math.Sqrt((double)(((n - 1) * (n - 1)) - (m * m)));
                    (earlier, value, earlierSlope, slope, earlierQuotient, quotient) = (
                        value,
                        (((2 * n - 1) * sin * value) - (back * earlier)) * scale,
                        slope,
                        (((2 * n - 1) * ((cos * value) + (sin * slope))) - (back * earlierSlope)) * scale,
                        quotient,
                        (((2 * n - 1) * sin * quotient) - (back * earlierQuotient)) * scale);
                }

                if (n == 0)
                {
                    continue;
                }

                var g = G[n, m] + (years * GChange[n, m]);
                var h = H[n, m] + (years * HChange[n, m]);
                var power = Math.Pow(ReferenceRadiusM / radiusM, n + 2);
                var along = (g * cosM) + (h * sinM);
                north -= power * along * slope;
                east += power * m * ((g * sinM) - (h * cosM)) * quotient;
                down -= power * (n + 1) * along * value;
            }
        }

        return new(north, east, down);
    }
}
