using Surefoot.Numerics;

namespace Surefoot.Hazard.Evaluation;

/// <summary>Places in a local plane, kilometres, and their labels (0 or 1).</summary>
public sealed record LabelledPlaces(double[] XKm, double[] YKm, double[] Label)
{
    public int Count => Label.Length;

    /// <summary>Share of positives.</summary>
    public double BaseRate => LaneSum.Of(Label) / Count;

    public LabelledPlaces Pick(int[] rows) => new(
        Array.ConvertAll(rows, i => XKm[i]), Array.ConvertAll(rows, i => YKm[i]), Array.ConvertAll(rows, i => Label[i]));
}

/// <summary>The plain baselines: distance to the nearest known hazard, and the Nadaraya–Watson kernel.</summary>
public static class PointModels
{
    /// <summary>Minus the distance to the nearest positive training place, rounded to whole metres so that ties on a grid stay ties.</summary>
    public static double[] Nearest(LabelledPlaces training, double[] xKm, double[] yKm, int workers = 1)
    {
        var scores = new double[xKm.Length];
        var known = training.Pick(Enumerable.Range(0, training.Count).Where(i => training.Label[i] > 0.5).ToArray());
        RowLoop.Run(xKm.Length, workers, new NearestRows(known, xKm, yKm, scores));
        return scores;
    }

    /// <summary>p = (Σ w·y + shrink·b) / (Σ w + shrink), w = exp(−d²/2h²) over all training places, b the training share of positives.</summary>
    public static double[] Kernel(LabelledPlaces training, double[] xKm, double[] yKm, double bandwidthKm, double shrink = 0.001, int workers = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bandwidthKm);
        var scores = new double[xKm.Length];
        RowLoop.Run(xKm.Length, workers, new KernelRows(training, xKm, yKm, bandwidthKm, shrink, training.BaseRate, scores));
        return scores;
    }

    private readonly struct NearestRows(LabelledPlaces known, double[] x, double[] y, double[] scores) : IRowOperation
    {
        public void Invoke(int row)
        {
            var best = double.PositiveInfinity;
            for (var j = 0; j < known.Count; j++)
            {
                var dx = x[row] - known.XKm[j];
                var dy = y[row] - known.YKm[j];
                best = Math.Min(best, (dx * dx) + (dy * dy));
            }

            scores[row] = -Math.Round(Math.Sqrt(best) * 1000.0);
        }
    }

    private readonly struct KernelRows(LabelledPlaces training, double[] x, double[] y, double h, double shrink, double baseRate, double[] scores) : IRowOperation
    {
        public void Invoke(int row)
        {
            var factor = -1.0 / (2.0 * h * h);
            double weight = 0, positive = 0;
            for (var j = 0; j < training.Count; j++)
            {
                var dx = x[row] - training.XKm[j];
                var dy = y[row] - training.YKm[j];
                var w = ExpLog.Exp(((dx * dx) + (dy * dy)) * factor);
                weight += w;
                positive += w * training.Label[j];
            }

            scores[row] = (positive + (shrink * baseRate)) / (weight + shrink);
        }
    }
}
