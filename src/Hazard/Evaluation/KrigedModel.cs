using Surefoot.Hazard.Learning;
using Surefoot.Numerics;

namespace Surefoot.Hazard.Evaluation;

/// <summary>The product's own model of labelled cells: logistic regression on kriged log-odds and, as far as they help, on covariates (METHODS H10, ours).</summary>
/// <remarks>
/// The kriged feature of a training place leaves out its own fold (its municipality, sheet or block), as a new region would see it, so that the slope fitted on it
/// stays right under regional shift. Covariates rank well where they were learned and mislead elsewhere: how strongly they are held down is chosen inside the
/// training part, by whole folds, and leaving them out is one of the choices.
/// </remarks>
public static class KrigedModel
{
    private const double KrigedPenalty = 1.0;
    private const int InnerFolds = 5;

    /// <summary>Penalties of a standardised covariate per training place, strongest first; infinite leaves them out.</summary>
    private static readonly double[] s_held = [double.PositiveInfinity, 3.0, 1.0, 0.3];

    /// <param name="training">Labelled places.</param>
    /// <param name="trainingFold">Fold of each training place; at least two different ones.</param>
    /// <param name="covariates">One array per covariate, a value per training place; may be none.</param>
    /// <param name="xKm">Judged places.</param>
    /// <param name="yKm">Judged places.</param>
    /// <param name="judgedCovariates">The same covariates of the judged places.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="cancellation">Checked between fits.</param>
    /// <returns>A probability per judged place.</returns>
    public static double[] Predict(LabelledPlaces training, int[] trainingFold, double[][] covariates, double[] xKm, double[] yKm, double[][] judgedCovariates, int workers = 1, CancellationToken cancellation = default)
    {
        var known = LocalKriging.LogOdds(training, trainingFold, training.XKm, training.YKm, trainingFold, workers);
        var asked = LocalKriging.LogOdds(training, trainingFold, xKm, yKm, null, workers);
        var held = covariates.Length == 0 ? double.PositiveInfinity : Choose(training, trainingFold, [known, .. covariates], cancellation);
        double[][] columns = double.IsPositiveInfinity(held) ? [known] : [known, .. covariates];
        double[][] judged = double.IsPositiveInfinity(held) ? [asked] : [asked, .. judgedCovariates];
        var scale = Standardiser.Of(columns);
        var model = LogisticRegression.Fit(scale.Rows(columns), columns.Length, training.Label, Penalties(columns.Length, held * training.Count));
        return Probabilities(model, scale.Rows(judged), columns.Length, xKm.Length);
    }

    /// <summary>The penalty with the least log loss over folds of the training part; the stronger one where they are equal.</summary>
    private static double Choose(LabelledPlaces training, int[] trainingFold, double[][] columns, CancellationToken cancellation)
    {
        var fold = Array.ConvertAll(SpatialBlocks.Dense(trainingFold, out _), dense => dense % InnerFolds);
        var best = (Loss: double.PositiveInfinity, Held: double.PositiveInfinity);
        foreach (var held in s_held)
        {
            var loss = 0.0;
            var used = double.IsPositiveInfinity(held) ? columns[..1] : columns;
            for (var f = 0; f < InnerFolds; f++)
            {
                cancellation.ThrowIfCancellationRequested();
                loss += Loss(training, fold, f, used, held);
            }

            best = loss < best.Loss ? (loss, held) : best;
        }

        return best.Held;
    }

    private static double Loss(LabelledPlaces training, int[] fold, int judged, double[][] columns, double held)
    {
        var inside = Rows(i => fold[i] != judged);
        var outside = Rows(i => fold[i] == judged);
        var label = Array.ConvertAll(inside, i => training.Label[i]);
        if (outside.Length == 0 || label.Length == 0 || label.Min() == label.Max())
        {
            return 0;
        }

        var learned = Array.ConvertAll(columns, column => Array.ConvertAll(inside, i => column[i]));
        var scale = Standardiser.Of(learned);
        var model = LogisticRegression.Fit(scale.Rows(learned), columns.Length, label, Penalties(columns.Length, held * label.Length));
        var p = Probabilities(model, scale.Rows(Array.ConvertAll(columns, column => Array.ConvertAll(outside, i => column[i]))), columns.Length, outside.Length);
        var loss = 0.0;
        for (var i = 0; i < outside.Length; i++)
        {
            loss -= ExpLog.Log(training.Label[outside[i]] > 0.5 ? p[i] : 1.0 - p[i]);
        }

        return loss;

        int[] Rows(Predicate<int> wanted) => Array.FindAll([.. Enumerable.Range(0, training.Count)], wanted);
    }

    private static double[] Penalties(int columns, double covariate) => [KrigedPenalty, .. Enumerable.Repeat(covariate, columns - 1)];

    private static double[] Probabilities(LogisticModel model, double[] rows, int columns, int count)
    {
        var result = new double[count];
        for (var i = 0; i < count; i++)
        {
            result[i] = ExpLog.Logistic(model.LogOdds(rows.AsSpan(i * columns, columns)));
        }

        return result;
    }
}
