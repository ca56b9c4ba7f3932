using Surefoot.Numerics;

namespace Surefoot.Hazard.Records;

/// <summary>Trust of one source: the chance that a record of it is genuine, with the interval that its finds leave.</summary>
/// <param name="Mean">Posterior mean of r.</param>
/// <param name="Low">2.5 % quantile.</param>
/// <param name="High">97.5 % quantile.</param>
public readonly record struct SourceTrust(double Mean, double Low, double High, int Records);

/// <summary>Which sources to believe (METHODS H2, H3): r_j ~ Beta(μκ, (1−μ)κ), each record genuine with r_j, its finds giving a likelihood ratio.</summary>
/// <remarks>
/// The likelihood of μ and κ is Π_j ∫ Beta(r) Π_i (1 − r + r·LR_i) dr, which is the beta-binomial likelihood where LRs are 0 or ∞; the integral by the midpoint rule. It is flat where few
/// records were searched, and its maximum then lies at the edge as often as not: so μ and κ are averaged over their posterior on a grid and not put in as if they were known
/// (full Bayes in place of empirical Bayes: Gelman et al., Bayesian Data Analysis, 3rd ed., section 5.3).
/// </remarks>
public sealed class TrustModel
{
    private const int Nodes = 64;

    private static readonly double[] s_means = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];
    private static readonly double[] s_strengths = [1, 2, 4, 8, 16, 32];

    private readonly double[][] _posterior;
    private readonly double[] _ratios;
    private readonly int[] _source;
    private readonly double[][] _priors;
    private readonly double[] _weights;

    private TrustModel(double[] ratios, int[] source, double[][] priors, double[] weights, double[][] likelihood)
    {
        (_ratios, _source, _priors, _weights) = (ratios, source, priors, weights);
        for (var g = 0; g < weights.Length; g++)
        {
            Mean += weights[g] * s_means[g / s_strengths.Length];
            Strength += weights[g] * s_strengths[g % s_strengths.Length];
        }

        _posterior = Array.ConvertAll(likelihood, Posterior);
    }

    /// <summary>Mean of μ: trust of a source of which nothing is known.</summary>
    public double Mean { get; }

    /// <summary>Mean of κ: how alike sources are.</summary>
    public double Strength { get; }

    /// <param name="ratios">LR per record; 1 says nothing.</param>
    /// <param name="source">Number of the source per record, from 0; −1 for none.</param>
    /// <param name="facts">LR per record that μ is learned from where that shall be something barer than <paramref name="ratios"/>: these may overstate what a genuine record shows, and then μ.</param>
    public static TrustModel Learn(double[] ratios, int[] source, double[]? facts = null)
    {
        ArgumentNullException.ThrowIfNull(ratios);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length, ratios.Length);
        var sources = source.Length == 0 ? 0 : source.Max() + 1;
        var likelihood = Likelihood(ratios, source, sources);
        var priors = new double[s_means.Length * s_strengths.Length][];
        for (var g = 0; g < priors.Length; g++)
        {
            priors[g] = Prior(s_means[g / s_strengths.Length], s_strengths[g % s_strengths.Length]);
        }

        var weights = Weights(priors, likelihood);
        if (facts is not null)
        {
            // μ by the bare facts, κ at that μ by all that the records show.
            var bare = Weights(priors, Likelihood(facts, source, sources));
            for (var m = 0; m < s_means.Length; m++)
            {
                var at = m * s_strengths.Length;
                double own = weights.AsSpan(at, s_strengths.Length).ToArray().Sum(), given = bare.AsSpan(at, s_strengths.Length).ToArray().Sum();
                for (var k = at; k < at + s_strengths.Length; k++)
                {
                    weights[k] = own > 0 ? given * weights[k] / own : bare[k];
                }
            }
        }

        return new(ratios, source, priors, weights, likelihood);
    }

    // Posterior of what all sources may be like, on the grid.
    private static double[] Weights(double[][] priors, double[][] likelihood)
    {
        var logs = new double[priors.Length];
        for (var g = 0; g < priors.Length; g++)
        {
            var (m, k) = (s_means[g / s_strengths.Length], s_strengths[g % s_strengths.Length]);
            // A weak pull to the middle, so that a handful of records does not settle what all sheets are like.
            logs[g] = ExpLog.Log(m * (1 - m)) - (k / 64);
            foreach (var source in likelihood)
            {
                logs[g] += ExpLog.Log(Dot(priors[g], source));
            }
        }

        var most = logs.Max();
        return Normalised(Array.ConvertAll(logs, log => ExpLog.Exp(log - most)));
    }

    // Per source over r, held to one at its top.
    private static double[][] Likelihood(double[] ratios, int[] source, int sources)
    {
        var likelihood = new double[sources][];
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

            var top = likelihood[j].Max();
            likelihood[j] = Array.ConvertAll(likelihood[j], log => ExpLog.Exp(log - top));
        }

        return likelihood;
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
        var posterior = Posterior(Array.ConvertAll(log, value => ExpLog.Exp(value - top)));
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

        return Normalised(prior);
    }

    // Of one source, over what all sources may be like.
    private double[] Posterior(double[] likelihood)
    {
        var posterior = new double[Nodes];
        for (var g = 0; g < _weights.Length; g++)
        {
            if (_weights[g] < 1e-9)
            {
                continue;
            }

            var share = _weights[g] / Dot(_priors[g], likelihood);
            for (var k = 0; k < Nodes; k++)
            {
                posterior[k] += share * _priors[g][k] * likelihood[k];
            }
        }

        return Normalised(posterior);
    }

    private static double[] Normalised(double[] values)
    {
        var sum = values.Sum();
        return Array.ConvertAll(values, value => value / sum);
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
