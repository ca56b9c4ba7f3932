namespace Surefoot.Roads;

/// <summary>Hours of every arc of a <see cref="RoadIndex"/> in both directions, for one state of the roads.</summary>
/// <remarks>
/// Customisation: for each rank, lowest first, and each pair of its higher neighbours a, b: hours(a,b) = min(hours(a,b), hours(a,rank) + hours(rank,b)).
/// Floating addition and minimum are monotone and their order is fixed by the index, so lower edge hours never raise any result,
/// and lowering in steps gives the same bits as customising afresh.
/// </remarks>
internal sealed class ArcWeights
{
    private readonly RoadIndex _index;
    private readonly double[] _up;
    private readonly double[] _down;
    private readonly bool[] _isQueued;
    private readonly PriorityQueue<int, int> _queue = new();

    public ArcWeights(RoadIndex index, ReadOnlySpan<double> edgeHours)
    {
        _index = index;
        _up = new double[index.ArcCount];
        _down = new double[index.ArcCount];
        _isQueued = new bool[index.Parent.Length];
        Customise(edgeHours);
    }

    /// <summary>From the lower to the higher end.</summary>
    public ReadOnlySpan<double> Up => _up;

    /// <summary>From the higher to the lower end.</summary>
    public ReadOnlySpan<double> Down => _down;

    public void Customise(ReadOnlySpan<double> edgeHours)
    {
        var network = _index.Network;
        if (edgeHours.Length != network.EdgeCount)
        {
            throw new ArgumentException("One value per edge.", nameof(edgeHours));
        }

        Array.Fill(_up, double.PositiveInfinity);
        Array.Fill(_down, double.PositiveInfinity);
        for (var edge = 0; edge < edgeHours.Length; edge++)
        {
            if (!(edgeHours[edge] >= 0))
            {
                throw new ArgumentException($"Edge {edge} takes {edgeHours[edge]} hours.", nameof(edgeHours));
            }

            SetEdge(edge, edgeHours[edge], null);
        }

        for (var rank = 0; rank < _index.Parent.Length; rank++)
        {
            RelaxOver(rank, null);
        }
    }

    /// <summary>Lowers edges; what was there before is written to the log.</summary>
    public void Lower(ReadOnlySpan<int> edges, ReadOnlySpan<double> hours, ArcLog log)
    {
        for (var i = 0; i < edges.Length; i++)
        {
            SetEdge(edges[i], hours[i], log);
        }

        foreach (var rank in log.TakeTouched())
        {
            Enqueue(rank);
        }

        while (_queue.TryDequeue(out var rank, out _))
        {
            _isQueued[rank] = false;
            RelaxOver(rank, log);
            foreach (var touched in log.TakeTouched())
            {
                Enqueue(touched);
            }
        }
    }

    /// <summary>Puts the logged weights back, last change first.</summary>
    public void Restore(ArcLog log)
    {
        foreach (var (arc, up, down) in log.Backwards())
        {
            _up[arc] = up;
            _down[arc] = down;
        }

        log.Clear();
    }

    private void Enqueue(int rank)
    {
        if (!_isQueued[rank])
        {
            _isQueued[rank] = true;
            _queue.Enqueue(rank, rank);
        }
    }

    private void SetEdge(int edge, double hours, ArcLog? log)
    {
        var arc = _index.ArcOfEdge[edge];
        if (arc < 0)
        {
            return;
        }

        var network = _index.Network;
        var from = _index.RankOf[network.From[edge]];
        var to = _index.RankOf[network.To[edge]];
        var isUpward = from < to;
        var both = !network.OneWay[edge];
        var up = isUpward || both ? hours : double.PositiveInfinity;
        var down = !isUpward || both ? hours : double.PositiveInfinity;
        if (up < _up[arc] || down < _down[arc])
        {
            log?.Add(arc, _up[arc], _down[arc], Math.Min(from, to));
            _up[arc] = Math.Min(_up[arc], up);
            _down[arc] = Math.Min(_down[arc], down);
        }
    }

    private void RelaxOver(int rank, ArcLog? log)
    {
        var first = _index.First;
        var head = _index.Head;
        var end = first[rank + 1];
        for (var i = first[rank]; i < end; i++)
        {
            var low = head[i];
            var toRank = _down[i];
            var fromRank = _up[i];
            if (double.IsPositiveInfinity(toRank) && double.IsPositiveInfinity(fromRank))
            {
                continue;
            }

            // The higher neighbours of a rank are among those of the lower of them: one walk along both lists finds every arc.
            var arc = first[low];
            for (var j = i + 1; j < end; j++)
            {
                while (head[arc] != head[j])
                {
                    arc++;
                }

                var up = toRank + _up[j];
                var down = _down[j] + fromRank;
                if (up < _up[arc] || down < _down[arc])
                {
                    log?.Add(arc, _up[arc], _down[arc], low);
                    _up[arc] = Math.Min(_up[arc], up);
                    _down[arc] = Math.Min(_down[arc], down);
                }
            }
        }
    }
}

/// <summary>Arc weights before they were lowered, so that they can be put back exactly.</summary>
internal sealed class ArcLog
{
    private readonly List<(int Arc, double Up, double Down)> _before = [];
    private readonly List<int> _allTouched = [];
    private readonly List<int> _touched = [];

    public void Add(int arc, double up, double down, int lowEnd)
    {
        _before.Add((arc, up, down));
        _touched.Add(lowEnd);
        _allTouched.Add(lowEnd);
    }

    /// <summary>Lower ends of all changed arcs, with doubles.</summary>
    public IReadOnlyList<int> AllTouched => _allTouched;

    /// <summary>Ranks whose arcs changed since the last call.</summary>
    public int[] TakeTouched()
    {
        var touched = _touched.ToArray();
        _touched.Clear();
        return touched;
    }

    public IEnumerable<(int Arc, double Up, double Down)> Backwards()
    {
        for (var i = _before.Count - 1; i >= 0; i--)
        {
            yield return _before[i];
        }
    }

    public void Clear()
    {
        _before.Clear();
        _touched.Clear();
        _allTouched.Clear();
    }
}
