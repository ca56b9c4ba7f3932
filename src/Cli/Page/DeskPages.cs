using Surefoot.Server.Content;
using Surefoot.Server.Writing;

namespace Surefoot.Cli.Page;

/// <summary>The pages on which somebody writes: with the rights of who acts, and only where they have them.</summary>
internal static class DeskPages
{
    public static ServerContent AddTo(ServerContent content, CommandContext context, Workspace workspace)
    {
        var desk = new Desk(workspace.Store, workspace.Types, workspace.CodeLists, workspace.Areas, workspace.Policy, context.Clock, context.Actor, workspace.Folder);
        return content with
        {
            Entry = desk.MayWrite("minefield-record") ? new WriteEntries(desk) : null,
            Scans = desk.MaySee(SheetScans.Type) ? new SheetScans(desk) : null,
            Imagery = desk.MaySee(ImageryLayers.LayerType) ? new ImageryLayers(desk) : null,
        };
    }
}
