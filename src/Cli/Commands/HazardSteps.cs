using Surefoot.Assessment.Hazard;
using Surefoot.Exchange.Exporting;
using Surefoot.Registry.Projecting;

namespace Surefoot.Cli.Commands;

/// <summary>The steps of a hazard map as the commands and the demo take them: snapshot, fit, run.</summary>
internal sealed class HazardSteps(CommandContext context, Workspace workspace)
{
    public HazardRuns Runs { get; } = new(workspace.Folder);

    private HazardRuns? Kept => context.DryRun ? null : Runs;

    public HazardSnapshot Snapshot(SnapshotSettings settings) => context.Narration.Step("hazard snapshot", "take the evidence", () =>
    {
        var (snapshot, refusal) = SnapshotEvidence.Handle(
            workspace.Store, workspace.Reader, workspace.Product.Geography, settings, context.Workers, new DirectProgress<string>(context.Narration.Progress), context.Cancellation);
        return snapshot ?? throw Failure(refusal!);
    });

    public StoredModel Fit(HazardSnapshot snapshot, ulong seed) => context.Narration.Step("hazard fit", "learn from searched land", () =>
    {
        var (model, refusal) = FitModel.Handle(snapshot, Kept, seed, context.Workers, context.Cancellation);
        return model ?? throw Failure(refusal!);
    });

    public (StoredRun Run, Surefoot.Hazard.HazardMap Map) Run(HazardSnapshot snapshot, StoredModel model) => context.Narration.Step("hazard run", "map the hazard", () =>
    {
        var synthetic = DataFolderStamp.Read(workspace.Store) ?? false;
        return MakeRun.Handle(
            snapshot, model, Kept, new RunSettings(workspace.Product.Geography, synthetic, Attribution.Of(synthetic)), context.Workers,
            new DirectProgress<double>(share => context.Narration.Progress($"{share:P0}")), context.Cancellation);
    });

    /// <summary>The named model, or the newest one fitted for this cell size; null if there is none.</summary>
    public StoredModel? FindModel(string? name, double cellM)
    {
        if (name is not null)
        {
            return Runs.FindModel(name) ?? throw new CommandFailure(ExitCode.Finding, "hazard.model-unknown", $"There is no model {name}.", "--model", "surefoot hazard fit makes one and prints its name.");
        }

        return Runs.LatestModel is { } latest && Runs.FindModel(latest) is { } model && model.CellM == cellM ? model : null;
    }

    /// <summary>The named run, or the newest.</summary>
    public StoredRun RequireRun(string? name)
    {
        var run = name ?? Runs.LatestRun ?? throw new CommandFailure(ExitCode.Finding, "hazard.no-run", "There is no hazard run yet.", workspace.Folder, "surefoot hazard run makes one.");
        return Runs.FindRun(run) ?? throw new CommandFailure(ExitCode.Finding, "hazard.run-unknown", $"There is no run {run}.", run, "Look into the folder runs of the data folder.");
    }

    public StoredModel RequireModelOf(StoredRun run) =>
        Runs.FindModelOf(run.Run) ?? throw new CommandFailure(ExitCode.Finding, "hazard.model-missing", "The run's model is gone.", run.Run, "Make the run again with surefoot hazard run.");

    /// <summary>The evidence a stored run was made from.</summary>
    public HazardSnapshot SnapshotOf(StoredRun run) => Snapshot(RepeatRun.SettingsOf(run, SnapshotEvidence.PositionOf(workspace.Store)));

    public static CommandFailure Failure(SnapshotRefusal refusal) => new(ExitCode.Finding, refusal.Code, refusal.Message, "hazard", refusal.Hint);
}
