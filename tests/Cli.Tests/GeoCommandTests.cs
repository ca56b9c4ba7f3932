namespace Surefoot.Cli.Tests;

public sealed class GeoCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("surefoot-geo-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Declination_names_its_model_and_is_refused_outside_its_years()
    {
        var found = SurefootProgram.Run("geo", "declination", "--at", "39.82,46.75", "--on", "2026-06-01");
        found.ExitCode.ShouldBe(0);
        found["model"].GetString().ShouldBe("WMM2025");
        found["degreesEast"].GetDouble().ShouldBeInRange(6.2, 6.9);
        var refused = SurefootProgram.Run("geo", "declination", "--at", "39.82,46.75", "--on", "1993-06-01");
        refused.ExitCode.ShouldBe(1);
        refused["error"].GetProperty("code").GetString().ShouldBe("declination.date");
    }

    [Fact]
    public void Traverse_is_judged_and_its_suspect_named()
    {
        var good = Save("good.csv", "leg,bearing_deg,distance_m\nSP-TP1,0,100\nTP1-TP2,120,100\nTP2-SP,240,100.2\n");
        string[] options = ["--north", "magnetic", "--instrument", "compass M2", "--date", "2026-05-01", "--from", "39.82,46.75"];
        var accepted = SurefootProgram.Run(["geo", "traverse", good, .. options]);
        accepted.ExitCode.ShouldBe(0);
        accepted["verdict"].GetString().ShouldBe("accept");
        accepted["misclosureM"].GetDouble().ShouldBe(0.2, 1e-9);
        accepted["ratio"].GetDouble().ShouldBe(1501, 1e-6);
        accepted["points"][2].GetProperty("lat").GetDouble().ShouldBe(39.82, 1e-9);
        accepted["points"][0].GetProperty("adjusted").GetBoolean().ShouldBeTrue();

        var bad = Save("bad.csv", "leg,bearing_deg,distance_m\nSP-TP1,0,100\nTP1-TP2,300,100\nTP2-SP,240,100\n");
        var refused = SurefootProgram.Run(["geo", "traverse", bad, .. options]);
        refused.ExitCode.ShouldBe(1);
        refused["verdict"].GetString().ShouldBe("reject");
        refused["suspectLeg"].GetString().ShouldBe("TP1-TP2");

        var bare = SurefootProgram.Run("geo", "traverse", good);
        bare.ExitCode.ShouldBe(1);
        bare["findings"].EnumerateArray().Select(f => f.GetProperty("rule").GetString()).ShouldBe(["traverse.date-missing", "traverse.instrument-missing", "traverse.north-missing"]);
    }

    [Fact]
    public void Positions_of_a_receiver_are_held_against_the_rules_of_the_fix()
    {
        var gpx = Save("way.gpx", """<gpx version="1.1"><wpt lat="39.82" lon="46.75"><name>TP1</name><fix>dgps</fix><sat>11</sat><hdop>0.9</hdop><accuracy>0</accuracy></wpt></gpx>""");
        var evidence = SurefootProgram.Run("geo", "positions", gpx);
        evidence.ExitCode.ShouldBe(0);
        evidence["verdict"].GetString().ShouldBe("flag");
        evidence["points"][0].GetProperty("sigmaM").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        evidence["findings"][0].GetProperty("rule").GetString().ShouldBe("fix.accuracy-unknown");
        var corner = SurefootProgram.Run("geo", "positions", gpx, "--use", "turning-point");
        corner.ExitCode.ShouldBe(1);
        corner["verdict"].GetString().ShouldBe("reject");
        SurefootProgram.Run("geo", "positions", Save("text.txt", "hello"))["error"].GetProperty("code").GetString().ShouldBe("positions.format");
    }

    [Fact]
    public void Coordinate_as_written_keeps_its_text_operation_and_accuracy()
    {
        var read = SurefootProgram.Run("geo", "read", "8671542 4398210", "--crs", "EPSG:28408", "--operation", "EPSG:15865", "--sheet-scale", "50000");
        read.ExitCode.ShouldBe(0);
        read["text"].GetString().ShouldBe("8671542 4398210");
        read["operation"].GetString().ShouldBe("EPSG:15865");
        read["accuracyM"].GetDouble().ShouldBe(25.4, 0.1);
        read["lon"].GetDouble().ShouldBe(46.99881, 1e-5);
        SurefootProgram.Run("geo", "read", "38S PJ 71 94")["resolutionM"].GetDouble().ShouldBe(1000);
        SurefootProgram.Run("geo", "read", "38I PJ 71 94")["error"].GetProperty("code").GetString().ShouldBe("mgrs.letters");
    }

    private string Save(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
