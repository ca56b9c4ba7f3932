namespace Surefoot.Roads;

/// <param name="Name">Of the order.</param>
/// <param name="NetPresentValue">Σ_t B(S_t) / (1+r)^t, t in years from the start.</param>
/// <param name="LossPercent">100 · (1 − NPV / NPV of the best order).</param>
/// <param name="GainByPeriod">B(S_t) per year at the end of each period.</param>
public sealed record OrderWorth(string Name, double NetPresentValue, double LossPercent, IReadOnlyList<double> GainByPeriod);

/// <summary>The same blocks and the same capacity in different orders: what share of the gain each order loses.</summary>
/// <remarks>METHODS 2. One queue: each order spends the capacity on its first block until it is gone. "Best" is the best of the orders given.</remarks>
public static class CoordinationLoss
{
    /// <param name="worth">State is put back to the start.</param>
    /// <param name="orders">Each names every block once.</param>
    /// <param name="capacityPerPeriod">In the unit of the blocks' cost.</param>
    /// <param name="periods">Number of periods.</param>
    /// <param name="periodsPerYear">4 for quarters.</param>
    public static IReadOnlyList<OrderWorth> Compare(OpeningWorth worth, IReadOnlyList<ClearanceOrder> orders, double capacityPerPeriod, int periods, int periodsPerYear)
    {
        ArgumentNullException.ThrowIfNull(worth);
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacityPerPeriod);
        ArgumentOutOfRangeException.ThrowIfLessThan(periods, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(periodsPerYear, 1);
        var values = new List<(string Name, double Value, double[] Gains)>();
        foreach (var order in orders)
        {
            if (order.Blocks.Count != worth.Blocks.Count || order.Blocks.Distinct().Count() != worth.Blocks.Count)
            {
                throw new ArgumentException($"The order {order.Name} does not name every block once.", nameof(orders));
            }

            var gains = Run(worth, order.Blocks, capacityPerPeriod, periods);
            var value = 0.0;
            for (var period = 0; period < periods; period++)
            {
                value += gains[period] / periodsPerYear / Math.Pow(1 + worth.Settings.DiscountRate, (period + 1.0) / periodsPerYear);
            }

            values.Add((order.Name, value, gains));
        }

        var best = values.Count == 0 ? 0 : values.Max(v => v.Value);
        return [.. values.Select(v => new OrderWorth(v.Name, v.Value, best > 0 ? 100 * (1 - (v.Value / best)) : 0, v.Gains))];
    }

    private static double[] Run(OpeningWorth worth, IReadOnlyList<int> blocks, double capacityPerPeriod, int periods)
    {
        worth.Reset();
        var gains = new double[periods];
        var next = 0;
        var spent = 0.0;
        var gain = 0.0;
        for (var period = 0; period < periods; period++)
        {
            var finished = new List<int>();
            while (next < blocks.Count && spent + worth.Blocks[blocks[next]].Cost <= capacityPerPeriod * (period + 1))
            {
                spent += worth.Blocks[blocks[next]].Cost;
                finished.Add(blocks[next++]);
            }

            gain = finished.Count > 0 ? worth.Remove(finished).Gain : gain;
            gains[period] = gain;
        }

        worth.Reset();
        return gains;
    }
}
