using System.Security.Cryptography;
using System.Text.Json;
using Surefoot.Exchange.Exporting;
using Surefoot.Exchange.Tests.Formats;

namespace Surefoot.Exchange.Tests.Exporting;

/// <summary>What is written is opened by GDAL, which knows nothing of this project.</summary>
public sealed class WrittenFormatsTests : IDisposable
{
    private const string Polygons = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":"HA-1","informationDate":"2021-01-01","organisation":"syn-agency","synthetic":true,"kind":"confirmed","name":"Füzuli \"mərkəz\""},"geometry":{"type":"Polygon","coordinates":[[[47.150001,39.600001],[47.16,39.600001],[47.16,39.61],[47.150001,39.61],[47.150001,39.600001]]]}},
        {"type":"Feature","properties":{"id":"HA-2","informationDate":"2023-01-01","organisation":"syn-agency","synthetic":true,"kind":"suspected"},"geometry":{"type":"MultiPolygon","coordinates":[[[[47.250001,39.600001],[47.26,39.600001],[47.26,39.61],[47.250001,39.600001]]],[[[47.350001,39.600001],[47.36,39.600001],[47.36,39.61],[47.350001,39.600001]]]]}}
        ]}
        """;

    private readonly ImportFolder _folder = new();
    private readonly TempFolder _out = new();

    public WrittenFormatsTests() => _folder.Import(_folder.File("h.geojson", Polygons), "hazard-area", ImportFolder.Chief).Result!.State.ShouldBe("approved");

    public void Dispose()
    {
        _folder.Dispose();
        _out.Dispose();
    }

    [Theory]
    [InlineData("gpkg")]
    [InlineData("kml")]
    [InlineData("xlsx")]
    public void The_same_records_give_the_same_bytes(string format)
    {
        var first = File.ReadAllBytes(_folder.ExportFile("hazard-area", format));
        SHA256.HashData(File.ReadAllBytes(_folder.ExportFile("hazard-area", format))).ShouldBe(SHA256.HashData(first));
    }

    [Theory]
    [InlineData("gpkg", "hazard_area")]
    [InlineData("kml", "hazard-area")]
    public void GDAL_sees_the_features_that_the_GeoJSON_has(string format, string layer)
    {
        var path = _folder.ExportFile("hazard-area", format);
        Gdal.Ask("ogrinfo", "-ro", "-so", path, layer).ShouldContain("Feature Count: 2");
        Gdal.Ask("ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=15", _out["back.geojson"], path, layer);
        using var back = JsonDocument.Parse(File.ReadAllText(_out["back.geojson"]));
        using var own = JsonDocument.Parse(File.ReadAllText(_folder.ExportFile("hazard-area", "geojson")));
        var (there, here) = (back.RootElement.GetProperty("features"), own.RootElement.GetProperty("features"));
        there.GetArrayLength().ShouldBe(2);
        for (var i = 0; i < 2; i++)
        {
            Numbers(there[i].GetProperty("geometry")).ShouldBe(Numbers(here[i].GetProperty("geometry")));
            // GDAL does not tell the label of a placemark from a value called name.
            foreach (var name in (string[])["id", "informationDate", "organisation", "kind", .. format == "kml" ? [] : (string[])["name"]])
            {
                var value = here[i].GetProperty("properties").GetProperty(name).ToString();
                (there[i].GetProperty("properties").TryGetProperty(name, out var found) ? found.ToString().Replace('/', '-') : "").ShouldBe(value, name);
            }
        }
    }

    [Fact]
    public void GDAL_sees_the_rows_of_the_sheet_by_their_types()
    {
        var said = Gdal.Ask("ogrinfo", "-ro", "-al", _folder.ExportFile("hazard-area", "xlsx"), "-oo", "HEADERS=FORCE");
        said.ShouldContain("Feature Count: 2");
        said.ShouldContain("informationDate (Date) = 2021/01/01");
        said.ShouldContain("synthetic (Integer(Boolean)) = 1");
        said.ShouldContain("name (String) = Füzuli \"mərkəz\"");
    }

    [Fact]
    public void The_GeoPackage_has_its_index_its_style_and_the_attribution()
    {
        var path = _folder.ExportFile("hazard-area", "gpkg");
        Gdal.Ask("ogrinfo", "-ro", "-q", path, "-sql", "SELECT HasSpatialIndex('hazard_area','geom') AS yes").ShouldContain("= 1");
        Gdal.Ask("ogrinfo", "-ro", "-q", path, "-sql", "SELECT count(*) AS n FROM rtree_hazard_area_geom WHERE maxx < 47.2").ShouldContain("= 1");
        Gdal.Ask("ogrinfo", "-ro", "-q", path, "layer_styles").ShouldContain("SimpleFill");
        Gdal.Ask("ogrinfo", "-ro", "-q", path, "-sql", "SELECT description FROM gpkg_contents WHERE table_name='hazard_area'").ShouldContain(Attribution.Of(synthetic: true));
        // Its triggers keep the index when somebody else changes a row.
        Gdal.Ask("ogrinfo", path, "-q", "-sql", "DELETE FROM hazard_area WHERE fid = 1");
        Gdal.Ask("ogrinfo", "-ro", "-q", path, "-sql", "SELECT count(*) AS n FROM rtree_hazard_area_geom").ShouldContain("= 1");
    }

    [Fact]
    public void A_shape_too_long_for_a_cell_declines_the_sheet_and_leaves_no_file()
    {
        var ring = string.Join(',', Enumerable.Range(0, 2000).Select(i => FormattableString.Invariant($"[{47.15 + (0.01 * Math.Cos(i * Math.PI / 1000)):0.00000000},{39.6 + (0.01 * Math.Sin(i * Math.PI / 1000)):0.00000000}]")));
        var first = ring[..(ring.IndexOf(']', StringComparison.Ordinal) + 1)];
        _folder.Import(_folder.File("big.geojson", $$$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"HA-3","informationDate":"2021-01-01","organisation":"syn-agency","synthetic":true,"kind":"suspected"},"geometry":{"type":"Polygon","coordinates":[[{{{ring}}},{{{first}}}]]}}]}"""), "hazard-area", ImportFolder.Chief).Result!.Rejected.ShouldBe(0);
        var declined = _folder.Export("hazard-area", "xlsx").Outcome.Declined.ShouldNotBeNull();
        (declined.Code, declined.Where).ShouldBe(("export.unfit", "HA-3"));
    }

    private static List<double> Numbers(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => [.. element.EnumerateArray().SelectMany(Numbers)],
        JsonValueKind.Object => [.. element.EnumerateObject().SelectMany(p => Numbers(p.Value))],
        JsonValueKind.Number => [element.GetDouble()],
        _ => [],
    };
}
