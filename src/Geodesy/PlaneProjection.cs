using NetTopologySuite.Geometries;

namespace Surefoot.Geodesy;

/// <summary>Brings whole geometries from longitude and latitude into the land account's plane, on its grid of whole millimetres.</summary>
/// <remarks>
/// An edge drawn straight in longitude and latitude is curved in the plane. It is cut into equal parts of longitude and latitude, so
/// many that every chord stays within <see cref="MaxDepartureM"/> of the curve (DESIGN 5). Both directions of an edge give the same
/// points, bit for bit, so that neighbours still share their border.
/// </remarks>
public sealed class PlaneProjection(EqualAreaPlane plane)
{
    /// <summary>Grid steps per metre: coordinates are whole millimetres.</summary>
    public const double StepsPerMetre = 1000;

    /// <summary>How far a chord may depart from the projected edge, in metres.</summary>
    public const double MaxDepartureM = 0.01;

    // Rounding to the grid moves a point by up to 0.71 mm; the rest is left to the chord. The estimate of the departure is exact for
    // a parabola only, hence the further margin.
    private const double ChordBudgetM = 0.8 * (MaxDepartureM - (1 / StepsPerMetre));

    // An edge around the Earth would need about 25,000 parts; more than that is no edge of a recorded area.
    private const int MaxParts = 50_000;

    // Up to this length of an edge in degrees its curvature is as good as constant and one probe in the middle is enough.
    private const double ShortEdgeDeg = 0.1;

    private static readonly GeometryFactory PlaneFactory = new(new PrecisionModel(StepsPerMetre), 0);

    /// <summary>The projection into the account's plane of the sample country.</summary>
    public static PlaneProjection Karabakh { get; } = new(EqualAreaPlane.Karabakh);

    /// <summary>Projects a geometry given in degrees (x longitude, y latitude) on WGS 84 into metres on the millimetre grid.</summary>
    /// <remarks>Points that fall together on the grid are merged unless a ring or line would lose its last points. The result is not repaired:
    /// two borders less than a millimetre apart may touch in it.</remarks>
    public Geometry Project(Geometry lonLat)
    {
        ArgumentNullException.ThrowIfNull(lonLat);
        return lonLat switch
        {
            Point point => point.IsEmpty ? PlaneFactory.CreatePoint() : PlaneFactory.CreatePoint(Snap(point.X, point.Y)),
            LinearRing ring => PlaneFactory.CreateLinearRing(ProjectLine(ring.CoordinateSequence, 4)),
            LineString line => PlaneFactory.CreateLineString(ProjectLine(line.CoordinateSequence, 2)),
            Polygon polygon => ProjectPolygon(polygon),
            MultiPoint points => PlaneFactory.CreateMultiPoint([.. points.Geometries.Select(p => (Point)Project(p))]),
            MultiLineString lines => PlaneFactory.CreateMultiLineString([.. lines.Geometries.Select(l => (LineString)Project(l))]),
            MultiPolygon polygons => PlaneFactory.CreateMultiPolygon([.. polygons.Geometries.Select(p => ProjectPolygon((Polygon)p))]),
            GeometryCollection all => PlaneFactory.CreateGeometryCollection([.. all.Geometries.Select(Project)]),
            _ => throw new ArgumentException($"A {lonLat.GeometryType} cannot be projected.", nameof(lonLat)),
        };
    }

    private Polygon ProjectPolygon(Polygon polygon)
    {
        if (polygon.IsEmpty)
        {
            return PlaneFactory.CreatePolygon();
        }

        var shell = PlaneFactory.CreateLinearRing(ProjectLine(polygon.Shell.CoordinateSequence, 4));
        var holes = new LinearRing[polygon.NumInteriorRings];
        for (var i = 0; i < holes.Length; i++)
        {
            holes[i] = PlaneFactory.CreateLinearRing(ProjectLine(polygon.Holes[i].CoordinateSequence, 4));
        }

        return PlaneFactory.CreatePolygon(shell, holes);
    }

    private Coordinate[] ProjectLine(CoordinateSequence line, int fewest)
    {
        if (line.Count == 0)
        {
            return [];
        }

        var points = new List<Coordinate>(line.Count) { Snap(line.GetX(0), line.GetY(0)) };
        var distinct = 1;
        for (var i = 1; i < line.Count; i++)
        {
            AddEdge(points, new(line.GetX(i - 1), line.GetY(i - 1)), new(line.GetX(i), line.GetY(i)));
        }

        var merged = new List<Coordinate>(points.Count) { points[0] };
        for (var i = 1; i < points.Count; i++)
        {
            if (!points[i].Equals2D(merged[^1]))
            {
                merged.Add(points[i]);
                distinct++;
            }
        }

        return distinct >= fewest ? [.. merged] : [.. points];
    }

    private void AddEdge(List<Coordinate> points, GeoPoint from, GeoPoint to)
    {
        var backwards = from.LongitudeDeg > to.LongitudeDeg || (from.LongitudeDeg == to.LongitudeDeg && from.LatitudeDeg > to.LatitudeDeg);
        var (low, high) = backwards ? (to, from) : (from, to);
        var parts = Parts(low, high);
        for (var i = 1; i < parts; i++)
        {
            var point = Between(low, high, (double)(backwards ? parts - i : i) / parts);
            points.Add(Snap(point.LongitudeDeg, point.LatitudeDeg));
        }

        points.Add(Snap(to.LongitudeDeg, to.LatitudeDeg));
    }

    /// <summary>Number of equal parts into which an edge is cut.</summary>
    private int Parts(GeoPoint low, GeoPoint high)
    {
        var lengthDeg = Math.Max(high.LongitudeDeg - low.LongitudeDeg, Math.Abs(high.LatitudeDeg - low.LatitudeDeg));
        var wholeEdgeSagittaM = 0.0;
        if (lengthDeg <= ShortEdgeDeg)
        {
            wholeEdgeSagittaM = Departure(low, high, 0.5, 0.5);
        }
        else
        {
            // The departure from the chord goes with the square of its length, so a probe over 1/8 of the edge counts 64 times.
            const int probes = 8;
            for (var i = 0; i < probes; i++)
            {
                wholeEdgeSagittaM = Math.Max(wholeEdgeSagittaM, probes * probes * Departure(low, high, (i + 0.5) / probes, 0.5 / probes));
            }
        }

        return (int)Math.Min(MaxParts, Math.Max(1, Math.Ceiling(Math.Sqrt(wholeEdgeSagittaM / ChordBudgetM))));
    }

    private double Departure(GeoPoint low, GeoPoint high, double middle, double half)
    {
        var a = plane.Forward(Between(low, high, middle - half));
        var m = plane.Forward(Between(low, high, middle));
        var b = plane.Forward(Between(low, high, middle + half));
        var dx = m.EastingM - ((a.EastingM + b.EastingM) / 2);
        var dy = m.NorthingM - ((a.NorthingM + b.NorthingM) / 2);
        return Math.Sqrt((dx * dx) + (dy * dy));
    }

    private static GeoPoint Between(GeoPoint low, GeoPoint high, double share) => new(
        low.LongitudeDeg + ((high.LongitudeDeg - low.LongitudeDeg) * share),
        low.LatitudeDeg + ((high.LatitudeDeg - low.LatitudeDeg) * share));

    private Coordinate Snap(double longitudeDeg, double latitudeDeg)
    {
        var point = plane.Forward(new(longitudeDeg, latitudeDeg));
        return new(Math.Round(point.EastingM * StepsPerMetre) / StepsPerMetre, Math.Round(point.NorthingM * StepsPerMetre) / StepsPerMetre);
    }
}
