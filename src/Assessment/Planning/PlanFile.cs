using System.Text.Json;
using Surefoot.Planning;

namespace Surefoot.Assessment.Planning;

/// <summary>One planned task as others read it.</summary>
/// <param name="Number">Among the inputs' tasks.</param>
/// <param name="Area">Id of the hazard area.</param>
/// <param name="Method">What the teams work with: survey, surface-search, manual, dog, machine.</param>
/// <param name="Mode">Number among the task's ways.</param>
/// <param name="StartDay">Days from the plan's start.</param>
/// <param name="FinishDay">Day after the last day of work.</param>
public sealed record PlannedTask(
    int Number,
    string Task,
    string Area,
    string District,
    Phase Phase,
    TeamType Method,
    int Mode,
    string Pool,
    int Teams,
    int StartDay,
    int FinishDay,
    DateOnly Start,
    DateOnly LastDay,
    double AreaM2,
    double ClearedM2,
    double ReleasedM2,
    double ExpectedItems);

/// <summary>A target with its chances.</summary>
/// <param name="PlannedHa">What the plan yields if all goes as expected.</param>
/// <param name="Items">Expected to be found.</param>
/// <param name="Probability">Share of scenarios that meet the target.</param>
/// <param name="P10Ha">Cleared in the tenth worst of a hundred scenarios.</param>
public sealed record PlannedTarget(
    int Year, DateOnly From, DateOnly To, bool IsPart, double ClearedHa, double PlannedHa, double Items, double Probability, double P10Ha, double P50Ha, double P90Ha);

/// <summary>The plan as it is kept (<c>plan.json</c>): no run, no clock, no machine in it, so that a repeat gives the same bytes.</summary>
public sealed record PlanFile
{
    public required bool Synthetic { get; init; }

    public required DateOnly Start { get; init; }

    public required DateOnly End { get; init; }

    public required double Objective { get; init; }

    public required double Bound { get; init; }

    public required double GapPercent { get; init; }

    public required int MakespanDays { get; init; }

    public required int SearchSteps { get; init; }

    public required long DeterministicWork { get; init; }

    public required bool Feasible { get; init; }

    public required string TargetBasis { get; init; }

    public required IReadOnlyList<PlannedTarget> Targets { get; init; }

    public required IReadOnlyList<BindingConstraint> Binding { get; init; }

    public required IReadOnlyList<PlannedTask> Tasks { get; init; }

    /// <summary>Numbers of the tasks not done within the horizon.</summary>
    public required IReadOnlyList<int> LeftOut { get; init; }

    private const double M2PerHa = 10_000;

    public static PlanFile From(MadePlan made)
    {
        ArgumentNullException.ThrowIfNull(made);
        var (inputs, instance, result) = (made.Inputs, made.Instance, made.Result);
        var periods = inputs.Targets.ToDictionary(t => t.Year);
        return new PlanFile
        {
            Synthetic = inputs.Synthetic,
            Start = inputs.Start,
            End = inputs.End,
            Objective = result.Plan.Objective,
            Bound = result.Bound,
            GapPercent = result.GapPercent,
            MakespanDays = result.Plan.MakespanDays,
            SearchSteps = result.SearchSteps,
            DeterministicWork = result.DeterministicWork,
            Feasible = made.Violations.Count == 0,
            TargetBasis = inputs.TargetBasis,
            Targets = [.. made.Chances.Select(c => Target(c, periods.GetValueOrDefault(c.Year), inputs))],
            Binding = result.Binding,
            Tasks = [.. result.Plan.Assignments.Select(a => Task(a, inputs, instance))],
            LeftOut = result.Plan.LeftOut,
        };
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PlanJson.Options);

    public static PlanFile FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<PlanFile>(json, PlanJson.Options) ?? throw new JsonException("The file holds no plan.");

    /// <summary>The plan as the checker takes it; a pool that does not exist becomes −1.</summary>
    public Plan ToPlan(PlanInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var pools = inputs.Pools.Select((pool, index) => (pool.Code, index)).ToDictionary(p => p.Code, p => p.index, StringComparer.Ordinal);
        return new Plan(
            [.. Tasks.Select(t => new Assignment(t.Number, t.Mode, pools.GetValueOrDefault(t.Pool, -1), t.Teams, t.StartDay, t.FinishDay))], LeftOut, Objective, MakespanDays);
    }

    private static PlannedTarget Target(TargetChance chance, TargetPeriod? period, PlanInputs inputs) => new(
        chance.Year,
        period?.From ?? Later(new(chance.Year, 1, 1), inputs.Start),
        period?.To ?? Earlier(new(chance.Year, 12, 31), inputs.End),
        period?.IsPart ?? (chance.Year == inputs.Start.Year || chance.Year == inputs.End.Year),
        chance.ClearedM2 / M2PerHa,
        chance.PlannedM2 / M2PerHa,
        chance.ExpectedItems,
        chance.Probability,
        chance.P10M2 / M2PerHa,
        chance.P50M2 / M2PerHa,
        chance.P90M2 / M2PerHa);

    private static PlannedTask Task(Assignment a, PlanInputs inputs, PlanInstance instance)
    {
        var task = instance.Tasks[a.Task];
        return new PlannedTask(
            a.Task,
            task.Code,
            inputs.Areas[task.Area],
            inputs.Districts[task.District].Code,
            task.Phase,
            task.Modes[a.Mode].Type,
            a.Mode,
            inputs.Pools[a.Pool].Code,
            a.Teams,
            a.StartDay,
            a.FinishDay,
            inputs.Start.AddDays(a.StartDay),
            inputs.Start.AddDays(a.FinishDay - 1),
            task.AreaM2,
            task.ClearedM2,
            task.ReleasedM2,
            task.ExpectedItems);
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
