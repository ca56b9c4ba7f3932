using System.Collections.Concurrent;
using Surefoot.Numerics;

namespace Surefoot.Roads;

/// <summary>One state of the roads made ready for sweeps from every place to every place.</summary>
/// <remarks>
/// A sweep climbs from the sources along their ancestors and comes down over the ancestors of all places, eight sources at a time
/// (<see cref="SweepLanes"/>). Values are the correctly rounded true sums of the edges' ticks (<see cref="TravelTicks"/>): no order of addition, number of
/// workers or set of instructions changes a bit. Not safe for several threads: one state, one caller.
/// </remarks>
public sealed class PreparedTravel
{
    private readonly RoadIndex _index;
    private readonly ArcWeights _weights;
    private readonly double[] _edgeHours;
    private readonly TargetGraph _targets;
    private readonly ConcurrentBag<SweepLanes> _lanes = [];
    private readonly double[] _climb;

    private PreparedTravel(RoadIndex index, Places places, ReadOnlySpan<double> edgeHours)
    {
        _index = index;
        Places = places;
        _weights = new ArcWeights(index, edgeHours);
        _edgeHours = edgeHours.ToArray();
        _targets = new TargetGraph(index, places);
        _targets.Take(index, _weights);
        _climb = new double[index.Parent.Length];
        Array.Fill(_climb, double.PositiveInfinity);
    }

    public Places Places { get; }

    /// <summary>Hours along each edge in the present state.</summary>
    public ReadOnlySpan<double> EdgeHours => _edgeHours;

    /// <summary>Nodes and arcs that a sweep reads.</summary>
    public (int Nodes, int Arcs) Swept => (_targets.Count, _targets.Head.Length);

    /// <param name="index">From <see cref="RoadIndex.Build(RoadNetwork, int)"/>.</param>
    /// <param name="places">Sources and targets.</param>
    /// <param name="edgeHours">Hours along each edge, not negative, +∞ for closed; see <see cref="RoadNetwork.HoursWhen"/>.</param>
    public static PreparedTravel Prepare(RoadIndex index, Places places, ReadOnlySpan<double> edgeHours)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(places);
        return new PreparedTravel(index, places, edgeHours);
    }

    /// <summary>Lowers the hours of edges (opens them): only what depends on them is made again.</summary>
    /// <exception cref="ArgumentException">An hour count above the present one: closing needs <see cref="Reset"/>.</exception>
    public void Open(ReadOnlySpan<int> edges, ReadOnlySpan<double> hours) => Open(edges, hours, new ArcLog());

    /// <summary>Takes a whole new state.</summary>
    public void Reset(ReadOnlySpan<double> edgeHours)
    {
        _weights.Customise(edgeHours);
        _targets.Take(_index, _weights);
        edgeHours.CopyTo(_edgeHours);
    }

    /// <summary>Hours from every place to every place.</summary>
    public TravelTimes Sweep(int workers, IProgress<int>? progress = null, CancellationToken cancellation = default) => Sweep(false, workers, progress, cancellation);

    internal TravelTimes Sweep(bool keepsTicks, int workers, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var times = new TravelTimes(Places.Count, keepsTicks);
        var blocks = (Places.Count + SweepLanes.Lanes - 1) / SweepLanes.Lanes;
        RowLoop.Run(blocks, workers, new SweepBlock(this, times), progress, cancellation);
        return times;
    }

    /// <returns>False when no place can notice: every travel time is what it was.</returns>
    internal bool Open(ReadOnlySpan<int> edges, ReadOnlySpan<double> hours, ArcLog log)
    {
        for (var i = 0; i < edges.Length; i++)
        {
            if (!(hours[i] <= _edgeHours[edges[i]]))
            {
                throw new ArgumentException($"Edge {edges[i]} would be slower than before.", nameof(hours));
            }
        }

        _weights.Lower(edges, hours, log);
        for (var i = 0; i < edges.Length; i++)
        {
            _edgeHours[edges[i]] = hours[i];
        }

        return _targets.Take(_index, _weights, log);
    }

    /// <summary>Undoes an opening; the caller gives back the hours the edges had.</summary>
    internal void Undo(ReadOnlySpan<int> edges, ReadOnlySpan<double> hoursBefore, ArcLog log)
    {
        _weights.Restore(log);
        _targets.Take(_index, _weights, log);
        for (var i = 0; i < edges.Length; i++)
        {
            _edgeHours[edges[i]] = hoursBefore[i];
        }
    }

    /// <summary>Ticks between some nodes and every place, row by row of nodes: from the node to the place, or from the place to the node.</summary>
    internal double[] ToPlaces(ReadOnlySpan<int> nodes, bool fromNode, int workers)
    {
        var ticks = new double[nodes.Length * Places.Count];
        var starts = new List<(int Local, int Lane, double Ticks)>[(nodes.Length + SweepLanes.Lanes - 1) / SweepLanes.Lanes];
        for (var i = 0; i < nodes.Length; i++)
        {
            ClimbFrom(nodes[i], i % SweepLanes.Lanes, fromNode, starts[i / SweepLanes.Lanes] ??= []);
        }

        RowLoop.Run(starts.Length, workers, new NodeBlock(this, starts, nodes.Length, fromNode ? _targets.Down : _targets.Up, ticks));
        return ticks;
    }

    /// <summary>Ticks from a node up to those of its ancestors that are above a place.</summary>
    private void ClimbFrom(int node, int lane, bool fromNode, List<(int Local, int Lane, double Ticks)> found)
    {
        var weights = fromNode ? _weights.Up : _weights.Down;
        _climb[_index.RankOf[node]] = 0;
        for (var rank = _index.RankOf[node]; rank >= 0; rank = _index.Parent[rank])
        {
            var here = _climb[rank];
            _climb[rank] = double.PositiveInfinity;
            if (double.IsPositiveInfinity(here))
            {
                continue;
            }

            if (_targets.LocalOfRank[rank] is >= 0 and var local)
            {
                found.Add((local, lane, here));
            }

            for (var arc = _index.First[rank]; arc < _index.First[rank + 1]; arc++)
            {
                ref var there = ref _climb[_index.Head[arc]];
                there = Math.Min(there, here + weights[arc]);
            }
        }
    }

    private SweepLanes TakeLanes() => _lanes.TryTake(out var lanes) ? lanes : new SweepLanes(_targets);

    private readonly struct SweepBlock(PreparedTravel travel, TravelTimes times) : IRowOperation
    {
        public void Invoke(int row)
        {
            var lanes = travel.TakeLanes();
            var graph = travel._targets;
            var from = row * SweepLanes.Lanes;
            var origins = graph.PlaceOrder.AsSpan(from, Math.Min(SweepLanes.Lanes, times.Count - from));
            Span<int> sources = stackalloc int[SweepLanes.Lanes];
            for (var lane = 0; lane < origins.Length; lane++)
            {
                sources[lane] = graph.OfPlace[origins[lane]];
            }

            lanes.Climb(sources[..origins.Length], graph.Up);
            lanes.Descend(graph.Down);
            for (var lane = 0; lane < origins.Length; lane++)
            {
                var ticks = times.Ticks.AsSpan(origins[lane] * times.Count, times.Count);
                for (var place = 0; place < ticks.Length; place++)
                {
                    ticks[place] = lanes.At(graph.OfPlace[place])[lane];
                }

                times.TakeHours(origins[lane]);
            }

            travel._lanes.Add(lanes);
        }
    }

    private readonly struct NodeBlock(PreparedTravel travel, List<(int Local, int Lane, double Ticks)>[] starts, int count, double[] weights, double[] ticks) : IRowOperation
    {
        public void Invoke(int row)
        {
            var lanes = travel.TakeLanes();
            var graph = travel._targets;
            lanes.Start(starts[row]);
            lanes.Descend(weights);
            for (var i = row * SweepLanes.Lanes; i < Math.Min(count, (row + 1) * SweepLanes.Lanes); i++)
            {
                for (var place = 0; place < graph.OfPlace.Length; place++)
                {
                    ticks[(i * graph.OfPlace.Length) + place] = lanes.At(graph.OfPlace[place])[i - (row * SweepLanes.Lanes)];
                }
            }

            travel._lanes.Add(lanes);
        }
    }
}
