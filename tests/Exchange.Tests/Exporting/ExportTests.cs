using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Surefoot.Registry.Reading;

namespace Surefoot.Exchange.Tests.Exporting;

public sealed class ExportTests : IDisposable
{
    private const string Polygons = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":"HA-2","informationDate":"2021-01-01","organisation":"syn-agency","synthetic":true,"kind":"confirmed","name":"=HYPERLINK(1)","categories":"ap-mine;uxo"},"geometry":{"type":"Polygon","coordinates":[[[47.150001,39.600001],[47.150001,39.61],[47.16,39.61],[47.16,39.600001],[47.150001,39.600001]]]}},
        {"type":"Feature","properties":{"id":"HA-1","informationDate":"2023-01-01","organisation":"syn-agency","synthetic":true,"kind":"suspected","name":"Say \"x\", y"},"geometry":{"type":"MultiPolygon","coordinates":[[[[47.250001,39.600001],[47.26,39.600001],[47.26,39.61],[47.250001,39.61],[47.250001,39.600001]]]]}}
        ]}
        """;

    private readonly ImportFolder _folder = new();

    public ExportTests() => _folder.Import(_folder.File("h.geojson", Polygons), "hazard-area", ImportFolder.Chief).Result!.State.ShouldBe("approved");

    public void Dispose() => _folder.Dispose();

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
    public void An_unknown_format_and_a_personal_type_are_declined()
    {
        _folder.Export("hazard-area", "shp").Outcome.Declined!.Code.ShouldBe("export.format");
        _folder.Export("casualty", "csv").Outcome.Declined!.Code.ShouldBe("actor.no-right");
        _folder.Export("casualty", "csv", actor: "syn-casualty-officer").Outcome.Result!.Rows.ShouldBe(0);
    }
}
