using Surefoot.Numerics;

namespace Surefoot.Roads;

/// <summary>Market access of every place: MA_o = Σ_{d≠o} N_d · max(τ_min, τ_od + access legs)^(−θ), in people · hours^(−θ).</summary>
/// <remarks>Source: Donaldson and Hornbeck, QJE 131(2) 2016; form and defaults in METHODS 2. A pair without a way adds exactly 0. The power is <see cref="ExpLog.Pow"/>: the same bits on every machine. Pairs on one node count with the floor.</remarks>
public sealed class MarketAccess
{
    private readonly double[] _values;

    private MarketAccess(double[] values)
    {
        _values = values;
        var total = 0.0;
        foreach (var value in values)
        {
            total += value;
        }

        Total = total;
    }

    /// <summary>One per place; 0 for a place without a way to anyone.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Sum over places, in order.</summary>
    public double Total { get; }

    public static MarketAccess Of(TravelTimes times, Places places, TravelSettings settings, int workers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        if (times.Count != places.Count)
        {
            throw new ArgumentException("The matrix and the places differ in number.", nameof(places));
        }

        var values = new double[places.Count];
        RowLoop.Run(places.Count, workers, new Row(times, places, settings, values), null, cancellation);
        return new MarketAccess(values);
    }

    /// <summary>Places that had no market access before and have some after: reported apart, never inside a sum of growth.</summary>
    public static int CountNewlyConnected(MarketAccess before, MarketAccess after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var count = 0;
        for (var place = 0; place < before._values.Length; place++)
        {
            count += before._values[place] == 0 && after._values[place] > 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>N_d · max(τ_min, τ + legs)^(−θ).</summary>
    internal static double Term(double weight, double hours, double legHours, TravelSettings settings) =>
        double.IsPositiveInfinity(hours) ? 0 : weight * ExpLog.Pow(Math.Max(settings.MinimumHours, hours + legHours), -settings.Theta);

    internal static double LegHours(Places places, int origin, int destination, TravelSettings settings) =>
        settings.AccessLegs ? (places.AccessKm[origin] + places.AccessKm[destination]) / settings.WalkingKmPerHour : 0;

    private readonly struct Row(TravelTimes times, Places places, TravelSettings settings, double[] values) : IRowOperation
    {
        public void Invoke(int row)
        {
            var hours = times.From(row);
            var sum = 0.0;
            for (var place = 0; place < hours.Length; place++)
            {
                if (place != row)
                {
                    sum += Term(places.Weight[place], hours[place], LegHours(places, row, place, settings), settings);
                }
            }

            values[row] = sum;
        }
    }
}
