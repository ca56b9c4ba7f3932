using Surefoot.Numerics;

namespace Surefoot.Raster.Tests;

public sealed class PolygonCoverageTests
{
    // Coverage is float per cell; its rounding sums up over the cells of the polygon.
    private const double RelativeArea = 1e-5;

    private static readonly GridSpec Grid = GridSpec.At(0, 2000, 50, 40, 40);

    [Fact]
    public void A_square_on_cell_edges_covers_whole_cells()
    {
        var patch = PolygonCoverage.Of(Grid, [[100, 100, 200, 100, 200, 200, 100, 200]]);
        Sum(patch).ShouldBe(4, 1e-6);
        At(patch, 2, 37).ShouldBe(1f);
        At(patch, 3, 36).ShouldBe(1f);
        At(patch, 1, 37).ShouldBe(0f);
    }

    [Fact]
    public void A_square_moved_by_half_a_cell_covers_quarters_at_its_corners()
    {
        var patch = PolygonCoverage.Of(Grid, [[125, 125, 225, 125, 225, 225, 125, 225]]);
        At(patch, 2, 37).ShouldBe(0.25f, 1e-6f);
        At(patch, 3, 37).ShouldBe(0.5f, 1e-6f);
        At(patch, 3, 36).ShouldBe(1f, 1e-6f);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(40)]
    public void Any_star_covers_its_area_whichever_way_it_turns(int corners)
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var ring = Star(seed, corners);
            var area = Math.Abs(Area(ring)) / Grid.CellAreaM2;
            Sum(PolygonCoverage.Of(Grid, [ring])).ShouldBe(area, RelativeArea * (area + 1));
            Sum(PolygonCoverage.Of(Grid, [Reverse(ring)])).ShouldBe(area, RelativeArea * (area + 1));
        }
    }

    [Fact]
    public void A_hole_is_taken_out_whichever_way_it_turns()
    {
        double[] outline = [100, 100, 900, 120, 950, 900, 80, 880];
        double[] hole = [300, 300, 610, 330, 580, 570];
        var expected = (Math.Abs(Area(outline)) - Math.Abs(Area(hole))) / Grid.CellAreaM2;
        Sum(PolygonCoverage.Of(Grid, [outline, hole])).ShouldBe(expected, 1e-3);
        Sum(PolygonCoverage.Of(Grid, [outline, Reverse(hole)])).ShouldBe(expected, 1e-3);
    }

    [Fact]
    public void What_lies_outside_the_grid_is_cut_off_and_not_pushed_to_the_edge()
    {
        double[] ring = [-333, 400, 310, -250, 700, 500, 200, 2300];
        var whole = PolygonCoverage.Of(GridSpec.At(-1000, 3000, 50, 80, 80), [ring]);
        var cut = PolygonCoverage.Of(Grid, [ring]);
        for (var row = 0; row < Grid.Rows; row++)
        {
            for (var column = 0; column < Grid.Columns; column++)
            {
                At(cut, column, row).ShouldBe(At(whole, column + 20, row + 20), 1e-5f);
            }
        }
    }

    [Fact]
    public void Centres_inside_agree_with_the_coverage_of_large_shapes()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var ring = Star(seed, 9);
            var centres = PolygonCoverage.OfCentres(Grid, [ring]);
            var coverage = PolygonCoverage.Of(Grid, [ring]);
            for (var row = 0; row < Grid.Rows; row++)
            {
                for (var column = 0; column < Grid.Columns; column++)
                {
                    var share = At(coverage, column, row);
                    if (share is > 0.999f or < 0.001f)
                    {
                        At(centres, column, row).ShouldBe(share > 0.5f ? 1f : 0f);
                    }
                }
            }
        }
    }

    [Fact]
    public void A_disc_has_the_area_of_its_polygon_and_blur_keeps_mass_inside_the_margin()
    {
        var disc = PatchBlur.Disc(Grid, 1000, 1000, 300, 0);
        var polygon = 16 * 300.0 * 300.0 * Math.Sin(Math.PI / 16) / Grid.CellAreaM2;
        Sum(disc).ShouldBe(polygon, 1e-3);
        Sum(PatchBlur.Disc(Grid, 1000, 1000, 300, 60)).ShouldBe(polygon, 1e-3 * polygon);
    }

    [Fact]
    public void An_empty_or_distant_polygon_gives_an_empty_patch()
    {
        PolygonCoverage.Of(Grid, [[5000, 5000, 5100, 5000, 5100, 5100]]).Rows.ShouldBe(0);
        PolygonCoverage.Of(Grid, [[100, 100, 100, 100]]).Rows.ShouldBe(0);
    }

    private static float At(Patch patch, int column, int row) =>
        patch.HasRow(row) && column >= patch.FirstColumn && column < patch.FirstColumn + patch.Columns ? patch.Row(row)[column - patch.FirstColumn] : 0f;

    private static double Sum(Patch patch) => patch.Values.Sum(v => (double)v);

    private static double[] Star(ulong seed, int corners)
    {
        var random = new SeededRandom(seed, (ulong)corners);
        var ring = new double[2 * corners];
        for (var i = 0; i < corners; i++)
        {
            var radius = 150 + (700 * random.NextUnit());
            var angle = 2 * Math.PI * (i + (0.8 * random.NextUnit())) / corners;
            ring[2 * i] = 1000 + (radius * Math.Cos(angle));
            ring[(2 * i) + 1] = 1000 + (radius * Math.Sin(angle));
        }

        return ring;
    }

    private static double[] Reverse(double[] ring)
    {
        var reversed = new double[ring.Length];
        for (var i = 0; i < ring.Length; i += 2)
        {
            reversed[i] = ring[ring.Length - 2 - i];
            reversed[i + 1] = ring[ring.Length - 1 - i];
        }

        return reversed;
    }

    private static double Area(double[] ring)
    {
        var sum = 0.0;
        for (int i = 0, j = ring.Length - 2; i < ring.Length; j = i, i += 2)
        {
            sum += (ring[j] * ring[i + 1]) - (ring[i] * ring[j + 1]);
        }

        return sum / 2;
    }
}
