namespace Surefoot.Roads;

/// <summary>The order in which nodes are eliminated and the arcs that result: made once per topology, good for any weights.</summary>
/// <remarks>
/// Source: customizable contraction hierarchies, Dibbelt, Strasser and Wagner, ACM JEA 21 (2016), arXiv 1402.0402. Here the order is minimum
/// degree (ties: shallower in the elimination tree, then lower node), which suits road graphs of few crossings per node; nested
/// dissection would give flatter trees on graphs of millions of nodes. Ranks are 0 … n−1; each arc joins a rank to a higher one, and the
/// higher neighbours of a rank are a clique, so that the first of them is its parent and all of them are its ancestors.
/// </remarks>
public sealed class RoadIndex
{
    private RoadIndex(RoadNetwork network, int[] rankOf, int[] first, int[] head, int[] arcOfEdge)
    {
        Network = network;
        RankOf = rankOf;
        First = first;
        Head = head;
        ArcOfEdge = arcOfEdge;
        Parent = new int[rankOf.Length];
        for (var rank = 0; rank < Parent.Length; rank++)
        {
            Parent[rank] = first[rank] < first[rank + 1] ? head[first[rank]] : -1;
        }
    }

    public RoadNetwork Network { get; }

    /// <summary>Arcs after elimination, of which the road edges are a part.</summary>
    public int ArcCount => Head.Length;

    internal int[] RankOf { get; }

    /// <summary>First upward arc of each rank.</summary>
    internal int[] First { get; }

    /// <summary>Upper end of each arc, ascending within a rank.</summary>
    internal int[] Head { get; }

    /// <summary>Lowest neighbour above; −1 at a root.</summary>
    internal int[] Parent { get; }

    /// <summary>Arc on which each edge lies; −1 for a self loop.</summary>
    internal int[] ArcOfEdge { get; }

    public static RoadIndex Build(RoadNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var neighbours = EliminationOrder.NeighbourLists(network);
        var (order, above) = EliminationOrder.Eliminate(neighbours);
        var rankOf = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            rankOf[order[rank]] = rank;
        }

        var first = new int[order.Length + 1];
        for (var rank = 0; rank < order.Length; rank++)
        {
            first[rank + 1] = first[rank] + above[order[rank]].Length;
        }

        var head = new int[first[^1]];
        for (var rank = 0; rank < order.Length; rank++)
        {
            var at = first[rank];
            foreach (var node in above[order[rank]])
            {
                head[at++] = rankOf[node];
            }

            Array.Sort(head, first[rank], at - first[rank]);
        }

        var arcOfEdge = new int[network.EdgeCount];
        for (var edge = 0; edge < arcOfEdge.Length; edge++)
        {
            var a = rankOf[network.From[edge]];
            var b = rankOf[network.To[edge]];
            arcOfEdge[edge] = a == b ? -1 : FindArc(first, head, Math.Min(a, b), Math.Max(a, b));
        }

        return new RoadIndex(network, rankOf, first, head, arcOfEdge);
    }

    internal static int FindArc(int[] first, int[] head, int low, int high) =>
        Array.BinarySearch(head, first[low], first[low + 1] - first[low], high);
}
