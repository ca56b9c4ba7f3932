using System.Text.Json;

namespace Surefoot.Cli.Tests;

public sealed class MinefieldCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("minefield").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Data => Path.Combine(_folder, "data");

    [Fact]
    public void A_record_comes_in_by_table_is_shown_with_its_score_and_matched()
    {
        var file = Path.Combine(_folder, "records.csv");
        File.WriteAllText(file, """"
            id,informationDate,organisation,synthetic,wkt,sheet,mapDatum,authorUnit,laidOn,rows,itemCount,category,scale,points,items,signatures
            SYN-MR-1,2021-11-10,SYN-MAC,true,"POLYGON ((8654436.2 4455914.8, 8654516.1 4455496.5, 8654585.9 4455509.8, 8654506.0 4455928.2, 8654436.2 4455914.8))",SYN-J-38-037-A,SK-42,SYN-UNIT-11,2017-10-21,2,52,ap-mine,50000,"[{""name"":""RP1"",""role"":""reference-point"",""asWritten"":""8654400, 4455900"",""crs"":28408,""operation"":15865}]","[{""category"":""ap-mine"",""count"":52,""fuzed"":true,""antiHandling"":false}]","[{""role"":""author"",""legible"":false}]"
            """");
        var imported = SurefootProgram.Run("import", file, "--as", "minefield-record", "--crs", "EPSG:28408", "--operation", "EPSG:15865", "--data", Data, "--actor", "syn-information-officer", "--approve-as", "syn-operations-chief");
        imported["state"].GetString().ShouldBe("approved", imported.Json.GetRawText());

        var shown = SurefootProgram.Run("minefield", "show", "SYN-MR-1", "--data", Data);
        shown.ExitCode.ShouldBe(0);
        var elements = shown["completeness"].GetProperty("elements").EnumerateArray().ToDictionary(one => one.GetProperty("element").GetString()!, one => one.GetProperty("state").GetString());
        (elements["reference-points"], elements["anti-handling"], elements["booby-traps"], elements["dimensions"]).ShouldBe(("partial", "present", "notApplicable", "absent"));
        shown["points"][0].GetProperty("sigmaM").GetDouble().ShouldBe(25.4, 0.1);
        shown["errors"].EnumerateArray().Select(error => error.GetProperty("source").GetString()).ShouldBe(["drawing on the sheet", "datum operation"]);
        shown["match"].ValueKind.ShouldBe(JsonValueKind.Null);

        // Nothing was searched: the sheet stays where it is and nothing is claimed.
        var matched = SurefootProgram.Run("minefield", "match", "--data", Data);
        matched.ExitCode.ShouldBe(0);
        matched["sheets"][0].GetProperty("resolved").GetBoolean().ShouldBeFalse();
        matched["matches"][0].GetProperty("rows").EnumerateArray().ShouldAllBe(row => row.GetProperty("state").GetString() == "unknown");
        SurefootProgram.Run("minefield", "show", "SYN-MR-1", "--data", Data)["match"].GetProperty("judged").GetBoolean().ShouldBeFalse();

        // The public sees no record, and so there is none.
        SurefootProgram.Run("minefield", "show", "SYN-MR-1", "--data", Data, "--actor", "syn-public").Json.GetRawText().ShouldNotContain("SYN-J-38");
        SurefootProgram.Run("minefield", "match", "--data", Data, "--actor", "syn-public").ExitCode.ShouldBe(1);
        SurefootProgram.Run("minefield", "match", "--sheet", "NONE", "--data", Data)["error"].GetProperty("code").GetString().ShouldBe("minefield.sheet-unknown");
    }
}
