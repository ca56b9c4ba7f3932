using Surefoot.Numerics;

namespace Surefoot.Hazard.Records;

/// <summary>Trust of one source: the chance that a record of it is genuine, with the interval that its finds leave.</summary>
/// <param name="Mean">Posterior mean of r.</param>
/// <param name="Low">2.5 % quantile.</param>
/// <param name="High">97.5 % quantile.</param>
public readonly record struct SourceTrust(double Mean, double Low, double High, int Records);

/// <summary>Which sources to believe (METHODS H2, H3): r_j ~ Beta(μκ, (1−μ)κ), each record genuine with r_j, its finds giving a likelihood ratio.</summary>
/// <remarks>μ and κ maximise Π_j ∫ Beta(r) Π_i (1 − r + r·LR_i) dr, which is the beta-binomial likelihood where LRs are 0 or ∞; the integral by the midpoint rule.</remarks>
public sealed class TrustModel
{
    private const int Nodes = 64;

    private static readonly double[] s_means = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];
    private static readonly double[] s_strengths = [1, 2, 4, 8, 16, 32];

    private readonly double[][] _posterior;
    private readonly double[] _ratios;
    private readonly int[] _source;

    private TrustModel(double[] ratios, int[] source, double mean, double strength, double[][] posterior)
    {
        (_ratios, _source, Mean, Strength, _posterior) = (ratios, source, mean, strength, posterior);
    }

    /// <summary>μ: trust of a source of which nothing is known.</summary>
    public double Mean { get; }

    /// <summary>κ: how alike sources are.</summary>
    public double Strength { get; }

    /// <param name="ratios">LR per record; 1 says nothing.</param>
    /// <param name="source">Number of the source per record, from 0; −1 for none.</param>
    public static TrustModel Learn(double[] ratios, int[] source)
    {
        ArgumentNullException.ThrowIfNull(ratios);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length, ratios.Length);
        var sources = source.Length == 0 ? 0 : source.Max() + 1;
        var likelihood = new double[sources][];
        var top = new double[sources];
        for (var j = 0; j < sources; j++)
        {
            likelihood[j] = new double[Nodes];
            for (var k = 0; k < Nodes; k++)
            {
                var r = (k + 0.5) / Nodes;
                for (var i = 0; i < ratios.Length; i++)
                {
                    likelihood[j][k] += source[i] == j ? ExpLog.Log(1 - r + (r * ratios[i])) : 0;
                }
            }

            top[j] = likelihood[j].Max();
            likelihood[j] = Array.ConvertAll(likelihood[j], log => ExpLog.Exp(log - top[j]));
        }

        var (mean, strength, most) = (0.5, 2.0, double.MinValue);
        foreach (var m in s_means)
        {
            foreach (var k in s_strengths)
            {
                var prior = Prior(m, k);
                // A weak pull to the middle, so that a handful of records does not settle what all sheets are like.
                var log = ExpLog.Log(m * (1 - m)) - (k / 64);
                for (var j = 0; j < sources; j++)
                {
                    log += ExpLog.Log(Dot(prior, likelihood[j]));
                }

                if (log > most)
                {
                    (mean, strength, most) = (m, k, log);
                }
            }
        }

        var chosen = Prior(mean, strength);
        return new(ratios, source, mean, strength, Array.ConvertAll(likelihood, l => Normalised(chosen, l)));
    }

    /// <summary>What the finds leave of a source's trust.</summary>
    public SourceTrust Trust(int source)
    {
        var posterior = _posterior[source];
        double sum = 0, mean = 0, low = 0, high = 1;
        for (var k = 0; k < Nodes; k++)
        {
            var before = sum;
            sum += posterior[k];
            mean += posterior[k] * (k + 0.5) / Nodes;
            low = before < 0.025 && sum >= 0.025 ? (k + ((0.025 - before) / posterior[k])) / Nodes : low;
            high = before < 0.975 && sum >= 0.975 ? (k + ((0.975 - before) / posterior[k])) / Nodes : high;
        }

        return new(mean, low, high, _source.Count(s => s == source));
    }

    /// <summary>Chance that a record is genuine, by its own finds and by the others of its source.</summary>
    public double Genuine(int record)
    {
        if (_source[record] < 0)
        {
            return Mean * _ratios[record] / (1 - Mean + (Mean * _ratios[record]));
        }

        var posterior = _posterior[_source[record]];
        var genuine = 0.0;
        for (var k = 0; k < Nodes; k++)
        {
            var r = (k + 0.5) / Nodes;
            genuine += posterior[k] * r * _ratios[record] / (1 - r + (r * _ratios[record]));
        }

        return genuine;
    }

    /// <summary>Mean trust of a source as if some of its records had never been seen: what the rest says.</summary>
    public double Without(int source, Predicate<int> leaveOut)
    {
        ArgumentNullException.ThrowIfNull(leaveOut);
        var chosen = Prior(Mean, Strength);
        var log = new double[Nodes];
        for (var k = 0; k < Nodes; k++)
        {
            var r = (k + 0.5) / Nodes;
            for (var i = 0; i < _ratios.Length; i++)
            {
                log[k] += _source[i] == source && !leaveOut(i) ? ExpLog.Log(1 - r + (r * _ratios[i])) : 0;
            }
        }

        var top = log.Max();
        var posterior = Normalised(chosen, Array.ConvertAll(log, value => ExpLog.Exp(value - top)));
        var mean = 0.0;
        for (var k = 0; k < Nodes; k++)
        {
            mean += posterior[k] * (k + 0.5) / Nodes;
        }

        return mean;
    }

    private static double[] Prior(double mean, double strength)
    {
        var prior = new double[Nodes];
        for (var k = 0; k < Nodes; k++)
        {
            var r = (k + 0.5) / Nodes;
            prior[k] = ExpLog.Exp((((mean * strength) - 1) * ExpLog.Log(r)) + ((((1 - mean) * strength) - 1) * ExpLog.Log(1 - r)));
        }

        var sum = prior.Sum();
        return Array.ConvertAll(prior, value => value / sum);
    }

    private static double[] Normalised(double[] prior, double[] likelihood)
    {
        var product = new double[Nodes];
        for (var k = 0; k < Nodes; k++)
        {
            product[k] = prior[k] * likelihood[k];
        }

        var sum = product.Sum();
        return Array.ConvertAll(product, value => value / sum);
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var k = 0; k < Nodes; k++)
        {
            sum += a[k] * b[k];
        }

        return sum;
    }
}
