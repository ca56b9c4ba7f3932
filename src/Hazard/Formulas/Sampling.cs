namespace Surefoot.Hazard.Formulas;

/// <summary>Sample size by the hypergeometric law (METHODS H11). Sampling tests the process; it cannot prove one field free of one mine.</summary>
public static class Sampling
{
    /// <summary>Smallest n with C(N−D, n)/C(N, n) ≤ 1 − γ: one of D bad units among N is seen with confidence γ.</summary>
    public static int Size(int units, int bad, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bad, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bad, units);
        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence in (0, 1) is needed.");
        }

        var unseen = 1.0;
        for (var n = 1; n <= units - bad; n++)
        {
            // C(N−D, n)/C(N, n) grows by the factor (N−D−n+1)/(N−n+1) with each unit drawn.
            unseen *= (double)(units - bad - n + 1) / (units - n + 1);
            // Half a unit in the twelfth digit: the product of thousands of factors is not exact.
            if (unseen <= (1.0 - confidence) * (1.0 + 1e-12))
            {
                return n;
            }
        }

        return units - bad + 1;
    }
}
