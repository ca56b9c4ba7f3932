using Surefoot.Hazard.Learning;
using Surefoot.Numerics;

namespace Surefoot.Hazard.Evaluation;

/// <summary>Scores with their labels, sorted once, from which every metric is read, also with row weights for the block bootstrap.</summary>
/// <remarks>
/// AUC: Mann–Whitney, ties half. Average precision: step form over distinct scores. Top share: the k = ⌈q·n⌉ highest cells, cells at the cut in proportion.
/// Log loss: natural, p held to [1e−15, 1 − 1e−15]. Calibration: logistic of the label on the log-odds of p, no penalty. (METHODS 1, recipe.)
/// </remarks>
public sealed class RankedScores
{
    private const double Clip = 1e-15;
    private readonly double[] _score;
    private readonly double[] _label;
    private readonly int[] _order;

    public RankedScores(double[] scores, double[] labels)
    {
        if (scores.Length != labels.Length || scores.Length == 0)
        {
            throw new ArgumentException("Scores and labels must be equally long and not empty.", nameof(scores));
        }

        _order = new int[scores.Length];
        var keys = new double[scores.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            _order[i] = i;
            keys[i] = -scores[i];
        }

        // Ties may come in any order: every metric takes them together.
        Array.Sort(keys, _order);
        _score = _order.Select(i => scores[i]).ToArray();
        _label = _order.Select(i => labels[i]).ToArray();
    }

    public int Count => _score.Length;

    public double Positives => LaneSum.Of(_label);

    /// <summary>Row weights in the order of this ranking, from weights in the order of the caller.</summary>
    public double[] InRankOrder(double[] weights) => _order.Select(i => weights[i]).ToArray();

    /// <summary>Null when one of the two classes is missing.</summary>
    public double? Auc(double[]? rankedWeights = null)
    {
        double positives = 0, negatives = 0, wins = 0;
        for (var i = 0; i < Count;)
        {
            double tiedPositive = 0, tiedNegative = 0;
            var score = _score[i];
            for (; i < Count && _score[i] == score; i++)
            {
                var w = rankedWeights is null ? 1.0 : rankedWeights[i];
                tiedPositive += w * _label[i];
                tiedNegative += w * (1.0 - _label[i]);
            }

            wins += tiedNegative * (positives + (0.5 * tiedPositive));
            positives += tiedPositive;
            negatives += tiedNegative;
        }

        return positives > 0 && negatives > 0 ? wins / (positives * negatives) : null;
    }

    /// <summary>Null without a positive.</summary>
    public double? AveragePrecision(double[]? rankedWeights = null)
    {
        double positives = 0, taken = 0, sum = 0;
        for (var i = 0; i < Count;)
        {
            double tied = 0;
            var score = _score[i];
            for (; i < Count && _score[i] == score; i++)
            {
                var w = rankedWeights is null ? 1.0 : rankedWeights[i];
                tied += w * _label[i];
                taken += w;
            }

            positives += tied;
            if (tied > 0)
            {
                sum += tied * positives / taken;
            }
        }

        return positives > 0 ? sum / positives : null;
    }

    /// <summary>Share of the positives in the top <paramref name="share"/> of the cells.</summary>
    public double? TopShare(double share)
    {
        var positives = Positives;
        if (positives == 0)
        {
            return null;
        }

        var k = (int)Math.Ceiling(share * Count);
        var cut = _score[Math.Max(0, k - 1)];
        double above = 0, at = 0;
        int countAbove = 0, countAt = 0;
        for (var i = 0; i < Count && _score[i] >= cut; i++)
        {
            if (_score[i] > cut)
            {
                above += _label[i];
                countAbove++;
            }
            else
            {
                at += _label[i];
                countAt++;
            }
        }

        return (above + (at * (k - countAbove) / countAt)) / positives;
    }

    public double LogLoss(double[]? rankedWeights = null)
    {
        double sum = 0, all = 0;
        for (var i = 0; i < Count; i++)
        {
            var p = Math.Clamp(_score[i], Clip, 1 - Clip);
            var w = rankedWeights is null ? 1.0 : rankedWeights[i];
            if (w != 0)
            {
                sum -= w * ((_label[i] * ExpLog.Log(p)) + ((1 - _label[i]) * ExpLog.Log1P(-p)));
                all += w;
            }
        }

        return sum / all;
    }

    public double Brier()
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
        {
            sum += (_score[i] - _label[i]) * (_score[i] - _label[i]);
        }

        return sum / Count;
    }

    /// <summary>Slope and intercept of the label's log-odds against the stated ones; 1 and 0 are perfect. Null where the score is constant or one class is missing.</summary>
    public (double Slope, double Intercept)? Calibration()
    {
        if (_score[0] == _score[^1] || Positives == 0 || Positives == Count)
        {
            return null;
        }

        var z = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            z[i] = ExpLog.Logit(Math.Clamp(_score[i], Clip, 1 - Clip));
        }

        var fit = LogisticRegression.Fit(z, 1, _label, [0.0]);
        return double.IsFinite(fit.Coefficients[0]) ? (fit.Coefficients[0], fit.Intercept) : null;
    }
}
