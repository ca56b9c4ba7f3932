using NetTopologySuite.Geometries;
using Surefoot.Geodesy.OneWay;
using Surefoot.Server.Tiles;

namespace Surefoot.Server.Tests;

public sealed class GeneralisationTests
{
    private static readonly GeometryFactory Wgs84 = new(new PrecisionModel(), 4326);

    public static TheoryData<int, int> SeedsAndZooms => new(
        from seed in Enumerable.Range(1, 12)
        from zoom in (int[])[5, 7, 9, 11]
        select (seed, zoom));

    [Theory]
    [MemberData(nameof(SeedsAndZooms))]
    public void A_hazard_drawn_coarser_only_grows(int seed, int zoom)
    {
        var hazard = Star(seed);
        var drawn = Generalisation.Coarsen(hazard, zoom, Erring.Outward).ShouldNotBeNull();

        drawn.Buffer(1e-9).Covers(hazard).ShouldBeTrue();
        drawn.NumPoints.ShouldBeLessThanOrEqualTo(hazard.NumPoints);
    }

    [Theory]
    [MemberData(nameof(SeedsAndZooms))]
    public void Released_land_drawn_coarser_only_shrinks(int seed, int zoom)
    {
        var released = Star(seed);
        var drawn = Generalisation.Coarsen(released, zoom, Erring.Inward);

        if (drawn is not null)
        {
            released.Buffer(1e-9).Covers(drawn).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_shape_of_many_corners_has_fewer_on_a_small_scale() =>
        Generalisation.Coarsen(Star(3), 8, Erring.Outward)!.NumPoints.ShouldBeLessThan(Star(3).NumPoints / 2);

    [Fact]
    public void A_hazard_smaller_than_a_pixel_stays_on_the_map()
    {
        var tiny = Star(1, radius: 0.0005);
        Generalisation.Coarsen(tiny, 5, Erring.Outward)!.Area.ShouldBeGreaterThan(0);
        Generalisation.Coarsen(tiny, 5, Erring.Inward).ShouldBeNull();
    }

    [Fact]
    public void From_the_exact_zoom_on_nothing_is_changed()
    {
        var shape = Star(5);
        Generalisation.Coarsen(shape, Generalisation.ExactFromZoom, Erring.Outward).ShouldBeSameAs(shape);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(14)]
    public void Rounded_to_the_grid_of_a_tile_a_hazard_still_covers_what_was_recorded_and_released_land_lies_in_what_was_released(int zoom)
    {
        var unit = 360 / Math.Pow(2, zoom) / 4096;
        for (var seed = 1; seed <= 40; seed++)
        {
            var shape = Star(seed, radius: 0.002);
            Rounded(Generalisation.MakeRoom(shape, zoom, Erring.Outward)).Covers(shape).ShouldBeTrue();
            shape.Covers(Rounded(Generalisation.MakeRoom(shape, zoom, Erring.Inward))).ShouldBeTrue();
        }

        Geometry Rounded(Geometry shape) => Wgs84.CreatePolygon([.. shape.Coordinates.Select(c => new Coordinate(Math.Round(c.X / unit) * unit, Math.Round(c.Y / unit) * unit))]);
    }

    [Fact]
    public void A_cut_keeps_the_part_inside_and_nothing_outside()
    {
        var box = new Envelope(46.5, 46.6, 39.5, 39.6);
        var shape = Star(4, radius: 0.12);
        var cut = Generalisation.Cut(shape, box);

        cut.EnvelopeInternal.ShouldSatisfyAllConditions(
            e => e.MinX.ShouldBeGreaterThanOrEqualTo(box.MinX),
            e => e.MaxX.ShouldBeLessThanOrEqualTo(box.MaxX));
        cut.Area.ShouldBe(shape.Intersection(Wgs84.ToGeometry(box)).Area, 1e-12);
    }

    [Fact]
    public void A_cut_through_a_hole_keeps_the_hole()
    {
        var ring = Square(46.5, 39.5, 0.2);
        var hole = Square(46.5, 39.5, 0.1);
        var cut = Generalisation.Cut(Wgs84.CreatePolygon(ring, [hole]), new Envelope(46.5, 47, 39, 40));

        cut.Area.ShouldBe(0.5 * ((0.4 * 0.4) - (0.2 * 0.2)), 1e-9);
    }

    private static LinearRing Square(double x, double y, double half) => Wgs84.CreateLinearRing(
        [new(x - half, y - half), new(x + half, y - half), new(x + half, y + half), new(x - half, y + half), new(x - half, y - half)]);

    // A wobbling outline of 160 corners, told by the seed alone.
    private static Polygon Star(int seed, double radius = 0.05)
    {
        const int Corners = 160;
        var ring = new Coordinate[Corners + 1];
        for (var k = 0; k < Corners; k++)
        {
            var angle = 2 * Math.PI * k / Corners;
            var reach = radius * (1 + (0.25 * Math.Sin((5 * angle) + seed)) + (0.08 * Math.Sin((37 * angle) + (2.3 * seed))) + (0.02 * Math.Sin(k * 12.9898 * seed)));
            ring[k] = new(46.5 + (reach * Math.Cos(angle)), 39.5 + (reach * Math.Sin(angle)));
        }

        ring[Corners] = ring[0].Copy();
        return Wgs84.CreatePolygon(ring);
    }
}
