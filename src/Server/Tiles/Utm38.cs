namespace Surefoot.Server.Tiles;

/// <summary>Longitude and latitude on WGS 84 to UTM zone 38 north (EPSG:32638), for placing raster cells on the screen.</summary>
/// <remarks>Krüger's series to n³ (Karney 2011, J. Geodesy 85, eq. 7–11): better than a millimetre within the zone.</remarks>
internal static class Utm38
{
    private const double A = 6378137.0;
    private const double F = 1 / 298.257223563;
    private const double N = F / (2 - F);
    private const double CentralMeridian = 45.0;
    private const double Scale = 0.9996;
    private const double RectifyingRadius = A / (1 + N) * (1 + (N * N / 4) + (N * N * N * N / 64));
    private const double Alpha1 = (N / 2) - (2 * N * N / 3) + (5 * N * N * N / 16);
    private const double Alpha2 = (13 * N * N / 48) - (3 * N * N * N / 5);
    private const double Alpha3 = 61 * N * N * N / 240;

    private static readonly double E = Math.Sqrt(F * (2 - F));

    public static (double EastingM, double NorthingM) Forward(double longitudeDeg, double latitudeDeg)
    {
        var lambda = double.DegreesToRadians(longitudeDeg - CentralMeridian);
        var sin = Math.Sin(double.DegreesToRadians(latitudeDeg));
        var t = Math.Sinh(Math.Atanh(sin) - (E * Math.Atanh(E * sin)));
        var xi = Math.Atan2(t, Math.Cos(lambda));
        var eta = Math.Asinh(Math.Sin(lambda) / Math.Sqrt((t * t) + (Math.Cos(lambda) * Math.Cos(lambda))));
        var x = eta + (Alpha1 * Math.Cos(2 * xi) * Math.Sinh(2 * eta)) + (Alpha2 * Math.Cos(4 * xi) * Math.Sinh(4 * eta)) + (Alpha3 * Math.Cos(6 * xi) * Math.Sinh(6 * eta));
        var y = xi + (Alpha1 * Math.Sin(2 * xi) * Math.Cosh(2 * eta)) + (Alpha2 * Math.Sin(4 * xi) * Math.Cosh(4 * eta)) + (Alpha3 * Math.Sin(6 * xi) * Math.Cosh(6 * eta));
        return (500_000 + (Scale * RectifyingRadius * x), Scale * RectifyingRadius * y);
    }
}
