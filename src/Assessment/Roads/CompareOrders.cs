using Surefoot.Roads;

namespace Surefoot.Assessment.Roads;

/// <summary>The same land released at the same pace in five orders.</summary>
internal static class CompareOrders
{
    private const int QuartersPerYear = 4;

    // The baseline of single hazards chooses this often with full knowledge and looks at so many again before each choice: more changed no order of the samples.
    private const int GreedyRounds = 400;
    private const int GreedyRevalued = 8;

    /// <param name="worth">Put back to its start.</param>
    /// <param name="bundles">Only the order of their blocks is compared: all others open nothing that was found worth opening, and follow in recorded order beyond the horizon.</param>
    /// <param name="people">One per place: the base of "nearest first" is the most populous place, ties to the first.</param>
    /// <param name="quarters">The pace is even, so that all blocks of the bundles are gone after this many quarters.</param>
    /// <param name="impactKm">People within this distance of a block make its impact score.</param>
    public static IReadOnlyList<OrderResult> Handle(OpeningWorth worth, IReadOnlyList<CorridorBundle> bundles, double[] people, Places places, int quarters, double impactKm)
    {
        if (bundles.Count == 0)
        {
            return [];
        }

        var considered = bundles.SelectMany(b => b.Blocks).ToHashSet();
        var largest = Array.IndexOf(people, people.Max());
        ClearanceOrder[] orders =
        [
            ClearanceOrders.Recorded(worth),
            ClearanceOrders.ImpactScore(worth, impactKm),
            ClearanceOrders.NearestFirst(worth, places.Node[largest]),
            ClearanceOrders.PerHazardGreedy(worth, considered, GreedyRounds, GreedyRevalued),
            ClearanceOrders.ByBundles(worth, bundles),
        ];
        var whole = orders.Select(order => order with { Blocks = [.. order.Blocks.Where(considered.Contains), .. Enumerable.Range(0, worth.Blocks.Count).Where(b => !considered.Contains(b))] });
        return [.. CoordinationLoss.Compare(worth, [.. whole], considered.Sum(b => worth.Blocks[b].Cost) / quarters, quarters, QuartersPerYear)
            .Select(o => new OrderResult(o.Name, o.LossPercent, o.NetPresentValue, o.GainByPeriod))];
    }
}
