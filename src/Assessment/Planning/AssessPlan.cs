using Surefoot.Planning;
using Surefoot.Planning.Checking;

namespace Surefoot.Assessment.Planning;

/// <summary>A plan with everything that was made of it.</summary>
/// <param name="Inputs">What it was made from.</param>
/// <param name="Instance">The same, checked.</param>
/// <param name="Result">Plan, bound, gap and recipe.</param>
/// <param name="Chances">Of each target, by calendar year.</param>
/// <param name="Violations">What the independent checker found; empty for a sound plan.</param>
public sealed record MadePlan(PlanInputs Inputs, PlanInstance Instance, PlanResult Result, IReadOnlyList<TargetChance> Chances, IReadOnlyList<Violation> Violations);

/// <summary>Makes a plan from prepared inputs: search, bound, scenarios, and the judgement of the independent checker.</summary>
public static class AssessPlan
{
    /// <param name="inputs">From <see cref="PreparePlan"/> or from a kept run.</param>
    /// <param name="maximumSteps">Search steps at most; a repeat gives the number the run reported.</param>
    /// <param name="workers">Threads of the scenarios; the search has one. The result does not depend on it.</param>
    /// <param name="goOn">Asked after each step; null goes on to the maximum.</param>
    /// <param name="progress">Told completed steps.</param>
    public static MadePlan Handle(PlanInputs inputs, int maximumSteps, int workers, Func<int, bool>? goOn = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var instance = inputs.ToInstance();
        var result = PlanSearch.Run(instance, new SearchSettings(inputs.Seed, maximumSteps, inputs.BoundSteps), goOn, progress, cancellation);
        var chances = PlanScenarios.Run(
            instance, result, YearlyTargets.ToEngine(inputs.Targets), new ScenarioSettings(inputs.Scenarios, inputs.Seed, new ProductivityPrior()), workers, cancellation: cancellation);
        return new MadePlan(inputs, instance, result, chances, PlanChecker.Check(instance, result.Plan));
    }
}
