namespace Surefoot.Roads;

/// <summary>The order in which nodes are eliminated and the arcs that result: made once per topology, good for any weights.</summary>
/// <remarks>
/// Source: customizable contraction hierarchies, Dibbelt, Strasser and Wagner, ACM JEA 21 (2016), arXiv 1402.0402. Ranks are 0 … n−1; each arc
/// joins a rank to a higher one, and the higher neighbours of a rank are a clique, so that the first of them is its parent and all of
/// them are its ancestors. <see cref="Order"/> may be stored and given to <see cref="Build(RoadNetwork, ReadOnlySpan{int})"/>.
/// </remarks>
public sealed class RoadIndex
{
    private readonly int[] _order;

    private RoadIndex(RoadNetwork network, int[] order, int[] rankOf, int[] first, int[] head, int[] arcOfEdge)
    {
        _order = order;
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

    /// <summary>Node of each rank: all that need be kept to make the same index again at once.</summary>
    public ReadOnlySpan<int> Order => _order;

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

    /// <param name="network">Its topology alone counts.</param>
    /// <param name="workers">Threads; the order does not depend on it.</param>
    public static RoadIndex Build(RoadNetwork network, int workers = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Build(network, EliminationOrder.Find(network, workers));
    }

    /// <param name="order">Of an index of the same topology. Any order gives right travel times, a bad one slowly.</param>
    /// <exception cref="ArgumentException">Not every node once.</exception>
    public static RoadIndex Build(RoadNetwork network, ReadOnlySpan<int> order)
    {
        ArgumentNullException.ThrowIfNull(network);
        var nodes = network.NodeCount;
        var rankOf = new int[nodes];
        Array.Fill(rankOf, -1);
        for (var rank = 0; rank < order.Length; rank++)
        {
            if ((uint)order[rank] >= (uint)nodes || rankOf[order[rank]] >= 0)
            {
                break;
            }

            rankOf[order[rank]] = rank;
        }

        if (order.Length != nodes || rankOf.AsSpan().Contains(-1))
        {
            throw new ArgumentException("An order names every node once.", nameof(order));
        }

        var (first, head) = Complete(NeighbourLists.Of(network), order, rankOf);
        var arcOfEdge = new int[network.EdgeCount];
        for (var edge = 0; edge < arcOfEdge.Length; edge++)
        {
            var a = rankOf[network.From[edge]];
            var b = rankOf[network.To[edge]];
            arcOfEdge[edge] = a == b ? -1 : FindArc(first, head, Math.Min(a, b), Math.Max(a, b));
        }

        return new RoadIndex(network, [.. order], rankOf, first, head, arcOfEdge);
    }

    /// <summary>Higher neighbours of each rank: its own, and those of the ranks whose lowest it is.</summary>
    private static (int[] First, int[] Head) Complete(int[][] neighbours, ReadOnlySpan<int> order, int[] rankOf)
    {
        var first = new int[order.Length + 1];
        var head = new int[order.Length * 3];
        var firstChild = new int[order.Length];
        var sibling = new int[order.Length];
        var seen = new int[order.Length];
        Array.Fill(firstChild, -1);
        Array.Fill(seen, -1);
        var end = 0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            var start = end;
            var most = neighbours[order[rank]].Length;
            for (var child = firstChild[rank]; child >= 0; child = sibling[child])
            {
                most += first[child + 1] - first[child];
            }

            if (head.Length < end + most)
            {
                Array.Resize(ref head, Math.Max(head.Length * 2, end + most));
            }

            foreach (var neighbour in neighbours[order[rank]])
            {
                Add(rankOf[neighbour]);
            }

            for (var child = firstChild[rank]; child >= 0; child = sibling[child])
            {
                for (var arc = first[child]; arc < first[child + 1]; arc++)
                {
                    Add(head[arc]);
                }
            }

            Array.Sort(head, start, end - start);
            first[rank + 1] = end;
            if (end > start)
            {
                sibling[rank] = firstChild[head[start]];
                firstChild[head[start]] = rank;
            }

            void Add(int high)
            {
                if (high > rank && seen[high] != rank)
                {
                    seen[high] = rank;
                    head[end++] = high;
                }
            }
        }

        Array.Resize(ref head, end);
        return (first, head);
    }

    internal static int FindArc(int[] first, int[] head, int low, int high) =>
        Array.BinarySearch(head, first[low], first[low + 1] - first[low], high);
}
