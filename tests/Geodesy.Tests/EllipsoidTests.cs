using CsCheck;
using NetTopologySuite.Geometries;

namespace Surefoot.Geodesy.Tests;

public sealed class EllipsoidTests
{
    [Fact]
    public void Geodesic_agrees_with_GeographicLib()
    {
        foreach (var row in Reference.Rows("geodesic.csv"))
        {
            var from = new GeoPoint(Reference.Number(row[0]), Reference.Number(row[1]));
            var to = new GeoPoint(Reference.Number(row[2]), Reference.Number(row[3]));
            var (lengthM, azimuth) = Geodesic.Inverse(from, to);
            // Vincenty's series: below 0.1 mm at any length, below 1 µm within a country.
            lengthM.ShouldBe(Reference.Number(row[4]), lengthM < 1_000_000 ? 2e-6 : 1e-4);
            azimuth.ShouldBe(Reference.Number(row[5]), 1e-7);
            Reference.ApartM(Geodesic.Direct(from, azimuth, lengthM).Point, to).ShouldBeLessThan(1e-4);
        }
    }

    [Fact]
    public void Opposite_points_are_refused() =>
        Should.Throw<ArgumentException>(() => Geodesic.Inverse(new(0, 0), new(179.7, 0.5)));

    [Fact]
    public void Geodesic_area_and_perimeter_agree_with_GeographicLib()
    {
        foreach (var row in Reference.Rows("areas.csv"))
        {
            var ring = Ring(row[0]);
            EllipsoidMeasure.PerimeterM(ring, EdgeKind.Geodesic).ShouldBe(Reference.Number(row[1]), 1e-4);
            var areaM2 = Reference.Number(row[2]);
            EllipsoidMeasure.AreaM2(ring, EdgeKind.Geodesic).ShouldBe(areaM2, Math.Max(2e-3, areaM2 * 1e-11));
        }
    }

    [Fact]
    public void Plane_agrees_with_PROJ()
    {
        foreach (var row in Reference.Rows("plane.csv"))
        {
            var point = new GeoPoint(Reference.Number(row[0]), Reference.Number(row[1]));
            var plane = EqualAreaPlane.Karabakh.Forward(point);
            plane.EastingM.ShouldBe(Reference.Number(row[2]), 1e-4);
            plane.NorthingM.ShouldBe(Reference.Number(row[3]), 1e-4);
            Reference.ApartM(EqualAreaPlane.Karabakh.Inverse(plane), point).ShouldBeLessThan(1e-6);
        }
    }

    [Fact]
    public void Area_in_the_plane_is_the_area_on_the_ellipsoid_for_edges_straight_in_degrees()
    {
        // Two independent ways to one number: millimetre plane with densified edges, and the integral over the ellipsoid.
        foreach (var row in Reference.Rows("areas.csv").Where(r => !r[0].StartsWith('0')))
        {
            var ring = Ring(row[0]);
            var exactM2 = EllipsoidMeasure.AreaM2(ring, EdgeKind.Planar);
            var perimeterM = EllipsoidMeasure.PerimeterM(ring, EdgeKind.Planar);
            // No edge may depart by more than a centimetre.
            PlaneProjection.Karabakh.Project(ring).Area.ShouldBe(exactM2, PlaneProjection.MaxDepartureM * perimeterM);
        }
    }

    [Fact]
    public void Densified_edge_stays_within_a_centimetre_of_the_curve()
    {
        Gen.Select(Gen.Double[44.5, 50.3], Gen.Double[38.4, 41.9], Gen.Double[-2, 2], Gen.Double[-1.5, 1.5]).Sample((lon, lat, dLon, dLat) =>
        {
            var line = new LineString([new(lon, lat), new(lon + dLon, lat + dLat)]);
            var plane = PlaneProjection.Karabakh.Project(line);
            var worstM = 0.0;
            for (var i = 1; i < 400; i++)
            {
                var point = EqualAreaPlane.Karabakh.Forward(new(lon + (dLon * i / 400), lat + (dLat * i / 400)));
                worstM = Math.Max(worstM, plane.Distance(new Point(point.EastingM, point.NorthingM)));
            }

            return worstM < PlaneProjection.MaxDepartureM;
        }, iter: 60, threads: 1);
    }

    [Fact]
    public void Edge_gives_the_same_points_in_both_directions()
    {
        Gen.Select(Gen.Double[44.5, 50.3], Gen.Double[38.4, 41.9], Gen.Double[-1, 1], Gen.Double[-1, 1]).Sample((lon, lat, dLon, dLat) =>
        {
            var there = PlaneProjection.Karabakh.Project(new LineString([new(lon, lat), new(lon + dLon, lat + dLat)])).Coordinates;
            var back = PlaneProjection.Karabakh.Project(new LineString([new(lon + dLon, lat + dLat), new(lon, lat)])).Coordinates;
            return there.SequenceEqual(back.Reverse());
        }, iter: 500, threads: 1);
    }

    [Fact]
    public void Projected_positions_lie_on_whole_millimetres()
    {
        var square = PlaneProjection.Karabakh.Project(Ring("47.15 39.6;47.151 39.6;47.151 39.601;47.15 39.601"));
        square.Coordinates.ShouldAllBe(c => Math.Round(c.X * 1000) / 1000 == c.X && Math.Round(c.Y * 1000) / 1000 == c.Y);
    }

    [Fact]
    public void Union_counts_an_overlap_once_in_any_order()
    {
        var a = ("a", (Geometry)Ring("47.15 39.6;47.16 39.6;47.16 39.61;47.15 39.61"));
        var b = ("b", (Geometry)Ring("47.155 39.6;47.165 39.6;47.165 39.61;47.155 39.61"));
        foreach (var edges in Enum.GetValues<EdgeKind>())
        {
            var one = MeasureArea.Run([a, b, a], edges, PlaneProjection.Karabakh);
            var other = MeasureArea.Run([b, a], edges, PlaneProjection.Karabakh);
            one.UnionM2.ShouldBe(other.UnionM2);
            one.UnionM2.ShouldBe(1.5 * one.Shapes[0].AreaM2, 20);
            one.Shapes.Select(s => s.Id).ShouldBe(["a", "b", "a"]);
        }
    }

    [Fact]
    public void Web_mercator_area_would_be_two_thirds_too_large()
    {
        var ring = Ring("47.15 39.6;47.151 39.6;47.151 39.601;47.15 39.601");
        var web = new Polygon(new LinearRing([.. ring.Coordinates.Select(c => WebMercator.Forward(new(c.X, c.Y))).Select(p => new Coordinate(p.EastingM, p.NorthingM))]));
        (web.Area / EllipsoidMeasure.AreaM2(ring, EdgeKind.Planar)).ShouldBe(1.68, 0.01);
    }

    private static Polygon Ring(string text)
    {
        var corners = text.Split(';').Select(p => p.Split(' ')).Select(p => new Coordinate(Reference.Number(p[0]), Reference.Number(p[1]))).ToList();
        corners.Add(corners[0].Copy());
        return new Polygon(new LinearRing([.. corners]));
    }
}
