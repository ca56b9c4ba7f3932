namespace Surefoot.Roads;

/// <summary>An order of removing all blocks, by name.</summary>
public sealed record ClearanceOrder(string Name, IReadOnlyList<int> Blocks);

/// <summary>The orders in which the same blocks may be removed: as people do it without coordination, and by bundles.</summary>
public static class ClearanceOrders
{
    // Mean earth radius (IUGG).
    private const double EarthRadiusKm = 6371.0088;

    /// <summary>As recorded: by block number.</summary>
    public static ClearanceOrder Recorded(OpeningWorth worth) => new("recorded", All(worth));

    /// <summary>Most people near first, as a community impact score ranks hazards one by one: N within a distance of any end of a blocked edge. Ties in recorded order.</summary>
    public static ClearanceOrder ImpactScore(OpeningWorth worth, double withinKm)
    {
        ArgumentNullException.ThrowIfNull(worth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(withinKm);
        var score = new double[worth.Blocks.Count];
        for (var block = 0; block < score.Length; block++)
        {
            var nodes = worth.Blocks[block].Edges.SelectMany(edge => new[] { worth.Network.From[edge], worth.Network.To[edge] }).Distinct().Order().ToArray();
            for (var place = 0; place < worth.Places.Count; place++)
            {
                var at = worth.Places.Node[place];
                score[block] += Array.Exists(nodes, node => DistanceKm(worth.Network, node, at) <= withinKm) ? worth.Places.Weight[place] : 0;
            }
        }

        return new("impact-score", [.. Enumerable.Range(0, score.Length).OrderByDescending(b => score[b]).ThenBy(b => b)]);
    }

    /// <summary>Nearest first, by hours over open roads from a base node; ties in recorded order.</summary>
    public static ClearanceOrder NearestFirst(OpeningWorth worth, int baseNode)
    {
        ArgumentNullException.ThrowIfNull(worth);
        var tree = new ShortestPathTree(worth.Network);
        tree.Run(worth.Network.OpenHours, baseNode);
        var hours = new double[worth.Blocks.Count];
        for (var block = 0; block < hours.Length; block++)
        {
            hours[block] = double.PositiveInfinity;
            foreach (var edge in worth.Blocks[block].Edges)
            {
                hours[block] = Math.Min(hours[block], Math.Min(tree.Hours[worth.Network.From[edge]], tree.Hours[worth.Network.To[edge]]));
            }
        }

        return new("nearest-first", [.. Enumerable.Range(0, hours.Length).OrderBy(b => hours[b]).ThenBy(b => b)]);
    }

    /// <summary>Single blocks by their own worth per cost; see <see cref="CorridorBundles.PerHazardGreedy"/>.</summary>
    public static ClearanceOrder PerHazardGreedy(OpeningWorth worth, IEnumerable<int> considered, int rounds, int revalued) =>
        new("per-hazard-greedy", CorridorBundles.PerHazardGreedy(worth, considered, rounds, revalued));

    /// <summary>Bundles in their order, the cheaper blocks of each first, then all other blocks in recorded order.</summary>
    public static ClearanceOrder ByBundles(OpeningWorth worth, IReadOnlyList<CorridorBundle> bundles)
    {
        ArgumentNullException.ThrowIfNull(worth);
        ArgumentNullException.ThrowIfNull(bundles);
        var order = bundles.SelectMany(b => b.Blocks.OrderBy(block => worth.Blocks[block].Cost).ThenBy(block => block)).Concat(All(worth));
        return new("bundles", [.. order.Distinct()]);
    }

    private static int[] All(OpeningWorth worth) => [.. Enumerable.Range(0, worth.Blocks.Count)];

    private static double DistanceKm(RoadNetwork network, int a, int b)
    {
        const double Radian = Math.PI / 180;
        var x = (network.Longitude[a] - network.Longitude[b]) * Radian * Math.Cos((network.Latitude[a] + network.Latitude[b]) / 2 * Radian);
        var y = (network.Latitude[a] - network.Latitude[b]) * Radian;
        return EarthRadiusKm * Math.Sqrt((x * x) + (y * y));
    }
}
