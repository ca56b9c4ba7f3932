namespace Surefoot.Planning;

/// <summary>The objective of METHODS 4: Σ (1+r)^−t (worth of tasks finished + joint worth of what is complete − cost of each working day).</summary>
internal sealed class PlanValue
{
    private readonly PlanInstance _instance;
    private readonly double[][] _discountedDays;

    public PlanValue(PlanInstance instance)
    {
        _instance = instance;
        _discountedDays = new double[instance.Seasons.Count][];
        for (var zone = 0; zone < _discountedDays.Length; zone++)
        {
            var sums = new double[instance.Days + 1];
            for (var day = 0; day < instance.Days; day++)
            {
                sums[day + 1] = sums[day] + (instance.Calendar(zone).IsWorking(day) ? instance.Discount(day) : 0);
            }

            _discountedDays[zone] = sums;
        }
    }

    /// <summary>Takes out what costs more than it brings: a task with all it opens, when nothing else needs it. Leaving work out keeps a plan feasible.</summary>
    public void Prune(ReadOnlySpan<Assignment> assignment, Span<bool> isStarted)
    {
        var tasks = _instance.Tasks;
        var net = new double[tasks.Count];
        var isNeeded = new bool[tasks.Count];
        foreach (var joint in _instance.Joint)
        {
            var isComplete = true;
            foreach (var task in joint.Tasks)
            {
                isComplete &= isStarted[task];
            }

            foreach (var task in joint.Tasks)
            {
                isNeeded[task] |= isComplete;
            }
        }

        for (var task = tasks.Count - 1; task >= 0; task--)
        {
            if (!isStarted[task])
            {
                continue;
            }

            net[task] += Net(assignment[task]);
            if (net[task] < 0 && !isNeeded[task])
            {
                isStarted[task] = false;
                continue;
            }

            var before = tasks[task].Predecessors;
            for (var i = 0; i < before.Count; i++)
            {
                // The first predecessor carries the sum of what it opens; any other is simply needed.
                isNeeded[before[i]] |= i > 0 || isNeeded[task];
            }

            if (before.Count > 0)
            {
                net[before[0]] += net[task];
            }
        }

        for (var task = 0; task < tasks.Count; task++)
        {
            foreach (var before in tasks[task].Predecessors)
            {
                isStarted[task] &= isStarted[before];
            }
        }
    }

    public double Of(ReadOnlySpan<Assignment> assignment, ReadOnlySpan<bool> isStarted)
    {
        var total = 0.0;
        for (var task = 0; task < isStarted.Length; task++)
        {
            if (isStarted[task])
            {
                total += Net(assignment[task]);
            }
        }

        foreach (var joint in _instance.Joint)
        {
            var last = 0;
            foreach (var task in joint.Tasks)
            {
                last = isStarted[task] ? Math.Max(last, assignment[task].FinishDay) : int.MaxValue;
                if (last == int.MaxValue)
                {
                    break;
                }
            }

            total += last == int.MaxValue ? 0 : joint.Worth * _instance.Discount(last);
        }

        return total;
    }

    private double Net(Assignment a)
    {
        var data = _instance.Tasks[a.Task];
        var days = _discountedDays[data.Zone];
        return (data.Worth * _instance.Discount(a.FinishDay))
            - ((days[a.FinishDay] - days[a.StartDay]) * a.Teams * _instance.Pools[a.Pool].CostPerTeamDay);
    }

    /// <summary>What the plan yields in each calendar year of the horizon.</summary>
    public static IReadOnlyList<PlanYear> Years(PlanInstance instance, ReadOnlySpan<Assignment> assignment, ReadOnlySpan<bool> isStarted)
    {
        var first = instance.Start.Year;
        var last = instance.CalendarYear(instance.Days - 1);
        var years = new (double Cleared, double Released, double Items)[last - first + 1];
        for (var task = 0; task < isStarted.Length; task++)
        {
            if (isStarted[task])
            {
                var data = instance.Tasks[task];
                ref var year = ref years[instance.CalendarYear(assignment[task].FinishDay - 1) - first];
                year.Cleared += data.ClearedM2;
                year.Released += data.ReleasedM2;
                year.Items += data.ExpectedItems;
            }
        }

        return [.. years.Select((y, i) => new PlanYear(first + i, y.Cleared, y.Released, y.Items))];
    }
}
