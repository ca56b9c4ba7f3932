using Surefoot.Numerics;

namespace Surefoot.Hazard.Formulas;

/// <summary>Area release with learning: contaminated with probability π, then density ~ Gamma(α, β per m²) (METHODS H6).</summary>
/// <param name="Contaminated">π.</param>
/// <param name="Shape">α.</param>
/// <param name="RateM2">β, in m².</param>
public readonly record struct AreaRelease(double Contaminated, double Shape, double RateM2)
{
    /// <summary>π' after a clean effective search of E m² (Σ area · Pd).</summary>
    public double ContaminatedAfter(double searchedM2)
    {
        var q = ExpLog.Pow(RateM2 / (RateM2 + searchedM2), Shape);
        return Contaminated * q / (1.0 - Contaminated + (Contaminated * q));
    }

    /// <summary>Probability that the unsearched rest of U m² holds none.</summary>
    public double NothingLeft(double searchedM2, double unsearchedM2)
    {
        var after = ContaminatedAfter(searchedM2);
        return 1.0 - after + (after * ExpLog.Pow((RateM2 + searchedM2) / (RateM2 + searchedM2 + unsearchedM2), Shape));
    }

    /// <summary>Expected items in U m² after n finds in an effective search of E m²; with finds there is no spike at zero.</summary>
    public double ExpectedLeft(int found, double searchedM2, double unsearchedM2)
    {
        var density = (Shape + found) / (RateM2 + searchedM2);
        return (found > 0 ? 1.0 : ContaminatedAfter(searchedM2)) * density * unsearchedM2;
    }
}
