namespace Surefoot.SampleCountry;

/// <summary>How much of the sample country is made.</summary>
public enum SampleScale
{
    /// <summary>One district (Fuzuli, AZ-FUZ) with its own yearly table, for tests.</summary>
    Small,

    /// <summary>All twelve districts (13 polygons) with the published totals.</summary>
    National,
}

/// <summary>Which rules the invented truth follows.</summary>
public enum SampleVariant
{
    /// <summary>The rules stated in the README.</summary>
    Plain,

    /// <summary>Deliberately different: exposure-biased accidents, wider sheet shifts, misses correlated by soil, delivered relief not the true one.</summary>
    Wrong,
}

/// <param name="GeographyFolder">The folder <c>samples/karabakh/geography</c>.</param>
/// <param name="OutputFolder">Created when absent; files of an earlier run are replaced.</param>
/// <param name="Seed">Same seed, scale and variant give the same bytes.</param>
/// <param name="Workers">Threads, at least 1; no byte depends on it.</param>
public sealed record SampleOptions(
    string GeographyFolder,
    string OutputFolder,
    SampleScale Scale = SampleScale.National,
    ulong Seed = 20250331,
    SampleVariant Variant = SampleVariant.Plain,
    int Workers = 1);

/// <param name="Step">What has just been done, as a short phrase.</param>
/// <param name="Share">Share of the whole run done, 0 to 1.</param>
public readonly record struct SampleProgress(string Step, double Share);

/// <summary>What was made. Areas are net, in the account's plane, of the coordinates as written.</summary>
/// <param name="Counts">Rows by file name.</param>
public sealed record SampleSummary(
    SampleScale Scale,
    SampleVariant Variant,
    ulong Seed,
    IReadOnlyDictionary<string, int> Counts,
    double ConfirmedM2,
    double SuspectedM2,
    double CancelledM2,
    double ReducedM2,
    double ClearedM2,
    IReadOnlyList<SampleYear> Years,
    int TrueItems,
    int TrueItemsLeft);

/// <summary>One row of the yearly table as made; UXO includes submunitions.</summary>
public sealed record SampleYear(int Year, double ClearedM2, int ApMines, int AtMines, int Uxo);
