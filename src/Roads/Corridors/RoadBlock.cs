namespace Surefoot.Roads;

/// <summary>One thing that blocks roads: a hazard area not yet released, a destroyed bridge, an order.</summary>
/// <param name="Edges">Edges it blocks, by row number. An edge opens when the last block on it is gone.</param>
/// <param name="Cost">What removing it takes, in any one unit for all blocks (team-days, money), above 0.</param>
/// <param name="OnlySlows">True for suspected hazard: the edge is slower by <see cref="TravelSettings.SuspectedFactor"/>, not closed.</param>
public sealed record RoadBlock(IReadOnlyList<int> Edges, double Cost, bool OnlySlows = false)
{
    /// <summary>Turns "which areas block this edge" into "which edges does this area block".</summary>
    /// <param name="areasOnEdge">One list per edge; may be empty.</param>
    /// <param name="cost">One per area.</param>
    /// <param name="onlySlows">One per area.</param>
    /// <returns>One block per area, also for areas that block nothing.</returns>
    public static RoadBlock[] FromEdges(IReadOnlyList<IReadOnlyList<int>> areasOnEdge, ReadOnlySpan<double> cost, ReadOnlySpan<bool> onlySlows)
    {
        ArgumentNullException.ThrowIfNull(areasOnEdge);
        if (onlySlows.Length != cost.Length)
        {
            throw new ArgumentException("One flag and one cost per area.", nameof(onlySlows));
        }

        var edges = new List<int>[cost.Length];
        for (var area = 0; area < edges.Length; area++)
        {
            edges[area] = [];
        }

        for (var edge = 0; edge < areasOnEdge.Count; edge++)
        {
            foreach (var area in areasOnEdge[edge])
            {
                if ((uint)area >= (uint)edges.Length)
                {
                    throw new ArgumentException($"Edge {edge} names area {area}, which does not exist.", nameof(areasOnEdge));
                }

                if (edges[area].Count == 0 || edges[area][^1] != edge)
                {
                    edges[area].Add(edge);
                }
            }
        }

        var blocks = new RoadBlock[cost.Length];
        for (var area = 0; area < blocks.Length; area++)
        {
            blocks[area] = new RoadBlock(edges[area], cost[area], onlySlows[area]);
        }

        return blocks;
    }
}
