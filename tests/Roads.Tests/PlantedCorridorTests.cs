namespace Surefoot.Roads.Tests;

public sealed class PlantedCorridorTests
{
    // Powers by two routes and sums of some dozen terms: below 1e−13; ten times that is held.
    private const double Rounding = 1e-12;

    private static readonly TravelSettings Settings = TravelSettings.Parity with { MinimumHours = 0.01 };

    public static TheoryData<ulong> Seeds => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_planted_corridors_are_found_in_the_best_of_all_orders(ulong seed)
    {
        var planted = PlantedCorridors.Make(seed, 5, Settings);
        var worth = Worth(planted);
        var bundles = CorridorBundles.Find(worth, new BundleSearch(RadiusHours: 20));
        bundles.Count.ShouldBe(5);
        foreach (var bundle in bundles)
        {
            var corridor = planted.CorridorOfBlock[bundle.Blocks[0]];
            bundle.Blocks.ShouldBe(planted.BlocksOf(corridor));
            bundle.Gain.ShouldBe(planted.Worth[corridor], planted.Worth[corridor] * Rounding);
        }

        // The optimum by trying all orders of the corridors: interleaving two of them only delays the first.
        var best = Permutations([0, 1, 2, 3, 4]).Max(order => planted.NetPresentValue([.. order.SelectMany(planted.BlocksOf)], Settings.DiscountRate));
        var found = CoordinationLoss.Compare(worth, [ClearanceOrders.ByBundles(worth, bundles)], 1, planted.Blocks.Length, 1)[0];
        found.NetPresentValue.ShouldBe(best, best * Rounding);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Per_hazard_greedy_loses_exactly_what_was_planted(ulong seed)
    {
        var planted = PlantedCorridors.Make(seed, 5, Settings);
        var worth = Worth(planted);
        var bundles = ClearanceOrders.ByBundles(worth, CorridorBundles.Find(worth, new BundleSearch(RadiusHours: 20)));
        var greedy = ClearanceOrders.PerHazardGreedy(worth, Enumerable.Range(0, planted.Blocks.Length), planted.Blocks.Length, planted.Blocks.Length);
        greedy.Blocks.ShouldBe(planted.SingleHazardOrder());
        var orders = CoordinationLoss.Compare(worth, [greedy, bundles, ClearanceOrders.Recorded(worth)], 1, planted.Blocks.Length, 1);
        var best = planted.NetPresentValue(bundles.Blocks, Settings.DiscountRate);
        for (var i = 0; i < 3; i++)
        {
            var order = new[] { greedy, bundles, ClearanceOrders.Recorded(worth) }[i];
            orders[i].LossPercent.ShouldBe(100 * (1 - (planted.NetPresentValue(order.Blocks, Settings.DiscountRate) / best)), 100 * Rounding);
        }

        orders[0].LossPercent.ShouldBeGreaterThan(5);
        orders[1].LossPercent.ShouldBe(0);
    }

    private static OpeningWorth Worth(PlantedCorridors planted) => new(RoadIndex.Build(planted.Network), planted.Places, planted.Income, planted.Blocks, Settings, 2);

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Permutations([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}
