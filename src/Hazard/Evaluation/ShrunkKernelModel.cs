using Surefoot.Hazard.Learning;
using Surefoot.Numerics;

namespace Surefoot.Hazard.Evaluation;

/// <summary>Logistic regression on the log-odds of shrunk kernels at 1, 2 and 4 km (METHODS H10, ours).</summary>
/// <remarks>
/// Each training place's kernel values leave out its own fold (its municipality, sheet or block), as a new region would see them: the fitted slope then
/// says how far a kernel can be believed across a gap, which is what keeps the result calibrated under regional shift. The widths are halves and doubles
/// of the 2 km baseline, fixed beforehand, not fitted to any region.
/// </remarks>
public static class ShrunkKernelModel
{
    private const int Widths = 3;
    private const double Shrink = 1.0;
    private const double Penalty = 20.0;

    /// <param name="training">Labelled places.</param>
    /// <param name="trainingFold">Fold of each training place; at least two different ones.</param>
    /// <param name="xKm">Judged places.</param>
    /// <param name="yKm">Judged places.</param>
    /// <param name="workers">Threads.</param>
    /// <returns>A probability per judged place.</returns>
    public static double[] Predict(LabelledPlaces training, int[] trainingFold, double[] xKm, double[] yKm, int workers = 1)
    {
        var rows = new double[training.Count * Widths];
        RowLoop.Run(training.Count, workers, new FeatureRows(training, trainingFold, training.XKm, training.YKm, trainingFold, rows));
        var penalties = Enumerable.Repeat(Penalty, Widths).ToArray();
        var model = LogisticRegression.Fit(rows, Widths, training.Label, penalties);
        var judged = new double[xKm.Length * Widths];
        RowLoop.Run(xKm.Length, workers, new FeatureRows(training, trainingFold, xKm, yKm, null, judged));
        var result = new double[xKm.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = ExpLog.Logistic(model.LogOdds(judged.AsSpan(i * Widths, Widths)));
        }

        return result;
    }

    private readonly struct FeatureRows(LabelledPlaces training, int[] trainingFold, double[] x, double[] y, int[]? leaveOut, double[] features) : IRowOperation
    {
        public void Invoke(int row)
        {
            Span<double> positive = stackalloc double[Widths];
            Span<double> negative = stackalloc double[Widths];
            positive.Clear();
            negative.Clear();
            double seen = 0, seenPositive = 0;
            for (var j = 0; j < training.Count; j++)
            {
                if (leaveOut is not null && leaveOut[row] == trainingFold[j])
                {
                    continue;
                }

                var label = training.Label[j];
                seen++;
                seenPositive += label;
                var dx = x[row] - training.XKm[j];
                var dy = y[row] - training.YKm[j];
                // One exp serves three widths: exp(−d²/32) is the 4 km kernel, its 4th power the 2 km one, its 16th the 1 km one.
                var w4 = ExpLog.Exp(((dx * dx) + (dy * dy)) * (-1.0 / 32.0));
                var square = w4 * w4;
                var w2 = square * square;
                square = w2 * w2;
                var w1 = square * square;
                var to = label > 0.5 ? positive : negative;
                to[0] += w1;
                to[1] += w2;
                to[2] += w4;
            }

            var b = (seenPositive + 0.5) / (seen + 1.0);
            for (var h = 0; h < Widths; h++)
            {
                features[(row * Widths) + h] = ExpLog.Log((positive[h] + (Shrink * b)) / (negative[h] + (Shrink * (1.0 - b))));
            }
        }
    }
}
