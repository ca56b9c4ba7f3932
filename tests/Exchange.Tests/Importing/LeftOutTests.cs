using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Reading;
using Surefoot.Journal;
using Surefoot.Registry.CustomFields;

namespace Surefoot.Exchange.Tests.Importing;

/// <summary>A column that is not there is no empty cell: what a file says nothing of stays as it is.</summary>
public sealed class LeftOutTests : IDisposable
{
    private const string Header = "id,informationDate,organisation,synthetic,occurredOn,killed,injured,";
    private const string Row = "A-1,2025-03-10,syn-a,true,2025-03-09,0,1,";

    private readonly ImportFolder _folder = new();

    public LeftOutTests()
    {
        _folder.Define(CustomField.Code, """{"fields":[{"recordType":"accident","name":"note","kind":"text"},{"recordType":"accident","name":"uses","kind":"choices","codeList":"land-use"}]}""").Breaches.ShouldBeEmpty();
        Take("first.csv", Header + "activity,note,uses,lon,lat\n" + Row + "farming,as told,road;water,47.150001,39.600001\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_column_that_is_absent_keeps_what_stands_and_is_named_once()
    {
        var result = Take("again.csv", Header + "note,lon,lat\n" + Row.Replace(",1,", ",2,", StringComparison.Ordinal) + "corrected,47.150001,39.600001\n");
        Shown().ShouldBe("2 farming corrected road;water");
        var notice = result.Findings.ShouldHaveSingleItem();
        (notice.Severity, notice.Rule, notice.Field, notice.Row).ShouldBe((Verdict.Notice, "column.absent", "activity, uses", null));
        notice.Message.ShouldContain("1 records keep");
        (result.Verdict, result.Changed, result.Flagged).ShouldBe((Verdict.Accept, 1, 0));
    }

    [Fact]
    public void An_empty_cell_empties_its_field()
    {
        Take("again.csv", Header + "activity,note,uses,lon,lat\n" + Row + ",,,47.150001,39.600001\n").Findings.ShouldBeEmpty();
        Shown().ShouldBe("1   ");
    }

    [Fact]
    public void A_property_that_is_absent_keeps_and_one_that_is_null_empties()
    {
        Take("again.geojson", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"A-1","informationDate":"2025-03-10","organisation":"syn-a","synthetic":true,"occurredOn":"2025-03-09","killed":0,"injured":1,"note":null},"geometry":{"type":"Point","coordinates":[47.150001,39.600001]}}]}""")
            .Findings.ShouldHaveSingleItem().Field.ShouldBe("activity, uses");
        Shown().ShouldBe("1 farming  road;water");
    }

    [Fact]
    public void The_same_short_file_twice_changes_nothing_the_second_time()
    {
        const string text = Header + "lon,lat\n" + "A-1,2025-03-10,syn-a,true,2025-03-09,0,3,47.150001,39.600001\n";
        var path = _folder.File("short.csv", text);
        _folder.Import(path, "accident", dryRun: true).Result!.Changed.ShouldBe(1);
        _folder.Import(path, "accident", ImportFolder.Chief).Result!.Changed.ShouldBe(1);
        _folder.Import(path, "accident", dryRun: true).Result!.Unchanged.ShouldBe(1);
        _folder.Import(path, "accident", ImportFolder.Chief).Result!.Unchanged.ShouldBe(1);
        Shown().ShouldBe("3 farming as told road;water");
    }

    [Fact]
    public void What_was_withdrawn_stands_no_more()
    {
        var batch = Take("wrong.csv", Header + "activity,note,uses,lon,lat\n" + Row + "herding,wrong,housing,47.150001,39.600001\n").Batch!;
        _folder.Store.WithdrawBatch(new WriteContext(ImportFolder.Officer, "syn-mine-action-centre", "act-withdraw", "wrong sheet"), batch).ShouldBeOfType<Decided>();
        Take("short.csv", Header + "lon,lat\nA-1,2025-03-10,syn-a,true,2025-03-09,0,4,47.150001,39.600001\n");
        Shown().ShouldBe("4 farming as told road;water");
    }

    [Fact]
    public void A_new_record_and_a_compulsory_column_are_as_ever()
    {
        Take("new.csv", Header + "lon,lat\nA-2,2025-03-10,syn-a,true,2025-03-09,0,4,47.150001,39.600001\n").Findings.ShouldBeEmpty();
        _folder.Import(_folder.File("bad.csv", "id,informationDate,organisation,synthetic,occurredOn,killed,lon,lat\nA-1,2025-03-10,syn-a,true,2025-03-09,0,47.150001,39.600001\n"), "accident").Result!
            .Findings.ShouldContain(finding => finding.Rule == "field.required" && finding.Field == "injured");
    }

    [Fact]
    public void What_is_kept_is_held_against_what_is_new()
    {
        const string header = "id,informationDate,organisation,synthetic,edges,cause,from,";
        _folder.Import(_folder.File("a.csv", header + "until,wkt\nB-1,2025-03-10,syn-a,true,1,mined,2025-01-01,2025-02-01,POINT(47.150001 39.600001)\n"), "road-blockage", ImportFolder.Chief).Result!.State.ShouldBe("approved");
        _folder.Import(_folder.File("b.csv", header + "wkt\nB-1,2025-03-10,syn-a,true,1,mined,2025-02-02,POINT(47.150001 39.600001)\n"), "road-blockage").Result!
            .Findings.ShouldContain(finding => finding.Rule == "field.order" && finding.Field == "until");
    }

    [Fact]
    public void A_table_without_a_position_keeps_the_one_that_stands_where_a_record_may_have_none()
    {
        const string header = "id,informationDate,organisation,synthetic,statedOn,voice,need";
        const string cells = "syn-a,true,2025-03-01,women,water";
        Import("a.csv", $"{header},lon,lat\nP-1,2025-03-10,{cells},47.150001,39.600001\n");
        var before = _folder.Reader.Get("stated-priority", "P-1").Wkb;
        before.ShouldNotBeNull();
        Import("b.csv", $"{header}\nP-1,2025-03-11,{cells}\n").Changed.ShouldBe(1);
        _folder.Reader.Get("stated-priority", "P-1").Version.ShouldBe(2);
        _folder.Reader.Get("stated-priority", "P-1").Wkb.ShouldBe(before);
        Import("c.csv", $"{header},lon,lat\nP-1,2025-03-12,{cells},,\n").Changed.ShouldBe(1);
        _folder.Reader.Get("stated-priority", "P-1").Wkb.ShouldBeNull();

        ImportResult Import(string name, string text)
        {
            var result = _folder.Import(_folder.File(name, text), "stated-priority", ImportFolder.Chief).Result!;
            result.State.ShouldBe("approved", string.Join('\n', result.Findings));
            return result;
        }
    }

    private ImportResult Take(string name, string text)
    {
        var result = _folder.Import(_folder.File(name, text), "accident", ImportFolder.Chief).Result!;
        result.State.ShouldBe("approved", string.Join('\n', result.Findings));
        return result;
    }

    private string Shown()
    {
        var row = _folder.Reader.Get("accident", "A-1");
        return FormattableString.Invariant($"{row["injured"]} {row["activity"]} {row["note"]} {string.Join(';', row["uses"] as string[] ?? [])}");
    }
}
