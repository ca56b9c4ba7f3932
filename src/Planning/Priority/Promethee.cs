namespace Surefoot.Planning.Priority;

/// <summary>When a difference in one factor's value matters.</summary>
/// <param name="Indifference">Up to this a difference does not count.</param>
/// <param name="Preference">From this on it counts in full; linear between. Null: the range of the values.</param>
public readonly record struct PreferenceBand(double Indifference, double? Preference);

/// <summary>Net outranking flows of PROMETHEE II (Brans and Vincke, Management Science 31(6) 1985), linear preference with indifference (type V).</summary>
/// <remarks>The sums over all pairs come from sorted values and their running sums: n log n for a factor instead of n².</remarks>
public static class Promethee
{
    /// <summary>Flow of each area, −1 to 1: how much it is preferred to the others less how much they are to it.</summary>
    /// <param name="weights">From 0, not all 0; only their shares count.</param>
    /// <param name="bands">One for each factor.</param>
    public static double[] NetFlows(PriorityTable table, ReadOnlySpan<double> weights, IReadOnlyList<PreferenceBand> bands)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(bands);
        table.Check(weights);
        if (bands.Count != weights.Length)
        {
            throw new ArgumentException("Each factor needs a band.", nameof(bands));
        }

        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var n = table.Areas;
        var flows = new double[n];
        if (n < 2 || total == 0)
        {
            return flows;
        }

        var values = new double[n];
        for (var factor = 0; factor < weights.Length; factor++)
        {
            if (weights[factor] == 0)
            {
                continue;
            }

            for (var area = 0; area < n; area++)
            {
                values[area] = table.Value(area, factor);
            }

            var share = weights[factor] / total / (n - 1);
            Add(flows, values, bands[factor], share);
        }

        return flows;
    }

    private static void Add(double[] flows, double[] values, PreferenceBand band, double share)
    {
        var n = values.Length;
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        var range = sorted[^1] - sorted[0];
        if (range == 0)
        {
            return;
        }

        var indifference = Math.Max(0, band.Indifference);
        var preference = Math.Max(indifference, band.Preference ?? range);
        var running = new double[n + 1];
        for (var i = 0; i < n; i++)
        {
            // Against the lowest, so that large values lose no digits.
            running[i + 1] = running[i] + (sorted[i] - sorted[0]);
        }

        for (var area = 0; area < n; area++)
        {
            var x = values[area];
            var better = Preferred(sorted, running, x, indifference, preference);
            var worse = PreferredTo(sorted, running, x, indifference, preference);
            flows[area] += share * (better - worse);
        }
    }

    // Σ over the others of the preference of x to them.
    private static double Preferred(double[] sorted, double[] running, double x, double q, double p)
    {
        var below = q < p ? Below(sorted, x - q) : 0;
        var full = q < p ? Through(sorted, x - p) : Below(sorted, x - p);
        return below <= full ? full : full + ((((below - full) * (x - sorted[0] - q)) - (running[below] - running[full])) / (p - q));
    }

    // Σ over the others of their preference to x.
    private static double PreferredTo(double[] sorted, double[] running, double x, double q, double p)
    {
        var n = sorted.Length;
        var above = q < p ? Through(sorted, x + q) : n;
        var full = q < p ? Below(sorted, x + p) : Through(sorted, x + p);
        return above >= full ? n - full : n - full + (((running[full] - running[above]) - ((full - above) * (x - sorted[0] + q))) / (p - q));
    }

    /// <summary>How many are less than the limit.</summary>
    private static int Below(double[] sorted, double limit)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = sorted[middle] < limit ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>How many are at most the limit.</summary>
    private static int Through(double[] sorted, double limit)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = sorted[middle] <= limit ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
