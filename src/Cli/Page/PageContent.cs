using Surefoot.Account;
using Surefoot.Cli.Commands;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;
using Surefoot.Server.Content;

namespace Surefoot.Cli.Page;

/// <summary>Fills what the page shows from the registry and the account, at the journal's present position.</summary>
internal static class PageContent
{
    public static ServerContent Make(CommandContext context, Workspace workspace)
    {
        var account = LandCommands.Compute(context, workspace, RecordQuery.Now);
        var synthetic = DataFolderStamp.Read(workspace.Store) ?? false;
        var asOf = LastDay(account, workspace);
        return new ServerContent
        {
            Version = workspace.Store.LastSequence.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Title = synthetic ? "Karabakh sample country" : "Surefoot",
            Synthetic = synthetic,
            Land = LandViewFrom(context, workspace, account, asOf),
            Features = [.. MapFeatures.List(workspace.Reader, account, asOf)],
            Records = RecordPages.Source(workspace),
        };
    }

    // The account is drawn as of the newest act known, which need not be today: a laptop in the field may be weeks behind.
    private static DateOnly LastDay(LandAccount account, Workspace workspace) =>
        workspace.IsDemo
            ? Demo.DemoClock.DataDate
            : account.Yearly(DateOnly.FromDateTime(workspace.Clock.GetUtcNow().UtcDateTime)) is { Count: > 0 } years ? years[^1].To : DateOnly.FromDateTime(workspace.Clock.GetUtcNow().UtcDateTime);

    private static LandView LandViewFrom(CommandContext context, Workspace workspace, LandAccount account, DateOnly asOf)
    {
        var nation = account.Statement(null, asOf);
        var districts = account.Statement(null, asOf, AccountKey.District);
        var names = DistrictOutlines.Read(workspace.Product.Geography).ToDictionary(d => d.Code, d => d.Name, StringComparer.Ordinal);
        return new LandView(
            asOf,
            nation.Balanced && districts.Balanced,
            (double)nation.Overlap.M2,
            Row(AccountStatement.Nation, "Nation", nation.Rows),
            [
                .. districts.Rows.GroupBy(row => row.Key, StringComparer.Ordinal)
                    .Select(group => Row(group.Key, names.GetValueOrDefault(group.Key, "Outside any district"), group))
                    .OrderBy(row => row.Name, StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("az"), ignoreCase: false)),
            ],
            [
                .. ListYearsOfWork.Handle(account, workspace.Reader, RecordQuery.Now, asOf, context.Cancellation)
                    .Select(y => new YearRow(y.Year, y.From, y.To, y.Complete, y.ClearedHa, y.ApMines, y.AtMines, y.Uxo)),
            ]);
    }

    private static LandRow Row(string key, string name, IEnumerable<AccountRow> rows)
    {
        var byKind = rows.ToLookup(row => row.Kind);
        return new(key, name, Sum(byKind[LandKind.Suspected]), Sum(byKind[LandKind.Confirmed]));
    }

    private static LandFigures Sum(IEnumerable<AccountRow> rows) =>
        rows.Aggregate(default(LandFigures), (sum, r) => sum + new LandFigures(
            (double)r.Opening.M2, (double)r.Recorded.M2, (double)r.Confirmed.M2, (double)r.Cancelled.M2, (double)r.Reduced.M2, (double)r.Cleared.M2, (double)r.Rework.M2, (double)r.Corrections.M2, (double)r.Closing.M2));
}
