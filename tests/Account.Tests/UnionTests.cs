using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using Surefoot.Numerics;

namespace Surefoot.Account.Tests;

public sealed class UnionTests
{
    [Theory]
    [InlineData("one square", 100, 100, "POLYGON((10 10,20 10,20 20,10 20,10 10))")]
    [InlineData("clockwise square", 100, 100, "POLYGON((10 10,10 20,20 20,20 10,10 10))")]
    [InlineData("a square given twice", 200, 100, "POLYGON((10 10,20 10,20 20,10 20,10 10))", "POLYGON((10 10,20 10,20 20,10 20,10 10))")]
    [InlineData("squares that share an edge", 200, 200, "POLYGON((10 10,20 10,20 20,10 20,10 10))", "POLYGON((20 10,30 10,30 20,20 20,20 10))")]
    [InlineData("squares that share a corner", 200, 200, "POLYGON((10 10,20 10,20 20,10 20,10 10))", "POLYGON((20 20,30 20,30 30,20 30,20 20))")]
    [InlineData("overlap of a quarter", 200, 175, "POLYGON((10 10,20 10,20 20,10 20,10 10))", "POLYGON((15 15,25 15,25 25,15 25,15 15))")]
    [InlineData("T-junction", 150, 150, "POLYGON((10 10,20 10,20 20,10 20,10 10))", "POLYGON((20 12,30 12,30 17,20 17,20 12))")]
    [InlineData("L shape", 75, 75, "POLYGON((10 10,20 10,20 15,15 15,15 20,10 20,10 10))")]
    [InlineData("hole", 96, 96, "POLYGON((10 10,20 10,20 20,10 20,10 10),(14 14,16 14,16 16,14 16,14 14))")]
    [InlineData("hole filled by another", 100, 100, "POLYGON((10 10,20 10,20 20,10 20,10 10),(14 14,16 14,16 16,14 16,14 14))", "POLYGON((14 14,16 14,16 16,14 16,14 14))")]
    [InlineData("hole touching the shell", 98, 98, "POLYGON((10 10,20 10,20 20,10 20,10 10),(10 15,12 14,12 16,10 15))")]
    [InlineData("two parts", 200, 200, "MULTIPOLYGON(((10 10,20 10,20 20,10 20,10 10)),((30 10,40 10,40 20,30 20,30 10)))")]
    [InlineData("around the corner of four tiles", 400, 400, "POLYGON((-10 -10,10 -10,10 10,-10 10,-10 -10))")]
    [InlineData("corner exactly on a tile corner", 100, 100, "POLYGON((0 0,10 0,10 10,0 10,0 0))")]
    [InlineData("edge along a tile border", 200, 200, "POLYGON((-10 0,10 0,10 10,-10 10,-10 0))")]
    [InlineData("exactly one tile", 25_000_000, 25_000_000, "POLYGON((0 0,5000 0,5000 5000,0 5000,0 0))")]
    [InlineData("many tiles with a hole of one", 200_000_000, 200_000_000, "POLYGON((-5000 -5000,10000 -5000,10000 10000,-5000 10000,-5000 -5000),(0 0,5000 0,5000 5000,0 5000,0 0))")]
    [InlineData("a line of no area", 0, 0, "POLYGON((10 10,20 10,10 10,10 10))")]
    [InlineData("a sliver of one millimetre", 10, 10, "POLYGON((10 10,10010 10,10010 10.001,10 10.001,10 10))")]
    [InlineData("thinner than the grid", 0, 0, "POLYGON((10 10,110 10,110 10.0004,10 10.0004,10 10))")]
    public void Union_of_known_shapes_is_exact(string name, double grossM2, double netM2, string first, string? second = null)
    {
        Geometry[] polygons = [.. new[] { first, second }.OfType<string>().Select(Shapes.Wkt)];

        var union = LandUnion.Measure(polygons);

        union.Gross.M2.ShouldBe((decimal)grossM2, name);
        union.Net.M2.ShouldBe((decimal)netM2, name);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-4000, 4990)]
    [InlineData(123456.789, -98765.432)]
    public void Checkerboard_is_half_its_board_wherever_it_lies(double west, double south)
    {
        var squares = new List<Geometry>();
        for (var i = 0; i < 20; i++)
        {
            for (var j = 0; j < 20; j++)
            {
                if ((i + j) % 2 == 0)
                {
                    squares.Add(Shapes.Box(west + (i * 10), south + (j * 10), 10, 10));
                }
            }
        }

        var union = LandUnion.Measure(squares);

        union.Net.M2.ShouldBe(20_000m);
        union.Gross.M2.ShouldBe(20_000m);
    }

    [Fact]
    public void Triangle_over_many_tiles_keeps_its_area_within_the_rounding_of_its_border_crossings()
    {
        var triangle = Shapes.Wkt("POLYGON((-12345.678 -7000.001, 23456.789 -1234.567, 3210.123 17654.321, -12345.678 -7000.001))");

        var union = LandUnion.Measure([triangle]);

        // About 25 crossings, each moved by at most half a millimetre on pieces of at most 7 km.
        ((double)(union.Net - LandUnion.AreaOf(triangle)).M2).ShouldBe(0, 25 * 0.0005 * 7000 / 2);
    }

    [Theory]
    [InlineData(1UL, 600, 8000, 300, 40)]
    [InlineData(2UL, 1500, 6000, 150, 24)]
    [InlineData(3UL, 300, 20000, 3000, 50)]
    [InlineData(4UL, 400, 300, 60, 12)]
    public void Union_of_random_polygons_agrees_with_a_cascaded_overlay(ulong seed, int count, double extentM, double radiusM, int vertices)
    {
        var random = new SeededRandom(seed);
        var polygons = new List<Geometry>();
        for (var i = 0; i < count; i++)
        {
            polygons.Add(Shapes.Blob(ref random, random.NextUnit() * extentM, random.NextUnit() * extentM, radiusM, vertices));
        }

        var union = LandUnion.Measure(polygons, workers: 2);

        var expectedM2 = UnaryUnionNG.Union(GeometryFactory.Default.BuildGeometry(polygons), new PrecisionModel(PrecisionModels.Floating)).Area;
        // INTEGRITY 6: 0.1 m2 per km2; a set smaller than a square kilometre is held to the bound of one.
        var per1Km2 = ((double)union.Net.M2 - expectedM2) / Math.Max(1, expectedM2 / 1e6);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{expectedM2:F1} m2, off by {per1Km2:F5} m2 per km2"));
        Math.Abs(per1Km2).ShouldBeLessThan(0.1);
        ((double)union.Gross.M2).ShouldBe(polygons.Sum(polygon => polygon.Area), polygons.Sum(polygon => polygon.Area) * 1e-7);
    }

    [Fact]
    public void Nearly_coincident_edges_neither_fail_nor_change_the_area()
    {
        var random = new SeededRandom(5);
        var polygons = new List<Geometry>();
        for (var i = 0; i < 200; i++)
        {
            // The same long thin triangle turned by hair's breadths: every pair of edges meets at a tiny angle.
            var dy = i * 0.001;
            polygons.Add(Shapes.Wkt(FormattableString.Invariant($"POLYGON((0 {dy}, 4000 {random.NextUnit():F3}, 4000 {100 + random.NextUnit():F3}, 0 {dy}))")));
        }

        var union = LandUnion.Measure(polygons);

        var expectedM2 = UnaryUnionNG.Union(GeometryFactory.Default.BuildGeometry(polygons), new PrecisionModel(PrecisionModels.Floating)).Area;
        ((double)union.Net.M2).ShouldBe(expectedM2, 4000 * 2 * 0.001);
    }

    [Fact]
    public void Geometry_that_is_no_polygon_is_misuse() =>
        Should.Throw<ArgumentException>(() => LandUnion.Measure([Shapes.Wkt("LINESTRING(0 0, 1 1)")])).Message.ShouldContain("polygon 1");

    [Theory]
    [InlineData(2_000_000.0, true)]
    [InlineData(2_000_000.001, false)]
    public void Coordinate_is_accepted_up_to_the_edge_of_the_plane(double x, bool accepted)
    {
        var polygon = Shapes.Box(x - 10, 0, 10, 10);

        if (accepted)
        {
            LandUnion.Measure([polygon]).Net.M2.ShouldBe(100m);
        }
        else
        {
            Should.Throw<ArgumentException>(() => LandUnion.Measure([polygon]));
        }
    }
}
