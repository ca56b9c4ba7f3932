namespace Surefoot.Roads.Tests;

public sealed class CorridorBundlesTests
{
    private static readonly TravelSettings Settings = TravelSettings.Parity with { MinimumHours = 0.01 };

    // Towns 0 and 1: ten hours round, or one hour through a corridor of two blocks. Villages 2-3 and 4-5: two hours round, one hour through one block.
    private const string Planted = "0-1:10 0-6:0.5 6-1:0.5 2-3:2 2-3:1 4-5:2 4-5:1";

    private static readonly double TownGain = 2 * 1000 * (Math.Pow(Math.Pow(10, 3.8), 0.1) - 1);
    private static readonly double VillageGain = 2 * 10 * (Math.Pow(Math.Pow(2, 3.8), 0.1) - 1);

    private static RoadBlock[] PlantedBlocks() => [new([1], 1), new([2], 1), new([4], 1), new([6], 1)];

    private static OpeningWorth PlantedWorth(int workers = 1)
    {
        var network = World.Roads(Planted);
        double[] income = [1000, 1000, 10, 10, 10, 10];
        return new OpeningWorth(RoadIndex.Build(network), Places.OnNodes([0, 1, 2, 3, 4, 5], [50, 50, 5, 5, 5, 5]), income, PlantedBlocks(), Settings, workers);
    }

    [Fact]
    public void Two_blocks_on_one_corridor_are_worth_nothing_alone_and_everything_together()
    {
        var worth = PlantedWorth();
        worth.Value([0]).Gain.ShouldBe(0);
        worth.Value([1]).Gain.ShouldBe(0);
        worth.Value([0, 1]).Gain.ShouldBe(TownGain, TownGain * 1e-12);
        worth.Value([2]).Gain.ShouldBe(VillageGain, VillageGain * 1e-12);
    }

    [Fact]
    public void A_valuation_leaves_the_state_as_it_was_bit_for_bit()
    {
        var worth = PlantedWorth();
        var before = worth.Times.Hours.ToArray();
        var first = worth.Value([0, 1, 2]);
        worth.Times.Hours.ToArray().ShouldBe(before);
        worth.Value([0, 1, 2]).ShouldBe(first);
    }

    [Fact]
    public void A_block_no_place_can_notice_costs_no_sweep()
    {
        var network = World.Roads("0-1:1 2-3:1");
        var worth = new OpeningWorth(RoadIndex.Build(network), Places.OnNodes([0, 1], [1, 1]), [1, 1], [new([1], 1)], Settings, 1);
        worth.Value([0]).Gain.ShouldBe(0);
        worth.Sweeps.ShouldBe(0);
    }

    [Fact]
    public void The_planted_corridor_is_found_first_with_exactly_its_blocks()
    {
        var bundles = CorridorBundles.Find(PlantedWorth(), new BundleSearch(RadiusHours: 20));
        bundles[0].Blocks.ShouldBe([0, 1]);
        bundles[0].Gain.ShouldBe(TownGain, TownGain * 1e-12);
        bundles.Count.ShouldBe(3);
        bundles.Skip(1).ShouldAllBe(b => Math.Abs(b.GainInOrder - VillageGain) < 1e-9);
    }

    [Fact]
    public void Per_hazard_greedy_takes_the_villages_first_and_loses_the_planted_amount()
    {
        var worth = PlantedWorth();
        var bundles = ClearanceOrders.ByBundles(worth, CorridorBundles.Find(worth, new BundleSearch(RadiusHours: 20)));
        var greedy = CorridorBundles.PerHazardGreedy(worth, [0, 1, 2, 3], rounds: 4, revalued: 4);
        greedy.Take(2).ShouldBe([2, 3]);

        // Two blocks a year, two years: bundles have the towns from the first year, greedy the villages.
        var orders = CoordinationLoss.Compare(worth, [new("per-hazard-greedy", greedy), bundles], 2, 2, 1);
        var late = 1 / 1.05;
        var best = (TownGain * late) + ((TownGain + (2 * VillageGain)) * late * late);
        var worse = (2 * VillageGain * late) + ((TownGain + (2 * VillageGain)) * late * late);
        orders[1].NetPresentValue.ShouldBe(best, best * 1e-12);
        orders[1].LossPercent.ShouldBe(0);
        orders[0].LossPercent.ShouldBe(100 * (1 - (worse / best)), 1e-9);
        orders[0].LossPercent.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void Any_number_of_workers_gives_the_same_bundles()
    {
        var one = CorridorBundles.Find(PlantedWorth(1), new BundleSearch(RadiusHours: 20));
        var three = CorridorBundles.Find(PlantedWorth(3), new BundleSearch(RadiusHours: 20));
        three.Select(b => (string.Join(',', b.Blocks), b.Gain, b.GainInOrder)).ShouldBe(one.Select(b => (string.Join(',', b.Blocks), b.Gain, b.GainInOrder)));
    }

    [Fact]
    public void An_edge_under_two_blocks_opens_with_the_last_of_them()
    {
        var network = World.Roads("0-1:10 0-1:1");
        var worth = new OpeningWorth(RoadIndex.Build(network), Places.OnNodes([0, 1], [1, 1]), [1, 1], [new([1], 1), new([1], 1)], Settings, 1);
        worth.Value([0]).Gain.ShouldBe(0);
        worth.Remove([1]).Gain.ShouldBe(0);
        worth.Value([0]).Gain.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Suspected_hazard_slows_a_road_and_does_not_close_it()
    {
        var network = World.Roads("0-1:1");
        var settings = Settings with { SuspectedFactor = 1.5 };
        var worth = new OpeningWorth(RoadIndex.Build(network), Places.OnNodes([0, 1], [1, 1]), [1, 1], [new([0], 1, OnlySlows: true)], settings, 1);
        worth.Times.From(0)[1].ShouldBe(1.5);
        worth.Value([0]).Gain.ShouldBe(2 * (Math.Pow(1.5, 0.38) - 1), 1e-9);
    }

    [Fact]
    public void A_place_reached_for_the_first_time_is_reported_apart_and_its_corridor_still_found()
    {
        var network = World.Roads("0-1:1 1-2:1");
        var worth = new OpeningWorth(RoadIndex.Build(network), Places.OnNodes([0, 1, 2], [5, 5, 5]), [1, 1, 1], [new([1], 1)], Settings, 1);
        worth.Value([0]).NewlyConnected.ShouldBe(1);
        var bundle = CorridorBundles.Find(worth, new BundleSearch(RadiusHours: 20)).ShouldHaveSingleItem();
        bundle.NewlyConnected.ShouldBe(1);
        double.IsFinite(bundle.Gain).ShouldBeTrue();
    }

    [Fact]
    public void Areas_on_edges_become_edges_of_areas()
    {
        var blocks = RoadBlock.FromEdges([[0, 1], [], [1], [1, 1]], [3, 4, 5], [false, true, false]);
        blocks.Select(b => string.Join(',', b.Edges)).ShouldBe(["0", "0,2,3", ""]);
        blocks[1].OnlySlows.ShouldBeTrue();
        blocks[2].Cost.ShouldBe(5);
    }

    [Fact]
    public void Nearest_first_goes_by_open_roads_from_the_base()
    {
        var network = World.Roads("0-1:3 1-2:1 0-3:1");
        var worth = new OpeningWorth(RoadIndex.Build(network), Places.OnNodes([0, 2], [1, 1]), [1, 1], [new([1], 1), new([2], 1), new([], 1)], Settings, 1);
        ClearanceOrders.NearestFirst(worth, 0).Blocks.ShouldBe([1, 0, 2]);
    }
}
