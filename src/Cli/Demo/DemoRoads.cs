using Surefoot.Assessment.Roads;
using Surefoot.Cli.Commands;

namespace Surefoot.Cli.Demo;

/// <summary>The roads part of the demo's JSON.</summary>
internal sealed record AccessSummary(
    string Run,
    int Settlements,
    int Nodes,
    int Edges,
    int ClosedEdges,
    IReadOnlyList<BundleSummary> Bundles,
    IReadOnlyList<OrderResult> Orders)
{
    public static AccessSummary From(RoadsSummary roads) => new(
        roads.Run,
        roads.Settlements,
        roads.Nodes,
        roads.Edges,
        roads.ClosedEdges,
        [.. roads.Bundles.OrderByDescending(bundle => bundle.Gain).ThenBy(bundle => bundle.Rank).Select(bundle => new BundleSummary(bundle.Name, bundle.Areas, bundle.Gain, bundle.AreaM2))],
        roads.Orders);
}

internal sealed record BundleSummary(string Name, IReadOnlyList<string> Areas, double Gain, double AreaM2);

/// <summary>Values the corridors of the sample country.</summary>
internal static class DemoRoads
{
    public static RoadsSummary Run(CommandContext context, Workspace workspace) =>
        context.Narration.Step("roads", "value the corridors worth opening", () => RoadsCommands.Assess(context, workspace, DemoClock.DataDate));
}
