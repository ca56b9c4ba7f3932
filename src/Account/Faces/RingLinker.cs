using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Surefoot.Account.Faces;

/// <summary>Links the rims of one label to rings and the rings to polygons: shells counter-clockwise, holes inside them.</summary>
/// <remarks>At a node with several ways on, the way is taken that keeps the same ground on the left; rings that meet themselves in a node are cut apart there.</remarks>
internal sealed class RingLinker(List<RimEdge> edges)
{
    private readonly List<RimEdge> _edges = edges;
    private readonly Dictionary<ulong, int> _firstFrom = new(edges.Count);
    private readonly int[] _nextFrom = new int[edges.Count];
    private readonly bool[] _used = new bool[edges.Count];
    private readonly List<int[]> _shells = [];
    private readonly List<int[]> _holes = [];

    internal List<(Polygon Polygon, ExactArea Area)> Link()
    {
        // From the back, so that the chain of a node runs in the order of the edges.
        for (var i = _edges.Count - 1; i >= 0; i--)
        {
            _nextFrom[i] = _firstFrom.TryGetValue(_edges[i].From, out var first) ? first : -1;
            _firstFrom[_edges[i].From] = i;
        }

        var ring = new List<int>();
        for (var i = 0; i < _edges.Count; i++)
        {
            if (!_used[i])
            {
                Trace(i, ring);
                CutApart(ring);
            }
        }

        return Assemble();
    }

    private void Trace(int start, List<int> ring)
    {
        ring.Clear();
        var edge = start;
        do
        {
            _used[edge] = true;
            ring.Add(edge);
            edge = Next(edge, start);
        }
        while (edge != start);
    }

    private int Next(int edge, int start)
    {
        var best = -1;
        for (var candidate = _firstFrom[_edges[edge].To]; candidate >= 0; candidate = _nextFrom[candidate])
        {
            if ((!_used[candidate] || candidate == start) && (best < 0 || IsBefore(edge, candidate, best)))
            {
                best = candidate;
            }
        }

        return best >= 0 ? best : throw new InvalidOperationException("A rim of the arrangement does not close.");
    }

    // Clockwise from the way back, which comes first?
    private bool IsBefore(int incoming, int a, int b)
    {
        var (bx, by) = Direction(incoming);
        var (ax, ay) = Direction(a);
        var (cx, cy) = Direction(b);
        var halfA = Half(-bx, -by, ax, ay);
        var halfB = Half(-bx, -by, cx, cy);
        return halfA != halfB ? halfA < halfB : (ax * cy) - (ay * cx) < 0;
    }

    private static int Half(long rx, long ry, long x, long y)
    {
        var cross = (rx * y) - (ry * x);
        if (cross != 0)
        {
            return cross < 0 ? 0 : 2;
        }

        return (rx * x) + (ry * y) < 0 ? 1 : 3;
    }

    private (long X, long Y) Direction(int edge) => (_edges[edge].ToX - (long)_edges[edge].FromX, _edges[edge].ToY - (long)_edges[edge].FromY);

    private void CutApart(List<int> ring)
    {
        var open = new List<int>();
        var at = new Dictionary<ulong, int>();
        foreach (var edge in ring)
        {
            at[_edges[edge].From] = open.Count;
            open.Add(edge);
            if (at.TryGetValue(_edges[edge].To, out var from))
            {
                var part = open.GetRange(from, open.Count - from);
                open.RemoveRange(from, open.Count - from);
                foreach (var done in part)
                {
                    at.Remove(_edges[done].From);
                }

                Keep(part);
            }
        }
    }

    private void Keep(List<int> ring)
    {
        var points = new List<int>(2 * ring.Count);
        for (var i = 0; i < ring.Count; i++)
        {
            var (px, py) = Direction(ring[i == 0 ? ring.Count - 1 : i - 1]);
            var (nx, ny) = Direction(ring[i]);
            if ((px * ny) - (py * nx) != 0)
            {
                points.Add(_edges[ring[i]].FromX);
                points.Add(_edges[ring[i]].FromY);
            }
        }

        if (points.Count < 6)
        {
            return;
        }

        points.Add(points[0]);
        points.Add(points[1]);
        var closed = points.ToArray();
        (TwiceArea(closed) > 0 ? _shells : _holes).Add(closed);
    }

    private static long TwiceArea(int[] ring)
    {
        var sum = Int128.Zero;
        for (var i = 2; i < ring.Length; i += 2)
        {
            sum += ((Int128)ring[i - 2] * ring[i + 1]) - ((Int128)ring[i] * ring[i - 1]);
        }

        return (long)sum;
    }

    private List<(Polygon Polygon, ExactArea Area)> Assemble()
    {
        var shells = _shells.ConvertAll(ring => (Ring: ToRing(ring), TwiceArea: TwiceArea(ring), Holes: new List<LinearRing>()));
        var net = shells.ConvertAll(shell => shell.TwiceArea);
        if (_holes.Count > 0)
        {
            var tree = new STRtree<int>();
            for (var i = 0; i < shells.Count; i++)
            {
                tree.Insert(shells[i].Ring.EnvelopeInternal, i);
            }

            foreach (var hole in _holes)
            {
                var ring = ToRing(hole);
                var owner = -1;
                foreach (var candidate in tree.Query(ring.EnvelopeInternal))
                {
                    if ((owner < 0 || shells[candidate].TwiceArea < shells[owner].TwiceArea) && Contains(shells[candidate].Ring, ring))
                    {
                        owner = candidate;
                    }
                }

                if (owner < 0)
                {
                    throw new InvalidOperationException("A hole of the arrangement lies in no ground.");
                }

                shells[owner].Holes.Add(ring);
                net[owner] += TwiceArea(hole);
            }
        }

        var result = new List<(Polygon Polygon, ExactArea Area)>(shells.Count);
        for (var i = 0; i < shells.Count; i++)
        {
            result.Add((GeometryFactory.Default.CreatePolygon(shells[i].Ring, [.. shells[i].Holes]), new(net[i])));
        }

        return result;
    }

    // Rings of one label never cross; a hole may touch its shell in nodes, which say nothing about the side.
    private static bool Contains(LinearRing shell, LinearRing hole)
    {
        if (!shell.EnvelopeInternal.Contains(hole.EnvelopeInternal))
        {
            return false;
        }

        var line = shell.Coordinates;
        var points = hole.Coordinates;
        foreach (var point in points)
        {
            var place = PointLocation.LocateInRing(point, line);
            if (place != Location.Boundary)
            {
                return place == Location.Interior;
            }
        }

        var middle = new Coordinate((points[0].X + points[1].X) / 2, (points[0].Y + points[1].Y) / 2);
        return PointLocation.LocateInRing(middle, line) == Location.Interior;
    }

    private static LinearRing ToRing(int[] points)
    {
        var ring = new Coordinate[points.Length / 2];
        for (var i = 0; i < ring.Length; i++)
        {
            ring[i] = new(points[2 * i] / 1000.0, points[(2 * i) + 1] / 1000.0);
        }

        return GeometryFactory.Default.CreateLinearRing(ring);
    }
}
