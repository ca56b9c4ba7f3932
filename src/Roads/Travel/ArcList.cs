namespace Surefoot.Roads;

/// <summary>Arcs leaving each node, in compressed rows: two arcs per edge, one where it is one-way; self loops left out.</summary>
internal sealed class ArcList
{
    private ArcList(int[] first, int[] head, int[] edge)
    {
        First = first;
        Head = head;
        Edge = edge;
    }

    public int[] First { get; }

    public int[] Head { get; }

    public int[] Edge { get; }

    public static ArcList Of(RoadNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var from = network.From;
        var to = network.To;
        var oneWay = network.OneWay;
        var first = new int[network.NodeCount + 1];
        for (var edge = 0; edge < from.Length; edge++)
        {
            if (from[edge] != to[edge])
            {
                first[from[edge] + 1]++;
                first[to[edge] + 1] += oneWay[edge] ? 0 : 1;
            }
        }

        for (var node = 0; node < network.NodeCount; node++)
        {
            first[node + 1] += first[node];
        }

        var head = new int[first[^1]];
        var edgeOf = new int[head.Length];
        var next = first.AsSpan(0, network.NodeCount).ToArray();
        for (var edge = 0; edge < from.Length; edge++)
        {
            if (from[edge] == to[edge])
            {
                continue;
            }

            var at = next[from[edge]]++;
            head[at] = to[edge];
            edgeOf[at] = edge;
            if (!oneWay[edge])
            {
                at = next[to[edge]]++;
                head[at] = from[edge];
                edgeOf[at] = edge;
            }
        }

        return new ArcList(first, head, edgeOf);
    }
}
