namespace Surefoot.Assessment.Hazard;

/// <summary>How far off a position may be, as one standard deviation per axis in metres, from how it was made (METHODS H4).</summary>
public static class PositionErrors
{
    /// <summary>A former position, read from a 100 m grid square: uniform over it, 100 / √12.</summary>
    public const double GridSquareSigmaM = 28.9;

    /// <summary>A place named in a gazetteer stands somewhere in the village.</summary>
    public const double SettlementSigmaM = 250;

    private const int UsualScale = 50_000;

    // Circular error of a well-drawn map, 90 %, in metres on paper; CE90 = 2.146 σ.
    private const double MapCe90OnPaperM = 0.508e-3;
    private const double SigmaPerCe90 = 1 / 2.146;

    // A stated accuracy is taken as the radius that holds the place two times out of three: R = 1.51 σ.
    private const double SigmaPerStatedRadius = 1 / 1.51;
    private const double UnstatedAccuracyM = 100;

    /// <summary>A shape drawn on a sheet: 11.8 m at 1:50,000, twice that at 1:100,000.</summary>
    public static double OfSheet(int? scale) => MapCe90OnPaperM * (scale ?? UsualScale) * SigmaPerCe90;

    public static double OfStatedAccuracy(double? accuracyM) => Math.Max(1, accuracyM ?? UnstatedAccuracyM) * SigmaPerStatedRadius;
}
