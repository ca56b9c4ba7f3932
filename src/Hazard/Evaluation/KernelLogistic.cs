using Surefoot.Hazard.Learning;
using Surefoot.Numerics;

namespace Surefoot.Hazard.Evaluation;

/// <summary>Logistic regression on one feature, the log-odds of the shrunk 2 km kernel: the honest baseline of METHODS 1, which must lose.</summary>
/// <remarks>Each training place's kernel leaves out its own fold (its municipality, sheet or block), as a new region would see it: the fitted slope says how far a kernel can be believed across a gap.</remarks>
public static class KernelLogistic
{
    private const double WidthKm = 2.0;
    private const double Shrink = 1.0;
    private const double Penalty = 1.0;

    /// <param name="training">Labelled places.</param>
    /// <param name="trainingFold">Fold of each training place; at least two different ones.</param>
    /// <param name="xKm">Judged places.</param>
    /// <param name="yKm">Judged places.</param>
    /// <param name="workers">Threads.</param>
    /// <returns>A probability per judged place.</returns>
    public static double[] Predict(LabelledPlaces training, int[] trainingFold, double[] xKm, double[] yKm, int workers = 1)
    {
        var known = new double[training.Count];
        RowLoop.Run(training.Count, workers, new KernelRows(training, trainingFold, training.XKm, training.YKm, trainingFold, known));
        var asked = new double[xKm.Length];
        RowLoop.Run(xKm.Length, workers, new KernelRows(training, trainingFold, xKm, yKm, null, asked));
        var scale = Standardiser.Of([known]);
        var model = LogisticRegression.Fit(scale.Rows([known]), 1, training.Label, [Penalty]);
        var rows = scale.Rows([asked]);
        return Array.ConvertAll(rows, value => ExpLog.Logistic(model.LogOdds([value])));
    }

    private readonly struct KernelRows(LabelledPlaces training, int[] trainingFold, double[] x, double[] y, int[]? leaveOut, double[] logOdds) : IRowOperation
    {
        public void Invoke(int row)
        {
            double positive = 0, negative = 0, seen = 0, seenPositive = 0;
            for (var j = 0; j < training.Count; j++)
            {
                if (leaveOut is not null && leaveOut[row] == trainingFold[j])
                {
                    continue;
                }

                seen++;
                seenPositive += training.Label[j];
                var dx = x[row] - training.XKm[j];
                var dy = y[row] - training.YKm[j];
                var w = ExpLog.Exp(((dx * dx) + (dy * dy)) * (-1.0 / (2.0 * WidthKm * WidthKm)));
                positive += w * training.Label[j];
                negative += w * (1.0 - training.Label[j]);
            }

            var b = (seenPositive + 0.5) / (seen + 1.0);
            logOdds[row] = ExpLog.Log((positive + (Shrink * b)) / (negative + (Shrink * (1.0 - b))));
        }
    }
}
