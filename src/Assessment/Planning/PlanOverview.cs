namespace Surefoot.Assessment.Planning;

/// <param name="ClearedHa">By quarter, as many as there are quarters; work counts where it is finished.</param>
public sealed record DistrictTimeline(string District, string Name, int Tasks, double CancelledHa, IReadOnlyList<double> ClearedHa);

/// <summary>What one kind of team does in the plan.</summary>
/// <param name="Method">survey, surface-search, manual, dog or machine.</param>
/// <param name="WorkedHa">Ground worked: surveyed, prepared or searched.</param>
public sealed record MethodShare(string Method, int Teams, int Tasks, double WorkedHa, double CancelledHa, double ClearedHa, double Items);

/// <summary>A corridor and when the plan opens it.</summary>
/// <param name="Opens">The day its last area is released; null: not within the horizon, or not in the plan.</param>
public sealed record CorridorDate(AreaBundle Corridor, DateOnly? Opens);

/// <summary>A plan added up for people.</summary>
/// <param name="Quarters">First days, ascending, without gaps.</param>
public sealed record PlanOverview(IReadOnlyList<DateOnly> Quarters, IReadOnlyList<DistrictTimeline> Districts, IReadOnlyList<MethodShare> Methods, IReadOnlyList<CorridorDate> Corridors)
{
    private const double M2PerHa = 10_000;

    public static PlanOverview Of(PlanInputs inputs, PlanFile plan)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(plan);
        var quarters = new List<DateOnly>();
        for (var day = new DateOnly(inputs.Start.Year, (((inputs.Start.Month - 1) / 3) * 3) + 1, 1); day <= inputs.End; day = day.AddMonths(3))
        {
            quarters.Add(day);
        }

        var byDistrict = plan.Tasks.ToLookup(t => t.District, StringComparer.Ordinal);
        var lastDay = plan.Tasks.ToDictionary(t => t.Number, t => t.LastDay);
        var joint = inputs.Joint.ToDictionary(j => j.Code, StringComparer.Ordinal);
        return new(
            quarters,
            [.. inputs.Districts.Select(d => Timeline(d, [.. byDistrict[d.Code]], quarters))],
            [
                .. plan.Tasks.GroupBy(t => t.Method).OrderBy(g => g.Key).Select(g => new MethodShare(
                    PlanWords.Of(g.Key),
                    inputs.Pools.Where(p => p.Type == g.Key).Sum(p => p.Teams),
                    g.Count(),
                    g.Sum(t => t.AreaM2) / M2PerHa,
                    g.Sum(t => t.ReleasedM2 - t.ClearedM2) / M2PerHa,
                    g.Sum(t => t.ClearedM2) / M2PerHa,
                    g.Sum(t => t.ExpectedItems))),
            ],
            [
                .. inputs.Corridors.Select(c => new CorridorDate(
                    c, joint.TryGetValue(c.Id, out var worth) && worth.Tasks.All(lastDay.ContainsKey) ? worth.Tasks.Max(t => lastDay[t]) : null)),
            ]);
    }

    private static DistrictTimeline Timeline(PlanDistrict district, PlannedTask[] tasks, List<DateOnly> quarters)
    {
        var cleared = new double[quarters.Count];
        foreach (var task in tasks)
        {
            cleared[quarters.FindLastIndex(q => q <= task.LastDay)] += task.ClearedM2 / M2PerHa;
        }

        return new(district.Code, district.Name, tasks.Length, tasks.Sum(t => t.ReleasedM2 - t.ClearedM2) / M2PerHa, cleared);
    }
}
