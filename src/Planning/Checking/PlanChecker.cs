namespace Surefoot.Planning.Checking;

/// <summary>One thing that is wrong with a plan.</summary>
/// <param name="Kind">Kebab code: precedence, renewable-over, non-renewable-over, unknown-mode, missing-job, duplicate, negative-start, wrong-duration, wrong-makespan, truncated-file, closed-season, no-working-day, wrong-pool, too-early, beyond-horizon, wrong-objective.</param>
/// <param name="Job">Task or job number; −1 for the plan as a whole.</param>
/// <param name="At">Day or time; −1 where there is none.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record Violation(string Kind, int Job, int At, string Message);

/// <summary>Judges a mine-action plan by recomputing everything from the instance's plain data.</summary>
/// <remarks>
/// INTEGRITY 4 rule 12. Shares no code with the solver, the calendars or the objective of the engine: it walks day by day. It reads only
/// <see cref="PlanInstance"/> data (start, days, tasks, pools, joint worths, seasons, budgets, rate) and the plan.
/// </remarks>
public static class PlanChecker
{
    // Objectives are sums of some ten thousand terms added in different orders here and there.
    private const double SumTolerance = 1e-9;

    public static IReadOnlyList<Violation> Check(PlanInstance instance, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(plan);
        var found = new List<Violation>();
        var byTask = new Dictionary<int, Assignment>();
        foreach (var a in plan.Assignments)
        {
            if (a.Task < 0 || a.Task >= instance.Tasks.Count)
            {
                found.Add(new("missing-job", a.Task, a.StartDay, $"The plan names task {a.Task}, which does not exist."));
            }
            else if (!byTask.TryAdd(a.Task, a))
            {
                found.Add(new("duplicate", a.Task, a.StartDay, $"Task {Name(instance, a.Task)} is planned twice."));
            }
        }

        CheckCompleteness(instance, plan, byTask, found);
        var sound = new List<Assignment>();
        foreach (var a in byTask.Values.OrderBy(a => a.Task))
        {
            if (CheckAssignment(instance, a, found))
            {
                sound.Add(a);
            }
        }

        CheckPrecedence(instance, byTask, found);
        CheckTeams(instance, sound, found);
        CheckMoney(instance, sound, found);
        var makespan = byTask.Count == 0 ? 0 : byTask.Values.Max(a => a.FinishDay);
        if (makespan != plan.MakespanDays)
        {
            found.Add(new("wrong-makespan", -1, makespan, $"The plan says it ends on day {plan.MakespanDays}; its last task ends on day {makespan}."));
        }

        if (found.Count == 0)
        {
            CheckObjective(instance, plan, byTask, found);
        }

        return found;
    }

    private static string Name(PlanInstance instance, int task) => $"{task} ({instance.Tasks[task].Code})";

    private static void CheckCompleteness(PlanInstance instance, Plan plan, Dictionary<int, Assignment> byTask, List<Violation> found)
    {
        var leftOut = plan.LeftOut.ToHashSet();
        for (var task = 0; task < instance.Tasks.Count; task++)
        {
            if (!byTask.ContainsKey(task) && !leftOut.Contains(task))
            {
                found.Add(new("missing-job", task, -1, $"Task {Name(instance, task)} is neither planned nor listed as left out."));
            }
            else if (byTask.ContainsKey(task) && leftOut.Contains(task))
            {
                found.Add(new("duplicate", task, -1, $"Task {Name(instance, task)} is both planned and listed as left out."));
            }
        }
    }

    private static bool CheckAssignment(PlanInstance instance, Assignment a, List<Violation> found)
    {
        var task = instance.Tasks[a.Task];
        if (a.StartDay < 0)
        {
            found.Add(new("negative-start", a.Task, a.StartDay, $"Task {Name(instance, a.Task)} starts before the plan."));
            return false;
        }

        if (a.FinishDay > instance.Days || a.StartDay >= instance.Days)
        {
            found.Add(new("beyond-horizon", a.Task, a.FinishDay, $"Task {Name(instance, a.Task)} ends after the plan."));
            return false;
        }

        if (a.Mode < 0 || a.Mode >= task.Modes.Count)
        {
            found.Add(new("unknown-mode", a.Task, a.StartDay, $"Task {Name(instance, a.Task)} has no mode {a.Mode}."));
            return false;
        }

        var mode = task.Modes[a.Mode];
        if (a.Pool < 0 || a.Pool >= instance.Pools.Count || instance.Pools[a.Pool].Type != mode.Type || !instance.Pools[a.Pool].Districts.Contains(task.District)
            || a.Teams < 1 || a.Teams > mode.MaxTeams)
        {
            found.Add(new("wrong-pool", a.Task, a.StartDay, $"Task {Name(instance, a.Task)} cannot be done by {a.Teams} team(s) of pool {a.Pool}."));
            return false;
        }

        if (a.StartDay < task.EarliestDay)
        {
            found.Add(new("too-early", a.Task, a.StartDay, $"Task {Name(instance, a.Task)} starts on day {a.StartDay}; it is ready on day {task.EarliestDay}."));
        }

        if (!Works(instance, task.Zone, a.StartDay))
        {
            found.Add(new("no-working-day", a.Task, a.StartDay, $"Task {Name(instance, a.Task)} starts on a day on which its zone does not work."));
        }

        for (var day = a.StartDay; day < a.FinishDay; day++)
        {
            if (instance.Seasons[task.Zone][instance.Start.AddDays(day).Month - 1] == 0)
            {
                found.Add(new("closed-season", a.Task, day, $"Task {Name(instance, a.Task)} runs into a month in which its zone is closed."));
                break;
            }
        }

        // Work left is taken off day by day; a billionth of the area is rounding.
        var left = task.AreaM2;
        var day1 = a.StartDay;
        var worked = 0;
        while (day1 < instance.Days && (left > 1e-9 * task.AreaM2 || worked == 0))
        {
            if (Works(instance, task.Zone, day1))
            {
                left -= mode.M2PerTeamDay * a.Teams;
                worked++;
            }

            day1++;
        }

        if (day1 != a.FinishDay)
        {
            found.Add(new("wrong-duration", a.Task, a.FinishDay, $"Task {Name(instance, a.Task)} should end on day {day1}, not on day {a.FinishDay}."));
        }

        return true;
    }

    private static void CheckPrecedence(PlanInstance instance, Dictionary<int, Assignment> byTask, List<Violation> found)
    {
        foreach (var a in byTask.Values.OrderBy(a => a.Task))
        {
            foreach (var before in instance.Tasks[a.Task].Predecessors)
            {
                if (!byTask.TryGetValue(before, out var first))
                {
                    found.Add(new("precedence", a.Task, a.StartDay, $"Task {Name(instance, a.Task)} is planned, task {Name(instance, before)} before it is not."));
                }
                else if (a.StartDay < first.FinishDay + instance.Tasks[a.Task].LagDays)
                {
                    found.Add(new("precedence", a.Task, a.StartDay, $"Task {Name(instance, a.Task)} starts before task {Name(instance, before)} is finished and checked."));
                }
            }
        }
    }

    private static void CheckTeams(PlanInstance instance, List<Assignment> sound, List<Violation> found)
    {
        for (var pool = 0; pool < instance.Pools.Count; pool++)
        {
            var busy = new long[instance.Days];
            foreach (var a in sound.Where(a => a.Pool == pool))
            {
                for (var day = a.StartDay; day < Math.Min(a.FinishDay, instance.Days); day++)
                {
                    busy[day] += a.Teams;
                }
            }

            var over = Array.FindIndex(busy, b => b > instance.Pools[pool].Teams);
            if (over >= 0)
            {
                found.Add(new("renewable-over", -1, over, $"Pool {instance.Pools[pool].Code} has {instance.Pools[pool].Teams} teams; {busy[over]} are at work on day {over}."));
            }
        }
    }

    private static void CheckMoney(PlanInstance instance, List<Assignment> sound, List<Violation> found)
    {
        var spent = new double[instance.YearlyBudget.Count];
        foreach (var a in sound)
        {
            for (var day = a.StartDay; day < Math.Min(a.FinishDay, instance.Days); day++)
            {
                if (Works(instance, instance.Tasks[a.Task].Zone, day))
                {
                    spent[PlanYearOf(instance, day)] += a.Teams * instance.Pools[a.Pool].CostPerTeamDay;
                }
            }
        }

        for (var year = 0; year < spent.Length; year++)
        {
            if (spent[year] > instance.YearlyBudget[year] * (1 + SumTolerance))
            {
                found.Add(new("non-renewable-over", -1, -1, $"Plan year {year + 1} costs {spent[year]:F0}; its budget is {instance.YearlyBudget[year]:F0}."));
            }
        }
    }

    private static void CheckObjective(PlanInstance instance, Plan plan, Dictionary<int, Assignment> byTask, List<Violation> found)
    {
        var total = 0.0;
        var size = 1.0;
        foreach (var a in byTask.Values)
        {
            Add(instance.Tasks[a.Task].Worth * Factor(a.FinishDay));
            for (var day = a.StartDay; day < a.FinishDay; day++)
            {
                Add(Works(instance, instance.Tasks[a.Task].Zone, day) ? -a.Teams * instance.Pools[a.Pool].CostPerTeamDay * Factor(day) : 0);
            }
        }

        foreach (var joint in instance.Joint)
        {
            if (joint.Tasks.All(byTask.ContainsKey))
            {
                Add(joint.Worth * Factor(joint.Tasks.Max(t => byTask[t].FinishDay)));
            }
        }

        if (Math.Abs(total - plan.Objective) > SumTolerance * size)
        {
            found.Add(new("wrong-objective", -1, -1, $"The plan says it is worth {plan.Objective:R}; it is worth {total:R}."));
        }

        void Add(double term)
        {
            total += term;
            size += Math.Abs(term);
        }

        double Factor(int day) => Math.Exp(-Math.Log(1 + instance.DiscountRate) * day / 365.25);
    }

    private static int PlanYearOf(PlanInstance instance, int day)
    {
        var year = 0;
        while (instance.Start.AddYears(year + 1) <= instance.Start.AddDays(day))
        {
            year++;
        }

        return year;
    }

    private static bool Works(PlanInstance instance, int zone, int day)
    {
        // The d-th day of a month works when ⌊d·w/n⌋ steps up: written out again on purpose.
        var date = instance.Start.AddDays(day);
        long length = DateTime.DaysInMonth(date.Year, date.Month);
        var work = Math.Min(length, instance.Seasons[zone][date.Month - 1]);
        return (date.Day * work / length) - ((date.Day - 1) * work / length) == 1;
    }
}
