using Surefoot.Numerics;

namespace Surefoot.Roads;

/// <summary>Invented blocks on a real road graph, from a seed: to compare orders of clearance where no hazards are known. Never shown without saying so.</summary>
/// <remarks>
/// Ours. Some places are centres of former fighting. About each, ways between nearby places are drawn, and on every way one to four
/// stretches of 150 to 900 m are blocked; costs (m²) are the stretch times a width with a wide spread, ln-sd 0.8. Neighbouring ways share
/// roads, so that blocks are complements on one way and substitutes between two.
/// </remarks>
public static class SimulatedBlocks
{
    private const double CentreRadiusHours = 0.75;
    private const int WaysPerCentre = 10;

    /// <param name="network">The graph.</param>
    /// <param name="places">Ends of the ways.</param>
    /// <param name="count">Blocks wanted; fewer come back where the places have too few ways between them.</param>
    /// <param name="seed">The same seed, graph and places: the same blocks.</param>
    public static RoadBlock[] Draw(RoadNetwork network, Places places, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(places);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var blocks = new List<RoadBlock>();
        var blocked = new HashSet<int>();
        var tree = new ShortestPathTree(network);
        var random = new SeededRandom(seed, 1);
        for (var attempt = 0; attempt < count * 4 && blocks.Count < count && places.Count > 1; attempt++)
        {
            var centre = random.NextIndex(places.Count);
            tree.Run(network.OpenHours, places.Node[centre], CentreRadiusHours);
            var near = Near(places, tree);
            for (var way = 0; way < WaysPerCentre && near.Count > 1 && blocks.Count < count; way++)
            {
                var from = places.Node[near[random.NextIndex(near.Count)]];
                var to = places.Node[near[random.NextIndex(near.Count)]];
                tree.Run(network.OpenHours, from, CentreRadiusHours * 2);
                var path = Path(tree, to);
                for (var stretches = path.Count == 0 ? 0 : 1 + random.NextIndex(4); stretches > 0 && blocks.Count < count; stretches--)
                {
                    var stretch = Stretch(network, path, random.NextIndex(path.Count), 150 + (random.NextUnit() * 750));
                    var width = 60 * ExpLog.Exp(0.8 * Normal(ref random));
                    if (stretch.TrueForAll(blocked.Add))
                    {
                        blocks.Add(new RoadBlock(stretch, stretch.Sum(edge => network.LengthM[edge]) * width));
                    }
                }
            }
        }

        return [.. blocks];
    }

    private static List<int> Near(Places places, ShortestPathTree tree)
    {
        var near = new List<int>();
        for (var place = 0; place < places.Count; place++)
        {
            if (tree.Hours[places.Node[place]] <= CentreRadiusHours)
            {
                near.Add(place);
            }
        }

        return near;
    }

    private static List<int> Path(ShortestPathTree tree, int to)
    {
        var path = new List<int>();
        for (var node = to; tree.ParentEdge[node] >= 0; node = tree.ParentNode[node])
        {
            path.Add(tree.ParentEdge[node]);
        }

        path.Reverse();
        return path;
    }

    /// <summary>Edges of a way from one on, until they are long enough.</summary>
    private static List<int> Stretch(RoadNetwork network, List<int> path, int start, double lengthM)
    {
        var stretch = new List<int>();
        for (var at = start; at < path.Count && lengthM > 0; at++)
        {
            stretch.Add(path[at]);
            lengthM -= network.LengthM[path[at]];
        }

        return stretch;
    }

    // Sum of twelve uniforms: near enough to a normal for an invented spread, and without a function of the machine.
    private static double Normal(ref SeededRandom random)
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += random.NextUnit();
        }

        return sum;
    }
}
