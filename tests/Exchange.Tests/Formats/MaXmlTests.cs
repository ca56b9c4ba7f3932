using System.Text;
using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Tests.Formats;

/// <summary>On an invented file: neither the schema of maXML nor a real file was there to test with.</summary>
public sealed class MaXmlTests
{
    private static readonly string Sample = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "report.xml"));

    [Fact]
    public void A_report_gives_its_leaves_and_its_outline_and_says_that_it_is_our_reading()
    {
        var (rows, findings) = Sources.Read(Sample, options: new ReadOptions(Layer: "Hazard"));
        findings.Findings.ShouldHaveSingleItem().Rule.ShouldBe("maxml.reading");
        var row = rows.ShouldHaveSingleItem();
        row.Fields["reportID"].ShouldBe("SYN-MX-HA-1");
        row.Fields["hazardName"].ShouldBe("Şimal yamacı");
        (row.Fields["category"], row.Fields["Device.category"]).ShouldBe(("AP", "AT"));
        Encoding.UTF8.GetString(row.GeometryAsEntered.Span).ShouldBe("POLYGON((47.150010 39.600010,47.160010 39.600010,47.160010 39.610010,47.150010 39.600010))");
        Sources.Read(Sample, options: new ReadOptions(Layer: "accident")).Rows.ShouldHaveSingleItem().Geometry!.Coordinate.X.ShouldBe(47.155021);
    }

    [Theory]
    [InlineData("xx", "xx", "Reject  layer.several")]
    [InlineData("<Latitude>39.605013</Latitude>", "", "Reject 2 maxml.position")]
    [InlineData("47.155021", "47.1 39.6),(1 2", "Reject 2 maxml.position")]
    [InlineData("<Accident>", "<Victim/><Accident>", "Reject 2 maxml.kind")]
    [InlineData("<MineActionFieldReport>", "<!DOCTYPE x><MineActionFieldReport>", "Reject  xml.dtd")]
    public void A_file_of_several_kinds_or_half_points_is_refused(string part, string by, string expected) =>
        Sources.Check(Sample.Replace(part, by, StringComparison.Ordinal)).Summary().ShouldContain(expected);
}
