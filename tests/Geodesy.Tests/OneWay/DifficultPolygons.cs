using NetTopologySuite.Geometries;

namespace Surefoot.Geodesy.Tests.OneWay;

/// <summary>Valid polygons of the kinds that break geometry code, in metres around the origin of the plane, on a grid of a micrometre.</summary>
internal static class DifficultPolygons
{
    private const int Kinds = 10;
    private static readonly GeometryFactory s_factory = new();

    /// <summary>The polygon of a number; the kind goes round, so that every run of ten has one of each.</summary>
    internal static Geometry Make(int number)
    {
        for (var attempt = 0; ; attempt++)
        {
            var random = new Random((number * 1000) + attempt);
            var shape = Make(number % Kinds, random);
            if (shape is { IsEmpty: false } && shape.IsValid)
            {
                return shape;
            }
        }
    }

    private static Geometry Make(int kind, Random random)
    {
        var (x, y) = ((random.NextDouble() - 0.5) * 200_000, (random.NextDouble() - 0.5) * 200_000);
        return kind switch
        {
            0 => s_factory.CreatePolygon(Star(random, x, y, Log(random, 20, 1000), 0.5, random.Next(5, 40))),
            1 => Sliver(random, x, y),
            2 => s_factory.CreatePolygon(Star(random, x, y, Log(random, 1, 500), 0.002, 2 * random.Next(3, 12), spikes: true)),
            3 => Holed(random, x, y),
            4 => Several(random, x, y),
            5 => NearlyStraight(random, x, y),
            6 => s_factory.CreatePolygon(Star(random, x / 10, y / 10, Log(random, 20_000, 120_000), 0.6, random.Next(4, 15))),
            7 => s_factory.CreatePolygon(Star(random, x, y, Log(random, 1e-5, 0.02), 0.5, random.Next(3, 9))),
            8 => Comb(random, x, y),
            _ => Touching(random, x, y),
        };
    }

    private static double Log(Random random, double low, double high) => low * Math.Pow(high / low, random.NextDouble());

    private static Coordinate At(double x, double y) => new(Math.Round(x * 1e6) / 1e6, Math.Round(y * 1e6) / 1e6);

    private static LinearRing Ring(IReadOnlyList<Coordinate> corners) => s_factory.CreateLinearRing([.. corners, corners[0].Copy()]);

    private static LinearRing Star(Random random, double x, double y, double radius, double least, int corners, bool spikes = false)
    {
        var turn = random.NextDouble() * 2 * Math.PI;
        var ring = new Coordinate[corners];
        for (var i = 0; i < corners; i++)
        {
            var angle = turn + (2 * Math.PI * i / corners);
            var r = radius * (spikes ? (i % 2 == 0 ? 1 : least * (1 + random.NextDouble())) : least + ((1 - least) * random.NextDouble()));
            ring[i] = At(x + (r * Math.Cos(angle)), y + (r * Math.Sin(angle)));
        }

        return Ring(ring);
    }

    // Turned rectangle, millimetres wide and up to kilometres long.
    private static Polygon Sliver(Random random, double x, double y)
    {
        var (length, width, angle) = (Log(random, 1, 3000), Log(random, 2e-6, 0.05), random.NextDouble() * Math.PI);
        var (cos, sin) = (Math.Cos(angle), Math.Sin(angle));
        Coordinate Turned(double u, double v) => At(x + (u * cos) - (v * sin), y + (u * sin) + (v * cos));
        return s_factory.CreatePolygon(Ring([Turned(0, 0), Turned(length, 0), Turned(length, width), Turned(length * 0.4, width * 1.5), Turned(0, width)]));
    }

    private static Polygon Holed(Random random, double x, double y)
    {
        var radius = Log(random, 0.01, 800);
        var shell = Star(random, x, y, radius, 0.7, random.Next(6, 20));
        var hole = Star(random, x, y, radius * (0.2 + (0.45 * random.NextDouble())), 0.5, random.Next(3, 15));
        return s_factory.CreatePolygon(shell, [hole]);
    }

    // Boxes apart by micrometres to metres, and two that meet in a corner.
    private static MultiPolygon Several(Random random, double x, double y)
    {
        var (size, gap) = (Log(random, 0.001, 200), Log(random, 1e-6, 5));
        Polygon Box(double west, double south) => s_factory.CreatePolygon(Ring([At(west, south), At(west + size, south), At(west + (size * 1.1), south + size), At(west, south + size)]));
        var (a, b) = (At(x - size, y - size), At(x, y));
        var corner = s_factory.CreatePolygon(Ring([a, At(b.X, a.Y), b, At(a.X, b.Y)]));
        return s_factory.CreateMultiPolygon([Box(x, y), corner, Box(x + (size * 1.1) + gap, y), Box(x, y + size + gap)]);
    }

    private static Polygon NearlyStraight(Random random, double x, double y)
    {
        var (length, wobble, n) = (Log(random, 1, 2000), Log(random, 1e-6, 0.01), random.Next(5, 60));
        var corners = new List<Coordinate>();
        for (var i = 0; i <= n; i++)
        {
            corners.Add(At(x + (length * i / n), y + (length * 0.37 * i / n) + (wobble * (random.NextDouble() - 0.5))));
        }

        corners.Add(At(x, y + length));
        return s_factory.CreatePolygon(Ring(corners));
    }

    private static Polygon Comb(Random random, double x, double y)
    {
        var (tooth, gap, height, n) = (Log(random, 0.001, 5), Log(random, 1e-5, 0.02), Log(random, 0.01, 100), random.Next(2, 12));
        var corners = new List<Coordinate> { At(x, y) };
        var at = x;
        for (var i = 0; i < n; i++)
        {
            corners.AddRange([At(at, y + height), At(at + tooth, y + height), At(at + tooth, y + (height / 10)), At(at + tooth + gap, y + (height / 10))]);
            at += tooth + gap;
        }

        corners.Add(At(at, y));
        return s_factory.CreatePolygon(Ring(corners));
    }

    // A hole that touches the shell in a corner, and one that touches the first.
    private static Polygon Touching(Random random, double x, double y)
    {
        var size = Log(random, 0.005, 300);
        Coordinate P(double u, double v) => At(x + (u * size), y + (v * size));
        return s_factory.CreatePolygon(
            Ring([P(0, 0), P(1, 0.1 * random.NextDouble()), P(1, 1), P(0.4, 1.2), P(0, 1)]),
            [Ring([P(0, 0), P(0.3, 0.4), P(0.2, 0.5)]), Ring([P(0.3, 0.4), P(0.6, 0.5 + (0.2 * random.NextDouble())), P(0.4, 0.7)])]);
    }
}
