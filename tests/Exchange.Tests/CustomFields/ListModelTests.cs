using System.Globalization;
using System.Text;
using Surefoot.Journal;
using Surefoot.Registry.CustomFields;
using Surefoot.Registry.Reading;

namespace Surefoot.Exchange.Tests.CustomFields;

/// <summary>Lists, pages and counts of a random history of imports and decisions against the versions themselves, looked through one by one.</summary>
public sealed class ListModelTests
{
    private const int Records = 12;
    private const int Steps = 26;
    private static readonly string[] Soils = ["clay", "sand", ""];
    private static readonly string[] Uses = ["", "road", "road;water", "water", "housing;water"];
    private static readonly DateTimeOffset Begin = new(2025, 4, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(StoreKind.Sqlite, 1)]
    [InlineData(StoreKind.Sqlite, 2)]
    [InlineData(StoreKind.Sqlite, 3)]
    [InlineData(StoreKind.Postgres, 1)]
    [InlineData(StoreKind.Postgres, 2)]
    public void Every_list_holds_what_the_versions_say(StoreKind kind, int seed)
    {
        using var folder = new ImportFolder(kind: kind);
        folder.Define(NationalCodeList.Code, """{"list":"soil-kind","effective":"2025-01-01","source":"Order 1","codes":[{"code":"sand"},{"code":"clay"}]}""").Breaches.ShouldBeEmpty();
        folder.Define(CustomField.Code, """{"fields":[{"recordType":"accident","name":"soil","kind":"choice","codeList":"soil-kind"},{"recordType":"accident","name":"uses","kind":"choices","codeList":"land-use"}]}""").Breaches.ShouldBeEmpty();
        Live(folder, new Random(seed));

        var records = folder.Store.Read().Where(entry => entry.RecordType == "accident").GroupBy(entry => entry.RecordId).ToList();
        records.Exists(record => record.Count() > 2).ShouldBeTrue();
        var rows = 0;
        foreach (var knownAt in (DateTimeOffset?[])[null, .. Enumerable.Range(0, Steps + 2).Where(hour => hour % 3 == 0).Select(hour => (DateTimeOffset?)Begin.AddHours(hour))])
        {
            var until = knownAt is { } at ? folder.Store.SequenceAt(at) : long.MaxValue;
            var known = records.Select(record => folder.Store.Versions(record.Key, until)).Where(versions => versions.Count > 0).ToList();
            foreach (var query in Queries(knownAt))
            {
                var wanted = Wanted(folder, known, query);
                rows += wanted.Count;
                folder.Reader.List("accident", query with { Order = RecordOrder.Id }).Select(Line).ShouldBe(wanted, query.ToString());
                folder.Reader.Count("accident", query).ShouldBe(wanted.Count, query.ToString());
                foreach (var offset in new[] { 0, 2, wanted.Count })
                {
                    var (total, page) = folder.Reader.Page("accident", query with { Order = RecordOrder.Id, Offset = offset, Limit = 2 });
                    total.ShouldBe(wanted.Count, query.ToString());
                    page.Select(Line).ShouldBe(wanted.Skip(offset).Take(2), query.ToString());
                }
            }
        }

        rows.ShouldBeGreaterThan(200);
    }

    private static void Live(ImportFolder folder, Random random)
    {
        List<string> batches = [];
        for (var step = 1; step <= Steps; step++)
        {
            folder.SetClock(Begin.AddHours(step));
            var context = new WriteContext(ImportFolder.Chief, "syn-mine-action-authority", "act", "decided");
            var act = batches.Count == 0 ? 0 : random.Next(7);
            var batch = batches.Count == 0 ? "" : batches[random.Next(batches.Count)];
            switch (act)
            {
                case 0 or 1 or 2:
                    var text = new StringBuilder("id,informationDate,organisation,synthetic,occurredOn,killed,injured,soil,uses,lon,lat\n");
                    foreach (var id in Enumerable.Range(0, Records).Where(_ => random.Next(3) == 0))
                    {
                        text.Append(CultureInfo.InvariantCulture, $"A-{id:D2},2025-03-{random.Next(1, 28):D2},syn-a,true,2025-02-01,0,{step},{Soils[random.Next(3)]},{Uses[random.Next(5)]},47.160001,39.600001\n");
                    }

                    if (folder.Import(folder.File("a.csv", text.ToString()), "accident").Result!.Batch is { } written)
                    {
                        batches.Add(written);
                    }

                    break;
                case 3 or 4:
                    folder.Store.ApproveBatch(context, batch);
                    break;
                case 5:
                    folder.Store.ReturnBatch(context, batch);
                    break;
                default:
                    folder.Store.WithdrawBatch(context, batch);
                    break;
            }
        }
    }

    private static List<string> Wanted(ImportFolder folder, IReadOnlyList<IReadOnlyList<KnownVersion>> known, RecordQuery query)
    {
        List<string> wanted = [];
        foreach (var versions in known)
        {
            var holding = versions.LastOrDefault(version =>
                (query.ApprovedOnly ? version.State == EntryState.Approved : version.State != EntryState.Withdrawn)
                && (query.AsOf is null || version.Entry.InformationDate <= query.AsOf));
            if (holding is not null && folder.Reader.At("accident", holding.Entry.Sequence) is { } row
                && (query.Where ?? new Dictionary<string, string>()).All(pair => row[pair.Key] is string[] several ? several.Contains(pair.Value) : Convert.ToString(row[pair.Key], CultureInfo.InvariantCulture) == pair.Value))
            {
                wanted.Add(Line(row with { State = holding.State }));
            }
        }

        wanted.Sort(StringComparer.Ordinal);
        return wanted;
    }

    private static string Line(RecordRow row) => FormattableString.Invariant($"{row.Id} {row.Version} {row.State} {row["injured"]} {row["soil"]} {string.Join(';', row["uses"] as string[] ?? [])}");

    private static IEnumerable<RecordQuery> Queries(DateTimeOffset? knownAt) =>
        from approvedOnly in new[] { true, false }
        from asOf in new DateOnly?[] { null, new(2025, 3, 14) }
        from condition in new (string Field, string Value)[] { default, ("soil", "clay"), ("uses", "water"), ("district", "AZ-FUZ") }
        select new RecordQuery(asOf, knownAt, ApprovedOnly: approvedOnly, Where: condition.Field is null ? null : new Dictionary<string, string> { [condition.Field] = condition.Value });
}
