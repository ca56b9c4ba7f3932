using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Account;
using Surefoot.Assessment.Roads;
using Surefoot.Roads;

namespace Surefoot.Assessment.Tests.Roads;

/// <summary>Which edges a hazard closes at a day: one road of 1 km along y = 0, hazards and releases as boxes, metres in the plane.</summary>
public sealed class ClosureTests
{
    private static readonly LineString?[] Road = [(LineString)new WKTReader().Read("LINESTRING (0 0, 1000 0)"), null];

    [Theory]
    [InlineData(-50, 50, true)]
    [InlineData(14, 50, true)]
    [InlineData(16, 50, false)]
    public void A_hazard_closes_a_road_up_to_the_buffer(double south, double north, bool closes) =>
        Find(Hazard(south, north)).Edges.Length.ShouldBe(closes ? 1 : 0);

    [Fact]
    public void A_release_beside_the_road_opens_it_and_the_rest_stays_open_hazard()
    {
        var open = Find(Hazard(-50, 450), Release(-50, 50, 2024));
        open.Edges.ShouldBeEmpty();
        open.Open.Area.ShouldBe(100 * 400, 1e-6);
    }

    [Fact]
    public void A_release_that_leaves_part_of_the_road_keeps_it_closed() =>
        Find(Hazard(-50, 450), Release(20, 450, 2024)).Edges.ShouldBe([0]);

    [Fact]
    public void A_hazard_recorded_after_a_release_is_hazard_again() =>
        Find(Hazard(-50, 50), Release(-50, 50, 2022)).Edges.ShouldBe([0]);

    [Fact]
    public void A_seam_of_rounding_between_releases_closes_nothing() =>
        Find(Hazard(-50, 50), Release(-50, -0.01, 2024), Release(0.01, 50, 2024)).Edges.ShouldBeEmpty();

    [Fact]
    public void A_mined_road_ends_with_the_hazard_on_it_and_is_a_strip_of_its_own_elsewhere()
    {
        var network = RoadNetwork.Create([0, 1, 2, 3], [0, 0, 0, 0], [0, 1, 2], [1, 2, 3], [false, false, false], [1000, 200, 300], [60, 60, 60]);
        var hazard = Find(Hazard(-50, 50));
        var blocks = RoadBlocks.Make(
            [hazard], [new("RB-1", "mined", [0]), new("RB-2", "mined", [0, 1]), new("RB-3", "closed-by-order", [2]), new("RB-4", "closed-by-order", [0])], network, 15);
        blocks.Ids.ShouldBe(["HA", "RB-2"]);
        blocks.Blocks[1].Edges.ShouldBe([1]);
        blocks.Blocks[1].Cost.ShouldBe(200 * 30);
        blocks.ShutEdges.ShouldBe([false, false, true]);
        blocks.BrokenEdges.ShouldAllBe(broken => !broken);
    }

    [Fact]
    public void A_destroyed_bridge_is_broken_even_where_hazard_meets_it()
    {
        var network = RoadNetwork.Create([0, 1, 2], [0, 0, 0], [0, 1], [1, 2], [false, false], [1000, 200], [60, 60]);
        var blocks = RoadBlocks.Make([Find(Hazard(-50, 50))], [new("RB-1", "destroyed-bridge", [0])], network, 15);
        blocks.BrokenEdges.ShouldBe([true, false]);
        blocks.Ids.ShouldBe(["HA"]);
    }

    private static OpenHazard Find(LandPolygon hazard, params LandPolygon[] releases) => OpenHazard.Find([hazard], releases, Road, 15, 1, default)[0];

    private static LandPolygon Hazard(double south, double north) => new("HA", LandKind.Confirmed, new(2023, 1, 1), Box(south, north));

    private static LandPolygon Release(double south, double north, int year) => new($"R{south}", LandKind.Cleared, new(year, 1, 1), Box(south, north));

    private static Polygon Box(double south, double north) =>
        new(new LinearRing([new(100, south), new(200, south), new(200, north), new(100, north), new(100, south)]));
}
