using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Operation.Distance;
using NetTopologySuite.Precision;

namespace Surefoot.Geodesy.OneWay;

/// <summary>Carries a polygon by a map onto a grid so that it errs one way only: offset, map, round, check; see <see cref="OneWayShapes"/>.</summary>
/// <param name="to">The map; null for none.</param>
/// <param name="back">Its inverse: what the check uses, in the units of the shape.</param>
/// <param name="step">Of the grid of the result; 0 for none.</param>
/// <param name="maxPart">Edges are cut into parts no longer than this before they are mapped; 0 for none.</param>
/// <param name="clearance">How far the border has to move at least.</param>
internal sealed class Carriage(Func<Coordinate, Coordinate>? to, Func<Coordinate, Coordinate>? back, double step, double maxPart, double clearance = 0)
{
    private const int Attempts = 8;

    // Of a coordinate: what offsets, maps and distances in doubles may be wrong by, with room.
    private const double RelativeNoise = 1e-13;

    // A curve of changing bend departs from its chord by a little more than its middle says.
    private const double BendMargin = 1.25;

    // Rounding moves a point by up to half a diagonal of the grid.
    private const double RoundingSteps = 0.7072;

    private static readonly GeometryFactory s_factory = new();

    internal static bool IsOnGrid(Geometry shape, double step)
    {
        foreach (var c in shape.Coordinates)
        {
            if (OnGrid(c.X, step) != c.X || OnGrid(c.Y, step) != c.Y)
            {
                return false;
            }
        }

        return true;
    }

    internal Geometry Run(Geometry shape, Erring way)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.IsEmpty)
        {
            return s_factory.CreatePolygon();
        }

        if (shape is not IPolygonal)
        {
            throw new ArgumentException($"A {shape.GeometryType} has no inside and no outside.", nameof(shape));
        }

        var noise = RelativeNoise * Extent(shape);
        var offset = Math.Max(1.1 * (RoundingOf(shape) + Departure(shape)), clearance) + (2 * noise);
        for (var attempt = 0; attempt < Attempts; attempt++, offset *= 2)
        {
            var moved = Offset(shape, way == Erring.Outward ? offset : -offset);
            if (moved.IsEmpty)
            {
                break;
            }

            if (Round(to is null ? moved : Mapped(Densified(moved), to)) is not { IsEmpty: false } result)
            {
                continue;
            }

            var seen = back is null ? result : Mapped(result, back);
            if (Keeps(shape, seen, way, Math.Max(clearance, BendMargin * Departure(result, to, back)) + noise))
            {
                return result;
            }
        }

        return way == Erring.Outward ? BoxAround(shape, noise) : s_factory.CreatePolygon();
    }

    private static bool Keeps(Geometry shape, Geometry seen, Erring way, double distance)
    {
        var (outer, inner) = way == Erring.Outward ? (seen, shape) : (shape, seen);
        return PreparedGeometryFactory.Prepare(outer).ContainsProperly(inner) && IndexedFacetDistance.Distance(outer.Boundary, inner.Boundary) >= distance;
    }

    private static Geometry Offset(Geometry shape, double distance)
    {
        // Mitred, so that corners stay corners; beyond twice the distance a spike is cut square. No shortcuts over shallow corners.
        var parameters = new BufferParameters(8, EndCapStyle.Round, JoinStyle.Mitre, 2) { SimplifyFactor = 0 };
        return new BufferOp(shape, parameters).GetResultGeometry(distance);
    }

    // Null if it cannot be done with this offset.
    private Geometry? Round(Geometry shape)
    {
        if (step == 0)
        {
            return shape;
        }

        Geometry rounded;
        try
        {
            rounded = GeometryPrecisionReducer.Reduce(shape, new PrecisionModel(step < 1 ? Math.Round(1 / step) : -step));
        }
        catch (ArgumentException)
        {
            // The map brought two borders closer than doubles tell apart.
            return null;
        }

        return rounded is IPolygonal && !rounded.IsEmpty ? Mapped(rounded, c => new(OnGrid(c.X, step), OnGrid(c.Y, step))) : null;
    }

    // The double nearest to the decimal: a quotient of whole numbers, not a sum of tenths.
    private static double OnGrid(double value, double step)
    {
        var perUnit = 1 / step;
        return step < 1 ? Math.Round(value * Math.Round(perUnit)) / Math.Round(perUnit) : Math.Round(value / step) * step;
    }

    /// <summary>How far rounding may move a point, in units of the shape.</summary>
    private double RoundingOf(Geometry shape)
    {
        if (step == 0)
        {
            return 0;
        }

        if (to is null || back is null)
        {
            return RoundingSteps * step;
        }

        // The scale of the map hardly changes over a shape; its corners and the margin of the first offset stand for the rest.
        var most = 0.0;
        foreach (var c in shape.Coordinates)
        {
            var at = to(c);
            var along = back(new(at.X + step, at.Y));
            var across = back(new(at.X, at.Y + step));
            most = Math.Max(most, RoundingSteps * Math.Max(along.Distance(c), across.Distance(c)));
        }

        return most;
    }

    // Of edges straight in the shape, cut into parts: how far they bend on the map. Of a long edge a part in its middle is looked at.
    private double Departure(Geometry shape)
    {
        if (to is null || back is null)
        {
            return 0;
        }

        var most = 0.0;
        foreach (var (a, b) in Edges(shape))
        {
            var share = Math.Min(1, maxPart / Math.Max(a.Distance(b), double.Epsilon));
            var (from, until, middle) = (Between(a, b, 0.5 - (share / 2)), Between(a, b, 0.5 + (share / 2)), Between(a, b, 0.5));
            most = Math.Max(most, back(Between(to(from), to(until), 0.5)).Distance(middle));
        }

        return BendMargin * most;
    }

    // Of edges straight in the result: how far they bend seen from the shape.
    private static double Departure(Geometry result, Func<Coordinate, Coordinate>? to, Func<Coordinate, Coordinate>? back)
    {
        if (to is null || back is null)
        {
            return 0;
        }

        var most = 0.0;
        foreach (var (a, b) in Edges(result))
        {
            most = Math.Max(most, back(Between(a, b, 0.5)).Distance(Between(back(a), back(b), 0.5)));
        }

        return most;
    }

    private static IEnumerable<(Coordinate From, Coordinate To)> Edges(Geometry shape)
    {
        for (var g = 0; g < shape.NumGeometries; g++)
        {
            var polygon = (Polygon)shape.GetGeometryN(g);
            for (var r = -1; r < polygon.NumInteriorRings; r++)
            {
                var ring = (r < 0 ? polygon.ExteriorRing : polygon.GetInteriorRingN(r)).CoordinateSequence;
                for (var i = 1; i < ring.Count; i++)
                {
                    yield return (ring.GetCoordinate(i - 1), ring.GetCoordinate(i));
                }
            }
        }
    }

    private Geometry Densified(Geometry shape) => maxPart == 0 ? shape : Rebuilt(shape, ring =>
    {
        var points = new List<Coordinate>(ring.Length) { ring[0] };
        for (var i = 1; i < ring.Length; i++)
        {
            var parts = (int)Math.Min(100_000, Math.Max(1, Math.Ceiling(ring[i].Distance(ring[i - 1]) / maxPart)));
            for (var k = 1; k < parts; k++)
            {
                points.Add(Between(ring[i - 1], ring[i], (double)k / parts));
            }

            points.Add(ring[i]);
        }

        return [.. points];
    });

    private static Geometry Mapped(Geometry shape, Func<Coordinate, Coordinate> map) => Rebuilt(shape, ring =>
    {
        var moved = Array.ConvertAll(ring, c => map(c));
        moved[^1] = moved[0].Copy();
        return moved;
    });

    private static Geometry Rebuilt(Geometry shape, Func<Coordinate[], Coordinate[]> ring) => shape switch
    {
        Polygon polygon => s_factory.CreatePolygon(
            s_factory.CreateLinearRing(ring(polygon.Shell.Coordinates)), Array.ConvertAll(polygon.Holes, hole => s_factory.CreateLinearRing(ring(hole.Coordinates)))),
        _ => s_factory.CreateMultiPolygon([.. ((GeometryCollection)shape).Geometries.Select(part => (Polygon)Rebuilt(part, ring))]),
    };

    private Geometry BoxAround(Geometry shape, double noise)
    {
        // In the units of the result, with all corners and the bend of all edges inside; then out to the grid.
        var box = new Envelope();
        foreach (var c in Densified(shape).Coordinates)
        {
            box.ExpandToInclude(to is null ? c : to(c));
        }

        box.ExpandBy((2 * Math.Max(step, clearance)) + noise + (0.001 * Math.Max(box.Width, box.Height)));
        if (step > 0)
        {
            box = new Envelope(Math.Floor(box.MinX / step) * step, Math.Ceiling(box.MaxX / step) * step, Math.Floor(box.MinY / step) * step, Math.Ceiling(box.MaxY / step) * step);
        }

        return s_factory.ToGeometry(box);
    }

    private static double Extent(Geometry shape)
    {
        var box = shape.EnvelopeInternal;
        return Math.Max(Math.Max(Math.Abs(box.MinX), Math.Abs(box.MaxX)), Math.Max(Math.Abs(box.MinY), Math.Abs(box.MaxY)));
    }

    private static Coordinate Between(Coordinate a, Coordinate b, double share) => new(a.X + ((b.X - a.X) * share), a.Y + ((b.Y - a.Y) * share));
}
