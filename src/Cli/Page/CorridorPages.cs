using Surefoot.Assessment.Roads;
using Surefoot.Cli.Commands;
using Surefoot.Server.Content;

namespace Surefoot.Cli.Page;

/// <summary>Corridors worth opening as lines of the map, if the roads were assessed in this folder.</summary>
internal static class CorridorPages
{
    public static IEnumerable<MapFeature> Lines(RoadsSummary? roads) =>
        roads?.Bundles.Select(b => MapFeature.Corridor(b.Id, b.Line, b.Name, b.Rank, b.Worth)) ?? [];

    /// <summary>Null if the roads of this folder were never assessed.</summary>
    public static RoadsSummary? Kept(CommandContext context, Workspace workspace)
    {
        var runs = Path.Combine(workspace.Folder, "runs");
        return Directory.Exists(runs) && Directory.EnumerateFiles(runs, "roads-*.json").Any() ? RoadsCommands.Assess(context, workspace, null) : null;
    }
}
