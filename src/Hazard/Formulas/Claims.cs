using Surefoot.Numerics;

namespace Surefoot.Hazard.Formulas;

/// <summary>Likelihood ratios of claims (METHODS H1, H2, H4).</summary>
public static class Claims
{
    /// <summary>|ln LR| of one group is held to this; how often it bites is reported.</summary>
    public const double LogClip = 5.0;

    /// <summary>LR of a claim that is genuine with probability r and otherwise unrelated to the truth: (r·g1 + (1−r)·b) / (r·g0 + (1−r)·b).</summary>
    /// <param name="genuine">r, in [0, 1].</param>
    /// <param name="ifHazard">g1 = P(claim | hazard, genuine).</param>
    /// <param name="ifNone">g0 = P(claim | no hazard, genuine).</param>
    /// <param name="background">b, the share of land that such claims cover, in (0, 1].</param>
    public static double LikelihoodRatio(double genuine, double ifHazard, double ifNone, double background)
    {
        if (!(genuine >= 0 && genuine <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(genuine), genuine, "A probability is needed.");
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(background);
        var unrelated = (1.0 - genuine) * background;
        return ((genuine * ifHazard) + unrelated) / ((genuine * ifNone) + unrelated);
    }

    /// <summary>ln(m·LR + 1 − m): a claim whose footprint holds the cell with probability m (H4, with LR = 1 outside).</summary>
    public static double SoftLog(double membership, double likelihoodRatio) => ExpLog.Log1P(membership * (likelihoodRatio - 1.0));

    /// <summary>P(genuine | no find) = r(1−Pd) / (r(1−Pd) + 1−r): a visit without a find refutes only in part (H3).</summary>
    public static double AfterNoFind(double genuine, double detection) => genuine * (1.0 - detection) / ((genuine * (1.0 - detection)) + 1.0 - genuine);
}
