namespace Surefoot.Geodesy;

/// <summary>The shortest line between two points of the WGS 84 ellipsoid, or from a point along an azimuth.</summary>
/// <remarks>
/// T. Vincenty, "Direct and inverse solutions of geodesics on the ellipsoid with application of nested equations", Survey Review 23 (1975).
/// Error below 0.1 mm at any length, below 1 µm within a country. Points nearly opposite on the globe do not converge and are refused.
/// </remarks>
public static class Geodesic
{
    private const int MostRounds = 200;

    private static readonly double A = Ellipsoid.Wgs84.SemiMajorAxisM;
    private static readonly double B = Ellipsoid.Wgs84.SemiMinorAxisM;
    private static readonly double F = Ellipsoid.Wgs84.Flattening;

    /// <summary>Length of the line in metres and its azimuth at the start, in degrees clockwise from true north.</summary>
    /// <exception cref="ArgumentException">The points lie nearly opposite each other on the globe.</exception>
    public static (double LengthM, double AzimuthDeg) Inverse(GeoPoint from, GeoPoint to)
    {
        var l = double.DegreesToRadians(to.LongitudeDeg - from.LongitudeDeg);
        l = Math.IEEERemainder(l, Math.Tau);
        var (sinU1, cosU1) = Reduced(from.LatitudeDeg);
        var (sinU2, cosU2) = Reduced(to.LatitudeDeg);
        var lambda = l;
        for (var round = 0; round < MostRounds; round++)
        {
            var sinLambda = Math.Sin(lambda);
            var cosLambda = Math.Cos(lambda);
            var east = cosU2 * sinLambda;
            var north = (cosU1 * sinU2) - (sinU1 * cosU2 * cosLambda);
            var sinSigma = Math.Sqrt((east * east) + (north * north));
            if (sinSigma == 0)
            {
                return (0, 0);
            }

            var cosSigma = (sinU1 * sinU2) + (cosU1 * cosU2 * cosLambda);
            var sigma = Math.Atan2(sinSigma, cosSigma);
            var sinAlpha = cosU1 * cosU2 * sinLambda / sinSigma;
            var cosSqAlpha = 1 - (sinAlpha * sinAlpha);
            // A line along the equator has no middle.
            var cos2Middle = cosSqAlpha == 0 ? 0 : cosSigma - (2 * sinU1 * sinU2 / cosSqAlpha);
            var next = l + LongitudeCorrection(sinAlpha, cosSqAlpha, sigma, sinSigma, cosSigma, cos2Middle);
            if (Math.Abs(next - lambda) < 1e-14)
            {
                var (bigA, deltaSigma) = LengthTerms(cosSqAlpha, sinSigma, cosSigma, cos2Middle);
                return (B * bigA * (sigma - deltaSigma), double.RadiansToDegrees(Math.Atan2(east, north)));
            }

            lambda = next;
        }

        throw new ArgumentException("The two points lie nearly opposite each other on the globe.", nameof(to));
    }

    /// <summary>The point reached, and the azimuth there, in degrees clockwise from true north.</summary>
    public static (GeoPoint Point, double AzimuthDeg) Direct(GeoPoint from, double azimuthDeg, double lengthM)
    {
        var alpha1 = double.DegreesToRadians(azimuthDeg);
        var sinAlpha1 = Math.Sin(alpha1);
        var cosAlpha1 = Math.Cos(alpha1);
        var (sinU1, cosU1) = Reduced(from.LatitudeDeg);
        var sigma1 = Math.Atan2(sinU1, cosU1 * cosAlpha1);
        var sinAlpha = cosU1 * sinAlpha1;
        var cosSqAlpha = 1 - (sinAlpha * sinAlpha);
        var bigA = BigA(cosSqAlpha);
        var sigma = lengthM / (B * bigA);
        double sinSigma, cosSigma, cos2Middle;
        for (var round = 0; ; round++)
        {
            sinSigma = Math.Sin(sigma);
            cosSigma = Math.Cos(sigma);
            cos2Middle = Math.Cos((2 * sigma1) + sigma);
            var next = (lengthM / (B * bigA)) + LengthTerms(cosSqAlpha, sinSigma, cosSigma, cos2Middle).DeltaSigma;
            var done = Math.Abs(next - sigma) < 1e-15 || round == MostRounds;
            sigma = next;
            if (done)
            {
                break;
            }
        }

        sinSigma = Math.Sin(sigma);
        cosSigma = Math.Cos(sigma);
        cos2Middle = Math.Cos((2 * sigma1) + sigma);
        var across = (sinU1 * sinSigma) - (cosU1 * cosSigma * cosAlpha1);
        var latitude = Math.Atan2(
            (sinU1 * cosSigma) + (cosU1 * sinSigma * cosAlpha1),
            (1 - F) * Math.Sqrt((sinAlpha * sinAlpha) + (across * across)));
        var lambda = Math.Atan2(sinSigma * sinAlpha1, (cosU1 * cosSigma) - (sinU1 * sinSigma * cosAlpha1));
        var l = lambda - LongitudeCorrection(sinAlpha, cosSqAlpha, sigma, sinSigma, cosSigma, cos2Middle);
        return (
            new(from.LongitudeDeg + double.RadiansToDegrees(l), double.RadiansToDegrees(latitude)),
            double.RadiansToDegrees(Math.Atan2(sinAlpha, -across)));
    }

    private static (double Sin, double Cos) Reduced(double latitudeDeg)
    {
        var tan = (1 - F) * Math.Tan(double.DegreesToRadians(latitudeDeg));
        var cos = 1 / Math.Sqrt(1 + (tan * tan));
        return (tan * cos, cos);
    }

    // Vincenty's equations 10 and 11.
    private static double LongitudeCorrection(double sinAlpha, double cosSqAlpha, double sigma, double sinSigma, double cosSigma, double cos2Middle)
    {
        var c = F / 16 * cosSqAlpha * (4 + (F * (4 - (3 * cosSqAlpha))));
        return (1 - c) * F * sinAlpha * (sigma + (c * sinSigma * (cos2Middle + (c * cosSigma * (-1 + (2 * cos2Middle * cos2Middle))))));
    }

    private static double BigA(double cosSqAlpha)
    {
        var uSq = cosSqAlpha * ((A * A) - (B * B)) / (B * B);
        return 1 + (uSq / 16384 * (4096 + (uSq * (-768 + (uSq * (320 - (175 * uSq)))))));
    }

    // Vincenty's equations 3, 4 and 6.
    private static (double BigA, double DeltaSigma) LengthTerms(double cosSqAlpha, double sinSigma, double cosSigma, double cos2Middle)
    {
        var uSq = cosSqAlpha * ((A * A) - (B * B)) / (B * B);
        var bigB = uSq / 1024 * (256 + (uSq * (-128 + (uSq * (74 - (47 * uSq))))));
        var square = cos2Middle * cos2Middle;
        var delta = bigB * sinSigma * (cos2Middle + (bigB / 4 * ((cosSigma * (-1 + (2 * square)))
            - (bigB / 6 * cos2Middle * (-3 + (4 * sinSigma * sinSigma)) * (-3 + (4 * square))))));
        return (BigA(cosSqAlpha), delta);
    }
}
