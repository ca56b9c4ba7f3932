using System.Text.Json;
using Surefoot.Exchange.Exporting;
using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Tests.Exporting;

/// <summary>Out by one format, in again and out by another: the records are the same to the byte, whichever the two formats are.</summary>
public sealed class FormatPairTests
{
    // What every format holds. Text that a spreadsheet would compute gets an apostrophe in CSV; control characters are lost in KML.
    private static readonly string[] Names =
    [
        "Füzuli, mərkəz", "Шуша \"köhnə\"; 'x'", "<b>&amp;</b> ]]>", "_x0041_ _x005f_", "مرحبا 中文 🧨", "007", "1e5", "2025-03-31", "true", "null", "two\nlines", "a\tb", "0.10", "é vs é",
    ];

    public static TheoryData<string> Formats => [.. ExportRecords.Formats];

    // The second way out has the bytes it has from the source; that these come in again whole is the case of that format.
    [Theory]
    [MemberData(nameof(Formats))]
    public void Records_survive_a_format_and_leave_it_by_any_other_as_they_were(string format)
    {
        using var source = Filled();
        using var end = new ImportFolder();
        foreach (var (type, rows) in (ReadOnlySpan<(string, int)>)[("settlement", Names.Length), ("hazard-area", 2), ("road-blockage", 2)])
        {
            source.Export(type, format).Outcome.Result!.Rows.ShouldBe(rows);
            Carry(source, end, type, format);
            foreach (var other in ExportRecords.Formats)
            {
                end.Export(type, other).Outcome.Result!.Sha256.ShouldBe(source.Export(type, other).Outcome.Result!.Sha256, $"{type} as {other}");
            }
        }
    }

    [Theory]
    [InlineData("geojson", true)]
    [InlineData("gpkg", true)]
    [InlineData("kml", true)]
    [InlineData("xlsx", true)]
    [InlineData("csv", false)]
    public void Text_that_a_spreadsheet_would_compute_comes_back_unless_it_was_a_csv(string format, bool same)
    {
        using var source = new ImportFolder();
        using var end = new ImportFolder();
        source.Import(source.File("s.geojson", Settlements(["=1+1", "-x", "@cmd"])), "settlement", ImportFolder.Chief);
        Carry(source, end, "settlement", format);
        (end.Export("settlement", "geojson").Bytes == source.Export("settlement", "geojson").Bytes).ShouldBe(same);
        end.Export("settlement", "csv").Bytes.ShouldContain("'=1+1");
    }

    private static void Carry(ImportFolder from, ImportFolder to, string type, string format)
    {
        var result = to.Import(from.ExportFile(type, format), type, ImportFolder.Chief).Result!;
        result.Verdict.ShouldNotBe(Verdict.Reject, string.Join("; ", result.Findings.Select(f => $"{f.Row} {f.Field} {f.Value} {f.Message}")));
        result.Findings.ShouldAllBe(f => f.Rule != "column.unknown");
        result.Rejected.ShouldBe(0);
    }

    private static ImportFolder Filled()
    {
        var folder = new ImportFolder();
        folder.Import(folder.File("s.geojson", Settlements(Names)), "settlement", ImportFolder.Chief).Result!.Findings.Where(f => f.Severity == Verdict.Reject).Select(f => f.Rule + f.Field + f.Message).ShouldBeEmpty();
        folder.Import(
            folder.File("h.geojson", """
                {"type":"FeatureCollection","features":[
                {"type":"Feature","properties":{"id":"HA-1","informationDate":"2021-01-01","organisation":"syn-agency","synthetic":true,"kind":"confirmed","name":"x","categories":"ap-mine;uxo"},"geometry":{"type":"Polygon","coordinates":[[[47.150001,39.600001],[47.16,39.600001],[47.16,39.61],[47.150001,39.61],[47.150001,39.600001]],[[47.1520001,39.602],[47.152,39.604],[47.154,39.604],[47.1520001,39.602]]]}},
                {"type":"Feature","properties":{"id":"HA-2","informationDate":"1999-12-31","organisation":"syn-agency","synthetic":true,"kind":"suspected"},"geometry":{"type":"MultiPolygon","coordinates":[[[[47.250001,39.600001],[47.26,39.600001],[47.26,39.61],[47.250001,39.600001]]],[[[47.350001,39.600001],[47.36,39.600001],[47.36,39.61],[47.350001,39.600001]]]]}}
                ]}
                """),
            "hazard-area",
            ImportFolder.Chief).Result!.Findings.Where(f => f.Severity == Verdict.Reject).Select(f => f.Rule + f.Field + f.Message).ShouldBeEmpty();
        folder.Import(
            folder.File("r.geojson", """
                {"type":"FeatureCollection","features":[
                {"type":"Feature","properties":{"id":"RB-1","informationDate":"2021-01-01","organisation":"syn-agency","synthetic":true,"edges":"12;13","cause":"mined","from":"2021-01-01"},"geometry":{"type":"LineString","coordinates":[[47.150001,39.600001],[47.16,39.600001]]}},
                {"type":"Feature","properties":{"id":"RB-2","informationDate":"2021-01-01","organisation":"syn-agency","synthetic":true,"edges":"14","cause":"mined","from":"2021-01-01"},"geometry":{"type":"Point","coordinates":[47.150001,39.6000012345678]}}
                ]}
                """),
            "road-blockage",
            ImportFolder.Chief).Result!.Findings.Where(f => f.Severity == Verdict.Reject).Select(f => f.Rule + f.Field + f.Message).ShouldBeEmpty();
        return folder;
    }

    private static string Settlements(string[] names) => "{\"type\":\"FeatureCollection\",\"features\":[" + string.Join(",\n", names.Select(Settlement)) + "]}";

    private static string Settlement(string name, int i) => JsonSerializer.Serialize(new
    {
        type = "Feature",
        properties = new { id = $"ST-{i + 10}", informationDate = "2021-02-01", organisation = "SYN-MAC", synthetic = true, nameAz = name, nameShown = i % 2 == 0 ? true : (bool?)null, people = i * 1000, elevationM = 0.1 + (i / 3.0) },
        geometry = new { type = "Point", coordinates = (double[])[47.1500001 + (i * 0.001234567), 39.60001] },
    });
}
