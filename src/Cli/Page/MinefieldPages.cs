using Surefoot.Assessment.Minefields;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;
using Surefoot.Server.Content;
using Surefoot.Server.Reading;

namespace Surefoot.Cli.Page;

/// <summary>Minefield records as the pages show them: what this person may see, with the newest match if they may read runs.</summary>
internal static class MinefieldPages
{
    /// <summary>Null where this person sees no record and may write none: then there is no page either.</summary>
    public static MinefieldSource? Source(CommandContext context, Workspace workspace)
    {
        var reader = workspace.ReaderOf(context.Actor);
        var type = workspace.Types.Get("minefield-record");
        if (reader.Count("minefield-record", RecordQuery.Now) == 0 && !(reader.Viewer.MaySee(type) && workspace.Policy.Viewer(context.Actor, Verbs.Import).MaySee(type)))
        {
            return null;
        }

        var match = workspace.Policy.May(context.Actor, Verbs.ReadRuns) ? new MatchRuns(workspace.Folder).Find() : null;
        return new DrawMinefields(workspace.Store, reader, match).Source();
    }
}
