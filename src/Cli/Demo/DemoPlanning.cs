using Surefoot.Account;
using Surefoot.Assessment.Planning;
using Surefoot.Assessment.Roads;
using Surefoot.Cli.Commands;
using Surefoot.Reporting;

namespace Surefoot.Cli.Demo;

/// <summary>The plan part of the demo's JSON.</summary>
internal sealed record PlanSummary(
    string Run,
    int Tasks,
    int Planned,
    int Teams,
    double Objective,
    double Bound,
    double GapPercent,
    int SearchSteps,
    bool Feasible,
    string Checker,
    string TargetBasis,
    IReadOnlyList<PlannedTarget> Targets);

/// <summary>Plans the open land of the sample country and writes the report of the whole way.</summary>
internal static class DemoPlanning
{
    public const string ReportName = "report.html";

    public static (PlanSummary Summary, KeptPlan Kept, string PlanFile) Run(CommandContext context, Workspace workspace, LandAccount account, RoadsSummary roads)
    {
        // A fixed number of steps: the plan is the same on every machine, however fast.
        var settings = new PlanSettings(DemoClock.DataDate.AddDays(1));
        var outcome = context.Narration.Step("plan", "plan three years of work", () => PlanCommands.Run(context, workspace, account, DemoClock.DataDate, settings, null, roads));
        var answer = outcome.Answer;
        return (
            new(
                answer.Run, answer.Tasks, answer.Planned, answer.Teams, answer.Objective, answer.Bound, answer.GapPercent, answer.SearchSteps, answer.Feasible, answer.Checker, answer.TargetBasis, answer.Targets),
            PlanCommands.Require(workspace, answer.Run),
            outcome.Path!);
    }

    public static string Report(CommandContext context, Workspace workspace, LandAccount account, KeptPlan plan, RoadsSummary roads, HazardSummary hazard) =>
        context.Narration.Step("report", "write the report", () => ReportCommands.Write(
            context, workspace, account, DemoClock.DataDate.Year, DemoClock.DataDate, plan, roads, QualityOf(hazard), Path.Combine(workspace.Folder, ReportName)).File);

    private static ReportHazard QualityOf(HazardSummary hazard) => new(
        hazard.Cells,
        hazard.CellSizeM,
        hazard.EvaluatedCells,
        hazard.Positives,
        [
            new("Surefoot", hazard.Auc, hazard.AveragePrecision, hazard.LogLoss, hazard.CalibrationSlope),
            .. hazard.Baselines.Select(b => new ReportModel(b.Model, b.Auc, b.AveragePrecision, b.LogLoss, b.CalibrationSlope)),
        ]);
}
