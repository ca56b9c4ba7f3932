namespace Surefoot.Planning;

/// <summary>Everything a plan is made from, checked once.</summary>
public sealed class PlanInstance
{
    private readonly WorkCalendar[] _calendars;
    private readonly int[] _budgetYear;
    private readonly double[] _discount;

    private PlanInstance(
        DateOnly start,
        int days,
        IReadOnlyList<ClearanceTask> tasks,
        IReadOnlyList<TeamPool> pools,
        IReadOnlyList<JointWorth> joint,
        IReadOnlyList<IReadOnlyList<int>> seasons,
        IReadOnlyList<double> yearlyBudget,
        double discountRate)
    {
        Start = start;
        Days = days;
        Tasks = tasks;
        Pools = pools;
        Joint = joint;
        Seasons = seasons;
        YearlyBudget = yearlyBudget;
        DiscountRate = discountRate;
        _calendars = [.. seasons.Select(s => new WorkCalendar(start, days, s))];
        _budgetYear = new int[days];
        _discount = new double[days + 1];
        for (var day = 0; day <= days; day++)
        {
            if (day < days)
            {
                var date = start.AddDays(day);
                var years = date.Year - start.Year;
                _budgetYear[day] = start.AddYears(years) > date ? years - 1 : years;
            }

            _discount[day] = Math.Pow(1 + discountRate, -day / 365.25);
        }
    }

    public DateOnly Start { get; }

    /// <summary>Length of the horizon in days.</summary>
    public int Days { get; }

    public IReadOnlyList<ClearanceTask> Tasks { get; }

    public IReadOnlyList<TeamPool> Pools { get; }

    public IReadOnlyList<JointWorth> Joint { get; }

    /// <summary>Working days of each month, by zone.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Seasons { get; }

    /// <summary>Money that work of each plan year may cost; plan years begin on the anniversary of the start.</summary>
    public IReadOnlyList<double> YearlyBudget { get; }

    public double DiscountRate { get; }

    public int Teams => Pools.Sum(p => p.Teams);

    public WorkCalendar Calendar(int zone) => _calendars[zone];

    public int BudgetYear(int day) => _budgetYear[day];

    /// <summary>(1+r)^(−day/365.25).</summary>
    public double Discount(int day) => _discount[day];

    public int CalendarYear(int day) => Start.AddDays(day).Year;

    /// <param name="start">First day.</param>
    /// <param name="years">Whole years, 1 to 10; one budget per year.</param>
    /// <param name="tasks">Predecessors must have lower numbers: so there is no circle.</param>
    /// <param name="pools">Team pools.</param>
    /// <param name="joint">Joint worths; may be empty.</param>
    /// <param name="seasons">Working days per month, by zone.</param>
    /// <param name="yearlyBudget">One per year; +∞ for no limit.</param>
    /// <param name="discountRate">Per year, not negative.</param>
    /// <exception cref="ArgumentException">A number that refers to nothing or is no quantity.</exception>
    public static PlanInstance Create(
        DateOnly start,
        int years,
        IReadOnlyList<ClearanceTask> tasks,
        IReadOnlyList<TeamPool> pools,
        IReadOnlyList<JointWorth> joint,
        IReadOnlyList<IReadOnlyList<int>> seasons,
        IReadOnlyList<double> yearlyBudget,
        double discountRate = 0.05)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(pools);
        ArgumentNullException.ThrowIfNull(joint);
        ArgumentNullException.ThrowIfNull(seasons);
        ArgumentNullException.ThrowIfNull(yearlyBudget);
        ArgumentOutOfRangeException.ThrowIfLessThan(years, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(years, 10);
        ArgumentOutOfRangeException.ThrowIfNegative(discountRate);
        if (yearlyBudget.Count != years || yearlyBudget.Any(b => !(b >= 0)))
        {
            throw new ArgumentException("One budget per year, not negative.", nameof(yearlyBudget));
        }

        for (var i = 0; i < tasks.Count; i++)
        {
            var task = tasks[i];
            var isSound = (uint)task.Zone < (uint)seasons.Count && task.AreaM2 >= 0 && double.IsFinite(task.AreaM2) && task.Worth >= 0 && double.IsFinite(task.Worth)
                && task.LagDays >= 0 && task.EarliestDay >= 0 && task.Modes.Count > 0 && task.Modes.All(m => m.M2PerTeamDay > 0 && m.MaxTeams >= 1)
                && task.Predecessors.All(p => p >= 0 && p < i);
            if (!isSound)
            {
                throw new ArgumentException($"Task {i} ({task.Code}) is not sound: zone, area, worth, modes, or a predecessor that does not come before it.", nameof(tasks));
            }

            if (task.Phase == Phase.Preparation && task.ReleasedM2 > 0)
            {
                throw new ArgumentException($"Task {i} ({task.Code}): machines never release land alone.", nameof(tasks));
            }
        }

        if (pools.Any(p => p.Teams < 0 || !(p.CostPerTeamDay >= 0)))
        {
            throw new ArgumentException("A pool has no negative teams or cost.", nameof(pools));
        }

        if (joint.Any(j => !(j.Worth >= 0) || j.Tasks.Count == 0 || j.Tasks.Any(t => (uint)t >= (uint)tasks.Count)))
        {
            throw new ArgumentException("A joint worth names existing tasks, at least one, and is not negative.", nameof(joint));
        }

        return new PlanInstance(start, start.AddYears(years).DayNumber - start.DayNumber, tasks, pools, joint, seasons, yearlyBudget, discountRate);
    }
}
