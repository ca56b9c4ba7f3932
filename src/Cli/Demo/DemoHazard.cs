using Surefoot.Assessment.Hazard;
using Surefoot.Cli.Commands;
using Surefoot.Hazard.Evaluation;

namespace Surefoot.Cli.Demo;

/// <summary>The hazard part of the demo's JSON.</summary>
internal sealed record HazardSummary(
    string Run,
    int Cells,
    double CellSizeM,
    int EvaluatedCells,
    int Positives,
    double? Auc,
    double? AveragePrecision,
    double? LogLoss,
    double? CalibrationSlope,
    IReadOnlyList<BaselineSummary> Baselines,
    string ProbabilitySha256);

internal sealed record BaselineSummary(string Model, double? Auc, double? AveragePrecision, double? LogLoss, double? CalibrationSlope)
{
    public static BaselineSummary From(EvaluationRow row) => new(row.Model, row.Auc, row.AveragePrecision, row.LogLoss, row.CalibrationSlope);
}

/// <summary>Maps the hazard of the sample country and holds the map against the known truth.</summary>
internal static class DemoHazard
{
    public static (HazardSummary Summary, string ProbabilityFile) Run(CommandContext context, Workspace workspace)
    {
        var steps = new HazardSteps(context, workspace);
        var snapshot = steps.Snapshot(new());
        var (run, map) = steps.Run(snapshot, steps.Fit(snapshot, FitModel.UsualSeed));
        var judged = context.Narration.Step("hazard evaluate", "judge the map by the known truth", () => JudgeSample.Handle(
            snapshot, map.Probability, workspace.Folder, workers: context.Workers, progress: new DirectProgress<string>(context.Narration.Progress), cancellation: context.Cancellation));
        var ours = judged.Surefoot;
        return (
            new(
                run.Run, run.Cells, run.CellM, ours.N, ours.Positives, ours.Auc, ours.AveragePrecision, ours.LogLoss, ours.CalibrationSlope,
                [.. judged.Baselines.Select(BaselineSummary.From)], run.Sha256.Probability),
            steps.Runs.ProbabilityFile(run.Run));
    }

    /// <summary>Writes the judged cells with their labels, so that the figures can be computed again by anybody.</summary>
    public static void WriteTruthCells(CommandContext context, Workspace workspace, string name, string path)
    {
        var steps = new HazardSteps(context, workspace);
        var run = steps.RequireRun(name);
        var probability = steps.Runs.ReadProbability(run.Run, out var refusal)
            ?? throw new CommandFailure(ExitCode.Finding, refusal!.Code, refusal.Message, run.Run, "Make the run again with surefoot hazard run.");
        var snapshot = steps.SnapshotOf(run);
        context.Narration.Step("truth cells", "write the judged cells", () =>
        {
            JudgeSample.Handle(snapshot, probability, workspace.Folder, baselines: false, workers: context.Workers, cancellation: context.Cancellation).WriteCells(Path.GetFullPath(path), probability);
            return true;
        });
    }
}
