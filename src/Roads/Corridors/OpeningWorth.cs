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
/// A valuation lowers only the arcs that depend on the opened edges, sweeps only if a place can notice, and puts every arc back as it was.
/// </remarks>
public sealed class OpeningWorth
{
    private readonly PreparedTravel _travel;
    private readonly BlockedRoads _roads;
    private readonly TravelSettings _settings;
    private readonly double[] _income;
    private readonly double[] _firstHours;
    private readonly RoadNetwork _network;
    private readonly int _workers;
    private readonly CancellationToken _cancellation;
    private readonly double[] _terms;
    private readonly TravelTimes _trial;
    private readonly double[] _trialAccess;
    private double[] _startAccess;
    private TravelTimes _times;
    private double[] _access;

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
        _firstHours = _roads.AllHours();
        _travel = PreparedTravel.Prepare(index, places, _firstHours);
        _terms = new double[places.Count * places.Count];
        _trial = new TravelTimes(places.Count);
        _trialAccess = new double[places.Count];
        _times = _travel.Sweep(workers, null, cancellation);
        _access = new double[places.Count];
        _startAccess = [];
        TakeTerms();
        _startAccess = [.. _access];
    }

    public RoadNetwork Network => _network;

    public IReadOnlyList<RoadBlock> Blocks => _roads.Blocks;

    public TravelSettings Settings => _settings;

    /// <summary>Sweeps made so far: the cost of a search, in units that do not depend on the machine.</summary>
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
        _travel.Open(change.Edges, change.HoursAfter, log);
        var worth = default(Worth);
        if (_travel.ReachesPlaces(log))
        {
            Sweeps++;
            _travel.SweepInto(_trial, _workers, null, _cancellation);
            RowLoop.Run(_travel.Places.Count, _workers, new TrialRow(this), null, _cancellation);
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
        _travel.Open(change.Edges, change.HoursAfter, log);
        if (_travel.ReachesPlaces(log))
        {
            Sweeps++;
            _times = _travel.Sweep(_workers, null, _cancellation);
            TakeTerms();
        }

        return Growth(_startAccess, _access);
    }

    /// <summary>Puts all blocks back.</summary>
    public void Reset()
    {
        for (var block = 0; block < _roads.Blocks.Length; block++)
        {
            if (_roads.IsGone(block))
            {
                _roads.PutBack(new EdgeChange([block], [], [], []));
            }
        }

        _travel.Reset(_firstHours);
        _times = _travel.Sweep(_workers, null, _cancellation);
        TakeTerms();
    }

    private Worth Growth(double[] before, double[] after)
    {
        var gain = 0.0;
        var connected = 0;
        for (var place = 0; place < before.Length; place++)
        {
            if (before[place] > 0)
            {
                gain += after[place] == before[place] ? 0 : _income[place] * (Math.Pow(after[place] / before[place], _settings.Beta) - 1);
            }
            else if (after[place] > 0)
            {
                connected++;
            }
        }

        return new Worth(gain, connected);
    }

    private void TakeTerms() => RowLoop.Run(_travel.Places.Count, _workers, new TermRow(this), null, _cancellation);

    private readonly struct TermRow(OpeningWorth worth) : IRowOperation
    {
        public void Invoke(int row)
        {
            var places = worth._travel.Places;
            var hours = worth._times.From(row);
            var terms = worth._terms.AsSpan(row * hours.Length, hours.Length);
            var sum = 0.0;
            for (var place = 0; place < hours.Length; place++)
            {
                terms[place] = place == row
                    ? 0
                    : MarketAccess.Term(places.Weight[place], hours[place], MarketAccess.LegHours(places, row, place, worth._settings), worth._settings);
                sum += terms[place];
            }

            worth._access[row] = sum;
        }
    }

    private readonly struct TrialRow(OpeningWorth worth) : IRowOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int row)
        {
            var places = worth._travel.Places;
            var now = worth._times.From(row);
            var then = worth._trial.From(row);
            var terms = worth._terms.AsSpan(row * now.Length, now.Length);
            var sum = 0.0;
            for (var place = 0; place < now.Length; place++)
            {
                // Only a changed travel time needs the power again; the sum is made in the same order, so its bits are those of a full run.
                sum += then[place] == now[place] || place == row
                    ? terms[place]
                    : MarketAccess.Term(places.Weight[place], then[place], MarketAccess.LegHours(places, row, place, worth._settings), worth._settings);
            }

            worth._trialAccess[row] = sum;
        }
    }
}
