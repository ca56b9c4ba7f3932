namespace Surefoot.Planning;

/// <summary>Working days of one elevation zone over the horizon.</summary>
/// <remarks>
/// Each month of the year has a number of working days, 0 for a closed month; within a month they are spread evenly:
/// day i of n (from 0) works when ⌊(i+1)·w/n⌋ &gt; ⌊i·w/n⌋, so the calendar needs no random draw.
/// </remarks>
public sealed class WorkCalendar
{
    private readonly bool[] _isWorking;
    private readonly int[] _worked;
    private readonly int[] _dayOf;
    private readonly int[] _nextClosed;
    private readonly int[] _nextWorking;

    /// <param name="start">First day of the plan.</param>
    /// <param name="days">Length of the horizon.</param>
    /// <param name="workingDaysOfMonth">Twelve numbers, January first, 0 … days of the month.</param>
    public WorkCalendar(DateOnly start, int days, IReadOnlyList<int> workingDaysOfMonth)
    {
        ArgumentNullException.ThrowIfNull(workingDaysOfMonth);
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        if (workingDaysOfMonth.Count != 12 || workingDaysOfMonth.Any(w => w is < 0 or > 31))
        {
            throw new ArgumentException("Twelve numbers of working days, 0 to 31.", nameof(workingDaysOfMonth));
        }

        _isWorking = new bool[days];
        _worked = new int[days + 1];
        _nextClosed = new int[days + 1];
        _nextWorking = new int[days + 1];
        _nextClosed[days] = days;
        _nextWorking[days] = days;
        for (var day = 0; day < days; day++)
        {
            var date = start.AddDays(day);
            var length = DateTime.DaysInMonth(date.Year, date.Month);
            var work = Math.Min(length, workingDaysOfMonth[date.Month - 1]);
            _isWorking[day] = date.Day * work / length > (date.Day - 1) * work / length;
            _worked[day + 1] = _worked[day] + (_isWorking[day] ? 1 : 0);
        }

        _dayOf = new int[_worked[days]];
        for (var day = days - 1; day >= 0; day--)
        {
            if (_isWorking[day])
            {
                _dayOf[_worked[day]] = day;
            }

            _nextClosed[day] = workingDaysOfMonth[start.AddDays(day).Month - 1] == 0 ? day : _nextClosed[day + 1];
            _nextWorking[day] = _isWorking[day] ? day : _nextWorking[day + 1];
        }
    }

    public int Days => _isWorking.Length;

    public bool IsWorking(int day) => _isWorking[day];

    /// <summary>Working days before a day.</summary>
    public int WorkedBefore(int day) => _worked[day];

    /// <summary>First day on or after <paramref name="day"/> that lies in a closed month; the horizon if there is none.</summary>
    public int NextClosed(int day) => _nextClosed[day];

    /// <summary>First working day on or after <paramref name="day"/>; the horizon if there is none.</summary>
    public int NextWorking(int day) => _nextWorking[day];

    /// <summary>Day after the last of <paramref name="workingDays"/> working days from <paramref name="start"/>; −1 if the horizon ends first.</summary>
    public int Finish(int start, int workingDays)
    {
        var last = _worked[start] + workingDays - 1;
        return last < _dayOf.Length ? _dayOf[last] + 1 : -1;
    }
}
