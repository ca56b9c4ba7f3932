using Surefoot.Cli.Commands;
using Surefoot.Server.Content;

namespace Surefoot.Cli.Page;

/// <summary>Corridors worth opening as lines of the map, if the roads were assessed in this folder.</summary>
internal static class CorridorPages
{
    public static IEnumerable<MapFeature> Kept(CommandContext context, Workspace workspace)
    {
        var runs = Path.Combine(workspace.Folder, "runs");
        return Directory.Exists(runs) && Directory.EnumerateFiles(runs, "roads-*.json").Any()
            ? RoadsCommands.Assess(context, workspace, null).Bundles.Select(b => MapFeature.Corridor(b.Id, b.Line, b.Name, b.Rank, b.Worth))
            : [];
    }
}
