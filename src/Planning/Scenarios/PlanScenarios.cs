using System.Collections.Concurrent;
using Surefoot.Numerics;

namespace Surefoot.Planning;

/// <summary>A yearly target.</summary>
/// <param name="Year">Calendar year.</param>
/// <param name="ClearedM2">Land to be cleared in it.</param>
public sealed record YearTarget(int Year, double ClearedM2);

/// <summary>What a target's chances are.</summary>
/// <param name="Year">Calendar year.</param>
/// <param name="ClearedM2">The target.</param>
/// <param name="PlannedM2">What the plan yields if all goes as expected.</param>
/// <param name="ExpectedItems">Planned.</param>
/// <param name="Probability">Share of scenarios in which the target is met.</param>
/// <param name="P10M2">Cleared in the tenth worst of a hundred scenarios.</param>
/// <param name="P50M2">Median.</param>
/// <param name="P90M2">Tenth best of a hundred.</param>
public sealed record TargetChance(int Year, double ClearedM2, double PlannedM2, double ExpectedItems, double Probability, double P10M2, double P50M2, double P90M2);

/// <param name="Scenarios">How many, at least 1.</param>
/// <param name="Seed">Of the luck.</param>
/// <param name="Productivity">Spread of output.</param>
public sealed record ScenarioSettings(int Scenarios, ulong Seed, ProductivityPrior Productivity);

/// <summary>Plays a plan's order of work under many fortunes.</summary>
/// <remarks>
/// In each scenario each task's work is multiplied by exp(−(b + e_year) + task noise), the order is kept, and the teams take what is ready: a slow year pushes
/// the rest back. Common random numbers: the luck of scenario s, year y and task name depends on (seed, s, name) only, so two plans are compared under the same fortunes.
/// Same bits for any number of workers.
/// </remarks>
public static class PlanScenarios
{
    /// <param name="instance">The instance the plan was made for.</param>
    /// <param name="plan">From <see cref="PlanSearch.Run"/>.</param>
    /// <param name="targets">Targets by calendar year; for a year of the horizon without one the planned yield is the target.</param>
    /// <param name="settings">Kept with the run.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="progress">Told completed scenarios.</param>
    /// <param name="cancellation">Checked between scenarios.</param>
    public static IReadOnlyList<TargetChance> Run(
        PlanInstance instance,
        PlanResult plan,
        IReadOnlyList<YearTarget> targets,
        ScenarioSettings settings,
        int workers,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Scenarios, 1);
        var order = OrderOf(plan);
        var keys = instance.Tasks.Select(t => NormalDraw.Key(t.Code)).ToArray();
        var cleared = new double[settings.Scenarios][];
        var row = new ScenarioRow(instance, order, plan.PreferredDays, keys, settings, cleared, new ConcurrentBag<Dispatch>());
        RowLoop.Run(settings.Scenarios, workers, row, progress, cancellation);

        var chances = new List<TargetChance>();
        for (var y = 0; y < plan.Years.Count; y++)
        {
            var year = plan.Years[y];
            var target = targets.FirstOrDefault(t => t.Year == year.Year)?.ClearedM2 ?? year.ClearedM2;
            var yields = cleared.Select(c => c[y]).ToArray();
            Array.Sort(yields);
            chances.Add(new TargetChance(
                year.Year,
                target,
                year.ClearedM2,
                year.ExpectedItems,
                yields.Count(v => v >= target) / (double)yields.Length,
                Quantile(yields, 0.1),
                Quantile(yields, 0.5),
                Quantile(yields, 0.9)));
        }

        return chances;
    }

    /// <summary>Only what the plan does is played: what it left out would not be waiting at the gate.</summary>
    private static int[] OrderOf(PlanResult plan)
    {
        var isPlanned = plan.Plan.Assignments.Select(a => a.Task).ToHashSet();
        return [.. plan.Order.Where(isPlanned.Contains)];
    }

    private static double Quantile(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, Math.Floor(share * sorted.Length))];

    private readonly struct ScenarioRow(
        PlanInstance instance,
        int[] order,
        int preferredDays,
        ulong[] keys,
        ScenarioSettings settings,
        double[][] cleared,
        ConcurrentBag<Dispatch> pool) : IRowOperation
    {
        private const ulong BiasKey = 0;
        private const ulong YearKey = 1;
        private const ulong TaskKey = 2;

        public void Invoke(int row)
        {
            var years = instance.YearlyBudget.Count;
            var productivity = settings.Productivity;
            var yearFactor = new double[years];
            var luck = new SeededRandom(settings.Seed, (ulong)row, BiasKey);
            var bias = productivity.BiasMean + (productivity.BiasSpread * NormalDraw.Next(ref luck));
            for (var year = 0; year < years; year++)
            {
                var yearLuck = new SeededRandom(settings.Seed, (ulong)row, YearKey, (ulong)year);
                yearFactor[year] = Math.Exp(-(bias + (productivity.YearSpread * NormalDraw.Next(ref yearLuck))));
            }

            var slowness = new double[keys.Length * years];
            foreach (var task in order)
            {
                var taskLuck = new SeededRandom(settings.Seed, (ulong)row, TaskKey, keys[task]);

                // Mean 1, so that noise of single tasks alone does not shift the whole.
                var noise = Math.Exp((productivity.TaskSpread * NormalDraw.Next(ref taskLuck)) - (productivity.TaskSpread * productivity.TaskSpread / 2));
                for (var year = 0; year < years; year++)
                {
                    slowness[(task * years) + year] = noise * yearFactor[year];
                }
            }

            if (!pool.TryTake(out var dispatch))
            {
                dispatch = new Dispatch(instance);
            }

            dispatch.Run(order, preferredDays, [], slowness);
            cleared[row] = [.. PlanValue.Years(instance, dispatch.Assignments, dispatch.IsStarted).Select(y => y.ClearedM2)];
            pool.Add(dispatch);
        }
    }
}
