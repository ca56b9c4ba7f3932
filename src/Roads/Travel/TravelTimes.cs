namespace Surefoot.Roads;

/// <summary>Hours from each place to each place, row by row of origins; 0 for the same node, +∞ where there is no way. No access legs, no floor.</summary>
public sealed class TravelTimes
{
    private readonly double[] _hours;

    /// <param name="count">Of places.</param>
    /// <param name="keepsTicks">False: ticks are only passed through, and the matrix takes half the memory.</param>
    internal TravelTimes(int count, bool keepsTicks)
    {
        Count = count;
        _hours = new double[checked(count * count)];
        Ticks = keepsTicks ? new double[_hours.Length] : _hours;
    }

    /// <summary>Number of places.</summary>
    public int Count { get; }

    /// <summary>Row-major, <see cref="Count"/>².</summary>
    public ReadOnlySpan<double> Hours => _hours;

    /// <summary>Row-major; the hours themselves where ticks are not kept.</summary>
    internal double[] Ticks { get; }

    public ReadOnlySpan<double> From(int origin) => _hours.AsSpan(origin * Count, Count);

    /// <summary>Ordered pairs of different places without a way.</summary>
    public long UnreachablePairs()
    {
        var pairs = 0L;
        foreach (var hours in _hours)
        {
            pairs += double.IsPositiveInfinity(hours) ? 1 : 0;
        }

        return pairs;
    }

    /// <summary>Sum over all ordered pairs that have a way, added in row order.</summary>
    public double FiniteSumHours()
    {
        var sum = 0.0;
        foreach (var hours in _hours)
        {
            sum += double.IsPositiveInfinity(hours) ? 0 : hours;
        }

        return sum;
    }

    /// <summary>Hours of a row whose ticks are there.</summary>
    internal void TakeHours(int origin)
    {
        var ticks = Ticks.AsSpan(origin * Count, Count);
        var hours = _hours.AsSpan(origin * Count, Count);
        for (var place = 0; place < ticks.Length; place++)
        {
            hours[place] = TravelTicks.ToHours(ticks[place]);
        }
    }

    internal TravelTimes Copy()
    {
        var copy = new TravelTimes(Count, !ReferenceEquals(Ticks, _hours));
        Ticks.CopyTo(copy.Ticks, 0);
        _hours.CopyTo(copy._hours, 0);
        return copy;
    }
}
