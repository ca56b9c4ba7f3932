using Surefoot.Registry.Acts;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Tests;

public sealed class ActTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public ActTests()
    {
        Find("F-1", "1");
        Find("F-2", "1");
    }

    public void Dispose() => _folder.Dispose();

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
    public void History_tells_every_version_with_its_decisions()
    {
        _folder.Approve("b1");
        Find("F-1", "5", "b2");
        var history = new ShowHistory(_folder.Store, _folder.Types, _folder.Policy).Handle("F-1", TestFolder.Officer).History!;
        (history.Type, history.Id).ShouldBe(("found-item", "F-1"));
        history.Versions.Select(version => $"{version.Version} {version.State} {version.Values!["count"]} {string.Join(',', version.Decisions.Select(decision => $"{decision.Decision} by {decision.Actor}"))}").ShouldBe(
            ["1 approved 1 approve by syn-operations-chief", "2 submitted 5 "]);
    }

    private void Find(string id, string count, string batch = "b1") =>
        _folder.Submit(batch, "found-item", "47.1,39.6", ("id", id), ("category", "uxo"), ("foundOn", "2021-04-01"), ("count", count));
}
