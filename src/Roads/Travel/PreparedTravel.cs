using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Surefoot.Numerics;

namespace Surefoot.Roads;

/// <summary>One state of the roads made ready for sweeps from every place to every place.</summary>
/// <remarks>
/// A sweep climbs from the source along its ancestors and comes down over the ancestors of all places, eight sources at a time
/// (Delling, Goldberg, Nowatzyk and Werneck, PHAST, JPDC 73(7) 2013; restricted to targets, RPHAST). Values equal Dijkstra's up to the order
/// of addition along the path (relative difference below 1e−13 here; the tests hold 1e−12). Bits are the same for any number of workers.
/// Not safe for several threads: one state, one caller.
/// </remarks>
public sealed class PreparedTravel
{
    // Eight lanes of 64 bits: one cache line per node, and a fixed width whatever the processor.
    private const int Lanes = 8;

    private readonly RoadIndex _index;
    private readonly ArcWeights _weights;
    private readonly double[] _edgeHours;
    private readonly int[] _localOfPlace;
    private readonly int[] _rank;
    private readonly int[] _localFirst;
    private readonly int[] _localHead;
    private readonly bool[] _isKept;

    private PreparedTravel(RoadIndex index, Places places, ReadOnlySpan<double> edgeHours)
    {
        _index = index;
        Places = places;
        _weights = new ArcWeights(index, edgeHours);
        _edgeHours = edgeHours.ToArray();

        var isKept = new bool[index.Parent.Length];
        _isKept = isKept;
        foreach (var node in places.Node)
        {
            for (var rank = index.RankOf[node]; rank >= 0 && !isKept[rank]; rank = index.Parent[rank])
            {
                isKept[rank] = true;
            }
        }

        var localOfRank = new int[isKept.Length];
        var ranks = new List<int>();
        for (var rank = 0; rank < isKept.Length; rank++)
        {
            if (isKept[rank])
            {
                localOfRank[rank] = ranks.Count;
                ranks.Add(rank);
            }
        }

        _rank = [.. ranks];
        _localFirst = new int[_rank.Length + 1];
        for (var local = 0; local < _rank.Length; local++)
        {
            _localFirst[local + 1] = _localFirst[local] + index.First[_rank[local] + 1] - index.First[_rank[local]];
        }

        _localHead = new int[_localFirst[^1]];
        for (var local = 0; local < _rank.Length; local++)
        {
            var arc = index.First[_rank[local]];
            for (var at = _localFirst[local]; at < _localFirst[local + 1]; at++)
            {
                _localHead[at] = localOfRank[index.Head[arc++]];
            }
        }

        _localOfPlace = new int[places.Count];
        for (var place = 0; place < places.Count; place++)
        {
            _localOfPlace[place] = localOfRank[index.RankOf[places.Node[place]]];
        }
    }

    public Places Places { get; }

    /// <summary>Hours along each edge in the present state.</summary>
    public ReadOnlySpan<double> EdgeHours => _edgeHours;

    /// <param name="index">From <see cref="RoadIndex.Build"/>.</param>
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
        edgeHours.CopyTo(_edgeHours);
    }

    /// <summary>Hours from every place to every place.</summary>
    public TravelTimes Sweep(int workers, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var times = new TravelTimes(Places.Count);
        SweepInto(times, workers, progress, cancellation);
        return times;
    }

    internal void Open(ReadOnlySpan<int> edges, ReadOnlySpan<double> hours, ArcLog log)
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
    }

    /// <summary>Undoes an opening; the caller gives back the hours the edges had.</summary>
    internal void Undo(ReadOnlySpan<int> edges, ReadOnlySpan<double> hoursBefore, ArcLog log)
    {
        _weights.Restore(log);
        for (var i = 0; i < edges.Length; i++)
        {
            _edgeHours[edges[i]] = hoursBefore[i];
        }
    }

    /// <summary>False when nothing a sweep reads has changed: the matrix is the same and need not be made again.</summary>
    internal bool ReachesPlaces(ArcLog log)
    {
        foreach (var rank in log.AllTouched)
        {
            if (_isKept[rank])
            {
                return true;
            }
        }

        return false;
    }

    internal void SweepInto(TravelTimes times, int workers, IProgress<int>? progress, CancellationToken cancellation)
    {
        var up = new double[_localHead.Length];
        var down = new double[_localHead.Length];
        for (var local = 0; local < _rank.Length; local++)
        {
            var from = _index.First[_rank[local]];
            var count = _localFirst[local + 1] - _localFirst[local];
            _weights.Up.Slice(from, count).CopyTo(up.AsSpan(_localFirst[local]));
            _weights.Down.Slice(from, count).CopyTo(down.AsSpan(_localFirst[local]));
        }

        var blocks = (Places.Count + Lanes - 1) / Lanes;
        RowLoop.Run(blocks, workers, new SweepBlock(this, up, down, times.Values), progress, cancellation);
    }

    private readonly struct SweepBlock(PreparedTravel travel, double[] up, double[] down, double[] hours) : IRowOperation
    {
        public void Invoke(int row)
        {
            var count = travel._rank.Length;
            var buffer = ArrayPool<Vector256<double>>.Shared.Rent(count * 2);
            var lanes = buffer.AsSpan(0, count * 2);
            lanes.Fill(Vector256.Create(double.PositiveInfinity));
            var values = MemoryMarshal.Cast<Vector256<double>, double>(lanes);
            var places = travel._localOfPlace;
            var from = row * Lanes;
            var to = Math.Min(from + Lanes, places.Length);
            for (var place = from; place < to; place++)
            {
                Climb(values, places[place], place - from);
            }

            Descend(lanes);
            for (var target = 0; target < places.Length; target++)
            {
                var at = places[target] * Lanes;
                for (var place = from; place < to; place++)
                {
                    hours[(place * places.Length) + target] = values[at + place - from];
                }
            }

            ArrayPool<Vector256<double>>.Shared.Return(buffer);
        }

        private void Climb(Span<double> values, int source, int lane)
        {
            var first = travel._localFirst;
            var head = travel._localHead;
            values[(source * Lanes) + lane] = 0;
            var local = source;
            while (true)
            {
                var here = values[(local * Lanes) + lane];
                for (var arc = first[local]; arc < first[local + 1]; arc++)
                {
                    ref var there = ref values[(head[arc] * Lanes) + lane];
                    there = Math.Min(there, here + up[arc]);
                }

                if (first[local] == first[local + 1])
                {
                    return;
                }

                local = head[first[local]];
            }
        }

        private void Descend(Span<Vector256<double>> lanes)
        {
            var first = travel._localFirst;
            var head = travel._localHead;
            for (var local = first.Length - 2; local >= 0; local--)
            {
                var left = lanes[local * 2];
                var right = lanes[(local * 2) + 1];
                for (var arc = first[local]; arc < first[local + 1]; arc++)
                {
                    // No NaN can arise (hours are ≥ 0 or +∞), so the processor's own minimum is exact.
                    var hoursDown = Vector256.Create(down[arc]);
                    var above = head[arc] * 2;
                    left = Vector256.MinNative(left, lanes[above] + hoursDown);
                    right = Vector256.MinNative(right, lanes[above + 1] + hoursDown);
                }

                lanes[local * 2] = left;
                lanes[(local * 2) + 1] = right;
            }
        }
    }
}
