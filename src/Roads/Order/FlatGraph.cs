namespace Surefoot.Roads;

/// <summary>An undirected graph in compressed rows, with the arc that runs the other way beside each arc.</summary>
internal sealed class FlatGraph
{
    private FlatGraph(int[] first, int[] head, int[] mate)
    {
        First = first;
        Head = head;
        Mate = mate;
    }

    public int NodeCount => First.Length - 1;

    public int[] First { get; }

    public int[] Head { get; }

    public int[] Mate { get; }

    /// <param name="neighbours">Sorted, without self loops; symmetric.</param>
    public static FlatGraph Of(IReadOnlyList<int[]> neighbours)
    {
        var first = new int[neighbours.Count + 1];
        for (var node = 0; node < neighbours.Count; node++)
        {
            first[node + 1] = first[node] + neighbours[node].Length;
        }

        var head = new int[first[^1]];
        var mate = new int[head.Length];
        for (var node = 0; node < neighbours.Count; node++)
        {
            neighbours[node].CopyTo(head, first[node]);
        }

        for (var node = 0; node < neighbours.Count; node++)
        {
            for (var arc = first[node]; arc < first[node + 1]; arc++)
            {
                mate[arc] = Array.BinarySearch(head, first[head[arc]], first[head[arc] + 1] - first[head[arc]], node);
            }
        }

        return new FlatGraph(first, head, mate);
    }
}
