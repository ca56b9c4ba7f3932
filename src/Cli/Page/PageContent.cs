using Surefoot.Account;
using Surefoot.Cli.Commands;
using Surefoot.Exchange.Staging;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;
using Surefoot.Server.Content;
using Surefoot.Server.Reading;

namespace Surefoot.Cli.Page;

/// <summary>What the page shows of a data folder: the registry and the account, and the runs that lie beside them.</summary>
internal static class PageContent
{
    public static ServerContent Make(CommandContext context, Workspace workspace)
    {
        var account = LandCommands.Compute(context, workspace, RecordQuery.Now);
        var title = DataFolderStamp.Read(workspace.Store) == true ? "Karabakh sample country" : "Surefoot";
        var content = ReadContent.Handle(workspace.Store, workspace.Types, workspace.Policy, account, LastDay(account, workspace), workspace.Product.Geography, title, context.Actor, () => PublicMaps.Make(context, workspace, account, LastDay(account, workspace)), context.Cancellation);
        content = content with
        {
            Minefields = MinefieldPages.Source(context, workspace),
            Imports = workspace.Policy.May(context.Actor, Verbs.Import)
                ? new ImportPages(new ImportDesk(workspace.Folder, workspace.Store, workspace.Types, workspace.CodeLists, workspace.Areas, workspace.Policy, workspace.Clock, context.Actor), () => Make(context, workspace))
                : null,
        };
        if (!workspace.Policy.May(context.Actor, Verbs.ReadRuns))
        {
            // Predictions and plans name exact places.
            return content;
        }

        var roads = CorridorPages.Kept(context, workspace);
        return content with
        {
            Roads = content.Viewer?.SeesExactHazards == true ? roads : null,
            Hazard = HazardPages.Newest(context, workspace),
            Plan = PlanPages.Newest(workspace),
            Priorities = content.Viewer?.SeesExactHazards == true ? PriorityCommands.Runs(workspace).Newest() : null,
            Features = [.. content.Features, .. CorridorPages.Lines(roads)],
        };
    }

    // The account is drawn as of the newest act known, which need not be today: a laptop in the field may be weeks behind.
    internal static DateOnly LastDay(LandAccount account, Workspace workspace)
    {
        var today = DateOnly.FromDateTime(workspace.Clock.GetUtcNow().UtcDateTime);
        if (workspace.IsDemo)
        {
            // The sample country ends on its data date, until somebody records something later in it.
            return account.LastDay is { } last && last > Demo.DemoClock.DataDate ? last < today ? last : today : Demo.DemoClock.DataDate;
        }

        return account.Yearly(today) is { Count: > 0 } years ? years[^1].To : today;
    }
}
