namespace Surefoot.Geodesy;

/// <summary>The sphere-based Mercator projection of web maps (EPSG:3857). For tiles, and to recognise its metres where degrees should stand.</summary>
/// <remarks>Areas in it are 1.68 times too large at 39.6° N; nothing is ever measured here.</remarks>
public static class WebMercator
{
    private const double RadiusM = 6378137.0;

    public static PlanePoint Forward(GeoPoint point) => new(
        RadiusM * double.DegreesToRadians(point.LongitudeDeg),
        RadiusM * Math.Asinh(Math.Tan(double.DegreesToRadians(point.LatitudeDeg))));

    public static GeoPoint Inverse(PlanePoint point) => new(
        double.RadiansToDegrees(point.EastingM / RadiusM),
        double.RadiansToDegrees(Math.Atan(Math.Sinh(point.NorthingM / RadiusM))));
}
