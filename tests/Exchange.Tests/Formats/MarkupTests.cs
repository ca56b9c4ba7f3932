using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Tests.Formats;

public sealed class MarkupTests
{
    [Fact]
    public void A_placemark_gives_its_data_and_every_digit_of_its_shape()
    {
        var (rows, findings) = Sources.Read(
            """
            <?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><Folder><name>Sahə</name>
            <Placemark id="p1"><name>HA-1</name><TimeSpan><begin>2024-01-01</begin><end>2024-02-01</end></TimeSpan>
            <ExtendedData><Data name="kind"><displayName>x</displayName><value>suspected</value></Data><SchemaData><SimpleData name="n">7</SimpleData></SchemaData></ExtendedData>
            <Polygon><altitudeMode>clampToGround</altitudeMode><outerBoundaryIs/><innerBoundaryIs/><outerBoundaryIs><LinearRing><coordinates>
              47.151010,39.600010,12.5 47.153010,39.600010,12.5 47.153010,39.602010,12.5 47.151010,39.600010,12.5</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
            <Placemark/><Placemark><MultiGeometry><Point><coordinates>47.15101,39.60001</coordinates></Point><Point><coordinates>47.15201,39.60001</coordinates></Point></MultiGeometry></Placemark>
            </Folder></Document></kml>
            """.Replace("<outerBoundaryIs/>", "", StringComparison.Ordinal).Replace("<innerBoundaryIs/>", "", StringComparison.Ordinal));

        findings.Findings.ShouldBeEmpty();
        rows.Count.ShouldBe(3);
        rows[0].Fields.ShouldBe(new Dictionary<string, string?> { ["kind"] = "suspected", ["n"] = "7", ["id"] = "p1", ["name"] = "HA-1", ["begin"] = "2024-01-01", ["end"] = "2024-02-01", ["altitudeMode"] = "clampToGround", ["folder"] = "Sahə" }, ignoreOrder: true);
        System.Text.Encoding.ASCII.GetString(rows[0].GeometryAsEntered.Span).ShouldBe("POLYGON((47.151010 39.600010 12.5,47.153010 39.600010 12.5,47.153010 39.602010 12.5,47.151010 39.600010 12.5))");
        rows[1].Geometry.ShouldBeNull();
        rows[2].Geometry!.GeometryType.ShouldBe("MultiPoint");
    }

    [Theory]
    [InlineData("<!DOCTYPE kml><kml/>", "Reject  xml.dtd")]
    [InlineData("<kml><Placemark>", "Reject  xml.syntax")]
    [InlineData("<kml><Placemark><Point><coordinates>47.15101, 39.60001</coordinates></Point></Placemark></kml>", "Reject 1 kml.coordinates")]
    [InlineData("<kml><Placemark><Point><coordinates/></Point></Placemark></kml>", "Reject 1 geometry.empty; Flag 1 geometry.missing")]
    [InlineData("<kml><Placemark><Point><coordinates>39.60001,47.15101</coordinates></Point></Placemark></kml>", "Reject 1 position.swapped")]
    [InlineData("<kml><Placemark><Model/><Point><coordinates>47.15101,39.60001</coordinates></Point></Placemark></kml>", "Reject 1 kml.geometry")]
    [InlineData("<kml><NetworkLink><Link><href>http://host.invalid/x</href></Link></NetworkLink><Placemark><Point><coordinates>47.15101,39.60001</coordinates></Point></Placemark></kml>", "Flag  kml.left-out")]
    [InlineData("<kml><Placemark><Polygon><outerBoundaryIs/><innerBoundaryIs/><innerBoundaryIs/></Polygon></Placemark></kml>", "Reject 1 geometry.empty; Flag 1 geometry.missing")]
    [InlineData("<gpx><wpt lat='39.60001' lon='x'/></gpx>", "Reject 1 gpx.position")]
    [InlineData("<gpx><wpt lat='39.60001' lon='47.15101'><fix>none</fix></wpt></gpx>", "Reject 1 fix.none; Flag  fix.accuracy-unknown")]
    [InlineData("<html><body/></html>", "Reject  file.format")]
    [InlineData("<root/>", "Flag  xml.unknown")]
    public void Markup_gets_its_findings(string text, string expected) => Sources.Check(text).Summary().ShouldBe(expected);

    [Fact]
    public void Depth_and_endless_tags_are_refused_within_bounds()
    {
        Sources.Check("<kml>" + string.Concat(Enumerable.Repeat("<a>", 300))).Summary().ShouldBe("Reject  xml.depth");
        Sources.Check("<kml a='" + new string('x', 3_000_000)).Summary().ShouldBe("Reject  xml.tag-size");
        Sources.Check("<kml><Placemark><Point><coordinates>" + new string('1', 1000)).Summary().ShouldBe("Reject 1 kml.coordinates");
    }

    [Fact]
    public void A_receivers_file_gives_points_and_lines()
    {
        const string file = """
            <gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="39.600010" lon="47.151010"><name>BM-1</name><ele>120.5</ele><fix>dgps</fix><hdop>0.9</hdop><sat>9</sat><accuracy>0.4</accuracy></wpt>
            <trk><name>path</name><trkseg><trkpt lat="39.60001" lon="47.15101"><time>2024-05-01T08:00:00Z</time></trkpt><trkpt lat="39.60101" lon="47.15101"/></trkseg><trkseg><trkpt lat="39.61001" lon="47.15101"/><trkpt lat="39.61101" lon="47.15101"/></trkseg></trk></gpx>
            """;
        var (rows, findings) = Sources.Read(file);
        findings.Findings.ShouldBeEmpty();
        rows[0].Fields["hdop"].ShouldBe("0.9");
        System.Text.Encoding.ASCII.GetString(rows[0].GeometryAsEntered.Span).ShouldBe("47.151010,39.600010");
        rows[1].Geometry!.GeometryType.ShouldBe("MultiLineString");
        rows[1].Fields["name"].ShouldBe("path");
        Sources.Read(file, options: new ReadOptions(Layer: "tracks")).Rows.ShouldHaveSingleItem().Fields["kind"].ShouldBe("track");
    }
}
