namespace Surefoot.Numerics;

/// <summary>Log-beta, the regularised incomplete beta function, its inverse, and the Clopper–Pearson bounds made of it.</summary>
/// <remarks>Incomplete beta by Lentz's continued fraction (DLMF 8.17.22); relative error ≤ 5e−12 in the table of the tests (a + b up to 1,000).</remarks>
public static class BetaFunction
{
    private const double Tiny = 1e-300;
    private const int MaximumTerms = 100_000;

    /// <summary>ln B(a, b).</summary>
    public static double LogBeta(double a, double b) => GammaFunction.LogGamma(a) + GammaFunction.LogGamma(b) - GammaFunction.LogGamma(a + b);

    /// <summary>I_x(a, b), the chance that a Beta(a, b) variable is at most x.</summary>
    public static double Regularised(double x, double a, double b)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(b);
        if (!(x >= 0 && x <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "x must lie in [0, 1].");
        }

        if (x is 0.0 or 1.0)
        {
            return x;
        }

        var front = ExpLog.Exp((a * ExpLog.Log(x)) + (b * ExpLog.Log1P(-x)) - LogBeta(a, b));
        return x < (a + 1.0) / (a + b + 2.0)
            ? front * Fraction(x, a, b) / a
            : 1.0 - (front * Fraction(1.0 - x, b, a) / b);
    }

    /// <summary>x with I_x(a, b) = p.</summary>
    public static double InverseRegularised(double p, double a, double b)
    {
        if (!(p >= 0 && p <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability is needed.");
        }

        return p is 0.0 or 1.0 ? p : Bisection.Root(0, 1, x => Regularised(x, a, b) - p);
    }

    /// <summary>Upper Clopper–Pearson bound of a share: <paramref name="hits"/> of <paramref name="trials"/>, one-sided confidence.</summary>
    public static double ClopperPearsonUpper(int hits, int trials, double confidence)
    {
        Check(hits, trials, confidence);
        return hits == trials ? 1.0 : InverseRegularised(confidence, hits + 1.0, trials - hits);
    }

    /// <summary>Lower Clopper–Pearson bound, one-sided confidence.</summary>
    public static double ClopperPearsonLower(int hits, int trials, double confidence)
    {
        Check(hits, trials, confidence);
        return hits == 0 ? 0.0 : InverseRegularised(1.0 - confidence, hits, trials - hits + 1.0);
    }

    private static void Check(int hits, int trials, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, trials);
        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence in (0, 1) is needed.");
        }
    }

    private static double Fraction(double x, double a, double b)
    {
        var c = 1.0;
        var d = 1.0 - ((a + b) * x / (a + 1.0));
        d = 1.0 / (Math.Abs(d) < Tiny ? Tiny : d);
        var h = d;
        for (var m = 1; m < MaximumTerms; m++)
        {
            var even = m * (b - m) * x / ((a + (2.0 * m) - 1.0) * (a + (2.0 * m)));
            d = 1.0 + (even * d);
            d = 1.0 / (Math.Abs(d) < Tiny ? Tiny : d);
            c = 1.0 + (even / c);
            c = Math.Abs(c) < Tiny ? Tiny : c;
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2.0 * m)) * (a + (2.0 * m) + 1.0));
            d = 1.0 + (odd * d);
            d = 1.0 / (Math.Abs(d) < Tiny ? Tiny : d);
            c = 1.0 + (odd / c);
            c = Math.Abs(c) < Tiny ? Tiny : c;
            var step = d * c;
            h *= step;
            if (Math.Abs(step - 1.0) < 1e-16)
            {
                break;
            }
        }

        return h;
    }
}
