using Surefoot.Assessment.Hazard;
using Surefoot.Cli.Commands;
using Surefoot.Server.Content;

namespace Surefoot.Cli.Page;

/// <summary>The newest hazard run as the page shows it: its raster, and the reasons behind a place.</summary>
internal static class HazardPages
{
    /// <summary>Null until a run was made.</summary>
    public static HazardView? Newest(CommandContext context, Workspace workspace)
    {
        var steps = new HazardSteps(context, workspace);
        if (steps.Runs.LatestPresentRun is not { } name || steps.Runs.FindRun(name) is not { } run || steps.Runs.ReadProbability(name, out _) is not { } raster)
        {
            return null;
        }

        var grid = raster.Grid;
        // The evidence is taken and prepared beside the page's start and kept; the first question waits for it, the page does not.
        var explain = Task.Run(() => Prepare(context, workspace, steps, run), context.Cancellation);
        return new HazardView(
            run.Run,
            new ProbabilityRaster(raster.Values.ToArray(), grid.Columns, grid.Rows, grid.WestM, grid.NorthM, grid.CellM),
            async (longitude, latitude, cancellation) =>
                await explain.WaitAsync(cancellation) is { } place && place.At(longitude, latitude) is { } reasons ? View(reasons) : null);
    }

    private static ExplainPlace? Prepare(CommandContext context, Workspace workspace, HazardSteps steps, StoredRun run)
    {
        var settings = RepeatRun.SettingsOf(run, SnapshotEvidence.PositionOf(workspace.Store));
        var (snapshot, _) = SnapshotEvidence.Handle(workspace.Store, workspace.Reader, workspace.Product.Geography, settings, context.Workers);
        return snapshot is not null && steps.Runs.FindModelOf(run.Run) is { } model ? ExplainPlace.Prepare(snapshot, model, workspace.Store, context.Workers) : null;
    }

    private static string Label(string group) => group switch
    {
        "prior" => "Land as a whole",
        "places" => "Settlements and roads",
        "cancelled-land" => "Released by survey",
        "search" => "Search here",
        _ => char.ToUpperInvariant(group[0]) + group[1..].Replace('-', ' '),
    };

    private static HazardReasons View(Reasons reasons) => new(
        reasons.Probability,
        reasons.ExpectedItems,
        reasons.Low,
        reasons.High,
        [.. reasons.Groups.Select(g => new EvidenceGroup(Label(g.Name), g.LogOdds, [.. g.Records.Select(r => new RecordLink(r.Type, r.Id))]))]);
}
