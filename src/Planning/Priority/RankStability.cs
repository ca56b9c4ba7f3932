using Surefoot.Numerics;

namespace Surefoot.Planning.Priority;

/// <summary>How weights are drawn anew.</summary>
/// <param name="Concentration">Of the Dirichlet distribution around the weights: the larger the nearer. With 50 a weight of 10 % lies within 4 to 18 % in nine of ten draws.</param>
/// <param name="Samples">Draws.</param>
public sealed record StabilitySettings(int Within, double Concentration = 50, int Samples = 1000, ulong Seed = 1);

/// <summary>How sure a place on the list is while nobody is sure of the weights: the share of drawn weights with which an area is among the first.</summary>
public static class RankStability
{
    /// <summary>P(rank ≤ <see cref="StabilitySettings.Within"/>) of each area, METHODS 3. Weights of 0 stay 0.</summary>
    /// <remarks>Sample s draws from the stream (seed, s) whatever the number of workers.</remarks>
    public static double[] Probability(PriorityTable table, ReadOnlySpan<double> weights, StabilitySettings settings, int workers = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(settings);
        table.Check(weights);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Within, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(settings.Concentration, 0);
        var first = new int[settings.Samples][];
        RowLoop.Run(settings.Samples, workers, new Draw(table, weights.ToArray(), settings, first), null, cancellation);
        var share = new double[table.Areas];
        foreach (var area in first.SelectMany(areas => areas))
        {
            share[area]++;
        }

        for (var area = 0; area < share.Length; area++)
        {
            share[area] /= settings.Samples;
        }

        return share;
    }

    private readonly struct Draw(PriorityTable table, double[] weights, StabilitySettings settings, int[][] first) : IRowOperation
    {
        public void Invoke(int row)
        {
            var random = new SeededRandom(settings.Seed, (ulong)row);
            var total = weights.Sum();
            var drawn = new double[weights.Length];
            for (var factor = 0; factor < drawn.Length; factor++)
            {
                // Shares of gamma numbers are Dirichlet; the sum does not matter for an order.
                drawn[factor] = weights[factor] > 0 ? GammaDraw.Next(ref random, settings.Concentration * weights[factor] / total) : 0;
            }

            first[row] = Best(drawn);
        }

        // The best so many in one pass: the list is short and most areas are not better than its last.
        private int[] Best(double[] drawn)
        {
            var areas = new int[Math.Min(settings.Within, table.Areas)];
            var scores = new double[areas.Length];
            var count = 0;
            for (var area = 0; area < table.Areas; area++)
            {
                if (!table.Eligible[area])
                {
                    continue;
                }

                var score = table.Score(area, drawn);
                if (count == areas.Length && !(score > scores[count - 1]))
                {
                    continue;
                }

                var place = count < areas.Length ? count++ : count - 1;
                while (place > 0 && score > scores[place - 1])
                {
                    (areas[place], scores[place]) = (areas[place - 1], scores[place - 1]);
                    place--;
                }

                (areas[place], scores[place]) = (area, score);
            }

            return areas[..count];
        }
    }
}
