using Surefoot.Exchange.Reading;
using Surefoot.Registry.CustomFields;

namespace Surefoot.Exchange.Tests.CustomFields;

/// <summary>A geometry in a field that was added passes the same gate as a record's own.</summary>
public sealed class CustomShapeTests : IDisposable
{
    private const string Header = "id,informationDate,organisation,synthetic,occurredOn,killed,injured,wayIn,lon,lat\n";

    private readonly ImportFolder _folder = new();

    public CustomShapeTests() =>
        _folder.Define(CustomField.Code, """{"fields":[{"recordType":"accident","name":"wayIn","kind":"geometry"}]}""").Breaches.ShouldBeEmpty();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("POLYGON((47.1 39.6,47.2 39.7,47.2 39.6,47.1 39.7,47.1 39.6))", "geometry.self-intersection")]
    [InlineData("POLYGON((47.1001 39.6001,47.2001 39.6001,47.2001 39.7001,47.1002 39.7001))", "geometry.not-closed")]
    [InlineData("POLYGON((47.1001 39.6001,47.2001 39.6001,47.1001 39.6001))", "geometry.too-few-positions")]
    [InlineData("POINT(NaN 39.6)", "geometry.not-finite")]
    [InlineData("""{"type":"Point","coordinates":[NaN,39.6]}""", "geometry.syntax")]
    [InlineData("POINT(190.12345 39.60001)", "position.out-of-range")]
    [InlineData("POINT(39.61234 47.15678)", "position.swapped")]
    [InlineData("POINT(2.35222 48.85661)", "position.outside-country")]
    [InlineData("POINT(0 0)", "position.zero")]
    [InlineData("POINT EMPTY", "geometry.empty")]
    [InlineData("POLYGON EMPTY", "geometry.empty")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "geometry.empty")]
    [InlineData("SRID=4284;POINT(47.15678 39.61234)", "geometry.srid")]
    [InlineData("here", "geometry.type")]
    public void What_the_gate_refuses_of_a_record_it_refuses_of_a_field(string shape, string rule)
    {
        var result = _folder.Import(_folder.File("a.csv", Line(shape)), "accident").Result!;
        result.Verdict.ShouldBe(Verdict.Reject);
        var finding = result.Findings.Where(found => found.Severity == Verdict.Reject).ShouldHaveSingleItem();
        (finding.Row, finding.Field, finding.Rule).ShouldBe((1, "wayIn", rule));
    }

    [Fact]
    public void A_doubt_about_it_is_flagged_and_the_shape_is_kept_as_it_was_written()
    {
        const string shape = "LINESTRING(47.11 39.61,47.12 39.62)";
        var result = _folder.Import(_folder.File("a.csv", Line(shape)), "accident", ImportFolder.Chief).Result!;
        (result.Verdict, result.Flagged).ShouldBe((Verdict.Flag, 1));
        result.Findings.ShouldAllBe(finding => finding.Field == "wayIn");
        _folder.Reader.Get("accident", "A-1")["wayIn"].ShouldBe(shape);
    }

    [Fact]
    public void It_is_read_on_WGS_84_whatever_the_positions_of_the_file_are_in()
    {
        const string header = "id,informationDate,organisation,synthetic,occurredOn,killed,injured,wayIn,x,y\n";
        var path = _folder.File("a.csv", header + "A-1,2025-03-11,syn-a,true,2025-03-10,0,1,\"LINESTRING(47.160001 39.600001,47.160002 39.600003)\",513750.12,4383500.34\n");
        _folder.Import(path, "accident", reading: new ReadOptions(Crs: 32638)).Result!.Findings.ShouldBeEmpty();
    }

    private static string Line(string shape) => Header + "A-1,2025-03-11,syn-a,true,2025-03-10,0,1,\"" + shape.Replace("\"", "\"\"", StringComparison.Ordinal) + "\",47.160001,39.600001\n";
}
