using System.Globalization;
using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Reading;
using Surefoot.Journal;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Tests.Importing;

public abstract class ImportTests(StoreKind kind) : IDisposable
{
    private const string FindsHeader = "id,informationDate,organisation,synthetic,category,foundOn,count,lon,lat\n";
    private const string TwoFinds = FindsHeader
        + "F-1,2021-04-01,syn-agency,true,uxo,2021-03-30,2,47.123456,39.612345\n"
        + "F-2,2021-04-02,syn-agency,true,ap-mine,2021-04-01,1,47.133456,39.612345\n";

    private readonly ImportFolder _folder = new(kind: kind);

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_CSV_goes_into_the_journal_and_is_listed_once_approved()
    {
        var result = Accepted(_folder.Import(_folder.File("finds.csv", TwoFinds), "found-item"));
        (result.Rows, result.New, result.Changed, result.Unchanged, result.Flagged, result.Rejected, result.State, result.NetAreaM2).ShouldBe((2, 2, 0, 0, 0, 0, "submitted", null));
        _folder.Reader.List("found-item", RecordQuery.Now).ShouldBeEmpty();

        new ApproveRecords(_folder.Store, Policy.BuiltIn).Handle(result.Batch!, ImportFolder.Chief).Result.ShouldBe(new ActResult("approved", 2));
        _folder.Reader.ListFoundItemPoints(RecordQuery.Now, TestContext.Current.CancellationToken).Select(find => (find.LongitudeDeg, find.Category, find.Count)).ShouldBe([(47.123456, "uxo", 2), (47.133456, "ap-mine", 1)]);
    }

    [Fact]
    public void A_GeoJSON_is_imported_and_approved_in_one_go_with_its_net_area()
    {
        var path = _folder.File("hazards.geojson", Hazards(Square("HA-1", 47.15, 39.6), Square("HA-2", 47.15, 39.6), Square("HA-3", 47.17, 39.6)));
        var result = Accepted(_folder.Import(path, "hazard-area", approveAs: ImportFolder.Chief));
        (result.New, result.State).ShouldBe((3, "approved"));

        // Two of the three lie on one another: 0.01° by 0.01° is about 858 m by 1,110 m here.
        result.NetAreaM2!.Value.ShouldBe(2 * 858.5 * 1110.3, 0.002 * 2 * 858.5 * 1110.3);
        _folder.Reader.Count("hazard-area", RecordQuery.Now).ShouldBe(3);
    }

    [Fact]
    public void The_same_file_twice_changes_nothing_and_says_so()
    {
        var path = _folder.File("finds.csv", TwoFinds);
        var first = Accepted(_folder.Import(path, "found-item", approveAs: ImportFolder.Chief));
        var before = _folder.Store.LastSequence;
        var second = Accepted(_folder.Import(path, "found-item", approveAs: ImportFolder.Chief));
        (second.New, second.Changed, second.Unchanged, second.Batch, second.State).ShouldBe((0, 0, 2, first.Batch, "approved"));
        _folder.Store.LastSequence.ShouldBe(before);
    }

    [Fact]
    public void A_changed_row_becomes_a_new_version_and_the_others_stay()
    {
        Accepted(_folder.Import(_folder.File("a.csv", TwoFinds), "found-item", approveAs: ImportFolder.Chief));
        var changed = Accepted(_folder.Import(_folder.File("b.csv", TwoFinds.Replace("uxo,2021-03-30,2", "uxo,2021-03-30,3", StringComparison.Ordinal)), "found-item", approveAs: ImportFolder.Chief));
        (changed.New, changed.Changed, changed.Unchanged).ShouldBe((0, 1, 1));
        var row = _folder.Reader.Get("found-item", "F-1");
        (row.Version, row["count"]).ShouldBe((2, 3L));
    }

    [Fact]
    public void After_an_undo_the_file_comes_in_again_as_another_batch()
    {
        var path = _folder.File("finds.csv", TwoFinds);
        var first = Accepted(_folder.Import(path, "found-item", approveAs: ImportFolder.Chief));
        new UndoBatch(_folder.Store, Policy.BuiltIn).Handle(first.Batch!, ImportFolder.Officer, "too early").Result.ShouldBe(new ActResult("withdrawn", 2));
        _folder.Reader.Count("found-item", RecordQuery.Now).ShouldBe(0);

        var again = Accepted(_folder.Import(path, "found-item", approveAs: ImportFolder.Chief));
        (again.Changed, again.Batch, again.State).ShouldBe((2, first.Batch + "-2", "approved"));
        _folder.Reader.Count("found-item", RecordQuery.Now).ShouldBe(2);
    }

    [Fact]
    public void One_bad_row_keeps_the_whole_file_out()
    {
        var path = _folder.File("finds.csv", TwoFinds + "F-3,2021-04-02,syn-agency,true,bomb,2021-04-01,0,47.133456,39.612345\n");
        var result = _folder.Import(path, "found-item").Result!;
        (result.Verdict, result.Rows, result.New, result.Rejected, result.Batch, result.State).ShouldBe((Verdict.Reject, 3, 0, 1, null, null));
        result.Findings.Select(finding => $"{finding.Row} {finding.Field} {finding.Value} {finding.Rule}").ShouldBe(["3 category bomb code.unknown", "3 count 0 number.range"]);
        result.Findings[0].Suggestion!.ShouldContain("ap-mine");
        _folder.Store.LastSequence.ShouldBe(0);
    }

    [Fact]
    public void The_same_id_twice_in_a_file_is_refused()
    {
        var path = _folder.File("finds.csv", TwoFinds + "F-1,2021-04-02,syn-agency,true,uxo,2021-04-01,1,47.133456,39.612345\n");
        _folder.Import(path, "found-item").Result!.Findings.ShouldHaveSingleItem().Rule.ShouldBe("id.duplicate");
    }

    [Fact]
    public void A_doubt_is_imported_and_flagged()
    {
        var path = _folder.File("finds.csv", FindsHeader.Replace("lon,lat", "releasedArea,colour,lon,lat", StringComparison.Ordinal)
            + "F-1,2021-04-01,syn-agency,true,uxo,2021-03-30,2,CL-9,red,47.123456,39.612345\n");
        var result = _folder.Import(path, "found-item").Result!;
        (result.Verdict, result.New, result.Flagged, result.Rejected).ShouldBe((Verdict.Flag, 1, 1, 0));
        result.Findings.Select(finding => $"{finding.Row} {finding.Field} {finding.Rule}").ShouldBe([" colour column.unknown", "1 releasedArea reference.unknown"]);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(40, null)]
    [InlineData(30_000, "area.reported")]
    [InlineData(90_000, "area.reported-far")]
    public void Reported_area_is_held_against_the_polygon(double overM2, string? rule)
    {
        var computedM2 = Accepted(_folder.Import(_folder.File("h.geojson", Hazards(Square("HA-1", 47.15, 39.6))), "hazard-area", dryRun: true)).NetAreaM2!.Value;
        var path = _folder.File("h.geojson", Hazards(Square("HA-1", 47.15, 39.6, string.Create(CultureInfo.InvariantCulture, $",\"reportedAreaM2\":{computedM2 + overM2:F1}"))));
        _folder.Import(path, "hazard-area", dryRun: true).Result!.Findings.Select(finding => finding.Rule).ShouldBe(rule is null ? [] : [rule]);
    }

    [Fact]
    public void Real_rows_do_not_enter_a_folder_of_invented_ones()
    {
        Accepted(_folder.Import(_folder.File("a.csv", TwoFinds), "found-item"));
        var real = _folder.Import(_folder.File("b.csv", TwoFinds.Replace("true", "false", StringComparison.Ordinal).Replace("F-", "R-", StringComparison.Ordinal)), "found-item").Result!;
        (real.Verdict, real.New).ShouldBe((Verdict.Reject, 0));
        real.Findings.ShouldHaveSingleItem().Rule.ShouldBe("synthetic.mixed");
    }

    [Fact]
    public void Invented_rows_do_not_enter_a_folder_of_real_ones()
    {
        Accepted(_folder.Import(_folder.File("a.csv", TwoFinds.Replace(",true,", ",,", StringComparison.Ordinal)), "found-item"));
        _folder.Import(_folder.File("b.csv", TwoFinds.Replace("F-", "S-", StringComparison.Ordinal)), "found-item").Result!.Findings.ShouldHaveSingleItem().Rule.ShouldBe("synthetic.mixed");
    }

    [Fact]
    public void A_file_that_mixes_both_is_refused()
    {
        var path = _folder.File("a.csv", TwoFinds.Replace("F-2,2021-04-02,syn-agency,true", "F-2,2021-04-02,syn-agency,false", StringComparison.Ordinal));
        _folder.Import(path, "found-item").Result!.Findings.ShouldHaveSingleItem().Message.ShouldContain("mixes");
    }

    [Fact]
    public void A_dry_run_says_what_would_happen_and_writes_nothing()
    {
        var path = _folder.File("finds.csv", TwoFinds);
        var foreseen = Accepted(_folder.Import(path, "found-item", dryRun: true));
        (foreseen.New, foreseen.Batch, foreseen.State).ShouldBe((2, null, null));
        _folder.Store.LastSequence.ShouldBe(0);

        Accepted(_folder.Import(path, "found-item"));
        var again = Accepted(_folder.Import(_folder.File("b.csv", TwoFinds.Replace("2021-03-30,2", "2021-03-30,4", StringComparison.Ordinal)), "found-item", dryRun: true));
        (again.New, again.Changed, again.Unchanged).ShouldBe((0, 1, 1));
    }

    [Theory]
    [InlineData("syn-operations-chief", null, "actor.no-right")]
    [InlineData("no body", null, "actor.unknown")]
    [InlineData("syn-information-officer", "syn-information-officer", "same-actor-may-not-approve")]
    [InlineData("syn-information-officer", "local", "actor.no-right")]
    public void Without_the_right_nothing_is_read_or_written(string actor, string? approveAs, string code)
    {
        var outcome = _folder.Import(_folder.File("finds.csv", TwoFinds), "found-item", approveAs, actor: actor);
        (outcome.Result, outcome.Declined!.Code).ShouldBe((null, code));
        _folder.Store.LastSequence.ShouldBe(0);
    }

    [Fact]
    public void A_drawn_record_keeps_its_coordinates_as_entered_and_is_shown_on_WGS_84()
    {
        const string outline = "POLYGON((8676000 4385000, 8676200 4385000, 8676200 4385300, 8676000 4385000))";
        var path = _folder.File("records.csv", $"id,informationDate,organisation,synthetic,sheet,mapDatum,wkt\nMR-1,2021-01-01,syn-agency,true,SYN-J-38-021-A,SK-42,\"{outline}\"\n");
        Accepted(_folder.Import(path, "minefield-record", ImportFolder.Chief, new ReadOptions(28408, 15865)));
        var row = _folder.Reader.Get("minefield-record", "MR-1");
        var entry = _folder.Store.History(row.RecordId).Single();
        System.Text.Encoding.UTF8.GetString(entry.Geometry.Span).ShouldBe(outline);
        System.Text.Encoding.UTF8.GetString(entry.Payload.Span).ShouldContain("\"position\":{\"accuracyM\":4.5,\"crs\":28408,\"form\":\"wkt\",\"operation\":15865}");
        var point = row.ReadGeometry()!.Coordinate;
        (point.X is > 47 and < 47.1, point.Y is > 39.5 and < 39.7).ShouldBe((true, true));
    }

    [Fact]
    public void Projections_made_again_from_the_journal_are_the_same_bytes()
    {
        Accepted(_folder.Import(_folder.File("h.geojson", Hazards(Square("HA-1", 47.15, 39.6))), "hazard-area", ImportFolder.Chief));
        Accepted(_folder.Import(_folder.File("finds.csv", TwoFinds), "found-item"));
        Accepted(_folder.Import(
            _folder.File("r.csv", "id,informationDate,organisation,synthetic,sheet,wkt\nMR-1,2021-01-01,syn-agency,true,S-1,\"POLYGON((8676000 4385000, 8676200 4385000, 8676200 4385300, 8676000 4385000))\"\n"),
            "minefield-record",
            reading: new ReadOptions(28408, 15865)));
        _folder.Store.Rebuild(check: true, cancellation: TestContext.Current.CancellationToken).Identical.ShouldBeTrue();
    }

    [Fact]
    public void A_profile_names_the_columns_of_a_foreign_file()
    {
        var profile = ImportProfile.Read(_folder.File("profile.json", """{"columns":{"No":"id","Tarix":"foundOn","Növ":"category","Say":"count"},"values":{"organisation":"syn-agency","synthetic":"true","informationDate":"2021-05-01"}}"""));
        var path = _folder.File("finds.csv", "No;Tarix;Növ;Say;lon;lat\nF-1;2021-03-30;uxo;2;47,123456;39,612345\n");
        Accepted(_folder.Import(path, "found-item", ImportFolder.Chief, profile: profile));
        var find = _folder.Reader.ListFoundItemPoints(RecordQuery.Now, TestContext.Current.CancellationToken).Single();
        (find.LongitudeDeg, find.LatitudeDeg, find.Count).ShouldBe((47.123456, 39.612345, 2));
    }

    [Fact]
    public void A_personal_record_is_sealed_in_the_journal()
    {
        var path = _folder.File("casualties.csv", "id,informationDate,organisation,synthetic,accident,outcome,sex\nC-1,2021-05-01,syn-agency,true,A-1,injured,female\n");
        _folder.Import(path, "casualty", ImportFolder.Chief).Result!.New.ShouldBe(1);
        var row = _folder.Reader.Get("casualty", "C-1");
        row["sex"].ShouldBe("female");
        System.Text.Encoding.UTF8.GetString(_folder.Store.History(row.RecordId).Single().Payload.Span).ShouldNotContain("female");
    }

    [Fact]
    public void A_file_without_rows_is_flagged()
    {
        var result = _folder.Import(_folder.File("finds.csv", FindsHeader), "found-item").Result!;
        (result.Verdict, result.Rows, result.Batch).ShouldBe((Verdict.Flag, 0, null));
        result.Findings.ShouldHaveSingleItem().Rule.ShouldBe("file.no-rows");
    }

    [Fact]
    public void A_line_where_a_polygon_belongs_is_refused()
    {
        var path = _folder.File("h.geojson", Hazards("""{"type":"Feature","properties":{"id":"HA-1","informationDate":"2021-01-01","organisation":"o","synthetic":true,"kind":"suspected"},"geometry":{"type":"LineString","coordinates":[[47.150001,39.600001],[47.16,39.6]]}}"""));
        _folder.Import(path, "hazard-area").Result!.Findings.ShouldHaveSingleItem().Rule.ShouldBe("geometry.type");
    }

    private static ImportResult Accepted(ImportOutcome outcome)
    {
        outcome.Declined.ShouldBeNull();
        outcome.Result!.Findings.ShouldBeEmpty();
        outcome.Result.Verdict.ShouldBe(Verdict.Accept);
        return outcome.Result;
    }

    private static string Hazards(params string[] features) => "{\"type\":\"FeatureCollection\",\"features\":[\n" + string.Join(",\n", features) + "\n]}\n";

    private static string Square(string id, double lon, double lat, string more = "") => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"type":"Feature","properties":{"id":"{{{id}}}","informationDate":"2021-01-01","organisation":"syn-agency","synthetic":true,"kind":"suspected"{{{more}}}},"geometry":{"type":"Polygon","coordinates":[[[{{{lon}}}000,{{{lat}}}00000],[{{{lon + 0.01}}}000,{{{lat}}}00000],[{{{lon + 0.01}}}000,{{{lat + 0.01}}}000],[{{{lon}}}000,{{{lat + 0.01}}}000],[{{{lon}}}000,{{{lat}}}00000]]]}}""");
}

public sealed class ImportTestsOnSqlite() : ImportTests(StoreKind.Sqlite);

public sealed class ImportTestsOnPostgres() : ImportTests(StoreKind.Postgres);
