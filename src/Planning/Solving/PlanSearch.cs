using Surefoot.Numerics;

namespace Surefoot.Planning;

/// <param name="Seed">Of the search.</param>
/// <param name="MaximumSteps">Steps at most; a repeat gives the number a run reported.</param>
/// <param name="BoundSteps">Subgradient steps for the bound.</param>
public sealed record SearchSettings(ulong Seed = 1, int MaximumSteps = 2000, int BoundSteps = 400);

/// <summary>A plan with its proof of quality and its recipe.</summary>
/// <param name="Plan">The best plan found.</param>
/// <param name="Bound">No plan of the instance is worth more.</param>
/// <param name="GapPercent">100 · (bound − objective) / bound; 0 when both are 0.</param>
/// <param name="SearchSteps">Completed steps: with the seed, the recipe of the plan.</param>
/// <param name="DeterministicWork">Assignments tried over all steps: the effort, whatever the machine.</param>
/// <param name="Years">Yield by calendar year.</param>
/// <param name="Binding">What limits the plan most.</param>
/// <param name="Order">The order of tasks that makes this plan; scenarios follow it.</param>
/// <param name="PreferredDays">The other half of the recipe.</param>
public sealed record PlanResult(
    Plan Plan,
    double Bound,
    double GapPercent,
    int SearchSteps,
    long DeterministicWork,
    IReadOnlyList<PlanYear> Years,
    IReadOnlyList<BindingConstraint> Binding,
    IReadOnlyList<int> Order,
    int PreferredDays);

/// <summary>Finds a plan: order by worth per priced cost, then a seeded large-neighbourhood search over orders.</summary>
/// <remarks>
/// A step moves the keys of one neighbourhood (an area, a joint worth, a district and phase, or a few tasks), makes the plan anew with
/// <see cref="Dispatch"/> and keeps the move if the plan is not worse than the current one by more than a falling threshold (Dueck and Scheuer,
/// J. Comput. Phys. 90, 1990). Every step is deterministic; time only decides, through <c>goOn</c>, after which step to stop.
/// </remarks>
public static class PlanSearch
{
    private static readonly int[] PreferredDayChoices = [5, 10, 20, 40];

    /// <param name="instance">What to plan.</param>
    /// <param name="settings">Kept with the run.</param>
    /// <param name="goOn">Asked after each step with the number of completed steps; null goes on to the maximum.</param>
    /// <param name="progress">Told completed steps.</param>
    /// <param name="cancellation">Throws; a stopped search that should give its plan returns false from <paramref name="goOn"/> instead.</param>
    public static PlanResult Run(
        PlanInstance instance,
        SearchSettings settings,
        Func<int, bool>? goOn = null,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(settings);
        var value = new PlanValue(instance);
        var dispatch = new Dispatch(instance);
        var bound = new PlanBound(instance);
        var state = new State(instance, dispatch, value);

        // A few steps of prices already rank well; the rest of the steps go into the bound once a plan is known.
        bound.Improve(Math.Max(1, settings.BoundSteps / 4), 0, cancellation);
        var best = state.Try(FirstKeys(instance, bound), PreferredDayChoices[2]);
        bound.Improve(settings.BoundSteps - (settings.BoundSteps / 4), best.Objective, cancellation);
        foreach (var days in PreferredDayChoices)
        {
            var trial = state.Try(FirstKeys(instance, bound), days);
            best = trial.Objective > best.Objective ? trial : best;
        }

        var steps = 0;
        var random = new SeededRandom(settings.Seed);
        var current = best;
        var neighbourhoods = new Neighbourhoods(instance);
        while (steps < settings.MaximumSteps && (goOn is null || goOn(steps)))
        {
            cancellation.ThrowIfCancellationRequested();
            var keys = (double[])current.Keys.Clone();
            var days = neighbourhoods.Move(keys, ref random) ? current.PreferredDays : PreferredDayChoices[random.NextIndex(PreferredDayChoices.Length)];
            var trial = state.Try(keys, days);

            // The threshold falls with the step, never with time.
            var threshold = Math.Abs(best.Objective) * 2e-4 / (1 + (steps * 0.02));
            if (trial.Objective >= current.Objective - threshold)
            {
                current = trial;
                best = trial.Objective > best.Objective ? trial : best;
            }

            steps++;
            progress?.Report(steps);
        }

        return state.Finish(best, bound, steps);
    }

    /// <summary>Worth per priced cost of the task, of the work it opens, and of the joint worth it belongs to: the largest of these.</summary>
    private static double[] FirstKeys(PlanInstance instance, PlanBound bound)
    {
        var tasks = instance.Tasks;
        var cost = new double[tasks.Count];
        var worthBelow = new double[tasks.Count];
        var costBelow = new double[tasks.Count];
        var keys = new double[tasks.Count];
        for (var task = tasks.Count - 1; task >= 0; task--)
        {
            cost[task] = Math.Max(1e-9, Math.Min(1e15, bound.PricedCost(task)));
            worthBelow[task] += tasks[task].Worth;
            costBelow[task] += cost[task];
            keys[task] = Math.Max(tasks[task].Worth / cost[task], worthBelow[task] / costBelow[task]);
            if (tasks[task].Predecessors.Count > 0)
            {
                worthBelow[tasks[task].Predecessors[0]] += worthBelow[task];
                costBelow[tasks[task].Predecessors[0]] += costBelow[task];
            }
        }

        foreach (var joint in instance.Joint)
        {
            var worth = joint.Worth + joint.Tasks.Sum(t => tasks[t].Worth);
            var all = joint.Tasks.Sum(t => cost[t]);
            foreach (var task in joint.Tasks)
            {
                for (var t = task; t >= 0; t = tasks[t].Predecessors.Count > 0 ? tasks[t].Predecessors[0] : -1)
                {
                    keys[t] = Math.Max(keys[t], worth / all);
                }
            }
        }

        return keys;
    }

    private sealed record Trial(double[] Keys, int PreferredDays, double Objective);

    private sealed class State(PlanInstance instance, Dispatch dispatch, PlanValue value)
    {
        // Below this worth per priced cost a task and all it opens cost more than they bring, so it is left out.
        private const double NotWorthIt = 1e-12;

        private long _work;

        public Trial Try(double[] keys, int preferredDays)
        {
            dispatch.Run(Order(keys), preferredDays, [], []);
            _work += dispatch.Visits;
            value.Prune(dispatch.Assignments, dispatch.IsStarted);
            return new Trial(keys, preferredDays, value.Of(dispatch.Assignments, dispatch.IsStarted));
        }

        public PlanResult Finish(Trial best, PlanBound bound, int steps)
        {
            var order = Order(best.Keys);
            dispatch.Run(order, best.PreferredDays, [], []);
            value.Prune(dispatch.Assignments, dispatch.IsStarted);
            var objective = value.Of(dispatch.Assignments, dispatch.IsStarted);

            var (assignments, leftOut) = Collect();
            var makespan = assignments.Count == 0 ? 0 : assignments.Max(a => a.FinishDay);
            var gap = bound.Best > 0 ? 100 * (bound.Best - objective) / bound.Best : 0;
            return new PlanResult(
                new Plan(assignments, leftOut, objective, makespan),
                bound.Best,
                Math.Max(0, gap),
                steps,
                _work,
                PlanValue.Years(instance, dispatch.Assignments, dispatch.IsStarted),
                bound.Binding(12),
                order,
                best.PreferredDays);
        }

        private (List<Assignment> Assignments, List<int> LeftOut) Collect()
        {
            var assignments = new List<Assignment>();
            var leftOut = new List<int>();
            for (var task = 0; task < instance.Tasks.Count; task++)
            {
                if (dispatch.IsStarted[task])
                {
                    assignments.Add(dispatch.Assignments[task]);
                }
                else
                {
                    leftOut.Add(task);
                }
            }

            return (assignments, leftOut);
        }

        private int[] Order(double[] keys)
        {
            // A negative key leaves the task out, and with it everything behind it.
            var order = new List<int>(keys.Length);
            var isOut = new bool[keys.Length];
            for (var task = 0; task < keys.Length; task++)
            {
                isOut[task] = keys[task] < NotWorthIt || instance.Tasks[task].Predecessors.Any(p => isOut[p]);
                if (!isOut[task])
                {
                    order.Add(task);
                }
            }

            var sorted = order.ToArray();
            Array.Sort(sorted, (a, b) => keys[b] != keys[a] ? keys[b].CompareTo(keys[a]) : a.CompareTo(b));
            return sorted;
        }
    }
}
