using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Surefoot.Registry.Reading;

/// <summary>The fixed cells of about a kilometre in which a place is told to who may know of a record but not exactly where (INTEGRITY 5).</summary>
/// <remarks>Cells of longitude and latitude, so that a box asked for can be widened to whole cells and its answer tells no more than the cell does.</remarks>
internal static class PersonalCell
{
    // 1/80° by 1/100°: 1.07 by 1.11 km at 40° north.
    private const double PerDegreeOfLongitude = 80;
    private const double PerDegreeOfLatitude = 100;

    /// <summary>From a cell's middle to its corner, in metres, rounded up: how wrong a place may be.</summary>
    public const double AccuracyM = 800;

    /// <summary>The middle of the cell that holds the middle of a shape, both as WKB.</summary>
    public static byte[] Of(byte[] wkb)
    {
        var centre = new WKBReader().Read(wkb).EnvelopeInternal.Centre;
        return new WKBWriter().Write(new Point(
            (Math.Floor(centre.X * PerDegreeOfLongitude) + 0.5) / PerDegreeOfLongitude, (Math.Floor(centre.Y * PerDegreeOfLatitude) + 0.5) / PerDegreeOfLatitude));
    }

    /// <summary>The box in whole cells.</summary>
    public static GeoBox Widen(GeoBox box) => new(
        Math.Floor(box.MinX * PerDegreeOfLongitude) / PerDegreeOfLongitude,
        Math.Floor(box.MinY * PerDegreeOfLatitude) / PerDegreeOfLatitude,
        Math.Ceiling(box.MaxX * PerDegreeOfLongitude) / PerDegreeOfLongitude,
        Math.Ceiling(box.MaxY * PerDegreeOfLatitude) / PerDegreeOfLatitude);
}
