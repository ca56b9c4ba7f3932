namespace Surefoot.Roads.Tests;

public sealed class NetworkSettingsTests
{
    // World.Roads puts nodes 0.01° of longitude apart at 39.8°: 854.3 m.
    private const double StepM = 854.3;

    [Fact]
    public void Walking_links_tie_parts_that_are_near_and_say_what_they_did()
    {
        var network = World.Roads("0-1:1 2-3:1 4-5:1");
        var links = WalkingLinks.Find(network, StepM * 1.01);
        links.PartsBefore.ShouldBe(3);
        links.NodesOutside.ShouldBe(4);
        links.PartsAfter.ShouldBe(1);
        links.NodesStillOutside.ShouldBe(0);
        links.Links.Select(l => (Math.Min(l.From, l.To), Math.Max(l.From, l.To))).Order().ShouldBe([(1, 2), (3, 4)]);
        links.Links.ShouldAllBe(l => Math.Abs(l.LengthM - StepM) < 0.5);

        var walked = links.Onto(network, 5);
        walked.EdgeCount.ShouldBe(5);
        var times = PreparedTravel.Prepare(RoadIndex.Build(walked), World.OnAllNodes(walked), walked.OpenHours).Sweep(1);
        times.UnreachablePairs().ShouldBe(0);
        times.From(0)[2].ShouldBe(1 + (links.Links[0].LengthM / 5000), 1e-9);
    }

    [Fact]
    public void A_link_longer_than_the_setting_is_not_made_and_the_parts_stay_counted()
    {
        var links = WalkingLinks.Find(World.Roads("0-1:1 2-3:1"), StepM * 0.99);
        links.Links.ShouldBeEmpty();
        links.PartsAfter.ShouldBe(2);
        WalkingLinks.Find(World.Roads("0-1:1 2-3:1"), 0).NodesOutside.ShouldBe(2);
    }

    [Fact]
    public void Winter_slows_high_roads_by_their_higher_end_and_shuts_the_highest()
    {
        var network = World.Roads("0-1:1 1-2:1 2-3:1 3-4:1");
        var factors = StateFactors.Of(network, [200, 1000, 1500, 2000, 2600], StateFactors.Winter, []);
        factors.ShouldBe([1, 0.8, 0.5, 0]);
        var winter = network.Slowed(factors);
        winter.OpenHours.ToArray().ShouldBe([1, 1 / 0.8, 2, double.PositiveInfinity]);
        StateFactors.Of(network, [200, 1000, 1500, 2000, 2600], [], []).ShouldBe([1, 1, 1, 1]);
    }

    [Fact]
    public void Rough_surfaces_slow_a_road_and_unstated_ones_do_not()
    {
        var network = World.Roads("0-1:1 1-2:1 2-3:1");
        StateFactors.Of(network, [], StateFactors.Winter, ["asphalt", "gravel", ""]).ShouldBe([1, 0.8, 1]);
        StateFactors.OfSurface("earth").ShouldBe(0.6);
    }

    [Fact]
    public void Simulated_blocks_are_the_same_for_a_seed_and_share_no_edge()
    {
        var network = World.Grid(6, 30, 30);
        var places = Places.OnNodes([.. Enumerable.Range(0, 40).Select(p => p * 22)], [.. Enumerable.Repeat(100.0, 40)]);
        var blocks = SimulatedBlocks.Draw(network, places, 25, 9);
        blocks.Length.ShouldBe(25);
        blocks.SelectMany(b => b.Edges).ShouldBeUnique();
        blocks.ShouldAllBe(b => b.Cost > 0 && b.Edges.Count > 0);
        SimulatedBlocks.Draw(network, places, 25, 9).Select(b => (string.Join(',', b.Edges), b.Cost)).ShouldBe(blocks.Select(b => (string.Join(',', b.Edges), b.Cost)));
        SimulatedBlocks.Draw(network, places, 25, 10).SelectMany(b => b.Edges).ShouldNotBe(blocks.SelectMany(b => b.Edges));
    }

    [Fact]
    public void Impact_score_looks_at_people_near_a_block_and_not_at_the_way_through_it()
    {
        // Block 0 lies near the one villager, block 1 near the town; nodes are 0.85 km apart.
        var network = World.Roads("0-1:1 1-2:1 2-3:1 3-4:1 4-5:1 5-6:1");
        var worth = new OpeningWorth(RoadIndex.Build(network), Places.OnNodes([0, 6], [1, 900]), [1, 900], [new([0], 1), new([5], 1)], TravelSettings.Parity, 1);
        ClearanceOrders.ImpactScore(worth, 2).Blocks.ShouldBe([1, 0]);
        ClearanceOrders.ImpactScore(worth, 100).Blocks.ShouldBe([0, 1]);
    }
}
