using Surefoot.Numerics;

namespace Surefoot.Hazard.Learning;

/// <summary>A fitted linear model of log-odds: intercept + Σ coefficient·feature.</summary>
public sealed record LogisticModel(double Intercept, double[] Coefficients)
{
    /// <summary>Log-odds of one row of features.</summary>
    public double LogOdds(ReadOnlySpan<double> features)
    {
        if (features.Length != Coefficients.Length)
        {
            throw new ArgumentException("The row must have one value per coefficient.", nameof(features));
        }

        var z = Intercept;
        for (var j = 0; j < features.Length; j++)
        {
            z += Coefficients[j] * features[j];
        }

        return z;
    }
}

/// <summary>Logistic regression with an L2 penalty, by Newton's method with halved steps.</summary>
/// <remarks>
/// Minimises <c>½ Σ penaltyⱼ βⱼ² + Σ weightᵢ·loss(yᵢ, zᵢ)</c>; the intercept is free. scikit-learn's C is penalty = 1/C.
/// A detection probability dᵢ per row gives the loss of <c>P(seen) = dᵢ·p</c>: a searched cell without a find refutes only in part (METHODS H3, H5).
/// </remarks>
public static class LogisticRegression
{
    private const int MaximumSteps = 100;

    /// <param name="rows">Row-major features, <paramref name="columns"/> per row.</param>
    /// <param name="columns">Features per row; 0 fits the intercept alone.</param>
    /// <param name="labels">0 or 1 per row.</param>
    /// <param name="penalties">One per feature, ≥ 0.</param>
    /// <param name="weights">Row weights ≥ 0; none means 1.</param>
    /// <param name="detection">Chance that a present item was seen, in (0, 1]; none means 1.</param>
    /// <param name="start">A model near by, to begin at.</param>
    public static LogisticModel Fit(ReadOnlySpan<double> rows, int columns, ReadOnlySpan<double> labels, ReadOnlySpan<double> penalties, ReadOnlySpan<double> weights = default, ReadOnlySpan<double> detection = default, LogisticModel? start = null)
    {
        var n = labels.Length;
        if (rows.Length != (long)n * columns || penalties.Length != columns)
        {
            throw new ArgumentException("Rows, labels and penalties disagree in size.", nameof(rows));
        }

        var k = columns + 1;
        var beta = new double[k];
        beta[0] = start?.Intercept ?? StartIntercept(labels, weights);
        start?.Coefficients.CopyTo(beta, 1);
        var gradient = new double[k];
        var hessian = new double[k * k];
        var loss = Evaluate(rows, columns, labels, penalties, weights, detection, beta, gradient, hessian);
        var trialGradient = new double[k];
        var trialHessian = new double[k * k];
        for (var step = 0; step < MaximumSteps; step++)
        {
            var direction = LinearSystem.SolvePositive(hessian, gradient, k);
            var scale = 1.0;
            var trial = new double[k];
            double trialLoss;
            do
            {
                // The full step is nearly always taken, so its derivatives are made at once.
                for (var j = 0; j < k; j++)
                {
                    trial[j] = beta[j] - (scale * direction[j]);
                }

                trialLoss = Evaluate(rows, columns, labels, penalties, weights, detection, trial, trialGradient, trialHessian);
                scale *= 0.5;
            }
            while (!(trialLoss <= loss) && scale > 1e-10);

            if (!(trialLoss <= loss))
            {
                break;
            }

            var gain = loss - trialLoss;
            beta = trial;
            loss = trialLoss;
            (gradient, trialGradient) = (trialGradient, gradient);
            (hessian, trialHessian) = (trialHessian, hessian);
            if (gain <= 1e-10 * Math.Max(1, Math.Abs(loss)))
            {
                break;
            }
        }

        return new LogisticModel(beta[0], beta[1..]);
    }

    private static double StartIntercept(ReadOnlySpan<double> labels, ReadOnlySpan<double> weights)
    {
        double positive = 0.5, all = 1.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var w = weights.IsEmpty ? 1.0 : weights[i];
            positive += w * labels[i];
            all += w;
        }

        return ExpLog.Logit(positive / all);
    }

    private static double Evaluate(ReadOnlySpan<double> rows, int columns, ReadOnlySpan<double> labels, ReadOnlySpan<double> penalties, ReadOnlySpan<double> weights, ReadOnlySpan<double> detection, double[] beta, double[] gradient, double[] hessian)
    {
        var k = columns + 1;
        Array.Clear(gradient);
        Array.Clear(hessian);
        var loss = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var w = weights.IsEmpty ? 1.0 : weights[i];
            if (w == 0)
            {
                continue;
            }

            var d = detection.IsEmpty ? 1.0 : detection[i];
            var row = rows.Slice(i * columns, columns);
            var z = beta[0];
            for (var j = 0; j < columns; j++)
            {
                z += beta[j + 1] * row[j];
            }

            // −log-likelihood of "seen" with P = d·p, and its derivatives by z. With d = 1 these are p − y and p(1 − p).
            var p = ExpLog.Logistic(z);
            double slope;
            double curve;
            if (labels[i] > 0.5)
            {
                loss += w * (SoftPlus(-z) - ExpLog.Log(d));
                slope = p - 1.0;
                curve = p * (1.0 - p);
            }
            else if (d >= 1.0)
            {
                loss += w * SoftPlus(z);
                slope = p;
                curve = p * (1.0 - p);
            }
            else
            {
                var hidden = 1.0 - (d * p);
                loss -= w * ExpLog.Log(hidden);
                slope = d * p * (1.0 - p) / hidden;
                // The true curvature can be negative here; the expected (Fisher) one keeps the step downhill.
                curve = d * p * (1.0 - p) * (1.0 - p) / hidden;
            }

            gradient[0] += w * slope;
            hessian[0] += w * curve;
            for (var j = 0; j < columns; j++)
            {
                gradient[j + 1] += w * slope * row[j];
                var c = w * curve * row[j];
                var line = (j + 1) * k;
                hessian[line] += c;
                for (var m = 0; m <= j; m++)
                {
                    hessian[line + m + 1] += c * row[m];
                }
            }
        }

        for (var j = 0; j < columns; j++)
        {
            loss += 0.5 * penalties[j] * beta[j + 1] * beta[j + 1];
            gradient[j + 1] += penalties[j] * beta[j + 1];
            hessian[((j + 1) * k) + j + 1] += penalties[j];
        }

        return loss;
    }

    private static double SoftPlus(double z) => z > 0 ? z + ExpLog.Log1P(ExpLog.Exp(-z)) : ExpLog.Log1P(ExpLog.Exp(z));
}
