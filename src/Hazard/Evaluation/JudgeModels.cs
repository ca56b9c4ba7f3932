using Surefoot.Numerics;

namespace Surefoot.Hazard.Evaluation;

/// <summary>Turns scores into rows of metrics with intervals: whole blocks of cells are drawn again, the same draws for every model.</summary>
public static class JudgeModels
{
    public const int DefaultResamples = 400;

    /// <param name="models">Scores per model, the one whose lead is told last; each as long as <paramref name="labels"/>.</param>
    /// <param name="labels">0 or 1 per judged cell.</param>
    /// <param name="blocks">Block of each judged cell, any integers; see <see cref="SpatialBlocks"/>.</param>
    /// <param name="resamples">Draws of the bootstrap; 0 leaves the interval out.</param>
    /// <param name="seed">Names the draws.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="cancellation">Checked between draws.</param>
    public static IReadOnlyList<EvaluationRow> Run(IReadOnlyList<ModelScores> models, double[] labels, int[] blocks, int resamples, ulong seed, int workers = 1, CancellationToken cancellation = default)
    {
        var dense = SpatialBlocks.Dense(blocks, out var blockCount);
        var judged = models.Select(model => Judge(model, labels, dense, blockCount, resamples, seed, workers, cancellation)).ToList();
        return resamples == 0 ? [.. judged.Select(one => one.Row)] : [.. judged.Select(one => one == judged[^1] ? one.Row : one.Row with { Lead = Lead(judged[^1].Draws!, one.Draws!) })];
    }

    private static (EvaluationRow Row, Draws? Draws) Judge(ModelScores model, double[] labels, int[] blocks, int blockCount, int resamples, ulong seed, int workers, CancellationToken cancellation)
    {
        var ranked = new RankedScores(model.Scores, labels);
        var calibration = model.AreProbabilities ? ranked.Calibration() : null;
        var draws = resamples == 0 ? null : Bootstrap(model, ranked, blocks, blockCount, resamples, seed, workers, cancellation);
        return (
            new EvaluationRow(
                model.Model,
                ranked.Count,
                (int)ranked.Positives,
                ranked.Auc(),
                ranked.AveragePrecision(),
                ranked.TopShare(0.01),
                ranked.TopShare(0.05),
                ranked.TopShare(0.10),
                ranked.TopShare(0.20),
                model.AreProbabilities ? ranked.LogLoss() : null,
                model.AreProbabilities ? ranked.Brier() : null,
                calibration?.Slope,
                calibration?.Intercept,
                draws is null ? null : new EvaluationInterval(Ends(draws.Auc), Ends(draws.AveragePrecision), Ends(draws.LogLoss), blockCount, resamples)),
            draws);
    }

    private static Draws Bootstrap(ModelScores model, RankedScores ranked, int[] blocks, int blockCount, int resamples, ulong seed, int workers, CancellationToken cancellation)
    {
        var draws = new Draws(new double?[resamples], new double?[resamples], new double?[resamples]);
        var rankedBlocks = ranked.InRankOrder(Array.ConvertAll(blocks, b => (double)b));
        RowLoop.Run(resamples, workers, new Resample(model, ranked, rankedBlocks, blockCount, seed, draws.Auc, draws.AveragePrecision, draws.LogLoss), cancellation: cancellation);
        return draws;
    }

    /// <summary>The same draw of blocks judges both, so what they have in common falls out.</summary>
    private static EvaluationLead Lead(Draws leader, Draws other) => new(
        Ends([.. leader.AveragePrecision.Zip(other.AveragePrecision, (ahead, behind) => ahead - behind)]),
        Ends([.. leader.LogLoss.Zip(other.LogLoss, (ahead, behind) => behind - ahead)]));

    private static Interval? Ends(double?[] draws)
    {
        var sorted = draws.Where(d => d.HasValue).Select(d => d.GetValueOrDefault()).Order().ToArray();
        return sorted.Length < 20 ? null : new Interval(Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    private static double Quantile(double[] sorted, double q)
    {
        var at = q * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 >= sorted.Length ? sorted[below] : sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below]));
    }

    private readonly struct Resample(ModelScores model, RankedScores ranked, double[] rankedBlocks, int blockCount, ulong seed, double?[] auc, double?[] precision, double?[] loss) : IRowOperation
    {
        public void Invoke(int row)
        {
            var random = new SeededRandom(seed, (ulong)row);
            var times = new double[blockCount];
            for (var b = 0; b < blockCount; b++)
            {
                times[random.NextIndex(blockCount)]++;
            }

            var weights = new double[rankedBlocks.Length];
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = times[(int)rankedBlocks[i]];
            }

            auc[row] = ranked.Auc(weights);
            precision[row] = ranked.AveragePrecision(weights);
            loss[row] = model.AreProbabilities ? ranked.LogLoss(weights) : null;
        }
    }

    private sealed record Draws(double?[] Auc, double?[] AveragePrecision, double?[] LogLoss);
}
