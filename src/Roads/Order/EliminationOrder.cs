namespace Surefoot.Roads;

/// <summary>The order in which the nodes of a road graph are eliminated: made once per topology, without weights.</summary>
/// <remarks>
/// First all nodes of two neighbours or fewer (dead ends and bends: they never add an arc), then the rest by nested dissection with the inertial flow's
/// separators last, the small parts between them by minimum degree. The result is turned into a postorder of the elimination tree,
/// which has the same arcs and keeps what a sweep reads together.
/// </remarks>
internal static class EliminationOrder
{
    /// <returns>Node of each rank.</returns>
    public static int[] Find(RoadNetwork network, int workers)
    {
        var neighbours = NeighbourLists.Of(network);
        var order = new List<int>(network.NodeCount);
        var degrees = new MinimumDegree([.. neighbours]);
        degrees.Eliminate(order, 2, _ => true);

        var left = Enumerable.Range(0, network.NodeCount).Where(node => !degrees.IsGone(node)).ToArray();
        var numberOf = new int[network.NodeCount];
        for (var i = 0; i < left.Length; i++)
        {
            numberOf[left[i]] = i;
        }

        // Kilometres of a plane about the middle of the graph: shares of the nodes are what counts, not metres.
        var cosine = Math.Cos(network.Latitude.ToArray().DefaultIfEmpty(0).Average() * Math.PI / 180);
        var graph = FlatGraph.Of(left.Select(node => degrees.Neighbours(node).Select(n => numberOf[n]).ToArray()).ToArray());
        var (level, separators) = NestedDissection.Split(
            graph,
            [.. left.Select(node => network.Longitude[node] * cosine)],
            [.. left.Select(node => network.Latitude[node])],
            workers);
        degrees.Eliminate(order, int.MaxValue, node => level[numberOf[node]] < 0);
        order.AddRange(separators.Select(i => left[i]));
        return Postorder(neighbours, order);
    }

    /// <summary>The same elimination tree, numbered so that every subtree is one run of ranks.</summary>
    private static int[] Postorder(int[][] neighbours, List<int> order)
    {
        var rankOf = new int[order.Count];
        for (var rank = 0; rank < order.Count; rank++)
        {
            rankOf[order[rank]] = rank;
        }

        // Elimination tree without fill: Liu, The role of elimination trees in sparse factorization, SIMAX 11(1) 1990.
        var parent = new int[order.Count];
        var top = new int[order.Count];
        for (var rank = 0; rank < order.Count; rank++)
        {
            parent[rank] = -1;
            top[rank] = -1;
            foreach (var neighbour in neighbours[order[rank]])
            {
                for (var at = rankOf[neighbour]; at < rank;)
                {
                    var next = top[at];
                    top[at] = rank;
                    if (next == rank)
                    {
                        break;
                    }

                    if (next < 0)
                    {
                        parent[at] = rank;
                        break;
                    }

                    at = next;
                }
            }
        }

        var firstChild = new int[order.Count];
        var sibling = new int[order.Count];
        Array.Fill(firstChild, -1);
        Array.Fill(sibling, -1);
        for (var rank = order.Count - 1; rank >= 0; rank--)
        {
            if (parent[rank] >= 0)
            {
                sibling[rank] = firstChild[parent[rank]];
                firstChild[parent[rank]] = rank;
            }
        }

        var result = new int[order.Count];
        var done = 0;
        for (var root = 0; root < order.Count; root++)
        {
            for (var at = parent[root] < 0 ? Deepest(root) : -1; at >= 0;)
            {
                result[done++] = order[at];
                at = at == root ? -1 : sibling[at] >= 0 ? Deepest(sibling[at]) : parent[at];
            }
        }

        return result;

        int Deepest(int from)
        {
            while (firstChild[from] >= 0)
            {
                from = firstChild[from];
            }

            return from;
        }
    }
}
