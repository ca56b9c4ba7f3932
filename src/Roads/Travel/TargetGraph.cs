namespace Surefoot.Roads;

/// <summary>The part of an index that a sweep to the places must look at: the places and all their ancestors.</summary>
/// <remarks>Selection of targets as in RPHAST (Delling, Goldberg and Werneck, Faster Batched Shortest Paths in Road Networks, ATMOS 2011). Locals are ranks in the same order.</remarks>
internal sealed class TargetGraph
{
    private readonly int[] _rank;

    public TargetGraph(RoadIndex index, Places places)
    {
        LocalOfRank = new int[index.Parent.Length];
        Array.Fill(LocalOfRank, -1);
        var kept = 0;
        foreach (var node in places.Node)
        {
            for (var rank = index.RankOf[node]; rank >= 0 && LocalOfRank[rank] < 0; rank = index.Parent[rank])
            {
                LocalOfRank[rank] = 0;
                kept++;
            }
        }

        _rank = new int[kept];
        First = new int[kept + 1];
        var arcs = 0L;
        for (int rank = 0, local = 0; rank < LocalOfRank.Length; rank++)
        {
            if (LocalOfRank[rank] >= 0)
            {
                LocalOfRank[rank] = local;
                _rank[local] = rank;
                arcs += index.First[rank + 1] - index.First[rank];
                First[++local] = checked((int)arcs);
            }
        }

        Head = new int[First[^1]];
        for (var local = 0; local < kept; local++)
        {
            var arc = index.First[_rank[local]];
            for (var at = First[local]; at < First[local + 1]; at++)
            {
                Head[at] = LocalOfRank[index.Head[arc++]];
            }
        }

        Parent = new int[kept];
        for (var local = 0; local < kept; local++)
        {
            Parent[local] = First[local] < First[local + 1] ? Head[First[local]] : -1;
        }

        OfPlace = new int[places.Count];
        for (var place = 0; place < places.Count; place++)
        {
            OfPlace[place] = LocalOfRank[index.RankOf[places.Node[place]]];
        }

        // Neighbours in the elimination tree climb over the same ancestors: eight of them climb at the cost of one.
        PlaceOrder = [.. Enumerable.Range(0, places.Count)];
        Array.Sort(OfPlace.ToArray(), PlaceOrder);
        Up = new double[Head.Length];
        Down = new double[Head.Length];
    }

    public int Count => _rank.Length;

    /// <summary>−1 for a rank that is left out.</summary>
    public int[] LocalOfRank { get; }

    public int[] First { get; }

    public int[] Head { get; }

    public int[] Parent { get; }

    /// <summary>Local of each place.</summary>
    public int[] OfPlace { get; }

    /// <summary>Places by local.</summary>
    public int[] PlaceOrder { get; }

    /// <summary>Ticks of each arc upwards, as last taken.</summary>
    public double[] Up { get; }

    /// <summary>Ticks of each arc downwards.</summary>
    public double[] Down { get; }

    /// <summary>Copies all weights.</summary>
    public void Take(RoadIndex index, ArcWeights weights)
    {
        for (var local = 0; local < _rank.Length; local++)
        {
            var from = index.First[_rank[local]];
            var count = First[local + 1] - First[local];
            weights.Up.Slice(from, count).CopyTo(Up.AsSpan(First[local]));
            weights.Down.Slice(from, count).CopyTo(Down.AsSpan(First[local]));
        }
    }

    /// <summary>Copies the weights of the arcs that a log names.</summary>
    /// <returns>False when no sweep can notice.</returns>
    public bool Take(RoadIndex index, ArcWeights weights, ArcLog log)
    {
        var isNoticed = false;
        foreach (var (arc, rank) in log.Arcs)
        {
            if (LocalOfRank[rank] is >= 0 and var local)
            {
                var at = First[local] + arc - index.First[rank];
                Up[at] = weights.Up[arc];
                Down[at] = weights.Down[arc];
                isNoticed = true;
            }
        }

        return isNoticed;
    }
}
