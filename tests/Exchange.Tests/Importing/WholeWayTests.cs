using System.Globalization;
using System.Text.Json;
using Surefoot.Account;
using Surefoot.Journal;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Tests.Importing;

/// <summary>The same files, decisions and questions on both stores give the same bytes.</summary>
public sealed class WholeWayTests
{
    private const int Finds = 700;

    private static readonly DateTimeOffset FirstDay = new(2025, 1, 10, 9, 0, 0, TimeSpan.Zero);

    private static readonly RecordQuery[] Queries =
    [
        RecordQuery.Now,
        new(ApprovedOnly: false),
        new(AsOf: new DateOnly(2021, 6, 1)),
        new(KnownAt: FirstDay.AddDays(1)),
        new(KnownAt: FirstDay.AddDays(5), AsOf: new DateOnly(2021, 4, 15)),
        new(Box: new GeoBox(47.005, 39.605, 47.1, 39.7)),
        new(Box: new GeoBox(47.005, 39.605, 47.1, 39.7), KnownAt: FirstDay.AddDays(1), ApprovedOnly: false),
        new(Where: new Dictionary<string, string> { ["organisation"] = "syn-agency" }, Order: RecordOrder.Id),
        new(Order: RecordOrder.Id, Limit: 7, Offset: 3),
        new(Limit: 5, Offset: 690),
        new(Order: RecordOrder.Id, Offset: 1),
    ];

    [Fact]
    public void Imports_lists_histories_accounts_and_exports_are_the_same_bytes()
    {
        using var file = new ImportFolder(kind: StoreKind.Sqlite);
        using var server = new ImportFolder(kind: StoreKind.Postgres);
        var wanted = Walk(file).ToList();
        wanted.Count.ShouldBeGreaterThan(40);
        foreach (var ((what, here), (_, there)) in wanted.Zip(Walk(server)))
        {
            there.ShouldBe(here, what);
        }

        Head(server).ShouldBe(Head(file));
    }

    private static IEnumerable<(string What, string Json)> Walk(ImportFolder folder)
    {
        folder.SetClock(FirstDay);
        var hazards = folder.Import(folder.File("h.geojson", Polygons("kind", "suspected", "2021-01-01", ("HA-1", 47.0), ("HA-2", 47.02), ("HA-É", 47.5))), "hazard-area", ImportFolder.Chief);
        yield return ("hazards", Json(hazards));
        yield return ("releases", Json(folder.Import(folder.File("c.geojson", Polygons("method", "manual", "2022-03-01", ("CL-1", 47.005))), "cleared-area", ImportFolder.Chief)));
        var finds = folder.Import(folder.File("f.csv", FindsFile(1)), "found-item");
        yield return ("finds", Json(finds));
        folder.SetClock(FirstDay.AddDays(2));
        yield return ("approval", Json(new ApproveRecords(folder.Store, Policy.BuiltIn).Handle(finds.Result!.Batch!, ImportFolder.Chief)));
        yield return ("same again", Json(folder.Import(folder.File("f.csv", FindsFile(1)), "found-item")));
        yield return ("foreseen", Json(folder.Import(folder.File("f2.csv", FindsFile(3)), "found-item", dryRun: true)));
        folder.SetClock(FirstDay.AddDays(4));
        var changed = folder.Import(folder.File("f2.csv", FindsFile(3)), "found-item", ImportFolder.Chief);
        yield return ("changed", Json(changed));
        yield return ("refused", Json(folder.Import(folder.File("bad.csv", FindsFile(1) + "F-X,2021-04-01,syn-agency,true,no-such-thing,2021-03-30,2,47.1,39.6\n"), "found-item")));
        folder.SetClock(FirstDay.AddDays(6));
        yield return ("undone", Json(new UndoBatch(folder.Store, Policy.BuiltIn).Handle(changed.Result!.Batch!, ImportFolder.Officer, "wrong sheet")));

        foreach (var type in new[] { "hazard-area", "cleared-area", "found-item" })
        {
            foreach (var query in Queries)
            {
                yield return ($"{type} {query}", Json(folder.Reader.List(type, query).Select(Line)));
                yield return ($"count of {type} {query}", Json(folder.Reader.Count(type, query)));
            }
        }

        yield return ("history", Json(new ShowHistory(folder.Store, folder.Types, Policy.BuiltIn).Handle("F-3", ImportFolder.Officer)));
        yield return ("history as known", Json(new ShowHistory(folder.Store, folder.Types, Policy.BuiltIn).Handle("F-3", ImportFolder.Officer, FirstDay.AddDays(3))));
        foreach (var knownAt in new DateTimeOffset?[] { null, FirstDay.AddDays(1) })
        {
            var land = ReadLand.Handle(folder.Reader, RecordQuery.Now with { KnownAt = knownAt }, workers: 1);
            var account = LandAccount.Compute(land, []);
            yield return ($"account known {knownAt:O}", Json(account.Statement(null, new(2024, 12, 31))));
        }

        foreach (var format in new[] { "csv", "geojson" })
        {
            yield return (format, folder.Export("found-item", format).Bytes);
            yield return (format, folder.Export("hazard-area", format).Bytes);
        }
    }

    private static object Line(RecordRow row) => new { row.RecordId, row.Id, row.Version, row.State, row.Sequence, row.InformationDate, row.RecordedAt, row.Batch, row.Values, row.Wkb };

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private static (long, string) Head(ImportFolder folder)
    {
        var report = folder.Store.Verify();
        report.Ok.ShouldBeTrue();
        return (report.Entries, report.Head + string.Concat(report.Projections!.Tables.Select(table => table.Sha256)));
    }

    private static string FindsFile(int countOfEveryThird) =>
        "id,informationDate,organisation,synthetic,category,foundOn,count,lon,lat\n"
        + string.Concat(Enumerable.Range(0, Finds).Select(i => string.Create(CultureInfo.InvariantCulture, $"F-{i},2021-04-{1 + (i % 28):D2},syn-agency,true,{(i % 2 == 0 ? "uxo" : "ap-mine")},2021-03-30,{(i % 3 == 0 ? countOfEveryThird : 1)},{47 + (i / 7000.0):F6},{39.6 + (i / 9000.0):F6}\n")));

    private static string Polygons(string field, string value, string date, params (string Id, double Lon)[] squares) =>
        "{\"type\":\"FeatureCollection\",\"features\":[\n" + string.Join(",\n", squares.Select(s => string.Create(CultureInfo.InvariantCulture, $$$"""
        {"type":"Feature","properties":{"id":"{{{s.Id}}}","informationDate":"{{{date}}}","releasedOn":"{{{date}}}","organisation":"syn-agency","synthetic":true,"{{{field}}}":"{{{value}}}"},"geometry":{"type":"Polygon","coordinates":[[[{{{s.Lon:F6}}},39.600000],[{{{s.Lon + 0.01:F6}}},39.600000],[{{{s.Lon + 0.01:F6}}},39.610000],[{{{s.Lon:F6}}},39.610000],[{{{s.Lon:F6}}},39.600000]]]}}
        """))) + "\n]}\n";
}
