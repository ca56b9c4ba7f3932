using CsCheck;
using NetTopologySuite.Geometries;
using Surefoot.Account.Arrangement;
using Surefoot.Numerics;

namespace Surefoot.Account.Tests;

/// <summary>Noding where it is hardest: scribbles on a few dozen millimetres, where every edge passes hot pixels of others.</summary>
public sealed class NodingTests
{
    [Fact]
    public void Scribbles_on_a_few_millimetres_are_noded_and_close()
    {
        Gen.Select(Gen.ULong[1, ulong.MaxValue / 2], Gen.Int[1, 12], Gen.Int[3, 20], Gen.Int[3, 60]).Sample(
            (seed, polygons, vertices, size) =>
            {
                var (noder, sweep) = Arrange(Scribbles(seed, polygons, vertices, size));

                AssertNoded(noder);
                // Every set is measured and none is negative: the plane is partitioned.
                for (var set = 1; set < sweep.Sets.Count; set++)
                {
                    sweep.TwiceArea[set].ShouldBeGreaterThanOrEqualTo(0);
                }
            },
            iter: 400,
            threads: 1);
    }

    [Fact]
    public void Mirrored_and_reversed_input_of_one_scribble_has_the_same_pieces()
    {
        for (var seed = 1UL; seed <= 200; seed++)
        {
            var scribbles = Scribbles(seed, 6, 9, 40);
            var reversed = scribbles.Select(geometry => geometry.Reverse()).Reverse().ToList();

            Pieces(Arrange(reversed).Noder).ShouldBe(Pieces(Arrange(scribbles).Noder));
        }
    }

    [Theory]
    // An edge of 3 mm by 1 mm meets the pixel of the vertex in a corner: of the four corners only the south-west one belongs to a pixel.
    [InlineData(0, 1, 1, 1, false)]
    [InlineData(0, 1, 2, 0, false)]
    [InlineData(1, 0, 2, 1, true)]
    [InlineData(1, 0, 1, 0, false)]
    // The edge passes through the pixel, or well beside it.
    [InlineData(0, 1, 1, 0, true)]
    [InlineData(0, 1, 2, 1, true)]
    [InlineData(1, 0, 1, 1, true)]
    [InlineData(0, 1, 1, 2, false)]
    public void Edge_is_bent_to_a_vertex_whose_pixel_it_passes(int fromY, int toY, int x, int y, bool bent)
    {
        // The edge's polygon lies on the one side, the polygon that ends in the vertex on the other, so that nothing else meets.
        var above = (3 * (y - fromY)) - ((toY - fromY) * x) > 0;
        var (own, other) = above ? (-90, 90) : (90, -90);
        var edge = Triangle((0, fromY), (3, toY), (1, own));
        var tip = Triangle((x, y), (x - 1, other), (x + 1, other));

        var (noder, _) = Arrange([edge, tip]);

        var node = Enumerable.Range(0, noder.PointCount).Single(i => noder.X[i] == 1000 + x && noder.Y[i] == 1000 + y);
        Enumerable.Range(0, noder.Low.Count).Any(i => noder.Owner[i] == 0 && (noder.Low[i] == node || noder.High[i] == node)).ShouldBe(bent);
    }

    private static Polygon Triangle((int X, int Y) a, (int X, int Y) b, (int X, int Y) c)
    {
        Coordinate[] ring = [.. new[] { a, b, c, a }.Select(point => new Coordinate((1000 + point.X) / 1000.0, (1000 + point.Y) / 1000.0))];
        return GeometryFactory.Default.CreatePolygon(ring);
    }

    private static List<Geometry> Scribbles(ulong seed, int polygons, int vertices, int size)
    {
        var random = new SeededRandom(seed);
        var result = new List<Geometry>();
        for (var p = 0; p < polygons; p++)
        {
            var ring = new Coordinate[vertices + 1];
            for (var i = 0; i < vertices; i++)
            {
                ring[i] = new((1000 + random.NextIndex(size)) / 1000.0, (1000 + random.NextIndex(size)) / 1000.0);
            }

            ring[vertices] = ring[0].Copy();
            result.Add(GeometryFactory.Default.CreatePolygon(ring));
        }

        return result;
    }

    private static (SnapRounding Noder, CoverSweep Sweep) Arrange(List<Geometry> polygons)
    {
        var segments = new TileSegments();
        for (var i = 0; i < polygons.Count; i++)
        {
            segments.Add(GridPolygon.From("p", polygons[i]), new TileKey(0, 0), i);
        }

        var noder = new SnapRounding();
        noder.Run(segments);
        var sweep = new CoverSweep();
        sweep.Run(noder);
        return (noder, sweep);
    }

    private static string Pieces(SnapRounding noder) => string.Join(' ', Enumerable.Range(0, noder.Low.Count)
        .Select(i => $"{noder.X[noder.Low[i]]},{noder.Y[noder.Low[i]]}-{noder.X[noder.High[i]]},{noder.Y[noder.High[i]]}").Order(StringComparer.Ordinal));

    // By comparing every piece with every other: they meet in ends only, or are the same.
    private static void AssertNoded(SnapRounding noder)
    {
        var pieces = Enumerable.Range(0, noder.Low.Count).Select(i => (noder.Low[i], noder.High[i])).Distinct().ToArray();
        for (var i = 0; i < pieces.Length; i++)
        {
            var (a, b) = pieces[i];
            for (var point = 0; point < noder.PointCount; point++)
            {
                if (point != a && point != b && Turn(noder, a, b, point) == 0)
                {
                    Between(noder, a, b, point).ShouldBeFalse("a node lies inside a piece");
                }
            }

            for (var j = i + 1; j < pieces.Length; j++)
            {
                var (c, d) = pieces[j];
                (Math.Sign(Turn(noder, a, b, c)) * Math.Sign(Turn(noder, a, b, d)) < 0 && Math.Sign(Turn(noder, c, d, a)) * Math.Sign(Turn(noder, c, d, b)) < 0)
                    .ShouldBeFalse("two pieces cross");
            }
        }
    }

    private static long Turn(SnapRounding n, int a, int b, int c) =>
        ((n.X[b] - n.X[a]) * (long)(n.Y[c] - n.Y[a])) - ((n.Y[b] - n.Y[a]) * (long)(n.X[c] - n.X[a]));

    private static bool Between(SnapRounding n, int a, int b, int c) =>
        n.X[c] >= Math.Min(n.X[a], n.X[b]) && n.X[c] <= Math.Max(n.X[a], n.X[b]) && n.Y[c] >= Math.Min(n.Y[a], n.Y[b]) && n.Y[c] <= Math.Max(n.Y[a], n.Y[b]);
}
