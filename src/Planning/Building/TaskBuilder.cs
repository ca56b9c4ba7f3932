namespace Surefoot.Planning;

/// <summary>A hazard area as the planner needs it.</summary>
/// <param name="Code">Its id.</param>
/// <param name="District">District number.</param>
/// <param name="ElevationM">Mean height: gives the season.</param>
/// <param name="IsConfirmed">Confirmed areas need no survey first.</param>
/// <param name="ThinM2">Ground still recorded where few items are expected: survey and surface search.</param>
/// <param name="DenseM2">Ground where rows or clusters are expected: searched at depth.</param>
/// <param name="ExpectedItems">On all of it.</param>
/// <param name="WorthPerM2">Money per released m², by use.</param>
/// <param name="MachineCanWork">Slope, soil, trees and ruins allow a machine.</param>
/// <param name="EarliestDay">First day of access.</param>
/// <param name="Requires">Areas (numbers) that must be finished before, because the way leads through them.</param>
public sealed record AreaToPlan(
    string Code,
    int District,
    double ElevationM,
    bool IsConfirmed,
    double ThinM2,
    double DenseM2,
    double ExpectedItems,
    double WorthPerM2,
    bool MachineCanWork,
    int EarliestDay = 0,
    IReadOnlyList<int>? Requires = null);

/// <summary>Tasks of all areas, and which belong to which area.</summary>
public sealed record BuiltTasks(IReadOnlyList<ClearanceTask> Tasks, IReadOnlyList<IReadOnlyList<int>> TasksOfArea)
{
    /// <summary>A joint worth over whole areas.</summary>
    public JointWorth Joint(string code, IEnumerable<int> areas, double worth) =>
        new(code, [.. areas.SelectMany(a => TasksOfArea[a]).Distinct().Order()], worth);
}

/// <summary>Turns hazard areas into tasks: survey, then surface search of thin ground and depth search of dense ground, prepared by machines where they can work.</summary>
/// <remarks>
/// A suspected area is surveyed as a whole; the share that survey cancels is released there, and only the rest is searched. Dense ground is never cancelled.
/// Items are shared by ground: nine tenths of them where it is dense, if any is. Slices keep each task within a season. Areas required by others come first,
/// so that predecessors have lower numbers; a circle of requirements is cut where it closes and the area stands without it.
/// </remarks>
public static class TaskBuilder
{
    // The expected item share of dense ground; a prior, replaced by the hazard engine's own split when the caller plans the parts as two areas.
    private const double DenseItemShare = 0.9;

    /// <param name="areas">In any order; numbers are positions.</param>
    /// <param name="priors">Settings.</param>
    /// <param name="maximumTasks">Areas beyond this many tasks are left without tasks (the last ones): give the areas best first.</param>
    public static BuiltTasks Build(IReadOnlyList<AreaToPlan> areas, AssetPriors priors, int maximumTasks = 8000)
    {
        ArgumentNullException.ThrowIfNull(areas);
        ArgumentNullException.ThrowIfNull(priors);
        var tasks = new List<ClearanceTask>();
        var ofArea = new List<int>[areas.Count];
        foreach (var area in RequiredFirst(areas))
        {
            var from = tasks.Count;
            ofArea[area] = [];
            var last = (areas[area].Requires ?? []).Where(r => r != area && ofArea[r] is { Count: > 0 }).SelectMany(r => LastTasks(tasks, ofArea[r])).Distinct().ToArray();
            AddArea(tasks, area, areas[area], priors, last);
            if (tasks.Count > maximumTasks)
            {
                tasks.RemoveRange(from, tasks.Count - from);
                continue;
            }

            ofArea[area].AddRange(Enumerable.Range(from, tasks.Count - from));
        }

        return new BuiltTasks(tasks, ofArea);
    }

    private static void AddArea(List<ClearanceTask> tasks, int number, AreaToPlan area, AssetPriors priors, int[] required)
    {
        var zone = SeasonTable.ZoneOf(area.ElevationM);
        var survey = -1;
        var thinM2 = area.ThinM2;
        if (!area.IsConfirmed && area.ThinM2 + area.DenseM2 > 0)
        {
            var cancelledM2 = area.ThinM2 * priors.CancelledShare;
            thinM2 -= cancelledM2;
            survey = tasks.Count;
            tasks.Add(New("survey", Phase.Survey, area.ThinM2 + area.DenseM2, [Mode(priors.Survey, 1)], required) with
            {
                Worth = cancelledM2 * area.WorthPerM2,
                ReleasedM2 = cancelledM2,
            });
        }

        var denseItems = area.DenseM2 > 0 ? (thinM2 > 0 ? DenseItemShare : 1) * area.ExpectedItems : 0;
        int[] before = survey < 0 ? required : [survey, .. required];
        AddSearch("surface", thinM2, area.ExpectedItems - denseItems, [Mode(priors.SurfaceSearch, 1)], prepare: false);
        AddSearch("depth", area.DenseM2, denseItems, [Mode(priors.Manual, area.MachineCanWork ? priors.ManualFactorAfterMachine : 1), Mode(priors.Dog, 1)], area.MachineCanWork);

        void AddSearch(string name, double areaM2, double items, TaskMode[] modes, bool prepare)
        {
            if (areaM2 <= 0)
            {
                return;
            }

            var slices = Math.Max(1, (int)Math.Ceiling(areaM2 / (modes[0].M2PerTeamDay * priors.SliceTeamDays)));
            for (var slice = 1; slice <= slices; slice++)
            {
                var sliceM2 = areaM2 / slices;
                var first = before;
                if (prepare)
                {
                    tasks.Add(New($"prepare-{slice}", Phase.Preparation, sliceM2, [Mode(priors.Machine, 1)], before));
                    first = [tasks.Count - 1];
                }

                tasks.Add(New($"{name}-{slice}", Phase.Search, sliceM2, modes, first) with
                {
                    Worth = sliceM2 * area.WorthPerM2,
                    ClearedM2 = sliceM2,
                    ReleasedM2 = sliceM2,
                    ExpectedItems = items / slices,
                });
            }
        }

        ClearanceTask New(string phase, Phase kind, double areaM2, TaskMode[] modes, int[] predecessors) => new()
        {
            Code = $"{area.Code}/{phase}",
            Area = number,
            Phase = kind,
            District = area.District,
            Zone = zone,
            AreaM2 = areaM2,
            Modes = modes,
            Predecessors = predecessors,
            LagDays = predecessors.Length > 0 ? 7 : 0,
            EarliestDay = area.EarliestDay,
        };
    }

    private static TaskMode Mode(AssetPrior prior, double factor) => new(prior.Type, prior.TypicalM2PerDay * factor, prior.MaxTeams);

    private static IEnumerable<int> LastTasks(List<ClearanceTask> tasks, List<int> ofArea) =>
        ofArea.Where(t => !ofArea.Any(later => tasks[later].Predecessors.Contains(t)));

    private static List<int> RequiredFirst(IReadOnlyList<AreaToPlan> areas)
    {
        var order = new List<int>();
        var state = new byte[areas.Count];
        for (var area = 0; area < areas.Count; area++)
        {
            Visit(area);
        }

        return order;

        void Visit(int root)
        {
            var stack = new Stack<(int Area, int Next)>();
            stack.Push((root, 0));
            while (stack.Count > 0)
            {
                var (area, next) = stack.Pop();
                if (state[area] == 2)
                {
                    continue;
                }

                state[area] = 1;
                var required = areas[area].Requires ?? [];
                while (next < required.Count && state[required[next]] != 0)
                {
                    next++;
                }

                if (next < required.Count)
                {
                    stack.Push((area, next + 1));
                    stack.Push((required[next], 0));
                    continue;
                }

                state[area] = 2;
                order.Add(area);
            }
        }
    }
}
