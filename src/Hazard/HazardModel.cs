namespace Surefoot.Hazard;

/// <summary>What was learned; a run needs nothing else beside the evidence. Same model and evidence give the same bits.</summary>
/// <param name="Version">Of the engine that fitted it.</param>
/// <param name="Seed">Of the fit's draws.</param>
/// <param name="Intercept">ln p0/(1−p0) of land without any evidence.</param>
/// <param name="Weights">One per <see cref="Features.All"/>; the term is weight × feature.</param>
/// <param name="FindRateBase">Share of searched cells in which something was found, the reference of the find-rate terms.</param>
/// <param name="SheetTrust">r per map sheet; a sheet not named has <paramref name="TrustMean"/>.</param>
/// <param name="TrustMean">μ of the Beta prior of trust.</param>
/// <param name="RecordShare">b, the share of land that minefield records cover.</param>
/// <param name="ItemsIfConfirmed">Mean items in a cell that holds any, inside confirmed areas.</param>
/// <param name="ItemsElsewhere">The same elsewhere.</param>
/// <param name="Covariance">Of the fitted weights and the intercept (first), row-major over 1 + features; zero rows for assumptions.</param>
/// <param name="Report">How the fit went.</param>
public sealed record HazardModel(
    string Version,
    ulong Seed,
    double Intercept,
    double[] Weights,
    double FindRateBase,
    IReadOnlyDictionary<string, double> SheetTrust,
    double TrustMean,
    double RecordShare,
    double ItemsIfConfirmed,
    double ItemsElsewhere,
    double[] Covariance,
    FitReport Report)
{
    public const string EngineVersion = "hazard-1";
}

/// <summary>Figures of a fit, on held-out blocks of searched land.</summary>
/// <param name="TrainingCells">Searched cells learned from.</param>
/// <param name="Positives">Of them with finds.</param>
/// <param name="HeldOutLogLoss">Mean over held-out blocks, of "something was found".</param>
/// <param name="CalibrationSlope">Slope of the held-out log-odds that the weights were multiplied by.</param>
/// <param name="Penalty">L2 penalty chosen on the held-out blocks.</param>
public sealed record FitReport(int TrainingCells, int Positives, double HeldOutLogLoss, double CalibrationSlope, double Penalty);
