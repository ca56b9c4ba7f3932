namespace Surefoot.Roads;

/// <summary>The road graph without directions, self loops and doubles: what an elimination order is about.</summary>
internal static class NeighbourLists
{
    /// <summary>Sorted neighbours of each node.</summary>
    public static int[][] Of(RoadNetwork network)
    {
        var count = new int[network.NodeCount];
        var from = network.From;
        var to = network.To;
        for (var edge = 0; edge < from.Length; edge++)
        {
            if (from[edge] != to[edge])
            {
                count[from[edge]]++;
                count[to[edge]]++;
            }
        }

        var lists = new int[network.NodeCount][];
        for (var node = 0; node < lists.Length; node++)
        {
            lists[node] = new int[count[node]];
        }

        Array.Clear(count);
        for (var edge = 0; edge < from.Length; edge++)
        {
            if (from[edge] != to[edge])
            {
                lists[from[edge]][count[from[edge]]++] = to[edge];
                lists[to[edge]][count[to[edge]]++] = from[edge];
            }
        }

        for (var node = 0; node < lists.Length; node++)
        {
            var list = lists[node];
            Array.Sort(list);
            var kept = 0;
            for (var i = 0; i < list.Length; i++)
            {
                if (i == 0 || list[i] != list[i - 1])
                {
                    list[kept++] = list[i];
                }
            }

            Array.Resize(ref lists[node], kept);
        }

        return lists;
    }
}
