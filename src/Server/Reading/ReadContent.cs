using System.Globalization;
using Surefoot.Account;
using Surefoot.Journal;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;
using Surefoot.Server.Content;
using Surefoot.Server.Map;

namespace Surefoot.Server.Reading;

/// <summary>Takes what the pages show out of a data folder: the account as computed, the approved records as they stand.</summary>
/// <remarks>Hazard and plan are added by whoever ran them: <c>content with { Hazard = …, Plan = … }</c>.</remarks>
public static class ReadContent
{
    /// <param name="account">The account of all approved land of this store.</param>
    /// <param name="asOf">The day the page speaks for.</param>
    /// <param name="geographyFolder"><c>samples/karabakh/geography</c>: names of the districts.</param>
    /// <param name="title">The country as the page calls it.</param>
    public static ServerContent Handle(
        JournalStore store, RecordTypes types, Policy policy, LandAccount account, DateOnly asOf, string geographyFolder, string title, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(account);
        var reader = new RegistryReader(store, types);
        var geography = new ReferenceGeography(geographyFolder);
        return new()
        {
            Version = string.Create(CultureInfo.InvariantCulture, $"{store.LastSequence}-{asOf:yyyyMMdd}"),
            Title = title,
            Synthetic = DataFolderStamp.Read(store) ?? false,
            Land = Land(account, reader, asOf, geography, cancellation),
            Features = [.. new ReadFeatures(reader, account, asOf, cancellation).All()],
            Records = new ListRecords(store, reader, policy, geography).Source(),
            Accounts = new DrawAccounts(reader, geography, geographyFolder).Source(),
        };
    }

    private static LandView Land(LandAccount account, RegistryReader reader, DateOnly asOf, ReferenceGeography geography, CancellationToken cancellation)
    {
        var nation = account.Statement(null, asOf);
        var byDistrict = account.Statement(null, asOf, AccountKey.District);
        var azerbaijani = StringComparer.Create(CultureInfo.GetCultureInfo("az"), ignoreCase: false);
        return new(
            asOf,
            nation.Balanced && byDistrict.Balanced,
            nation.Overlap.M2,
            Row(AccountStatement.Nation, "All", nation.Rows),
            [
                .. byDistrict.Rows
                    .GroupBy(row => row.Key, StringComparer.Ordinal)
                    .Select(group => Row(group.Key, group.Key == AccountStatement.Unassigned ? "In no district" : geography.NameOf(group.Key), group))
                    .OrderBy(row => row.Key == AccountStatement.Unassigned)
                    .ThenBy(row => row.Name, azerbaijani),
            ],
            [
                .. ListYearsOfWork.Handle(account, reader, RecordQuery.Now, asOf, cancellation)
                    .Select(year => new YearRow(year.Year, year.From, year.To, year.Complete, year.ClearedHa, year.ApMines, year.AtMines, year.Uxo)),
            ]);
    }

    private static LandRow Row(string key, string name, IEnumerable<AccountRow> rows)
    {
        AccountRow[] all = [.. rows];
        return new(key, name, LandFigures.Sum(all, LandKind.Suspected), LandFigures.Sum(all, LandKind.Confirmed));
    }
}
