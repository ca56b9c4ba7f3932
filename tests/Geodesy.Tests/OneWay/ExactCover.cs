using NetTopologySuite.Geometries;

namespace Surefoot.Geodesy.Tests.OneWay;

/// <summary>Whether one polygon covers another, in whole numbers alone: an oracle that shares nothing with the code under test.</summary>
/// <remarks>
/// Coordinates are whole multiples of a unit. The inner shape is covered if its border is and no corner of the outer border lies inside it: an uncovered
/// part of the inside would have to be bounded by outer border. An edge is covered if the pieces between its meetings with the outer border are.
/// </remarks>
internal sealed class ExactCover(Geometry outer, Geometry inner, double unitsPerMetre)
{
    private readonly List<(long X, long Y)[]> _outer = Rings(outer, unitsPerMetre);
    private readonly List<(long X, long Y)[]> _inner = Rings(inner, unitsPerMetre);

    internal static bool Holds(Geometry outer, Geometry inner, double unitsPerMetre) => inner.IsEmpty || (!outer.IsEmpty && new ExactCover(outer, inner, unitsPerMetre).Holds());

    private bool Holds() =>
        _inner.TrueForAll(ring => Edges(ring).All(IsCovered)) && _outer.TrueForAll(ring => ring.All(point => Locate(point, 1, _inner) <= 0));

    private static List<(long X, long Y)[]> Rings(Geometry shape, double units)
    {
        var rings = new List<(long X, long Y)[]>();
        for (var g = 0; g < shape.NumGeometries; g++)
        {
            var polygon = (Polygon)shape.GetGeometryN(g);
            rings.Add(Whole(polygon.Shell, units));
            rings.AddRange(polygon.Holes.Select(hole => Whole(hole, units)));
        }

        return rings;
    }

    private static (long X, long Y)[] Whole(LinearRing ring, double units) =>
        [.. ring.Coordinates.Select(c => ((long)Math.Round(c.X * units), (long)Math.Round(c.Y * units)))];

    private static IEnumerable<((long X, long Y) A, (long X, long Y) B)> Edges((long X, long Y)[] ring) => ring.Skip(1).Select((point, i) => (ring[i], point));

    private bool IsCovered(((long X, long Y) A, (long X, long Y) B) edge)
    {
        var (a, b) = edge;
        var meetings = new List<(long X, long Y)> { a, b };
        foreach (var (c, d) in _outer.SelectMany(Edges))
        {
            if (Math.Max(c.X, d.X) < Math.Min(a.X, b.X) || Math.Min(c.X, d.X) > Math.Max(a.X, b.X) || Math.Max(c.Y, d.Y) < Math.Min(a.Y, b.Y) || Math.Min(c.Y, d.Y) > Math.Max(a.Y, b.Y))
            {
                continue;
            }

            var (sa, sb, sc, sd) = (Turn(c, d, a), Turn(c, d, b), Turn(a, b, c), Turn(a, b, d));
            if (sa * sb < 0 && sc * sd < 0)
            {
                return false;
            }

            if (sc == 0 && IsBetween(a, b, c))
            {
                meetings.Add(c);
            }

            if (sd == 0 && IsBetween(a, b, d))
            {
                meetings.Add(d);
            }
        }

        meetings.Sort((p, q) => (((Int128)(p.X - q.X) * (b.X - a.X)) + ((Int128)(p.Y - q.Y) * (b.Y - a.Y))).CompareTo(0));
        for (var i = 1; i < meetings.Count; i++)
        {
            // The middle of a piece, in half units.
            var (p, q) = (meetings[i - 1], meetings[i]);
            if (p != q && Locate((p.X + q.X, p.Y + q.Y), 2, _outer) < 0)
            {
                return false;
            }
        }

        return Locate(a, 1, _outer) >= 0;
    }

    private static int Turn((long X, long Y) a, (long X, long Y) b, (long X, long Y) p) =>
        Int128.Sign(((Int128)(b.X - a.X) * (p.Y - a.Y)) - ((Int128)(b.Y - a.Y) * (p.X - a.X)));

    private static bool IsBetween((long X, long Y) a, (long X, long Y) b, (long X, long Y) p) =>
        p.X >= Math.Min(a.X, b.X) && p.X <= Math.Max(a.X, b.X) && p.Y >= Math.Min(a.Y, b.Y) && p.Y <= Math.Max(a.Y, b.Y);

    // Inside 1, on the border 0, outside −1; the point in parts of a unit.
    private static int Locate((long X, long Y) point, int parts, List<(long X, long Y)[]> rings)
    {
        var inside = false;
        foreach (var ring in rings)
        {
            for (var i = 1; i < ring.Length; i++)
            {
                var (a, b) = ((ring[i - 1].X * parts, ring[i - 1].Y * parts), (ring[i].X * parts, ring[i].Y * parts));
                var turn = Turn(a, b, point);
                if (turn == 0 && IsBetween(a, b, point))
                {
                    return 0;
                }

                if (a.Item2 > point.Y != b.Item2 > point.Y)
                {
                    inside ^= turn > 0 == b.Item2 > a.Item2;
                }
            }
        }

        return inside ? 1 : -1;
    }
}
