using System.Globalization;

namespace Surefoot.Server.Pages;

/// <summary>Figures as people read them. Square metres inside, km² and hectares only here; the unit is always printed beside.</summary>
internal static class Figures
{
    public static string Km2(decimal areaM2) => Km2((double)areaM2);

    public static string Km2(double areaM2) => Plain(areaM2 / 1e6, "#,0.0");

    /// <summary>One decimal, left out where it is a zero: the published table is printed so.</summary>
    public static string Ha(double hectares) => Plain(hectares, "#,0.#");

    /// <summary>Always one decimal, so that a column of hectares lines up.</summary>
    public static string HaTenths(double hectares) => Plain(hectares, "#,0.0");

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string PerHa(double? value) => value is { } v ? Plain(v, "0.000") : "–";

    public static string Percent(double share) => Plain(share * 100, share is > 0 and < 0.1 or > 0.99 and < 1 ? "0.0" : "0") + " %";

    public static string Probability(double p) => p switch
    {
        < 0.0005 => "< 0.1 %",
        > 0.995 and < 1 => "> 99 %",
        _ => Percent(p),
    };

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>"1 January to 31 March": the part of a year that has passed.</summary>
    public static string Stretch(DateOnly from, DateOnly to) =>
        string.Create(CultureInfo.InvariantCulture, $"{from:d MMMM} to {to:d MMMM}");

    /// <summary>A coordinate of a drawing.</summary>
    public static string Svg(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Plain(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
