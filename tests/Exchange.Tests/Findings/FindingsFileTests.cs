using Surefoot.Exchange.Checking;
using Surefoot.Exchange.Findings;
using Surefoot.Exchange.Tests.Formats;

namespace Surefoot.Exchange.Tests.Findings;

public sealed class FindingsFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public void Every_row_is_there_again_with_what_was_found_in_it(string format)
    {
        var source = _folder.Write("a.csv", "id,lon,lat,note\nA,47.15101,39.60001,=1+1\nB,39.60001,47.15101,\nC,47.15101\nD,-47.15101,39.60001,\"x,y\"\n");
        var report = CheckFile.Run(source, new(), Sources.Areas);
        FindingsFile.Write(_folder["out." + format], source, new(), Sources.Areas, report.Findings);

        // Read as a table without positions, which are wrong on purpose.
        var (rows, _) = TempFolder.Read(_folder["out." + format]);
        rows.Select(r => (r.Fields["id"], r.Fields["finding.row"], r.Fields["finding.verdict"])).ShouldBe([("A", "1", null), ("B", "2", "reject"), (null, "3", "reject"), ("D", "4", "reject")]);
        rows[1].Fields["finding.text"]!.ShouldContain("[position.swapped]");
        rows[3].Fields["lon"].ShouldBe("-47.15101");
        rows[3].Fields["note"].ShouldBe("x,y");
        if (format == "csv")
        {
            rows[0].Fields["note"].ShouldBe("'=1+1");
        }
    }

    [Fact]
    public void Shapes_come_as_text_and_what_concerns_the_file_stands_first()
    {
        var source = _folder.Write("a.kml", """<kml><NetworkLink/><Placemark><ExtendedData><Data name="id"><value>A</value></Data></ExtendedData><Point><coordinates>47.15101,39.60001</coordinates></Point></Placemark></kml>""");
        FindingsFile.Write(_folder["out.csv"], source, new(), Sources.Areas, CheckFile.Run(source, new(), Sources.Areas).Findings);
        File.ReadAllLines(_folder["out.csv"]).Length.ShouldBe(3);
        File.ReadAllLines(_folder["out.csv"])[0].ShouldBe("id,geometry,finding.row,finding.verdict,finding.text");
        File.ReadAllLines(_folder["out.csv"])[2].ShouldBe("A,POINT(47.15101 39.60001),1,,");
    }

    public void Dispose() => _folder.Dispose();
}
