using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Surefoot.Account;
using Surefoot.Journal;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Publishing;
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
    /// <param name="actor">Whose rights decide what is on the pages; what they may not see is not there.</param>
    /// <param name="publicMap">Generalised danger and released land, for who does not see all land exactly.</param>
    public static ServerContent Handle(
        JournalStore store, RecordTypes types, Policy policy, LandAccount account, DateOnly asOf, string geographyFolder, string title, string actor, Func<PublicMap> publicMap, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(publicMap);
        // Totals are counted over what the viewer may have totals of; what is shown one by one is what they see.
        var system = new RegistryReader(store, types);
        var reader = system.For(policy.Viewer(actor, Verbs.Read));
        var geography = new ReferenceGeography(geographyFolder);
        var totals = AccountReach.ReaderFor(system, policy, actor, detail: false);
        var detail = AccountReach.ReaderFor(system, policy, actor, detail: true);
        var seesAllLand = ReadFeatures.Land.All(type => reader.Viewer.SeesAll(types.Get(type)));
        List<MapFeature> features = [.. new ReadFeatures(reader, account, asOf, cancellation).All()];
        if (!seesAllLand)
        {
            features.InsertRange(0, PublicFeatures(publicMap()));
        }

        return new()
        {
            // The journal's length would tell of records that are hidden: who does not see all gets a name of what is seen.
            Version = seesAllLand ? string.Create(CultureInfo.InvariantCulture, $"{store.LastSequence}-{asOf:yyyyMMdd}") : string.Create(CultureInfo.InvariantCulture, $"{NameOf(features)}-{asOf:yyyyMMdd}"),
            Viewer = new ViewedAs(actor, policy.Find(actor)?.Role ?? "", seesAllLand),
            Title = title,
            Synthetic = DataFolderStamp.Read(store) ?? false,
            Land = totals is null ? null : Land(ReferenceEquals(totals, system) ? account : DrawAccount.Prepare(totals, DistrictOutlines.Read(geographyFolder), asOf, null, Environment.ProcessorCount, null, cancellation).Account, totals, asOf, geography, cancellation),
            Features = features,
            Records = new ListRecords(store, reader, policy, geography, actor).Source(),
            Accounts = totals is null ? null : new DrawAccounts(totals, detail, geography, geographyFolder).Source(),
        };
    }

    private static IEnumerable<MapFeature> PublicFeatures(PublicMap map) =>
    [
        .. map.Danger.Select(MapFeature.PublicDanger),
        .. map.Released.Select(release => MapFeature.PublicRelease(release.Kind switch { LandKind.Cancelled => ReleaseKind.Cancelled, LandKind.Reduced => ReleaseKind.Reduced, _ => ReleaseKind.Cleared }, release.Polygon)),
    ];

    private static string NameOf(List<MapFeature> features)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var feature in features)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{feature.Layer} {feature.Id} {feature.Date:O} {string.Join(',', feature.Properties.Select(pair => FormattableString.Invariant($"{pair.Key}={pair.Value}")))}"));
            hash.AppendData(feature.Geometry.AsBinary());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 12));
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
