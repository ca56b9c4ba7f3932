using Surefoot.Planning;

namespace Surefoot.Assessment.Planning;

/// <summary>A target for the part of a calendar year that the plan covers.</summary>
/// <param name="IsPart">The plan covers only a part of the year; the target is that part of the yearly figure, by working days of the season.</param>
/// <param name="ShareOfYear">That part, 0 to 1.</param>
public sealed record TargetPeriod(int Year, DateOnly From, DateOnly To, bool IsPart, double ShareOfYear, double ClearedHa);

internal static class YearlyTargets
{
    private const double M2PerHa = 10_000;

    /// <param name="yearlyHa">For a whole year.</param>
    /// <param name="seasons">Working days of each month, by elevation zone.</param>
    /// <param name="zoneM2">Open ground by elevation zone: weighs the seasons.</param>
    public static IReadOnlyList<TargetPeriod> Spread(DateOnly start, int years, double yearlyHa, IReadOnlyList<IReadOnlyList<int>> seasons, IReadOnlyList<double> zoneM2)
    {
        var end = start.AddYears(years).AddDays(-1);
        var periods = new List<TargetPeriod>();
        for (var year = start.Year; year <= end.Year; year++)
        {
            DateOnly first = new(year, 1, 1), last = new(year, 12, 31);
            var from = first < start ? start : first;
            var to = last > end ? end : last;
            var share = WorkingDays(from, to, seasons, zoneM2) / WorkingDays(first, last, seasons, zoneM2);
            periods.Add(new TargetPeriod(year, from, to, from != first || to != last, share, Math.Round(yearlyHa * share, 1)));
        }

        return periods;
    }

    public static IReadOnlyList<YearTarget> ToEngine(IReadOnlyList<TargetPeriod> periods) => [.. periods.Select(p => new YearTarget(p.Year, p.ClearedHa * M2PerHa))];

    private static double WorkingDays(DateOnly from, DateOnly to, IReadOnlyList<IReadOnlyList<int>> seasons, IReadOnlyList<double> zoneM2)
    {
        var days = 0.0;
        for (var zone = 0; zone < zoneM2.Count; zone++)
        {
            var calendar = new WorkCalendar(from, to.DayNumber - from.DayNumber + 1, seasons[zone]);
            days += zoneM2[zone] * calendar.WorkedBefore(calendar.Days);
        }

        return days;
    }
}
