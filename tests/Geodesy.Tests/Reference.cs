using System.Globalization;

namespace Surefoot.Geodesy.Tests;

/// <summary>Values computed by PROJ and GeographicLib; <c>reference/make.sh</c> is the command that made them.</summary>
internal static class Reference
{
    public static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "reference", file)).Skip(1).Select(line => line.Split(','));

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Distance of two places in metres, exact enough for millimetres.</summary>
    public static double ApartM(GeoPoint a, GeoPoint b)
    {
        var dy = (a.LatitudeDeg - b.LatitudeDeg) * 111_320;
        var dx = (a.LongitudeDeg - b.LongitudeDeg) * 111_320 * Math.Cos(double.DegreesToRadians(a.LatitudeDeg));
        return Math.Sqrt((dx * dx) + (dy * dy));
    }
}
