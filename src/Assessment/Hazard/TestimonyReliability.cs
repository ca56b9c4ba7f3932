namespace Surefoot.Assessment.Hazard;

/// <summary>Chance that what was said is right, from the pair of ratings (source A–F, information 1–6).</summary>
/// <remarks>
/// The scales are ordinal and nobody publishes probabilities for them; these are assumptions. F and 6 mean "cannot be judged" and so stand in the
/// middle. The pair counts by its mean: people rate the second half with the first in mind, so a product would count one judgement twice.
/// The engine learns a weight for testimonies as a whole; only the order and the spread of this table matter to it.
/// </remarks>
public static class TestimonyReliability
{
    private static readonly double[] Source = [0.95, 0.85, 0.70, 0.50, 0.35, 0.50];
    private static readonly double[] Information = [0.95, 0.80, 0.65, 0.45, 0.30, 0.50];

    private const double Unrated = 0.5;

    public static double Of(string? source, string? information) => 0.5 * (Rating(Source, source, 'A') + Rating(Information, information, '1'));

    private static double Rating(double[] table, string? code, char first) =>
        code is [var letter] && letter - first is >= 0 and var at && at < table.Length ? table[at] : Unrated;
}
