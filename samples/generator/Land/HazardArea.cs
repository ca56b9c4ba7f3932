namespace Surefoot.SampleCountry;

/// <summary>One recorded hazard area. Day is the day it was recorded (<see cref="DateOnly.DayNumber"/>).</summary>
internal sealed record HazardArea(int Index, bool Confirmed, int District, int Day, Shape Shape)
{
    public string Id => $"SYN-HA-{Index + 1:D5}";
}

/// <summary>Days in the sample's time.</summary>
internal static class Days
{
    public static int Of(int year, int month, int day) => new DateOnly(year, month, day).DayNumber;

    public static int Start { get; } = Of(2020, 11, 10);

    /// <summary>The day everything is told as of.</summary>
    public static int Data { get; } = Of(2025, 3, 31);

    public static DateOnly Date(int day) => DateOnly.FromDayNumber(day);
}
