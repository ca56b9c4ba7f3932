using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Reading;
using Surefoot.Registry.Acts;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Tests.Importing;

public sealed class SaveTests : IDisposable
{
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_feature_becomes_one_submitted_version_and_the_same_again_changes_nothing()
    {
        var first = Save(Area("47.112345"));
        (first.Result!.Outcome, first.Result.Version, first.Result.State, first.Result.Conflict.Count).ShouldBe(("new", 1, "submitted", 0));
        var again = Save(Area("47.112345"));
        (again.Result!.Outcome, again.Result.Version).ShouldBe(("unchanged", 1));
        Save(Area("47.112345"), basis: 0).Result!.Outcome.ShouldBe("unchanged");
    }

    [Fact]
    public void A_change_says_what_it_started_from_or_is_declined()
    {
        Save(Area("47.112345"));
        Save(Area("47.122345")).Declined!.Code.ShouldBe("base.missing");
        Save(Area("47.122345"), basis: 2).Declined!.Code.ShouldBe("base.unknown");
        var changed = Save(Area("47.122345"), basis: 1);
        (changed.Result!.Version, changed.Result.BaseVersion, changed.Result.Conflict.Count).ShouldBe((2, 1, 0));
        var late = Save(Area("47.132345"), basis: 1);
        (late.Result!.Version, string.Join(' ', late.Result.Conflict)).ShouldBe((3, "2 3"));
    }

    [Fact]
    public void A_draft_is_handed_in_by_submitting_it()
    {
        Save(Area("47.112345"), draft: true).Result!.State.ShouldBe("draft");
        new ApproveRecords(_folder.Store, Policy.BuiltIn).Handle("H-1", ImportFolder.Chief).Declined!.Code.ShouldBe("nothing-to-decide");
        new SubmitRecords(_folder.Store, Policy.BuiltIn).Handle("H-1", ImportFolder.Officer).Result!.State.ShouldBe("submitted");
        new ApproveRecords(_folder.Store, Policy.BuiltIn).Handle("H-1", ImportFolder.Chief).Result!.State.ShouldBe("approved");
    }

    [Fact]
    public void A_dry_run_writes_nothing()
    {
        Save(Area("47.112345"), dryRun: true).Result!.Outcome.ShouldBe("new");
        _folder.Store.LastSequence.ShouldBe(0);
    }

    [Fact]
    public void What_an_import_rejects_a_save_rejects()
    {
        Save(Area("47.112345").Replace("suspected", "dubious", StringComparison.Ordinal)).Result!.Verdict.ShouldBe(Verdict.Reject);
        Save("""{"type":"FeatureCollection","features":[]}""").Result!.Findings.ShouldContain(finding => finding.Rule == "file.not-one");
        _folder.Store.LastSequence.ShouldBe(0);
    }

    [Fact]
    public void A_plain_object_of_fields_is_read_too_and_the_id_may_be_given_beside_it()
    {
        Save(Area("47.112345"));
        var item = """{"informationDate":"2024-05-01","organisation":"AAA","synthetic":true,"category":"uxo","foundOn":"2024-04-01","count":2,"geometry":{"type":"Point","coordinates":[47.112345,39.612345]}}""";
        Save(item, type: "found-item", id: "F-7", name: "f.json").Result!.Id.ShouldBe("F-7");
        _folder.Reader.List("found-item", RecordQuery.Now with { ApprovedOnly = false }).Single()["count"].ShouldBe(2L);
    }

    [Fact]
    public void A_merged_file_settles_what_competes()
    {
        Save(Area("47.112345"));
        Save(Area("47.122345"), basis: 1);
        Save(Area("47.132345"), basis: 1);
        var merged = New().Resolve("H-1", new SaveRequest(_folder.File("merged.geojson", Area("47.142345")), "hazard-area", new ReadOptions(), ImportFolder.Officer, "H-1", Reason: "walked it"), TestContext.Current.CancellationToken);
        (merged.Outcome!.Result!.Version, string.Join(' ', merged.Outcome.Result.Settles)).ShouldBe((4, "2 3"));
        new ApproveRecords(_folder.Store, Policy.BuiltIn).Handle("H-1", ImportFolder.Chief).Result!.State.ShouldBe("approved");
        _folder.Reader.Get("hazard-area", "H-1").Version.ShouldBe(4);
    }

    [Fact]
    public void Rows_imported_as_drafts_are_submitted_as_a_batch()
    {
        var path = _folder.File("drafts.geojson", $$"""{"type":"FeatureCollection","features":[{{Area("47.112345")}}]}""");
        var outcome = new ImportRecords(_folder.Store, _folder.Types, CodeListCatalogue.BuiltIn, Sources.Areas, Policy.BuiltIn, TimeProvider.System)
            .Handle(new ImportRequest(path, "hazard-area", new ReadOptions(), ImportFolder.Officer, Draft: true), null, TestContext.Current.CancellationToken);
        outcome.Result!.State.ShouldBe("draft");
        new SubmitRecords(_folder.Store, Policy.BuiltIn).Handle(outcome.Result.Batch!, ImportFolder.Officer).Result!.ShouldBe(new ActResult("submitted", 1));
    }

    private SaveOutcome Save(string content, int? basis = null, bool draft = false, bool dryRun = false, string type = "hazard-area", string? id = null, string name = "one.geojson") =>
        New().Handle(new SaveRequest(_folder.File(name, content), type, new ReadOptions(), ImportFolder.Officer, id, basis, draft, "", dryRun), TestContext.Current.CancellationToken);

    private SaveRecord New() => new(_folder.Store, _folder.Types, CodeListCatalogue.BuiltIn, Sources.Areas, Policy.BuiltIn, TimeProvider.System);

    private static string Area(string east) => """
        {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[47.102345,39.602345],[EAST,39.602345],[EAST,39.612345],[47.102345,39.612345],[47.102345,39.602345]]]},
         "properties":{"id":"H-1","informationDate":"2024-05-01","organisation":"AAA","synthetic":true,"kind":"suspected"}}
        """.Replace("EAST", east, StringComparison.Ordinal);
}
