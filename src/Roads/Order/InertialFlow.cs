namespace Surefoot.Roads;

/// <summary>Halves a part of a road graph along a small cut: a maximum flow from its one end to the other, in four directions.</summary>
/// <remarks>
/// Source: Schild and Sommer, On Balanced Separators in Road Networks, SEA 2015 (inertial flow); flow by Dinic's algorithm with unit capacities.
/// The first and last <see cref="Share"/> of the nodes along a direction are the ends. Of the four cuts the one with fewest edges per
/// node of its smaller side is taken. One object serves one thread; its buffers are kept between calls. The same input gives the same cut.
/// </remarks>
internal sealed class InertialFlow(FlatGraph graph)
{
    private const double Share = 0.25;

    private readonly sbyte[] _flow = new sbyte[graph.Head.Length];
    private readonly int[] _level = new int[graph.NodeCount];
    private readonly int[] _next = new int[graph.NodeCount];
    private readonly sbyte[] _end = new sbyte[graph.NodeCount];
    private readonly int[] _queue = new int[graph.NodeCount];
    private readonly int[] _path = new int[graph.NodeCount];

    /// <param name="orders">The nodes of the part, sorted along each direction.</param>
    /// <param name="part">Number of the part.</param>
    /// <param name="partOf">Part of each node: arcs to other parts are not there.</param>
    /// <param name="isLeft">Set for each node of the part that is on the first side.</param>
    /// <returns>False if the part cannot be halved.</returns>
    public bool Halve(ReadOnlySpan<int[]> orders, int start, int count, int part, int[] partOf, bool[] isLeft)
    {
        var ends = Math.Max(1, (int)(count * Share));
        if (ends * 2 > count)
        {
            return false;
        }

        var bestCut = int.MaxValue;
        var bestSide = 0;
        var side = new bool[count];
        foreach (var order in orders)
        {
            var nodes = order.AsSpan(start, count);
            var bound = bestCut == int.MaxValue ? int.MaxValue : (int)Math.Min(int.MaxValue, (long)bestCut * (count / 2) / Math.Max(1, bestSide));
            var cut = Flow(nodes, ends, part, partOf, bound);
            if (cut >= 0)
            {
                var small = TakeSide(nodes, orders[0].AsSpan(start, count), ends, part, partOf, side, (long)bestCut, bestSide, cut);
                if (small > 0)
                {
                    bestCut = cut;
                    bestSide = small;
                }
            }

            Clear(nodes);
        }

        if (bestCut == int.MaxValue)
        {
            return false;
        }

        var list = orders[0].AsSpan(start, count);
        for (var i = 0; i < count; i++)
        {
            isLeft[list[i]] = side[i];
        }

        return true;
    }

    private int Flow(ReadOnlySpan<int> nodes, int ends, int part, int[] partOf, int bound)
    {
        for (var i = 0; i < ends; i++)
        {
            _end[nodes[i]] = 1;
            _end[nodes[^(i + 1)]] = 2;
        }

        var flow = 0;
        while (Levels(nodes, ends, part, partOf))
        {
            foreach (var node in nodes)
            {
                _next[node] = graph.First[node];
            }

            for (var i = 0; i < ends; i++)
            {
                while (Augment(nodes[i], part, partOf))
                {
                    if (++flow > bound)
                    {
                        return -1;
                    }
                }
            }
        }

        return flow;
    }

    /// <summary>Distances from the first end over arcs with room; true if the last end is reached.</summary>
    private bool Levels(ReadOnlySpan<int> nodes, int ends, int part, int[] partOf)
    {
        foreach (var node in nodes)
        {
            _level[node] = -1;
        }

        var tail = 0;
        for (var i = 0; i < ends; i++)
        {
            _level[nodes[i]] = 0;
            _queue[tail++] = nodes[i];
        }

        var limit = int.MaxValue;
        for (var at = 0; at < tail; at++)
        {
            var node = _queue[at];
            if (_level[node] >= limit)
            {
                break;
            }

            for (var arc = graph.First[node]; arc < graph.First[node + 1]; arc++)
            {
                var head = graph.Head[arc];
                if (_flow[arc] < 1 && partOf[head] == part && _level[head] < 0)
                {
                    _level[head] = _level[node] + 1;
                    _queue[tail++] = head;
                    if (_end[head] == 2)
                    {
                        limit = Math.Min(limit, _level[head]);
                    }
                }
            }
        }

        return limit != int.MaxValue;
    }

    private bool Augment(int source, int part, int[] partOf)
    {
        var depth = 0;
        var node = source;
        while (true)
        {
            if (_end[node] == 2)
            {
                for (var i = 0; i < depth; i++)
                {
                    _flow[_path[i]]++;
                    _flow[graph.Mate[_path[i]]]--;
                }

                return true;
            }

            var end = graph.First[node + 1];
            var arc = _next[node];
            while (arc < end && !(_flow[arc] < 1 && partOf[graph.Head[arc]] == part && _level[graph.Head[arc]] == _level[node] + 1))
            {
                arc++;
            }

            _next[node] = arc;
            if (arc < end)
            {
                _path[depth++] = arc;
                node = graph.Head[arc];
            }
            else if (depth == 0)
            {
                return false;
            }
            else
            {
                node = graph.Head[graph.Mate[_path[--depth]]];
                _next[node]++;
            }
        }
    }

    /// <summary>Of the cut nearest to the first end and that nearest to the last the more even one; kept only if better than the best so far.</summary>
    private int TakeSide(ReadOnlySpan<int> nodes, ReadOnlySpan<int> list, int ends, int part, int[] partOf, bool[] side, long bestCut, int bestSide, int cut)
    {
        // After the last search the levels are exactly what the first end still reaches.
        var near = 0;
        foreach (var node in nodes)
        {
            near += _level[node] >= 0 ? 1 : 0;
        }

        var far = ReachBackwards(nodes, ends, part, partOf);
        var useNear = Math.Min(near, nodes.Length - near) >= Math.Min(far, nodes.Length - far);
        var small = useNear ? Math.Min(near, nodes.Length - near) : Math.Min(far, nodes.Length - far);
        if (small == 0 || (bestCut != int.MaxValue && cut * (long)bestSide >= bestCut * small))
        {
            return 0;
        }

        for (var i = 0; i < list.Length; i++)
        {
            side[i] = useNear ? _level[list[i]] >= 0 : _next[list[i]] != -1;
        }

        return small;
    }

    private int ReachBackwards(ReadOnlySpan<int> nodes, int ends, int part, int[] partOf)
    {
        var tail = 0;
        for (var i = 0; i < ends; i++)
        {
            _next[nodes[^(i + 1)]] = -1;
            _queue[tail++] = nodes[^(i + 1)];
        }

        for (var at = 0; at < tail; at++)
        {
            var node = _queue[at];
            for (var arc = graph.First[node]; arc < graph.First[node + 1]; arc++)
            {
                var head = graph.Head[arc];
                if (partOf[head] == part && _next[head] != -1 && _flow[graph.Mate[arc]] < 1)
                {
                    _next[head] = -1;
                    _queue[tail++] = head;
                }
            }
        }

        return tail;
    }

    private void Clear(ReadOnlySpan<int> nodes)
    {
        foreach (var node in nodes)
        {
            _end[node] = 0;
            _next[node] = 0;
            Array.Clear(_flow, graph.First[node], graph.First[node + 1] - graph.First[node]);
        }
    }
}
