using System.Globalization;
using Surefoot.Planning;

namespace Surefoot.Assessment.Planning;

/// <summary>One thing a task waits for.</summary>
/// <param name="Kind">task, season, access, teams, money.</param>
/// <param name="Name">The task, the pool or the plan year.</param>
/// <param name="Until">First day on which it no longer holds the task up.</param>
public sealed record WaitsFor(string Kind, string Name, DateOnly Until);

/// <param name="Days">Earlier by so many days.</param>
/// <param name="Worth">What that would add to the plan's objective if nothing else moved, money.</param>
public sealed record EarlierStart(int Days, double Worth);

/// <summary>Why a task stands where it stands.</summary>
/// <param name="Start">Null: not within the horizon.</param>
/// <param name="Team">Pool; null if not planned.</param>
public sealed record TaskReasons(
    string Task, string Area, string District, DateOnly? Start, DateOnly? LastDay, string? Team, int Teams, IReadOnlyList<WaitsFor> WaitsFor, EarlierStart? WhatIfEarlier, string Reason);

/// <summary>Reads out of a kept plan what holds a task up.</summary>
public static class ExplainTask
{
    private const int EarlierDays = 30;

    /// <param name="kept">The run.</param>
    /// <param name="task">A task's name, or a hazard area's id for its first task.</param>
    /// <returns>Null when the plan knows no such task.</returns>
    public static TaskReasons? Handle(KeptPlan kept, string task)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var number = Find(kept.Inputs.Tasks, task);
        if (number < 0)
        {
            return null;
        }

        var instance = kept.Inputs.ToInstance();
        var wanted = instance.Tasks[number];
        var area = kept.Inputs.Areas[wanted.Area];
        var district = kept.Inputs.Districts[wanted.District].Code;
        var planned = kept.Plan.Tasks.ToDictionary(t => t.Number);
        if (!planned.TryGetValue(number, out var at))
        {
            var blocking = wanted.Predecessors.Where(p => !planned.ContainsKey(p)).Select(p => instance.Tasks[p].Code).ToArray();
            var reason = blocking.Length > 0 ? $"Not within the horizon: {string.Join(", ", blocking)} must be finished before and is not."
                : "Not within the horizon: teams and money are worth more elsewhere, or it costs more than it is worth.";
            return new TaskReasons(wanted.Code, area, district, null, null, null, 0, [], null, reason);
        }

        var waits = Waits(kept, instance, wanted, at, planned);
        var earlier = Math.Min(EarlierDays, at.StartDay);
        var pool = kept.Inputs.Pools.First(p => p.Code == at.Pool);
        var cost = wanted.Modes[at.Mode].WorkingDays(wanted.AreaM2, at.Teams) * at.Teams * pool.CostPerTeamDay;
        var gain = (wanted.Worth - cost) * (instance.Discount(at.FinishDay - earlier) - instance.Discount(at.FinishDay));
        return new TaskReasons(
            wanted.Code, area, district, at.Start, at.LastDay, at.Pool, at.Teams, waits, new EarlierStart(earlier, gain),
            waits.Count == 0 ? "It starts as soon as it may." : "Waits for: " + string.Join("; ", waits.Select(Say)) + ".");
    }

    private static string Say(WaitsFor wait) => wait.Kind switch
    {
        "task" => Text($"{wait.Name}, free from {wait.Until:yyyy-MM-dd}"),
        "season" => Text($"the season, open from {wait.Until:yyyy-MM-dd}"),
        "access" => Text($"access, from {wait.Until:yyyy-MM-dd}"),
        "teams" => Text($"teams of {wait.Name}, busy until {wait.Until:yyyy-MM-dd}"),
        _ => Text($"money: {wait.Name} is spent, the next begins {wait.Until:yyyy-MM-dd}"),
    };

    private static List<WaitsFor> Waits(KeptPlan kept, PlanInstance instance, ClearanceTask wanted, PlannedTask at, Dictionary<int, PlannedTask> planned)
    {
        var waits = new List<WaitsFor>();
        var calendar = instance.Calendar(wanted.Zone);
        var free = wanted.EarliestDay;
        foreach (var predecessor in wanted.Predecessors)
        {
            var ready = planned[predecessor].FinishDay + wanted.LagDays;
            free = Math.Max(free, ready);
            waits.Add(new WaitsFor("task", instance.Tasks[predecessor].Code, kept.Inputs.Start.AddDays(ready)));
        }

        if (wanted.EarliestDay > 0)
        {
            waits.Add(new WaitsFor("access", wanted.Code, kept.Inputs.Start.AddDays(wanted.EarliestDay)));
        }

        if (free >= instance.Days || calendar.NextWorking(free) >= at.StartDay)
        {
            return waits;
        }

        if (calendar.NextClosed(free) is var closed && closed < at.StartDay && calendar.NextWorking(closed) == at.StartDay)
        {
            waits.Add(new WaitsFor("season", wanted.Code, at.Start));
            return waits;
        }

        // The day before: were teams of the pool busy, or was the year's money gone?
        var pool = kept.Inputs.Pools.First(p => p.Code == at.Pool);
        var before = at.StartDay - 1;
        var busy = kept.Plan.Tasks.Where(t => t.Pool == at.Pool && t.StartDay <= before && t.FinishDay > before).ToArray();
        if (busy.Sum(t => t.Teams) + at.Teams > pool.Teams)
        {
            waits.Add(new WaitsFor("teams", at.Pool, kept.Inputs.Start.AddDays(busy.Min(t => t.FinishDay))));
        }
        else if (instance.BudgetYear(before) != instance.BudgetYear(at.StartDay))
        {
            waits.Add(new WaitsFor("money", Text($"plan year {instance.BudgetYear(before) + 1}"), at.Start));
        }

        return waits;
    }

    private static int Find(IReadOnlyList<ClearanceTask> tasks, string name)
    {
        for (var i = 0; i < tasks.Count; i++)
        {
            if (tasks[i].Code == name || tasks[i].Code.StartsWith(name + "/", StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
