using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Surefoot.Geodesy.OneWay;

/// <summary>Cuts corners off a polygon: outward those that point in, inward those that point out.</summary>
/// <remarks>
/// A corner may be cut if its triangle holds no other corner of any ring: then the border crosses nothing, and the shape grows (or shrinks) by exactly that
/// triangle, so that it covers (or is covered by) what it was by construction. The decision is by robust orientation alone. Corners go by height of their
/// triangle, lowest first; every corner that was ever cut stays within the tolerance of the edge that replaces it.
/// After the outer and inner hulls of JTS, which bound the area instead of the distance.
/// </remarks>
internal sealed class CornerCutter
{
    private readonly Erring _way;
    private readonly double _tolerance;
    private readonly List<Corner> _corners = [];
    private readonly STRtree<Corner> _tree = new();
    private readonly PriorityQueue<(Corner Corner, int Stamp), (double Height, int Number)> _queue = new();

    private CornerCutter(Erring way, double tolerance)
    {
        _way = way;
        _tolerance = tolerance;
    }

    internal static Geometry Cut(Geometry shape, Erring way, double tolerance)
    {
        if (shape.IsEmpty || tolerance == 0)
        {
            return shape;
        }

        Polygon[] polygons = shape switch
        {
            Polygon polygon => [polygon],
            MultiPolygon many => [.. many.Geometries.Cast<Polygon>()],
            _ => throw new ArgumentException($"A {shape.GeometryType} has no inside and no outside.", nameof(shape)),
        };
        var cutter = new CornerCutter(way, tolerance);
        var rings = Array.ConvertAll(polygons, polygon => (Shell: cutter.Add(polygon.Shell, true), Holes: Array.ConvertAll(polygon.Holes, hole => cutter.Add(hole, false))));
        cutter.Run();
        var cut = Array.ConvertAll(rings, ring => shape.Factory.CreatePolygon(ToRing(shape.Factory, ring.Shell), Array.ConvertAll(ring.Holes, hole => ToRing(shape.Factory, hole))));
        return shape is Polygon ? cut[0] : shape.Factory.CreateMultiPolygon(cut);
    }

    // Inside always on the left: shells counter-clockwise, holes clockwise.
    private Corner Add(LinearRing ring, bool isShell)
    {
        var points = ring.Coordinates;
        if (ring.IsCCW != isShell)
        {
            Array.Reverse(points);
        }

        var size = new RingSize(points.Length - 1);
        var start = _corners.Count;
        for (var i = 0; i < size.Count; i++)
        {
            _corners.Add(new(points[i], _corners.Count, size));
        }

        for (var i = 0; i < size.Count; i++)
        {
            _corners[start + i].Next = _corners[start + ((i + 1) % size.Count)];
            _corners[start + ((i + 1) % size.Count)].Previous = _corners[start + i];
        }

        return _corners[start];
    }

    private void Run()
    {
        foreach (var corner in _corners)
        {
            _tree.Insert(new Envelope(corner.At), corner);
            Propose(corner);
        }

        while (_queue.TryDequeue(out var item, out _))
        {
            var (corner, stamp) = item;
            if (corner.IsCut || corner.Stamp != stamp || corner.RingSize.Count <= 3 || !IsAlone(corner))
            {
                continue;
            }

            corner.IsCut = true;
            corner.RingSize.Count--;
            var (before, after) = (corner.Previous, corner.Next);
            before.Skipped = [.. before.Skipped, corner.At, .. corner.Skipped];
            before.Next = after;
            after.Previous = before;
            Propose(before);
            Propose(after);
        }
    }

    private void Propose(Corner corner)
    {
        corner.Stamp++;
        var (a, b, c) = (corner.Previous.At, corner.At, corner.Next.At);
        var turn = Orientation.Index(a, b, c);
        var height = DistanceComputer.PointToSegment(b, a, c);
        var mayGo = turn == OrientationIndex.Collinear
            ? height == 0
            : turn == (_way == Erring.Outward ? OrientationIndex.Clockwise : OrientationIndex.CounterClockwise);
        if (mayGo && height <= _tolerance
            && corner.Previous.Skipped.TrueForAll(point => DistanceComputer.PointToSegment(point, a, c) <= _tolerance)
            && corner.Skipped.TrueForAll(point => DistanceComputer.PointToSegment(point, a, c) <= _tolerance))
        {
            _queue.Enqueue((corner, corner.Stamp), (height, corner.Number));
        }
    }

    private bool IsAlone(Corner corner)
    {
        var (a, b, c) = (corner.Previous.At, corner.At, corner.Next.At);
        var box = new Envelope(a, c);
        box.ExpandToInclude(b);
        foreach (var other in _tree.Query(box))
        {
            if (!other.IsCut && other != corner && other != corner.Previous && other != corner.Next && IsInTriangle(other.At, a, b, c))
            {
                return false;
            }
        }

        return true;
    }

    // Its border included.
    private static bool IsInTriangle(Coordinate p, Coordinate a, Coordinate b, Coordinate c)
    {
        var ab = (int)Orientation.Index(a, b, p);
        var bc = (int)Orientation.Index(b, c, p);
        var ca = (int)Orientation.Index(c, a, p);
        return (ab >= 0 && bc >= 0 && ca >= 0) || (ab <= 0 && bc <= 0 && ca <= 0);
    }

    private static LinearRing ToRing(GeometryFactory factory, Corner any)
    {
        while (any.IsCut)
        {
            any = any.Next;
        }

        var points = new List<Coordinate> { any.At.Copy() };
        for (var corner = any.Next; corner != any; corner = corner.Next)
        {
            points.Add(corner.At.Copy());
        }

        points.Add(any.At.Copy());
        return factory.CreateLinearRing([.. points]);
    }

    private sealed class Corner(Coordinate at, int number, RingSize size)
    {
        internal Coordinate At { get; } = at;

        internal int Number { get; } = number;

        internal Corner Previous { get; set; } = null!;

        internal Corner Next { get; set; } = null!;

        internal bool IsCut { get; set; }

        internal int Stamp { get; set; }

        /// <summary>Corners left of the ring; shared by all corners of it.</summary>
        internal RingSize RingSize { get; } = size;

        /// <summary>Points cut between this corner and the next.</summary>
        internal List<Coordinate> Skipped { get; set; } = [];
    }

    private sealed class RingSize(int count)
    {
        internal int Count { get; set; } = count;
    }
}
