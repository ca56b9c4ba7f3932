namespace Surefoot.Roads;

/// <summary>Ticks of every arc of a <see cref="RoadIndex"/> in both directions, for one state of the roads.</summary>
/// <remarks>
/// Customisation: for each rank, lowest first, and each pair of its higher neighbours a, b: ticks(a,b) = min(ticks(a,b), ticks(a,rank) + ticks(rank,b)).
/// Sums of ticks are exact (<see cref="TravelTicks"/>), so lowering in steps gives the same bits as customising afresh.
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

        Enqueue(log);
        while (_queue.TryDequeue(out var rank, out _))
        {
            _isQueued[rank] = false;
            RelaxOver(rank, log);
            Enqueue(log);
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
    }

    private void Enqueue(ArcLog log)
    {
        foreach (var (_, rank, _, _) in log.TakeNew())
        {
            if (!_isQueued[rank])
            {
                _isQueued[rank] = true;
                _queue.Enqueue(rank, rank);
            }
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
        var ticks = TravelTicks.FromHours(hours);
        var isUpward = from < to;
        var both = !network.OneWay[edge];
        var up = isUpward || both ? ticks : double.PositiveInfinity;
        var down = !isUpward || both ? ticks : double.PositiveInfinity;
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
        var allUp = _up;
        var allDown = _down;
        var end = first[rank + 1];
        for (var i = first[rank]; i < end; i++)
        {
            var low = head[i];
            var toRank = allDown[i];
            var fromRank = allUp[i];
            if (double.IsPositiveInfinity(toRank) && double.IsPositiveInfinity(fromRank))
            {
                continue;
            }

            // The higher neighbours of a rank are among those of the lower of them: one walk along both lists finds every arc.
            var arc = first[low];
            for (var j = i + 1; j < end; j++)
            {
                var high = head[j];
                while (head[arc] != high)
                {
                    unchecked
                    {
                        // Never past the end: the arc is there.
                        arc++;
                    }
                }

                var up = toRank + allUp[j];
                var down = allDown[j] + fromRank;
                if (up < allUp[arc] || down < allDown[arc])
                {
                    log?.Add(arc, allUp[arc], allDown[arc], low);
                    allUp[arc] = Math.Min(allUp[arc], up);
                    allDown[arc] = Math.Min(allDown[arc], down);
                }
            }
        }
    }
}
