using System.Buffers;
using System.Runtime.CompilerServices;
using Surefoot.Numerics;

namespace Surefoot.Roads;

/// <summary>What removing a set of blocks is worth.</summary>
/// <param name="Gain">B(S) = Σ_o Y_o ((MA_o after / MA_o before)^β − 1), in the unit of Y per year; newly connected places are not in it.</param>
/// <param name="NewlyConnected">Places with no market access before and some after.</param>
public readonly record struct Worth(double Gain, int NewlyConnected);

/// <summary>Values sets of blocks against the present state of the roads, and moves that state on.</summary>
/// <remarks>
/// METHODS 2 (Donaldson and Hornbeck; Jedwab and Storeygard). The term γ · cleared share is land, not road: the caller adds it.
/// A valuation lowers only the arcs that depend on the opened edges, goes through the ends of these edges (<see cref="ThroughNodes"/>) or sweeps if they are
/// many, and puts every arc back as it was.
/// </remarks>
public sealed class OpeningWorth
{
    // Above this share of the places a full sweep is quicker than going through every opened edge.
    private const double MostNodesPerPlace = 0.25;

    private readonly PreparedTravel _travel;
    private readonly BlockedRoads _roads;
    private readonly TravelSettings _settings;
    private readonly double[] _income;
    private readonly RoadNetwork _network;
    private readonly int _workers;
    private readonly CancellationToken _cancellation;
    private readonly double[] _terms;
    private readonly double[] _access;
    private readonly double[] _trialAccess;
    private readonly Stack<(EdgeChange Change, ArcLog Log)> _removed = new();
    private readonly TravelTimes _startTimes;
    private readonly double[] _startTerms;
    private readonly double[] _startAccess;
    private TravelTimes _times;

    /// <param name="index">Made once for the network.</param>
    /// <param name="places">With N as weights.</param>
    /// <param name="income">Y of each place per year, not negative.</param>
    /// <param name="blocks">All blocks that stand at the start.</param>
    /// <param name="settings">Kept with the run.</param>
    /// <param name="workers">Threads; the bits do not depend on it.</param>
    /// <param name="cancellation">Checked in each sweep.</param>
    public OpeningWorth(
        RoadIndex index,
        Places places,
        ReadOnlySpan<double> income,
        RoadBlock[] blocks,
        TravelSettings settings,
        int workers,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        if (income.Length != places.Count)
        {
            throw new ArgumentException("One income per place.", nameof(income));
        }

        _network = index.Network;
        _settings = settings;
        _income = income.ToArray();
        _workers = workers;
        _cancellation = cancellation;
        _roads = new BlockedRoads(index.Network, blocks, settings);
        _travel = PreparedTravel.Prepare(index, places, _roads.AllHours());
        _terms = new double[checked(places.Count * places.Count)];
        _access = new double[places.Count];
        _trialAccess = new double[places.Count];
        _times = _travel.Sweep(true, workers, null, cancellation);
        TakeTerms();
        _startTimes = _times.Copy();
        _startTerms = [.. _terms];
        _startAccess = [.. _access];
    }

    public RoadNetwork Network => _network;

    public IReadOnlyList<RoadBlock> Blocks => _roads.Blocks;

    public TravelSettings Settings => _settings;

    /// <summary>Openings so far that some place could notice: the cost of a search, in units that do not depend on the machine.</summary>
    public int Sweeps { get; private set; }

    internal Places Places => _travel.Places;

    internal int Workers => _workers;

    internal CancellationToken Cancellation => _cancellation;

    internal ReadOnlySpan<double> Income => _income;

    internal ReadOnlySpan<double> Access => _access;

    internal TravelTimes Times => _times;

    public bool IsGone(int block) => _roads.IsGone(block);

    /// <summary>What removing these blocks would add to the present state. The state stays as it is, bit for bit.</summary>
    public Worth Value(IEnumerable<int> blocks)
    {
        var change = _roads.Remove(blocks);
        var log = new ArcLog();
        var worth = default(Worth);
        if (_travel.Open(change.Edges, change.HoursAfter, log))
        {
            Sweeps++;
            Take(change, isTrial: true);
            worth = Growth(_access, _trialAccess);
        }

        _travel.Undo(change.Edges, change.HoursBefore, log);
        _roads.PutBack(change);
        return worth;
    }

    /// <summary>Removes these blocks for good; what the state is now worth against the start.</summary>
    public Worth Remove(IEnumerable<int> blocks)
    {
        var change = _roads.Remove(blocks);
        var log = new ArcLog();
        _removed.Push((change, log));
        if (_travel.Open(change.Edges, change.HoursAfter, log))
        {
            Sweeps++;
            Take(change, isTrial: false);
        }

        return Growth(_startAccess, _access);
    }

    /// <summary>Puts all blocks back.</summary>
    public void Reset()
    {
        if (_removed.Count == 0)
        {
            return;
        }

        while (_removed.TryPop(out var last))
        {
            _travel.Undo(last.Change.Edges, last.Change.HoursBefore, last.Log);
            _roads.PutBack(last.Change);
        }

        _times = _startTimes.Copy();
        _startTerms.CopyTo(_terms, 0);
        _startAccess.CopyTo(_access, 0);
    }

    /// <summary>Travel times if every block that still stands were gone. The state stays as it is.</summary>
    internal TravelTimes TimesWithoutBlocks()
    {
        var change = _roads.Remove(Enumerable.Range(0, _roads.Blocks.Length));
        var log = new ArcLog();
        _travel.Open(change.Edges, change.HoursAfter, log);
        var times = _travel.Sweep(_workers, null, _cancellation);
        _travel.Undo(change.Edges, change.HoursBefore, log);
        _roads.PutBack(change);
        return times;
    }

    private void Take(EdgeChange change, bool isTrial)
    {
        var nodes = ThroughNodes.Touching(_network, change.Edges);
        var places = _travel.Places.Count;
        var through = nodes.Length <= places * MostNodesPerPlace ? ThroughNodes.Of(_travel, nodes, _workers) : null;
        var swept = through is null ? _travel.Sweep(true, _workers, null, _cancellation) : null;
        RowLoop.Run(places, _workers, new LowerRow(this, through, swept, isTrial), null, _cancellation);
    }

    private Worth Growth(double[] before, double[] after)
    {
        var gain = 0.0;
        var connected = 0;
        for (var place = 0; place < before.Length; place++)
        {
            if (before[place] > 0)
            {
                gain += after[place] == before[place] ? 0 : _income[place] * (ExpLog.Pow(after[place] / before[place], _settings.Beta) - 1);
            }
            else if (after[place] > 0)
            {
                connected++;
            }
        }

        return new Worth(gain, connected);
    }

    private void TakeTerms() => RowLoop.Run(_travel.Places.Count, _workers, new TermRow(this), null, _cancellation);

    private double Term(int origin, int destination, double hours)
    {
        var places = _travel.Places;
        return origin == destination ? 0 : MarketAccess.Term(places.Weight[destination], hours, MarketAccess.LegHours(places, origin, destination, _settings), _settings);
    }

    private readonly struct TermRow(OpeningWorth worth) : IRowOperation
    {
        public void Invoke(int row)
        {
            var hours = worth._times.From(row);
            var terms = worth._terms.AsSpan(row * hours.Length, hours.Length);
            var sum = 0.0;
            for (var place = 0; place < hours.Length; place++)
            {
                terms[place] = worth.Term(row, place, hours[place]);
                sum += terms[place];
            }

            worth._access[row] = sum;
        }
    }

    /// <summary>Travel times of one origin after an opening: only what changed needs the power again; the sum is made in the same order, so its bits are those of a full run.</summary>
    private readonly struct LowerRow(OpeningWorth worth, ThroughNodes? through, TravelTimes? swept, bool isTrial) : IRowOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int row)
        {
            var places = worth._travel.Places;
            var now = worth._times.Ticks.AsSpan(row * places.Count, places.Count);
            var buffer = ArrayPool<double>.Shared.Rent(places.Count);
            var then = buffer.AsSpan(0, places.Count);
            (swept is null ? now : swept.Ticks.AsSpan(row * places.Count, places.Count)).CopyTo(then);
            through?.Lower(row, then);
            if (then.SequenceEqual(now))
            {
                worth._trialAccess[row] = worth._access[row];
            }
            else
            {
                var access = Sum(row, now, then);
                worth._trialAccess[row] = access;
                if (!isTrial)
                {
                    worth._access[row] = access;
                    then.CopyTo(now);
                    worth._times.TakeHours(row);
                }
            }

            ArrayPool<double>.Shared.Return(buffer);
        }

        private double Sum(int row, ReadOnlySpan<double> now, ReadOnlySpan<double> then)
        {
            var places = worth._travel.Places;
            var terms = worth._terms.AsSpan(row * places.Count, places.Count);
            var sum = 0.0;
            for (var place = 0; place < now.Length; place++)
            {
                var term = terms[place];
                if (then[place] != now[place])
                {
                    term = worth.Term(row, place, TravelTicks.ToHours(then[place]));
                    if (!isTrial)
                    {
                        terms[place] = term;
                    }
                }

                sum += term;
            }

            return sum;
        }
    }
}
