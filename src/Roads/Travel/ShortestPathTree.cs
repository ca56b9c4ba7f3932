namespace Surefoot.Roads;

/// <summary>One-to-all shortest paths by Dijkstra's algorithm with a 4-ary heap and decrease-key: the plain twin of <see cref="PreparedTravel"/>.</summary>
/// <remarks>
/// Source: Dijkstra, Numerische Mathematik 1, 1959. Weights must not be negative; an infinite weight is no way. Buffers are kept between
/// calls, so one object serves one thread. Hours are added from the source outwards: other orders of addition differ in the last bits.
/// </remarks>
public sealed class ShortestPathTree
{
    private readonly ArcList _arcs;
    private readonly double[] _hours;
    private readonly int[] _parentEdge;
    private readonly int[] _parentNode;
    private readonly int[] _heap;
    private readonly int[] _slot;
    private readonly int[] _settled;
    private readonly bool[] _isTarget;
    private int _heapCount;

    public ShortestPathTree(RoadNetwork network)
        : this(ArcList.Of(network))
    {
    }

    internal ShortestPathTree(ArcList arcs)
    {
        var nodes = arcs.First.Length - 1;
        _arcs = arcs;
        _hours = new double[nodes];
        _parentEdge = new int[nodes];
        _parentNode = new int[nodes];
        _heap = new int[nodes];
        _slot = new int[nodes];
        _settled = new int[nodes];
        _isTarget = new bool[nodes];
        Array.Fill(_hours, double.PositiveInfinity);
        Array.Fill(_parentEdge, -1);
        Array.Fill(_parentNode, -1);
    }

    /// <summary>Hours from the source of the last run to each node; +∞ where there is no way.</summary>
    public ReadOnlySpan<double> Hours => _hours;

    /// <summary>Edge by which each node was reached; −1 for the source and for nodes not reached.</summary>
    public ReadOnlySpan<int> ParentEdge => _parentEdge;

    /// <summary>Node before each node; −1 for the source and for nodes not reached.</summary>
    public ReadOnlySpan<int> ParentNode => _parentNode;

    /// <summary>Nodes reached, nearest first. A parent always comes before its children.</summary>
    public ReadOnlySpan<int> Settled => _settled.AsSpan(0, SettledCount);

    private int SettledCount { get; set; }

    /// <param name="edgeHours">One per edge.</param>
    /// <param name="source">Node.</param>
    /// <param name="limitHours">Nodes farther than this are not settled; their hours are then upper bounds or +∞.</param>
    public void Run(ReadOnlySpan<double> edgeHours, int source, double limitHours = double.PositiveInfinity) => Run(edgeHours, source, limitHours, []);

    /// <param name="targets">The search ends when all of these are settled; none: it goes on.</param>
    internal void Run(ReadOnlySpan<double> edgeHours, int source, double limitHours, ReadOnlySpan<int> targets)
    {
        var waitedFor = 0;
        foreach (var target in targets)
        {
            waitedFor += _isTarget[target] ? 0 : 1;
            _isTarget[target] = true;
        }

        Search(edgeHours, source, limitHours, waitedFor);
        foreach (var target in targets)
        {
            _isTarget[target] = false;
        }
    }

    private void Search(ReadOnlySpan<double> edgeHours, int source, double limitHours, int waitedFor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(source);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(source, _hours.Length);
        Forget();
        _hours[source] = 0;
        Push(source);
        var first = _arcs.First;
        var heads = _arcs.Head;
        var edges = _arcs.Edge;
        while (_heapCount > 0)
        {
            var node = Pop();
            if (_hours[node] > limitHours)
            {
                Push(node);
                return;
            }

            _settled[SettledCount++] = node;
            if (_isTarget[node] && --waitedFor == 0)
            {
                return;
            }

            var hours = _hours[node];
            for (var arc = first[node]; arc < first[node + 1]; arc++)
            {
                var head = heads[arc];
                var reached = hours + edgeHours[edges[arc]];
                if (reached < _hours[head])
                {
                    var isNew = double.IsPositiveInfinity(_hours[head]);
                    _hours[head] = reached;
                    _parentEdge[head] = edges[arc];
                    _parentNode[head] = node;
                    if (isNew)
                    {
                        Push(head);
                    }
                    else
                    {
                        Rise(_slot[head], head);
                    }
                }
            }
        }
    }

    /// <summary>Undoes the last run where it went, and only there: a near search on a large graph stays cheap.</summary>
    private void Forget()
    {
        foreach (var node in _settled.AsSpan(0, SettledCount))
        {
            Forget(node);
        }

        foreach (var node in _heap.AsSpan(0, _heapCount))
        {
            Forget(node);
        }

        _heapCount = 0;
        SettledCount = 0;
    }

    private void Forget(int node)
    {
        _hours[node] = double.PositiveInfinity;
        _parentEdge[node] = -1;
        _parentNode[node] = -1;
    }

    private void Push(int node) => Rise(_heapCount++, node);

    private void Rise(int slot, int node)
    {
        var key = _hours[node];
        while (slot > 0)
        {
            var up = (slot - 1) >> 2;
            var other = _heap[up];
            if (_hours[other] <= key)
            {
                break;
            }

            _heap[slot] = other;
            _slot[other] = slot;
            slot = up;
        }

        _heap[slot] = node;
        _slot[node] = slot;
    }

    private int Pop()
    {
        var top = _heap[0];
        var last = _heap[--_heapCount];
        if (_heapCount == 0)
        {
            return top;
        }

        var key = _hours[last];
        var slot = 0;
        while (true)
        {
            var child = (slot << 2) + 1;
            if (child >= _heapCount)
            {
                break;
            }

            var end = Math.Min(child + 4, _heapCount);
            var least = child;
            var leastKey = _hours[_heap[child]];
            for (var i = child + 1; i < end; i++)
            {
                var candidate = _hours[_heap[i]];
                if (candidate < leastKey)
                {
                    least = i;
                    leastKey = candidate;
                }
            }

            if (leastKey >= key)
            {
                break;
            }

            _heap[slot] = _heap[least];
            _slot[_heap[slot]] = slot;
            slot = least;
        }

        _heap[slot] = last;
        _slot[last] = slot;
        return top;
    }
}
