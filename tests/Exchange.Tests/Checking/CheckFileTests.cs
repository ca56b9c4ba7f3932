using System.Text;
using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Tests.Checking;

public sealed class CheckFileTests
{
    static CheckFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[39.60001,47.15101]}""", "position.swapped")]
    [InlineData("""{"type":"Point","coordinates":[-47.15101,39.60001]}""", "position.sign")]
    [InlineData("""{"type":"Point","coordinates":[684500.5,4385500.2]}""", "position.metres")]
    [InlineData("""{"type":"Point","coordinates":[8684500.5,4385500.2]}""", "position.metres")]
    [InlineData("""{"type":"Point","coordinates":[4385500.2,8684500.5]}""", "position.swapped")]
    [InlineData("""{"type":"Point","coordinates":[5248713.95,4807984.49]}""", "position.web-mercator")]
    [InlineData("""{"type":"Point","coordinates":[4709.25,3936.12]}""", "position.packed-minutes")]
    [InlineData("""{"type":"Point","coordinates":[4715101,3960001]}""", "position.decimal-sign")]
    [InlineData("""{"type":"Point","coordinates":[12.5001,41.9001]}""", "position.outside-country")]
    public void Position_mistake_is_named_and_a_correction_offered(string text, string rule)
    {
        var report = Sources.Check(text);
        report.Verdict.ShouldBe(Verdict.Reject);
        var finding = report.Findings.ShouldHaveSingleItem();
        finding.Rule.ShouldBe(rule);
        finding.Suggestion.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("id,x,y\n1,684542,4398210\n", "position.zone-prefix")]
    [InlineData("id,x,y\n1,4398210,8671542\n", "position.swapped")]
    [InlineData("id,x,y\n1,47.15101,39.60001\n", "position.degrees")]
    public void Grid_mistake_is_named(string text, string rule) =>
        Sources.Check(text, options: new ReadOptions(28408, 15865)).Findings.ShouldHaveSingleItem().Rule.ShouldBe(rule);

    [Fact]
    public void Position_in_another_district_is_refused_and_in_the_stated_one_accepted()
    {
        const string text = "id,lon,lat\n1,47.15101,39.60001\n";
        Sources.Check(text, options: new ReadOptions(District: "AZ-FUZ")).Summary().ShouldBe("");
        Sources.Check(text, options: new ReadOptions(District: "AZ-GOR")).Summary().ShouldBe("Reject 1 position.outside-district");
        Sources.Check(text, options: new ReadOptions(District: "AZ-XXX")).Summary().ShouldBe("Reject  district.unknown");
    }

    [Theory]
    [InlineData(1251, "Физули", "windows-1251")]
    [InlineData(1254, "Füzuli Ağdam Şuşa", "windows-1254")]
    public void Text_that_is_not_UTF_8_is_refused_with_a_guess_and_read_when_it_is_stated(int page, string name, string guess)
    {
        var bytes = Encoding.GetEncoding(page).GetBytes($"id,lon,lat,name\n1,47.15101,39.60001,{name}\n");
        var finding = Sources.Check(bytes).Findings.ShouldHaveSingleItem();
        finding.Rule.ShouldBe("encoding.not-utf8");
        finding.Suggestion!.ShouldContain(guess);
        var (rows, findings) = Sources.Read(bytes, options: new ReadOptions(Encoding: guess));
        findings.Findings.ShouldBeEmpty();
        rows[0].Fields["name"].ShouldBe(name);
    }

    [Theory]
    [InlineData("id,lon,lat\n1,47,15101,39,60001\n", "Reject 1 csv.ragged")]
    [InlineData("id;lon;lat\n1;47,15101;39,60001\n2;47,15201;39.60001\n", "Reject 2 csv.decimal-sign")]
    [InlineData("id,lon,lat\n1,\"47.15101,39.60001\n", "Reject 1 csv.syntax")]
    [InlineData("id,lon,LON\n1,2,3\n", "Reject  csv.duplicate-header")]
    [InlineData("id,lon,lat\n1,47.15,39.61\n", "Flag 1 position.precision")]
    [InlineData("id,lon,lat\n1,47.15101,\n", "Reject 1 position.half")]
    [InlineData("id,lon,lat\n1,,\n", "Flag 1 geometry.missing")]
    [InlineData("id,lon,lat\n1,0,0\n", "Reject 1 position.zero")]
    [InlineData("id,lon,lat\n1,47°09'03\"E,39.60001\n", "Reject 1 position.not-decimal")]
    [InlineData("id,lon,lat\n1,47.15101,39.60001\n\n", "")]
    public void Table_gets_its_findings(string text, string expected) => Sources.Check(text).Summary().ShouldBe(expected);

    [Theory]
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84", "")]
    [InlineData("urn:ogc:def:crs:EPSG::32638", "Reject  geojson.crs")]
    [InlineData("EPSG:28408", "Reject  geojson.crs")]
    public void Member_crs_is_harmless_only_when_it_says_what_is_assumed(string name, string expected) =>
        Sources.Check($$$"""{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"{{{name}}}"}},"features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[47.15101,39.60001]}}]}""")
            .Summary().ShouldBe(expected);

    [Fact]
    public void Depth_beyond_the_cap_is_refused_before_it_can_hurt()
    {
        Sources.Check(new string('[', 1_000_000)).Summary().ShouldBe("Reject  json.depth");
        Sources.Check("{\"type\":\"Polygon\",\"coordinates\":" + new string('[', 1_000_000)).Summary().ShouldBe("Reject  json.depth");
    }
}
