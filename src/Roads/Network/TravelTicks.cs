namespace Surefoot.Roads;

/// <summary>Travel times as whole numbers of a tick, held in doubles: their sums are exact, so no order of addition can change a bit.</summary>
/// <remarks>
/// One tick is 1 / (240,000,000 · 2^15) hour, about 0.46 nanoseconds. 240 is the least common multiple of the speeds 80, 60, 40, 20, 12 and of
/// 5 km/h on foot, so that hours of every length in whole millimetres at these speeds are whole ticks; other hours are rounded to the
/// nearest tick (error at most 6.4e−14 h an edge). Sums below 2^53 ticks (1,145 hours) are exact; longer ones round like any double.
/// Hours of a path are one division at the end: the correctly rounded true sum.
/// </remarks>
internal static class TravelTicks
{
    public const double PerHour = 240_000_000.0 * 32_768;

    /// <summary>Hours up to which sums are exact.</summary>
    public const double ExactHours = 9_007_199_254_740_992 / PerHour;

    public static double FromHours(double hours) => Math.Round(hours * PerHour);

    public static double ToHours(double ticks) => ticks / PerHour;
}
