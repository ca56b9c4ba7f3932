using Surefoot.Journal;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Tests;

public abstract class ActTests : IDisposable
{
    private readonly TestFolder _folder;

    protected ActTests(StoreKind kind)
    {
        _folder = new(kind: kind);
        Find("F-1", "1");
        Find("F-2", "1");
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_batch_is_approved_by_another_person_in_one_act()
    {
        var approved = new ApproveRecords(_folder.Store, _folder.Policy).Handle("b1", TestFolder.Chief);
        (approved.Result, approved.Declined).ShouldBe((new ActResult("approved", 2), null));
        _folder.Reader.Count("found-item", RecordQuery.Now).ShouldBe(2);
    }

    [Theory]
    [InlineData("syn-information-officer", "actor.no-right")]
    [InlineData("local", "actor.no-right")]
    [InlineData("no body", "actor.unknown")]
    public void Whoever_has_no_right_to_approve_is_declined(string actor, string code)
    {
        new ApproveRecords(_folder.Store, _folder.Policy).Handle("b1", actor).Declined!.Code.ShouldBe(code);
        _folder.Reader.Count("found-item", RecordQuery.Now).ShouldBe(0);
    }

    [Fact]
    public void One_record_is_approved_by_its_own_id_or_the_source_s()
    {
        new ApproveRecords(_folder.Store, _folder.Policy).Handle("F-2", TestFolder.Chief).Result.ShouldBe(new ActResult("approved", 1));
        _folder.Reader.List("found-item", RecordQuery.Now).Select(row => row.Id).ShouldBe(["F-2"]);
        var recordId = _folder.Reader.List("found-item", RecordQuery.Now with { ApprovedOnly = false }).Single(row => row.Id == "F-1").RecordId;
        new ApproveRecords(_folder.Store, _folder.Policy).Handle(recordId.ToString("D"), TestFolder.Chief).Result.ShouldBe(new ActResult("approved", 1));
    }

    [Fact]
    public void An_unknown_id_and_a_second_approval_are_declined()
    {
        var approve = new ApproveRecords(_folder.Store, _folder.Policy);
        approve.Handle("b9", TestFolder.Chief).Declined!.Code.ShouldBe("id-not-found");
        approve.Handle("b1", TestFolder.Chief).Declined.ShouldBeNull();
        approve.Handle("b1", TestFolder.Chief).Declined!.Code.ShouldBe("nothing-to-decide");
    }

    [Fact]
    public void Undoing_a_batch_brings_back_what_held_before()
    {
        _folder.Approve("b1");
        Find("F-1", "5", "b2");
        _folder.Approve("b2");
        _folder.Reader.Get("found-item", "F-1")["count"].ShouldBe(5L);

        new UndoBatch(_folder.Store, _folder.Policy).Handle("b2", TestFolder.Officer, "wrong file").Result.ShouldBe(new ActResult("withdrawn", 1));
        _folder.Reader.Get("found-item", "F-1")["count"].ShouldBe(1L);
    }

    [Fact]
    public void A_returned_batch_can_be_withdrawn_but_not_approved()
    {
        new ReturnRecords(_folder.Store, _folder.Policy).Handle("b1", TestFolder.Chief, "no depth").Result.ShouldBe(new ActResult("returned", 2));
        new ApproveRecords(_folder.Store, _folder.Policy).Handle("b1", TestFolder.Chief).Declined!.Code.ShouldBe("nothing-to-decide");
        new SubmitRecords(_folder.Store, _folder.Policy).Handle("b1", TestFolder.Officer).Result.ShouldBe(new ActResult("submitted", 2));
        new WithdrawRecords(_folder.Store, _folder.Policy).Handle("b1", TestFolder.Officer, "all wrong").Result.ShouldBe(new ActResult("withdrawn", 2));
    }

    [Fact]
    public void Approved_hazard_is_taken_off_the_map_by_two_organisations_and_by_nobody_alone()
    {
        Hazard("h1", "H-1");
        Hazard("h2", "H-2");
        _folder.Approve("h1");
        var approved = ApprovedSequence("H-1");

        var asked = new WithdrawRecords(_folder.Store, _folder.Policy).Handle("H-1", TestFolder.Officer, "a slip").Result!;
        (asked.State, asked.Entries, asked.Approvers, asked.ApproversNeeded).ShouldBe(("approved", 1, 1, 2));
        asked.Flags!.ShouldHaveSingleItem().Id.ShouldBe("H-1");
        new WithdrawRecords(_folder.Store, _folder.Policy).Handle("H-1", TestFolder.Officer, "a slip").Declined!.Code.ShouldBe("withdrawal-needs-another-organisation");

        // What was asked about the record says nothing about its batch, and the other way round.
        new UndoBatch(_folder.Store, _folder.Policy).Handle("h1", "anybody", "a slip").Result!.State.ShouldBe("approved");
        ApprovedSequence("H-1").ShouldBe(approved, "a proposal moves nothing");

        var done = new WithdrawRecords(_folder.Store, _folder.Policy).Handle("H-1", "anybody", "a slip, I looked").Result!;
        (done.State, done.Entries, done.Flags).ShouldBe(("withdrawn", 1, null));
        _folder.Reader.Find("hazard-area", "H-1").ShouldBeNull();

        // What nobody approved yet is taken back freely.
        new UndoBatch(_folder.Store, _folder.Policy).Handle("h2", TestFolder.Officer).Result!.State.ShouldBe("withdrawn");
    }

    [Fact]
    public void An_approved_import_of_hazard_is_undone_by_two_organisations_who_say_why()
    {
        Hazard("h1", "H-1");
        Hazard("h1", "H-2");
        Hazard("h1", "H-3");
        _folder.Approve("h1");
        new UndoBatch(_folder.Store, _folder.Policy).Handle("h1", TestFolder.Officer).Declined!.Code.ShouldBe("reason.missing");
        new UndoBatch(_folder.Store, _folder.Policy).Handle("h1", TestFolder.Officer, "the wrong sheet").Result!.Entries.ShouldBe(3);

        // Something else decided about the batch in between: what was asked for counts no more.
        _folder.Store.Return(new WriteContext("x", "y", "return", "z"), _folder.Store.Read(1).First(entry => entry.ClientKey == "H-1").RecordId).ShouldBeOfType<NothingToDecide>();
        new UndoBatch(_folder.Store, _folder.Policy).Handle("h1", "anybody", "the wrong sheet").Result!.ShouldBe(new ActResult("withdrawn", 3));
        _folder.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void History_tells_every_version_with_its_decisions()
    {
        _folder.Approve("b1");
        Find("F-1", "5", "b2");
        var history = new ShowHistory(_folder.Store, _folder.Types, _folder.Policy).Handle("F-1", TestFolder.Officer).History!;
        (history.Type, history.Id).ShouldBe(("found-item", "F-1"));
        history.Versions.Select(version => $"{version.Version} {version.State} {version.Values!["count"]} {string.Join(',', version.Decisions.Select(decision => $"{decision.Decision} by {decision.Actor}"))}").ShouldBe(
            ["1 approved 1 approve by syn-operations-chief", "2 submitted 5 "]);
    }

    private void Hazard(string batch, string id) =>
        _folder.Submit(batch, "hazard-area", "POLYGON((47.1 39.6, 47.11 39.6, 47.11 39.61, 47.1 39.61, 47.1 39.6))", ("id", id), ("kind", "suspected"), ("district", "AZ-FUZ"));

    private long ApprovedSequence(string id)
    {
        using var connection = _folder.Store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT approved_sequence FROM hazard_area WHERE client_key = @id";
        command.Add("@id", id);
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private void Find(string id, string count, string batch = "b1") =>
        _folder.Submit(batch, "found-item", "47.1,39.6", ("id", id), ("category", "uxo"), ("foundOn", "2021-04-01"), ("count", count));
}

public sealed class ActTestsOnSqlite() : ActTests(StoreKind.Sqlite);

public sealed class ActTestsOnPostgres() : ActTests(StoreKind.Postgres);
