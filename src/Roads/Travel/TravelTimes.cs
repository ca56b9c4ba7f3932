namespace Surefoot.Roads;

/// <summary>Hours from each place to each place, row by row of origins; 0 for the same node, +∞ where there is no way. No access legs, no floor.</summary>
public sealed class TravelTimes
{
    internal TravelTimes(int count)
    {
        Count = count;
        Values = new double[checked(count * count)];
    }

    /// <summary>Number of places.</summary>
    public int Count { get; }

    /// <summary>Row-major, <see cref="Count"/>².</summary>
    public ReadOnlySpan<double> Hours => Values;

    internal double[] Values { get; }

    public ReadOnlySpan<double> From(int origin) => Values.AsSpan(origin * Count, Count);

    /// <summary>Ordered pairs of different places without a way.</summary>
    public long UnreachablePairs()
    {
        var pairs = 0L;
        foreach (var hours in Values)
        {
            pairs += double.IsPositiveInfinity(hours) ? 1 : 0;
        }

        return pairs;
    }

    /// <summary>Sum over all ordered pairs that have a way, added in row order.</summary>
    public double FiniteSumHours()
    {
        var sum = 0.0;
        foreach (var hours in Values)
        {
            sum += double.IsPositiveInfinity(hours) ? 0 : hours;
        }

        return sum;
    }
}
