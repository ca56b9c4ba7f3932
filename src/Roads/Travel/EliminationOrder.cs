namespace Surefoot.Roads;

/// <summary>Minimum-degree elimination of an undirected graph.</summary>
internal static class EliminationOrder
{
    // A node's key is degree first, then depth of the tree below it: flat trees make short upward searches.
    private const long DegreeStep = 1L << 20;

    /// <summary>Sorted neighbours of each node, without self loops and doubles.</summary>
    public static int[][] NeighbourLists(RoadNetwork network)
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

    /// <summary>The order, and for each node its neighbours at the moment it was eliminated. The lists given are used up.</summary>
    public static (int[] Order, int[][] Above) Eliminate(int[][] neighbours)
    {
        var count = neighbours.Length;
        var order = new int[count];
        var above = new int[count][];
        var depth = new int[count];
        var key = new long[count];
        var queue = new PriorityQueue<int, (long Key, int Node)>(count);
        for (var node = 0; node < count; node++)
        {
            key[node] = neighbours[node].Length * DegreeStep;
            queue.Enqueue(node, (key[node], node));
        }

        var merged = new int[64];
        var done = 0;
        while (queue.TryDequeue(out var node, out var priority))
        {
            // Old entries stay in the queue when a node's key changes.
            if (above[node] is not null || priority.Key != key[node])
            {
                continue;
            }

            order[done++] = node;
            var clique = neighbours[node];
            above[node] = clique;
            neighbours[node] = [];
            foreach (var member in clique)
            {
                neighbours[member] = Join(neighbours[member], clique, node, member, ref merged);
                depth[member] = Math.Max(depth[member], depth[node] + 1);
                var next = (neighbours[member].Length * DegreeStep) + depth[member];
                if (next != key[member])
                {
                    key[member] = next;
                    queue.Enqueue(member, (next, member));
                }
            }
        }

        return (order, above);
    }

    /// <summary>Sorted union of two sorted lists without two given nodes.</summary>
    private static int[] Join(int[] left, int[] right, int without, int self, ref int[] buffer)
    {
        if (buffer.Length < left.Length + right.Length)
        {
            buffer = new int[(left.Length + right.Length) * 2];
        }

        var i = 0;
        var j = 0;
        var n = 0;
        while (i < left.Length || j < right.Length)
        {
            int next;
            if (j == right.Length || (i < left.Length && left[i] < right[j]))
            {
                next = left[i++];
            }
            else
            {
                next = right[j++];
                if (i < left.Length && left[i] == next)
                {
                    i++;
                }
            }

            if (next != without && next != self)
            {
                buffer[n++] = next;
            }
        }

        return buffer.AsSpan(0, n).ToArray();
    }
}
