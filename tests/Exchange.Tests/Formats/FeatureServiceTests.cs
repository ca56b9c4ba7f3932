using NetTopologySuite.Geometries;

namespace Surefoot.Exchange.Tests.Formats;

/// <summary>Answers as IMSMA Core's services give them, invented: no real one was there to test with.</summary>
public sealed class FeatureServiceTests
{
    private static readonly string Sample = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "core.json"));

    [Fact]
    public void An_answer_gives_its_attributes_its_links_and_its_shape()
    {
        var (rows, findings) = Sources.Read(Sample);
        findings.Findings.ShouldBeEmpty();
        rows.Count.ShouldBe(2);
        rows[0].Fields["imsma_id"].ShouldBe("hazard_poly_145");
        rows[0].Fields["reported"].ShouldBe("2024-05-01");
        rows[0].Fields["link.accident"].ShouldBe("accident_12");
        rows[0].Fields["link.land_release"].ShouldBe("land_release_7;land_release_8");
        rows[0].Geometry.ShouldBeOfType<Polygon>().NumInteriorRings.ShouldBe(1);
        rows[1].Geometry.ShouldBeNull();
        rows[1].Fields.Keys.ShouldNotContain("link.accident");
    }

    [Fact]
    public void Links_of_a_table_are_read_as_well() =>
        Sources.Read("imsma_id,imsma_links\nvictim_3,\"accident_12,nowhere\"\n").Rows[0].Fields["link.accident"].ShouldBe("accident_12");

    [Theory]
    [InlineData("\"features\":[", "\"exceededTransferLimit\":true,\"features\":[", "Reject  esri.page; Flag 2 geometry.missing")]
    [InlineData("\"wkid\":4326,\"latestWkid\":4326", "\"wkid\":102100", "Reject  crs.not-as-stated")]
    [InlineData("\"attributes\":{\"OBJECTID\":2", "\"properties\":{\"OBJECTID\":2", "Reject 2 esri.features")]
    [InlineData("\"rings\":[]", "\"curveRings\":[]", "Reject 2 esri.geometry")]
    [InlineData("1714521600000", "1e300", "Reject 1 esri.date")]
    [InlineData("\"open\"", "\"\\ud800\"", "Reject 2 json.surrogate")]
    [InlineData("\"status\":null", "\"\\udfff\":null", "Reject  json.surrogate")]
    [InlineData("\"status\":null", "\"status\":null,\"status\":1", "Reject  json.syntax")]
    public void An_answer_that_is_not_whole_or_sound_is_refused(string part, string by, string expected) =>
        Sources.Check(Sample.Replace(part, by, StringComparison.Ordinal)).Summary().ShouldBe(expected);
}
