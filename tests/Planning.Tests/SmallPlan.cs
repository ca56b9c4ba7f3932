using Google.OrTools.Sat;
using Surefoot.Numerics;

namespace Surefoot.Planning.Tests;

/// <summary>Small random instances, and their optimum by an exact model that shares nothing with the solver.</summary>
internal static class SmallPlan
{
    public static PlanInstance Random(ulong seed, int tasks = 6)
    {
        var random = new SeededRandom(seed);
        var list = new List<ClearanceTask>();
        for (var i = 0; i < tasks; i++)
        {
            int[] before = i > 0 && random.NextUnit() < 0.5 ? [random.NextIndex(i)] : [];
            var modes = new List<TaskMode> { new(TeamType.Manual, 50 + random.NextIndex(100), 1 + random.NextIndex(2)) };
            if (random.NextUnit() < 0.4)
            {
                modes.Add(new(TeamType.Dog, 50 + random.NextIndex(200), 1));
            }

            list.Add(new ClearanceTask
            {
                Code = $"T{i}",
                Area = i,
                Phase = Phase.Search,
                District = random.NextIndex(2),
                Zone = random.NextIndex(2),
                AreaM2 = 100 + random.NextIndex(900),
                Modes = modes,
                Predecessors = before,
                LagDays = random.NextIndex(3) * 10,
                EarliestDay = random.NextIndex(3) * 30,
                Worth = random.NextIndex(4) * 500,
                ClearedM2 = 100,
                ReleasedM2 = 100,
            });
        }

        TeamPool[] pools =
        [
            new("manual", TeamType.Manual, 0, 1 + random.NextIndex(2), 60, [0, 1]),
            new("dog", TeamType.Dog, 1, 1, 40, [1]),
        ];
        JointWorth[] joint = random.NextUnit() < 0.7 ? [new("pair", [random.NextIndex(tasks), random.NextIndex(tasks)], 1500)] : [];
        IReadOnlyList<int>[] seasons = [[3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3], [0, 0, 0, 3, 4, 4, 4, 4, 3, 0, 0, 0]];
        return PlanInstance.Create(new DateOnly(2025, 4, 1), 1, list, pools, joint, seasons, [random.NextUnit() < 0.5 ? 900 + random.NextIndex(1500) : 1e9]);
    }

    /// <summary>Every start, mode, pool and team count as a yes-or-no; solved by CP-SAT with one worker.</summary>
    public static double Optimum(PlanInstance instance)
    {
        const double Scale = 1000;
        var model = new CpModel();
        var goal = new List<(BoolVar Literal, long Worth)>();
        var options = new List<(BoolVar Literal, int Task, int Pool, int Teams, int Start, int Finish)>();
        for (var t = 0; t < instance.Tasks.Count; t++)
        {
            var task = instance.Tasks[t];
            foreach (var mode in task.Modes)
            {
                for (var p = 0; p < instance.Pools.Count; p++)
                {
                    if (instance.Pools[p].Type != mode.Type || !instance.Pools[p].Districts.Contains(task.District))
                    {
                        continue;
                    }

                    for (var k = 1; k <= Math.Min(mode.MaxTeams, instance.Pools[p].Teams); k++)
                    {
                        for (var start = task.EarliestDay; start < instance.Days; start++)
                        {
                            var (finish, discountedDays) = Finish(instance, task, mode.M2PerTeamDay * k, start);
                            if (finish > 0)
                            {
                                var literal = model.NewBoolVar($"t{t}p{p}k{k}s{start}");
                                options.Add((literal, t, p, k, start, finish));
                                var value = (task.Worth * Discount(instance, finish)) - (discountedDays * k * instance.Pools[p].CostPerTeamDay);
                                goal.Add((literal, (long)Math.Round(value * Scale)));
                            }
                        }
                    }
                }
            }
        }

        for (var t = 0; t < instance.Tasks.Count; t++)
        {
            model.AddAtMostOne(options.Where(o => o.Task == t).Select(o => (ILiteral)o.Literal));
            foreach (var before in instance.Tasks[t].Predecessors)
            {
                foreach (var later in options.Where(o => o.Task == t))
                {
                    model.AddBoolOr(options.Where(o => o.Task == before && o.Finish + instance.Tasks[t].LagDays <= later.Start).Select(o => (ILiteral)o.Literal).Append(later.Literal.Not()));
                }
            }
        }

        for (var p = 0; p < instance.Pools.Count; p++)
        {
            for (var day = 0; day < instance.Days; day++)
            {
                var busy = options.Where(o => o.Pool == p && o.Start <= day && day < o.Finish).ToList();
                if (busy.Count > 1)
                {
                    model.Add(LinearExpr.WeightedSum(busy.Select(o => o.Literal), busy.Select(o => (long)o.Teams)) <= instance.Pools[p].Teams);
                }
            }
        }

        model.Add(LinearExpr.WeightedSum(options.Select(o => o.Literal), options.Select(o => Cost(instance, o.Task, o.Pool, o.Teams, o.Start, o.Finish))) <= (long)instance.YearlyBudget[0]);
        foreach (var joint in instance.Joint)
        {
            var days = options.Where(o => joint.Tasks.Contains(o.Task)).Select(o => o.Finish).Distinct().ToList();
            var last = days.Select(d => model.NewBoolVar($"{joint.Code}{d}")).ToList();
            model.AddAtMostOne(last);
            for (var i = 0; i < days.Count; i++)
            {
                goal.Add((last[i], (long)Math.Round(joint.Worth * Discount(instance, days[i]) * Scale)));
                foreach (var t in joint.Tasks)
                {
                    model.AddBoolOr(options.Where(o => o.Task == t && o.Finish <= days[i]).Select(o => (ILiteral)o.Literal).Append(last[i].Not()));
                }
            }
        }

        model.Maximize(LinearExpr.WeightedSum(goal.Select(g => g.Literal), goal.Select(g => g.Worth)));
        var solver = new CpSolver { StringParameters = "num_workers:1 max_deterministic_time:60 random_seed:1" };
        solver.Solve(model).ShouldBe(CpSolverStatus.Optimal);
        return solver.ObjectiveValue / Scale;
    }

    private static double Discount(PlanInstance instance, int day) => Math.Pow(1 + instance.DiscountRate, -day / 365.25);

    private static bool Works(PlanInstance instance, int zone, int day)
    {
        var date = instance.Start.AddDays(day);
        var length = DateTime.DaysInMonth(date.Year, date.Month);
        var work = instance.Seasons[zone][date.Month - 1];
        return date.Day * work / length > (date.Day - 1) * work / length;
    }

    private static (int Finish, double DiscountedDays) Finish(PlanInstance instance, ClearanceTask task, double m2PerDay, int start)
    {
        if (!Works(instance, task.Zone, start))
        {
            return (-1, 0);
        }

        var left = Math.Max(1, (int)Math.Ceiling((task.AreaM2 / m2PerDay) - 1e-9));
        var discounted = 0.0;
        for (var day = start; day < instance.Days; day++)
        {
            if (instance.Seasons[task.Zone][instance.Start.AddDays(day).Month - 1] == 0)
            {
                return (-1, 0);
            }

            if (Works(instance, task.Zone, day))
            {
                left--;
                discounted += Discount(instance, day);
                if (left == 0)
                {
                    return (day + 1, discounted);
                }
            }
        }

        return (-1, 0);
    }

    private static long Cost(PlanInstance instance, int task, int pool, int teams, int start, int finish) =>
        Enumerable.Range(start, finish - start).Count(d => Works(instance, instance.Tasks[task].Zone, d)) * teams * (long)instance.Pools[pool].CostPerTeamDay;
}
