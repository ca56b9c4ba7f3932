using System.Numerics;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using Surefoot.Account;

namespace Surefoot.AccountBench;

/// <summary>The referee between two computed areas: the area of land within a district in rational arithmetic, nothing rounded but the last sum.</summary>
/// <remarks>
/// Every edge is cut at every other (parameters are fractions); a piece counts if ground is on one side of it and not on the other, which an even-odd test of its
/// middle tells exactly, an infinitesimal step to the left and to the right. Then 2·A = Σ ± (t1 − t0) · (a × b). Coordinates are taken to 2⁻⁴⁰ m. Slow, and simple on purpose.
/// </remarks>
internal sealed class ExactGround
{
    private const double Unit = 1L << 40;

    // Doubles decide what lies further apart than this, fractions the rest.
    private const double SureM = 1e-6;
    private const int FractionBits = 160;

    private readonly List<Edge> _edges = [];
    private readonly List<(Part Part, int From, int To, Envelope Box)> _shapes = [];
    private readonly STRtree<int> _shapesAt = new();
    private readonly STRtree<int> _edgesAt = new();

    private enum Part
    {
        Land,
        District,
        Before,
    }

    private ExactGround(IEnumerable<Geometry> land, Geometry district, IEnumerable<Geometry> before)
    {
        var box = district.EnvelopeInternal;
        Add(Part.District, district);
        foreach (var other in before.Where(other => other.EnvelopeInternal.Intersects(box)))
        {
            Add(Part.Before, other);
        }

        foreach (var polygon in land.Where(polygon => polygon.EnvelopeInternal.Intersects(box)))
        {
            Add(Part.Land, polygon);
        }
    }

    /// <summary>Square metres of ground in the district that some polygon covers; ground of an earlier district by code is that one's.</summary>
    public static double AreaM2(IReadOnlyList<LandPolygon> land, IReadOnlyList<LandDistrict> districts, string code)
    {
        var sorted = districts.OrderBy(district => district.Code, StringComparer.Ordinal).ToList();
        var at = sorted.FindIndex(district => district.Code == code);
        return new ExactGround(land.Select(polygon => polygon.Polygon), sorted[at].Polygon, sorted.Take(at).Select(district => district.Polygon)).Measure();
    }

    private void Add(Part part, Geometry shape)
    {
        var from = _edges.Count;
        foreach (var polygon in NetTopologySuite.Geometries.Utilities.PolygonExtracter.GetPolygons(shape).Cast<Polygon>())
        {
            foreach (var ring in (LineString[])[polygon.Shell, .. polygon.Holes])
            {
                var points = ring.Coordinates;
                for (var i = 1; i < points.Length; i++)
                {
                    if (!points[i].Equals2D(points[i - 1]))
                    {
                        _edgesAt.Insert(new Envelope(points[i - 1], points[i]), _edges.Count);
                        _edges.Add(new(points[i - 1], points[i]));
                    }
                }
            }
        }

        _shapesAt.Insert(shape.EnvelopeInternal, _shapes.Count);
        _shapes.Add((part, from, _edges.Count, shape.EnvelopeInternal));
    }

    private double Measure()
    {
        var box = _shapes[0].Box;
        var sum = BigInteger.Zero;
        for (var i = 0; i < _edges.Count; i++)
        {
            var edge = _edges[i];
            if (!box.Intersects(edge.Box))
            {
                continue;
            }

            var cuts = Cuts(i);
            for (var k = 1; k < cuts.Count; k++)
            {
                var (t0, t1) = (cuts[k - 1], cuts[k]);
                if (t0.CompareTo(t1) != 0 && Sign(i, t0, t1) is var sign and not 0)
                {
                    // (t1 − t0) · (a × b), to 2⁻¹⁶⁰ of a unit.
                    var length = (t1.Up * t0.Down) - (t0.Up * t1.Down);
                    sum += sign * ((length * edge.Cross << FractionBits) / (t0.Down * t1.Down));
                }
            }
        }

        return (double)sum / Math.Pow(2, FractionBits) / 2 / Unit / Unit;
    }

    private List<Fraction> Cuts(int number)
    {
        var edge = _edges[number];
        List<Fraction> cuts = [new(0, 1), new(1, 1)];
        foreach (var other in _edgesAt.Query(edge.Box))
        {
            if (other == number)
            {
                continue;
            }

            var (c, d) = (edge.Side(_edges[other].Ax, _edges[other].Ay), edge.Side(_edges[other].Bx, _edges[other].By));
            if (c == 0)
            {
                cuts.Add(edge.At(_edges[other].Ax, _edges[other].Ay));
            }

            if (d == 0)
            {
                cuts.Add(edge.At(_edges[other].Bx, _edges[other].By));
            }

            if (c != 0 && d != 0 && c > 0 != d > 0)
            {
                BigInteger a = _edges[other].Side(edge.Ax, edge.Ay), b = _edges[other].Side(edge.Bx, edge.By);
                cuts.Add(a > b ? new(a, a - b) : new(-a, b - a));
            }
        }

        return [.. cuts.Where(cut => cut.Up.Sign >= 0 && cut.Up <= cut.Down).Order()];
    }

    // +1: counted ground to the left of the piece only; −1: to its right only; 0: on both or on neither, or the piece was taken with another edge.
    private int Sign(int number, Fraction t0, Fraction t1)
    {
        var edge = _edges[number];
        var middle = new Fraction((t0.Up * t1.Down) + (t1.Up * t0.Down), 2 * t0.Down * t1.Down);
        var t = middle.ToDouble();
        var point = new Point(edge.From.X + (t * (edge.To.X - edge.From.X)), edge.From.Y + (t * (edge.To.Y - edge.From.Y)), edge, middle);
        var (left, right) = (new bool[3], new bool[3]);
        var near = new Envelope(point.X, point.X, point.Y, point.Y);
        near.ExpandBy(1e-3);
        foreach (var number2 in _shapesAt.Query(near))
        {
            var shape = _shapes[number2];
            var (inLeft, inRight) = (false, false);
            for (var i = shape.From; i < shape.To; i++)
            {
                if (!Pass(i, in point, ref inLeft, ref inRight) && i < number)
                {
                    return 0;
                }
            }

            left[(int)shape.Part] |= inLeft;
            right[(int)shape.Part] |= inRight;
        }

        return Counts(left) == Counts(right) ? 0 : Counts(left) ? 1 : -1;

        static bool Counts(bool[] inside) => inside[(int)Part.Land] && inside[(int)Part.District] && !inside[(int)Part.Before];
    }

    // Does a ray to the east from just left and just right of the point cross the edge? False if the edge runs through the point.
    private bool Pass(int number, in Point point, ref bool left, ref bool right)
    {
        var edge = _edges[number];
        if (Math.Max(edge.From.Y, edge.To.Y) < point.Y - SureM || Math.Min(edge.From.Y, edge.To.Y) > point.Y + SureM)
        {
            return true;
        }

        var (a, b) = (point.CompareY(edge.From.Y, edge.Ay), point.CompareY(edge.To.Y, edge.By));
        var side = point.SideOf(edge);

        // The step to the left of the piece is (−dy, dx); the one to its right the opposite.
        var (dx, dy) = (point.Along.Dx, point.Along.Dy);
        var turn = ((Int128)edge.Dx * dx) + ((Int128)edge.Dy * dy);
        for (var step = 1; step >= -1; step -= 2)
        {
            var up = step * Math.Sign(dx);
            var (fromAbove, toAbove) = (a > 0 || (a == 0 && up < 0), b > 0 || (b == 0 && up < 0));
            if (fromAbove == toAbove)
            {
                continue;
            }

            var isLeft = side != 0 ? side > 0 : step * Int128.Sign(turn) > 0;
            if (isLeft == toAbove)
            {
                if (step > 0)
                {
                    left = !left;
                }
                else
                {
                    right = !right;
                }
            }
        }

        return side != 0 || !point.IsWithin(edge, a, b);
    }

    private sealed class Edge(Coordinate from, Coordinate to)
    {
        public Coordinate From { get; } = from;

        public Coordinate To { get; } = to;

        public Envelope Box { get; } = new(from, to);

        public long Ax { get; } = (long)Math.Round(from.X * Unit);

        public long Ay { get; } = (long)Math.Round(from.Y * Unit);

        public long Bx { get; } = (long)Math.Round(to.X * Unit);

        public long By { get; } = (long)Math.Round(to.Y * Unit);

        public long Dx => Bx - Ax;

        public long Dy => By - Ay;

        public BigInteger Cross => ((BigInteger)Ax * By) - ((BigInteger)Bx * Ay);

        public Int128 Side(long x, long y) => ((Int128)Dx * (y - Ay)) - ((Int128)Dy * (x - Ax));

        /// <summary>Where along it a point of its line lies.</summary>
        public Fraction At(long x, long y)
        {
            var (up, down) = Math.Abs(Dx) > Math.Abs(Dy) ? (x - Ax, Dx) : (y - Ay, Dy);
            return down < 0 ? new(-up, -down) : new(up, down);
        }
    }

    private readonly record struct Fraction(BigInteger Up, BigInteger Down) : IComparable<Fraction>
    {
        public int CompareTo(Fraction other) => (Up * other.Down).CompareTo(other.Up * Down);

        public double ToDouble() => (double)((Up << 60) / Down) / (1L << 60);
    }

    /// <summary>A point of an edge: roughly, and exactly.</summary>
    private readonly record struct Point(double X, double Y, Edge Along, Fraction T)
    {
        /// <summary>Is a height above (1), at (0) or below (−1) the point?</summary>
        public int CompareY(double y, long exactY) =>
            Math.Abs(y - Y) > SureM ? Math.Sign(y - Y) : ((exactY - (BigInteger)Along.Ay) * T.Down).CompareTo(Along.Dy * T.Up);

        /// <summary>Left of an edge, right of it, on its line.</summary>
        public int SideOf(Edge edge)
        {
            var (dx, dy) = (edge.To.X - edge.From.X, edge.To.Y - edge.From.Y);
            var roughly = ((dx * (Y - edge.From.Y)) - (dy * (X - edge.From.X))) / Math.Sqrt((dx * dx) + (dy * dy));
            return Math.Abs(roughly) > SureM
                ? Math.Sign(roughly)
                : (((BigInteger)edge.Side(Along.Ax, Along.Ay) * T.Down) + (T.Up * (((BigInteger)edge.Dx * Along.Dy) - ((BigInteger)edge.Dy * Along.Dx)))).Sign;
        }

        /// <summary>Of a point on the edge's line: between its ends?</summary>
        public bool IsWithin(Edge edge, int fromY, int toY) =>
            fromY * toY < 0 || (fromY == 0 && toY == 0 && (edge.From.X - X) * (edge.To.X - X) < 0);
    }
}
