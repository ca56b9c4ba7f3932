using System.Globalization;

namespace Surefoot.Reporting;

/// <summary>Figures as people read them: square metres inside, km² and hectares on paper, the unit always beside.</summary>
internal static class Figures
{
    private const double M2PerKm2 = 1e6;

    public static string Km2(decimal areaM2) => Km2((double)areaM2);

    public static string Km2(double areaM2) => (areaM2 / M2PerKm2).ToString("#,0.0;−#,0.0;0.0", CultureInfo.InvariantCulture);

    public static string Ha(double hectares) => hectares.ToString("#,0", CultureInfo.InvariantCulture);

    public static string HaAsReported(double hectares) => hectares.ToString(hectares == Math.Round(hectares) ? "#,0" : "#,0.0", CultureInfo.InvariantCulture);

    public static string Count(double count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Number(double? value, string format) => value is { } v ? v.ToString(format, CultureInfo.InvariantCulture) : "–";

    public static string Percent(double share) => share is > 0 and < 0.0005 ? "< 0.1 %" : (share * 100).ToString(share is > 0 and < 0.1 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A share of simulated futures: never more certain than their number allows.</summary>
    public static string Probability(double share, int scenarios) => share switch
    {
        <= 0 => string.Create(CultureInfo.InvariantCulture, $"< {100.0 / scenarios:0.#} %"),
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"> {100 - (100.0 / scenarios):0.#} %"),
        _ => Percent(share),
    };

    public static string Million(double value) => (value / 1e6).ToString("#,0", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string DayOfYear(DateOnly day) => day.ToString("d MMMM", CultureInfo.InvariantCulture);
}
