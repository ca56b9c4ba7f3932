using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Geodesy;
using Surefoot.Raster;

namespace Surefoot.Assessment.Hazard;

/// <summary>Longitude and latitude into the metres of the hazard grid (EPSG:32638), on whole millimetres.</summary>
/// <remarks>Rounding hides the last bits of the machine's sine and cosine, so the evidence has the same bits everywhere.</remarks>
internal static class HazardPlane
{
    private const double StepsPerMetre = 1000;

    private static readonly CoordinateSystem Utm = CoordinateSystem.Find(GridSpec.Utm38North)!;

    public static (double XM, double YM) Place(double longitudeDeg, double latitudeDeg)
    {
        var point = Utm.FromGeographic(new GeoPoint(longitudeDeg, latitudeDeg));
        return (Snap(point.EastingM), Snap(point.NorthingM));
    }

    /// <summary>First position of a point or of any other shape.</summary>
    public static (double XM, double YM) Place(byte[] wkb)
    {
        var at = new WKBReader().Read(wkb).Coordinate;
        return Place(at.X, at.Y);
    }

    /// <summary>One entry per polygon: outline, then holes; x and y alternating. Shapes without area give none.</summary>
    public static double[][][] Polygons(Geometry shape) =>
    [
        .. Parts(shape).OfType<Polygon>().Where(p => !p.IsEmpty).Select(p => (double[][])[Line(p.Shell.CoordinateSequence), .. p.Holes.Select(h => Line(h.CoordinateSequence))]),
    ];

    public static double[][][] Polygons(byte[] wkb) => Polygons(new WKBReader().Read(wkb));

    private static double[] Line(CoordinateSequence points)
    {
        var line = new double[2 * points.Count];
        for (var i = 0; i < points.Count; i++)
        {
            (line[2 * i], line[(2 * i) + 1]) = Place(points.GetX(i), points.GetY(i));
        }

        return line;
    }

    private static IEnumerable<Geometry> Parts(Geometry shape) =>
        shape is GeometryCollection many ? many.Geometries.SelectMany(Parts) : [shape];

    private static double Snap(double metres) => Math.Round(metres * StepsPerMetre) / StepsPerMetre;
}
