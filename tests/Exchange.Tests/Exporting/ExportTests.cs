using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Surefoot.Exchange.Reading;
using Surefoot.Journal;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Tests.Exporting;

public abstract class ExportTests : IDisposable
{
    private const string Polygons = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":"HA-2","informationDate":"2021-01-01","organisation":"syn-agency","synthetic":true,"kind":"confirmed","name":"=HYPERLINK(1)","categories":"ap-mine;uxo"},"geometry":{"type":"Polygon","coordinates":[[[47.150001,39.600001],[47.150001,39.61],[47.16,39.61],[47.16,39.600001],[47.150001,39.600001]]]}},
        {"type":"Feature","properties":{"id":"HA-1","informationDate":"2023-01-01","organisation":"syn-agency","synthetic":true,"kind":"suspected","name":"Say \"x\", y"},"geometry":{"type":"MultiPolygon","coordinates":[[[[47.250001,39.600001],[47.26,39.600001],[47.26,39.61],[47.250001,39.61],[47.250001,39.600001]]]]}}
        ]}
        """;

    private readonly ImportFolder _folder;

    protected ExportTests(StoreKind kind)
    {
        _folder = new(kind: kind);
        _folder.Import(_folder.File("h.geojson", Polygons), "hazard-area", ImportFolder.Chief).Result!.State.ShouldBe("approved");
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void GeoJSON_is_ordered_by_id_and_carries_attribution_and_synthetic()
    {
        var (text, outcome) = _folder.Export("hazard-area", "geojson");
        (outcome.Result!.Rows, outcome.Result.Sha256).ShouldBe((2, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))));
        using var json = JsonDocument.Parse(text);
        json.RootElement.GetProperty("attribution").GetString()!.ShouldContain("OpenStreetMap contributors (ODbL)");
        json.RootElement.GetProperty("synthetic").GetBoolean().ShouldBeTrue();
        var features = json.RootElement.GetProperty("features").EnumerateArray().ToList();
        features.Select(feature => feature.GetProperty("id").GetString()).ShouldBe(["HA-1", "HA-2"]);
        features.ShouldAllBe(feature => feature.GetProperty("properties").GetProperty("synthetic").GetBoolean());

        // RFC 7946 3.1.6: shells counter-clockwise, however they were entered.
        features[1].GetProperty("geometry").GetRawText().ShouldBe("""{"type":"Polygon","coordinates":[[[47.150001,39.600001],[47.16,39.600001],[47.16,39.61],[47.150001,39.61],[47.150001,39.600001]]]}""");
    }

    [Theory]
    [InlineData("geojson", 0)]
    [InlineData("csv", 2)] // The guard before a cell that a spreadsheet would run is part of the cell then.
    [InlineData("xlsx", 0)]
    [InlineData("gpkg", 0)]
    public void What_went_out_comes_in_again_as_nothing_new(string format, long guarded)
    {
        // Digits that an export does not repeat: they say how finely it was measured, and stay as they were written.
        _folder.Import(_folder.File("digits.geojson", Polygons.Replace("39.61]", "39.6100]", StringComparison.Ordinal)), "hazard-area", ImportFolder.Chief).Result!.Changed.ShouldBe(0);
        _folder.Import(_folder.File("two.geojson", Polygons.Replace("HA-", "HB-", StringComparison.Ordinal).Replace("39.61]", "39.6100]", StringComparison.Ordinal)), "hazard-area", ImportFolder.Chief).Result!.New.ShouldBe(2);
        var again = _folder.Import(_folder.ExportFile("hazard-area", format), "hazard-area").Result!;

        (again.New, again.Changed, again.Unchanged).ShouldBe((0L, guarded, 4 - guarded));
    }

    [Fact]
    public void The_same_records_give_the_same_bytes()
    {
        var first = _folder.Export("hazard-area", "geojson").Outcome.Result!.Sha256;
        _folder.Export("hazard-area", "geojson").Outcome.Result!.Sha256.ShouldBe(first);
    }

    [Fact]
    public void An_export_as_of_a_day_leaves_out_what_came_later() =>
        _folder.Export("hazard-area", "geojson", RecordQuery.Now with { AsOf = new DateOnly(2022, 12, 31) }).Outcome.Result!.Rows.ShouldBe(1);

    [Fact]
    public void CSV_makes_formulas_harmless_and_quotes_what_needs_it()
    {
        var (text, _) = _folder.Export("hazard-area", "csv");
        var lines = text.Split('\n');
        lines[0].ShouldBe("id,informationDate,organisation,synthetic,kind,name,district,categories,basis,status,reportedAreaM2,blocks,areaExplanation,evidence,changeReason,case,wkt");
        lines[1].ShouldStartWith("HA-1,2023-01-01,syn-agency,true,suspected,\"Say \"\"x\"\", y\",,,,,,,,,,,\"MULTIPOLYGON (((");
        lines[2].ShouldStartWith("HA-2,2021-01-01,syn-agency,true,confirmed,'=HYPERLINK(1),,ap-mine;uxo,,,,,,,,,\"POLYGON ((47.150001 39.600001, ");
        _folder.Beside("csv.attribution.txt").ShouldContain("every position, person and date invented");
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49", "'+49")]
    [InlineData("-x", "'-x")]
    [InlineData("@a", "'@a")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void A_cell_that_a_spreadsheet_would_compute_is_made_text(string text, string cell) => Surefoot.Exchange.Exporting.CsvExport.Cell(text).ShouldBe(cell);

    [Fact]
    public void Negative_numbers_stay_numbers()
    {
        _folder.Import(_folder.File("s.csv", "id,informationDate,organisation,synthetic,nameAz,elevationM,lon,lat\nS-1,2021-01-01,syn-agency,true,Çaylı,-12.5,47.150001,39.600001\n"), "settlement", ImportFolder.Chief).Declined.ShouldBeNull();
        _folder.Export("settlement", "csv").Bytes.Split('\n')[1].ShouldBe("S-1,2021-01-01,syn-agency,true,Çaylı,,,,,,,-12.5,47.150001,39.600001");
    }

    [Fact]
    public void What_was_exported_imports_again_with_the_same_values()
    {
        foreach (var format in new[] { "geojson", "csv" })
        {
            var (text, _) = _folder.Export("hazard-area", format);
            using var other = new ImportFolder();
            other.Import(other.File("again." + format, text), "hazard-area", ImportFolder.Chief).Result!.New.ShouldBe(2);
            var name = format == "csv" ? "'=HYPERLINK(1)" : "=HYPERLINK(1)";
            other.Reader.List("hazard-area", new RecordQuery(Order: RecordOrder.Id)).Select(row => row["name"]).ShouldBe(["Say \"x\", y", name]);
            other.Reader.Get("hazard-area", "HA-2").ReadGeometry()!.EqualsExact(_folder.Reader.Get("hazard-area", "HA-2").ReadGeometry()).ShouldBeTrue();
        }
    }

    [Fact]
    public void Which_records_are_disputed_is_told_only_if_any_are()
    {
        var plain = (_folder.Export("hazard-area", "csv").Bytes, _folder.Export("hazard-area", "geojson").Bytes);
        plain.ToString().ShouldNotContain("disputed");
        var first = _folder.Store.Read().Single(entry => entry.ClientKey == "HA-1");
        foreach (var day in new[] { 2, 3 })
        {
            // Both writers started from the first version.
            var entry = new NewEntry { RecordType = first.RecordType, Schema = first.Schema, ClientKey = first.ClientKey, BaseVersion = 1, InformationDate = new(2023, 1, day), State = EntryState.Submitted, Tier = first.Tier, Payload = first.Payload, Geometry = first.Geometry };
            _folder.Store.Append(new WriteContext(ImportFolder.Officer, "syn-mine-action-centre", $"b{day}", "test"), [entry], null, TestContext.Current.CancellationToken);
        }

        var csv = _folder.Export("hazard-area", "csv").Bytes.Split('\n');
        csv[0].ShouldEndWith(",case,wkt,disputed");
        (csv[1][..4], csv[1][^6..], csv[2][..4], csv[2][^2..]).ShouldBe(("HA-1", "\",true", "HA-2", "\","));
        using var json = JsonDocument.Parse(_folder.Export("hazard-area", "geojson").Bytes);
        json.RootElement.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("properties").TryGetProperty("disputed", out var told) && told.GetBoolean()).ShouldBe([true, false]);

        foreach (var format in (string[])["xlsx", "gpkg", "kml"])
        {
            var rows = SourceReader.Read(_folder.ExportFile("hazard-area", format), new ReadOptions(), Sources.Areas, new FindingList(), TestContext.Current.CancellationToken).ToList();
            rows.ConvertAll(row => row.Fields.GetValueOrDefault("disputed")).ShouldBe(["true", null], format);
        }

        // It says how a record stands, not what it is: no field takes it, and no doubt is raised about it.
        using var other = new ImportFolder();
        other.Import(other.File("again.csv", string.Join('\n', csv)), "hazard-area").Result!.Findings.ShouldNotContain(finding => finding.Rule == "column.unknown");

        _folder.Export("hazard-area", "csv", RecordQuery.Now with { Where = new Dictionary<string, string> { ["id"] = "HA-2" } }).Bytes.ShouldNotContain("disputed");
        _folder.Store.WithdrawBatch(new WriteContext(ImportFolder.Officer, "syn-mine-action-centre", "act", "test"), "b2").ShouldBeOfType<Decided>();
        _folder.Export("hazard-area", "csv").Bytes.ShouldBe(plain.Item1);
    }

    [Fact]
    public void An_unknown_format_and_a_personal_type_are_declined()
    {
        _folder.Export("hazard-area", "shp").Outcome.Declined!.Code.ShouldBe("export.format");
        _folder.Export("casualty", "csv").Outcome.Declined!.Code.ShouldBe("actor.no-right");
        _folder.Export("casualty", "csv", actor: "syn-casualty-officer").Outcome.Declined!.Code.ShouldBe("reason.required");
        _folder.Export("casualty", "csv", actor: "syn-casualty-officer", reason: "yearly return").Outcome.Result!.Rows.ShouldBe(0);
        OpenPersonal.List(_folder.Store, _folder.Types, null).ShouldHaveSingleItem().Read.ShouldBe(
            new PersonalRead { Reader = "syn-casualty-officer", Door = "export", OpenedType = "casualty", Opened = PersonalRead.AllRecords, Reason = "yearly return" });
    }
}

public sealed class ExportTestsOnSqlite() : ExportTests(StoreKind.Sqlite);

public sealed class ExportTestsOnPostgres() : ExportTests(StoreKind.Postgres);
