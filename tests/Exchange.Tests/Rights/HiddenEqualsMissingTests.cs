using Surefoot.Journal;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Tests.Rights;

/// <summary>What somebody may not see is as if it had never been written, on either store; what they may not write is not written.</summary>
public sealed class HiddenEqualsMissingTests
{
    private const string Fuzuli = "syn-district-officer-fuzuli";
    private const string Canary = "CANARY-7F3A";
    private const string Header = "id,informationDate,organisation,synthetic,occurredOn,killed,injured,district,lon,lat\n";
    private const string Seen = "A-1,2025-03-02,SYN-OP-1,true,2025-03-01,0,1,AZ-FUZ,47.150001,39.600001\nA-2,2025-03-03,SYN-MAC,true,2025-03-02,1,0,AZ-FUZ,47.160001,39.600001\n";
    private const string Hidden = Canary + "-1,2025-03-02,SYN-OP-1,true,2025-03-01,7,1,AZ-AGM,46.950001,40.000001\n" + Canary + "-2,2025-03-02,SYN-OP-1,true,2025-03-01,9,1,,47.155001,39.600001\n";

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public void An_export_has_the_bytes_it_would_have_if_the_hidden_rows_did_not_exist(StoreKind kind)
    {
        using var with = new ImportFolder(kind: kind);
        using var without = new ImportFolder(kind: kind);
        with.Import(with.File("a.csv", Header + Hidden + Seen), "accident", ImportFolder.Chief).Result!.State.ShouldBe("approved");
        without.Import(without.File("a.csv", Header + Seen), "accident", ImportFolder.Chief).Result!.State.ShouldBe("approved");
        foreach (var format in (string[])["csv", "geojson"])
        {
            var (bytes, _) = with.Export("accident", format, actor: Fuzuli);
            bytes.ShouldBe(without.Export("accident", format, actor: Fuzuli).Bytes);
            bytes.ShouldNotContain(Canary);
            bytes.ShouldContain("A-2");
        }

        var reader = with.Reader.For(Policy.BuiltIn.Viewer(Fuzuli, Verbs.Read));
        (reader.Count("accident", RecordQuery.Now), with.Reader.Count("accident", RecordQuery.Now)).ShouldBe((2, 4));
        reader.Page("accident", RecordQuery.Now with { Limit = 1, Order = RecordOrder.Id }).Total.ShouldBe(2);
        reader.Count("accident", RecordQuery.Now with { Box = new GeoBox(46, 39, 48, 41) }).ShouldBe(2);
        reader.Find("accident", Canary + "-1").ShouldBeNull();
        reader.List("accident", RecordQuery.Now with { Where = new Dictionary<string, string> { ["killed"] = "9" } }).ShouldBeEmpty();

        // A reference to a hidden record is doubted like one to a record that is not there: an import is no way to ask.
        var doubts = with.Import(with.File("s.csv", $"id,informationDate,organisation,synthetic,category,foundOn,count,district,releasedArea,lon,lat\nF-1,2025-03-02,SYN-OP-1,true,uxo,2025-03-01,1,AZ-FUZ,{Canary}-1,47.150001,39.600001\n"), "found-item", actor: Fuzuli, dryRun: true).Result!;
        doubts.Findings.ShouldHaveSingleItem().Rule.ShouldBe("reference.unknown");
    }

    [Theory]
    [InlineData("SYN-OP-1", "AZ-FUZ", null)]
    [InlineData("SYN-OP-2", "AZ-FUZ", "scope.outside")]
    [InlineData("SYN-OP-1", "AZ-AGM", "scope.outside")]
    [InlineData("SYN-OP-1", "", "scope.outside")]
    public void Rows_are_written_only_for_the_writers_own_organisation_and_districts(string organisation, string district, string? rule)
    {
        using var folder = new ImportFolder();
        var result = folder.Import(folder.File("a.csv", Header + $"A-9,2025-03-02,{organisation},true,2025-03-01,0,1,{district},{(district == "AZ-AGM" ? "46.930001,39.990001" : "47.150001,39.600001")}\n"), "accident", actor: Fuzuli).Result!;
        (result.Findings.FirstOrDefault(finding => finding.Rule.StartsWith("scope.", StringComparison.Ordinal))?.Rule).ShouldBe(rule);
        (result.Batch is null).ShouldBe(rule is not null);
    }

    [Fact]
    public void An_id_of_somebody_elses_record_cannot_be_taken_over()
    {
        using var folder = new ImportFolder();
        folder.Import(folder.File("a.csv", Header + Hidden), "accident", ImportFolder.Chief).Result!.State.ShouldBe("approved");
        folder.Import(folder.File("b.csv", Header + Seen.Replace("A-1", Canary + "-1", StringComparison.Ordinal)), "accident", actor: Fuzuli).Result!.Findings.ShouldContain(finding => finding.Rule == "scope.id-taken");
    }

    [Fact]
    public void A_district_officer_proposes_and_an_officer_of_another_organisation_in_the_district_approves()
    {
        using var folder = new ImportFolder();
        var batch = folder.Import(folder.File("a.csv", Header + Seen.Split('\n')[0] + "\n"), "accident", actor: Fuzuli).Result!.Batch!;
        var approve = new ApproveRecords(folder.Store, Policy.BuiltIn);
        approve.Handle(batch, Fuzuli).Declined!.Code.ShouldBe("same-actor-may-not-approve");
        approve.Handle(batch, "syn-district-officer-agdam").Declined!.Code.ShouldBe("id-not-found");
        approve.Handle(batch, "syn-public").Declined!.Code.ShouldBe("actor.no-right");
        approve.Handle(batch, "syn-authority-officer-fuzuli").Result!.State.ShouldBe("approved");
    }
}
