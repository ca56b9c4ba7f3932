using Surefoot.Assessment.Planning;
using Surefoot.Planning;

namespace Surefoot.Cli;

/// <summary>The keys of a plan in JSON.</summary>
internal sealed record PlanAnswer(
    string Run,
    int Tasks,
    int Planned,
    int Teams,
    bool Feasible,
    string Checker,
    double Objective,
    double Bound,
    double GapPercent,
    int SearchSteps,
    long DeterministicWork,
    double Seconds,
    long PeakBytes,
    string TargetBasis,
    IReadOnlyList<PlannedTarget> Targets,
    IReadOnlyList<BindingConstraint> Binding,
    IReadOnlyList<string> Assumptions,
    bool Synthetic)
{
    public static PlanAnswer From(MadePlan made, string run, double seconds, long peakBytes)
    {
        var plan = PlanFile.From(made);
        return new(
            run,
            made.Instance.Tasks.Count,
            plan.Tasks.Count,
            made.Instance.Teams,
            plan.Feasible,
            plan.Feasible ? "sound" : $"{made.Violations.Count} violations, first: {made.Violations[0].Message}",
            plan.Objective,
            plan.Bound,
            plan.GapPercent,
            plan.SearchSteps,
            plan.DeterministicWork,
            seconds,
            peakBytes,
            plan.TargetBasis,
            plan.Targets,
            plan.Binding,
            made.Inputs.Assumptions,
            plan.Synthetic);
    }
}
