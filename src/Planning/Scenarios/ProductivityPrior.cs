namespace Surefoot.Planning;

/// <summary>How far real output may lie from the plan's.</summary>
/// <remarks>
/// ln(output of year y / planned) = b + e_y: b, shared by all years, is what the plan gets wrong throughout; e_y is the year. A priori b ~ N(0, s_b²),
/// e ~ N(0, s_e²), and s_b² + s_e² = 0.5², the spread of national annual output (Cambodia 2010–15, METHODS 4). The split between them is ours.
/// After n reported years with mean log ratio m: var b = 1/(1/s_b² + n/s_e²), mean b = var b · n·m/s_e² (normal with known variance).
/// </remarks>
/// <param name="BiasMean">Mean of b.</param>
/// <param name="BiasSpread">sd of b.</param>
/// <param name="YearSpread">sd of e.</param>
/// <param name="TaskSpread">sd(ln) of the work of single tasks: averages out over many.</param>
public sealed record ProductivityPrior(double BiasMean = 0, double BiasSpread = 0.4, double YearSpread = 0.3, double TaskSpread = 0.4)
{
    /// <summary>sd(ln) of one year's output, all causes: 0.5 before any report.</summary>
    public double AnnualSpread => Math.Sqrt((BiasSpread * BiasSpread) + (YearSpread * YearSpread));

    /// <summary>Learns from reported years.</summary>
    /// <param name="logRatios">ln(reported / planned) of each whole year.</param>
    public ProductivityPrior After(IReadOnlyList<double> logRatios)
    {
        ArgumentNullException.ThrowIfNull(logRatios);
        var precision = (1 / (BiasSpread * BiasSpread)) + (logRatios.Count / (YearSpread * YearSpread));
        var mean = ((BiasMean / (BiasSpread * BiasSpread)) + (logRatios.Sum() / (YearSpread * YearSpread))) / precision;
        return this with { BiasMean = mean, BiasSpread = Math.Sqrt(1 / precision) };
    }
}
