using Surefoot.Numerics;

namespace Surefoot.Hazard.Formulas;

/// <summary>What a method is believed to find in one pass: Pd ~ Beta(a, b) per item, so that repeated sweeps miss the same items (METHODS H5).</summary>
/// <remarks>Sources: Koopman; Stone; Washburn; ITEP and BAM trials. Trials give 0.5–0.7 for one pass in bad soil, so no default is 0.99.</remarks>
public readonly record struct DetectionBelief
{
    public DetectionBelief(double a, double b)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(b);
        A = a;
        B = b;
    }

    public double A { get; }

    public double B { get; }

    public double Mean => A / (A + B);

    /// <summary>E[(1−Pd)^k] = B(a, b+k)/B(a, b): the chance that k passes over it all miss an item.</summary>
    public double Miss(double passes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(passes);
        return passes == 0 ? 1.0 : ExpLog.Exp(BetaFunction.LogBeta(A, B + passes) - BetaFunction.LogBeta(A, B));
    }
}

/// <summary>Search without finds (METHODS H5).</summary>
public static class SearchMiss
{
    /// <summary>q = 1 − c + c·E[(1−Pd)^k]: the same share c of the cell was searched k times.</summary>
    public static double SamePart(double share, double passes, DetectionBelief belief) => 1.0 - share + (share * belief.Miss(passes));

    /// <summary>q = (1 − c·Pd)^k: each pass covers its own share c, passes independent.</summary>
    public static double OwnParts(double share, double detection, int passes)
    {
        var q = 1.0;
        for (var i = 0; i < passes; i++)
        {
            q *= 1.0 - (share * detection);
        }

        return q;
    }

    /// <summary>p' = p·q / (1 − p + p·q).</summary>
    public static double After(double probability, double miss) => probability * miss / (1.0 - probability + (probability * miss));

    /// <summary>Chance that anything is left where n items were found with miss chance q: 1 − exp(−n·q/(1−q)) (METHODS H7, unseen from seen).</summary>
    public static double LeftAfterFinds(int found, double miss) => -ExpLog.ExpM1(-found * miss / Math.Max(1e-9, 1.0 - miss));
}
