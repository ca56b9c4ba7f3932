using NetTopologySuite.Geometries;
using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Tests.Formats;

/// <summary>Files that GDAL wrote from one GeoJSON are read as that GeoJSON is.</summary>
public sealed class GdalFilesTests
{
    private const string Areas = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"HA-1","nameAz":"Füzuli, mərkəz — Шуша","count":7,"share":0.125,"seenOn":"2024-02-29"},"geometry":{"type":"Polygon","coordinates":[[[47.15101,39.60001],[47.15301,39.60001],[47.15301,39.60201],[47.15101,39.60201],[47.15101,39.60001]],[[47.15151,39.60051],[47.15151,39.60101],[47.15201,39.60101],[47.15201,39.60051],[47.15151,39.60051]]]}},
        {"type":"Feature","properties":{"code":"HA-2","nameAz":null,"count":null,"share":null,"seenOn":null},"geometry":{"type":"MultiPolygon","coordinates":[[[[47.16101,39.60001],[47.16301,39.60001],[47.16301,39.60201],[47.16101,39.60001]]],[[[47.17101,39.60001],[47.17301,39.60001],[47.17301,39.60201],[47.17101,39.60001]]]]}}
        ]}
        """;

    [Theory]
    [InlineData("shp", "ESRI Shapefile", "-lco", "ENCODING=UTF-8")]
    [InlineData("shp", "ESRI Shapefile", "-lco", "ENCODING=CP1254")]
    [InlineData("gpkg", "GPKG")]
    [InlineData("kml", "LIBKML")]
    [InlineData("kmz", "LIBKML")]
    [InlineData("xlsx", "XLSX")]
    public void A_file_that_GDAL_wrote_gives_the_rows_of_its_source(string extension, string driver, params string[] more)
    {
        using var folder = new TempFolder();
        var source = folder.Write("source.geojson", more is [_, "ENCODING=CP1254"] ? Areas.Replace("mərkəz — Шуша", "mərkəz", StringComparison.Ordinal).Replace("mərkəz", "Ağdam", StringComparison.Ordinal) : Areas);
        Gdal.Ask("ogr2ogr", ["-f", driver, folder["areas." + extension], source, .. more, "-nln", "areas"]);
        var (expected, _) = TempFolder.Read(source);
        var (rows, findings) = TempFolder.Read(folder["areas." + extension]);

        findings.Verdict.ShouldNotBe(Verdict.Reject, string.Join("; ", findings.Findings.Select(f => f.Message)));
        rows.Count.ShouldBe(2);
        for (var i = 0; i < 2; i++)
        {
            foreach (var (name, value) in expected[i].Fields)
            {
                // GDAL's KML has dates with slashes, as text.
                var read = rows[i].Fields.GetValueOrDefault(name);
                (name == "seenOn" ? read?.Replace('/', '-') : read).ShouldBe(value, name);
            }

            if (extension != "xlsx")
            {
                rows[i].Geometry.ShouldNotBeNull().Normalized().EqualsExact(expected[i].Geometry!.Normalized()).ShouldBeTrue($"{rows[i].Geometry}");
            }
        }
    }

    [Fact]
    public void A_shapefile_in_another_system_is_refused_with_the_code_to_give_and_read_with_it()
    {
        using var folder = new TempFolder();
        var source = folder.Write("source.geojson", Areas);
        Gdal.Ask("ogr2ogr", "-f", "ESRI Shapefile", "-t_srs", "EPSG:32638", "-lco", "ENCODING=UTF-8", folder["utm.shp"], source);
        TempFolder.Read(folder["utm.shp"]).Findings.Findings.ShouldHaveSingleItem().Suggestion.ShouldBe("Run again with --crs EPSG:32638.");
        var (rows, findings) = TempFolder.Read(folder["utm.shp"], new ReadOptions(32638));
        findings.Verdict.ShouldBe(Verdict.Accept);
        rows[0].Geometry!.Coordinate.Distance(new Coordinate(47.15101, 39.60001)).ShouldBeLessThan(0.003);

        File.Delete(folder["utm.prj"]);
        TempFolder.Summary(folder["utm.shp"]).ShouldBe("Reject  crs.missing");
        Gdal.Ask("ogr2ogr", "-f", "GPKG", "-t_srs", "EPSG:28408", folder["gk.gpkg"], source);
        TempFolder.Read(folder["gk.gpkg"]).Findings.Findings.ShouldHaveSingleItem().Suggestion!.ShouldContain("--crs EPSG:28408 and the datum operation");
    }

    [Fact]
    public void A_packed_shapefile_reads_as_the_same_rows()
    {
        using var folder = new TempFolder();
        var source = folder.Write("source.geojson", Areas);
        Gdal.Ask("ogr2ogr", "-f", "ESRI Shapefile", folder["a.shz"], source, "-lco", "ENCODING=UTF-8");
        var (rows, findings) = TempFolder.Read(folder["a.shz"]);
        findings.Findings.ShouldBeEmpty();
        rows.Count.ShouldBe(2);
        rows[0].Fields["nameAz"].ShouldBe("Füzuli, mərkəz — Шуша");
    }

    [Fact]
    public void Several_layers_ask_for_one()
    {
        using var folder = new TempFolder();
        var source = folder.Write("source.geojson", Areas);
        foreach (var extension in (string[])["gpkg", "xlsx"])
        {
            var path = folder["two." + extension];
            Gdal.Ask("ogr2ogr", path, source, "-nln", "one");
            Gdal.Ask("ogr2ogr", "-update", path, source, "-nln", "two");
            TempFolder.Read(path).Findings.Findings.ShouldHaveSingleItem().Suggestion!.ShouldContain("one, two");
            TempFolder.Read(path, new ReadOptions(Layer: "two")).Rows.Count.ShouldBe(2);
            TempFolder.Summary(path, new ReadOptions(Layer: "three")).ShouldBe("Reject  layer.unknown");
        }
    }
}
