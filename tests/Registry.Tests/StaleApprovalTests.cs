using Surefoot.Journal;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Tests;

/// <summary>A type of another assembly that cites evidence.</summary>
[RecordType("claimed-ground", Area = "Test", Tier = Tier.Restricted, Shape = ShapeKind.Polygon)]
public sealed record ClaimedGround
{
    [Field]
    public IReadOnlyList<string>? Evidence { get; init; }
}

public sealed class StaleApprovalTests : IDisposable
{
    private readonly TestFolder _folder = new(RecordTypes.In(typeof(RecordTypes).Assembly, typeof(ClaimedGround).Assembly));

    public StaleApprovalTests()
    {
        Find("1", "b1");
        _folder.Submit("b2", "claimed-ground", """{"type":"Polygon","coordinates":[[[47.1,39.6],[47.2,39.6],[47.2,39.7],[47.1,39.6]]]}""", ("id", "G-1"), ("evidence", "found-item:F-1;testimony:T-9"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Evidence_that_changes_between_looking_and_approving_is_seen()
    {
        var shown = Show();
        shown.Evidence.Select(cited => $"{cited.Reference} {cited.Version}").ShouldBe(["found-item:F-1 1", "testimony:T-9 0"]);
        _folder.Approve("b1");
        Find("2", "b3");
        Show().BindingHash.ShouldBe(shown.BindingHash, "nobody approved the new version of the find");
        _folder.Approve("b3");
        Show().BindingHash.ShouldNotBe(shown.BindingHash);
        Approve(shown.BindingHash).Declined!.Code.ShouldBe("binding-changed");
        Approve(Show().BindingHash).Result!.State.ShouldBe("approved");
    }

    [Fact]
    public void An_approval_whose_evidence_changed_is_listed_until_somebody_looks_again()
    {
        _folder.Approve("b1");
        Approve(null).Declined.ShouldBeNull();
        Stale().ShouldBeEmpty();
        _folder.Clock.Now = _folder.Clock.Now.AddDays(1);
        Find("2", "b3");
        Stale().ShouldBeEmpty();
        _folder.Approve("b3");
        Stale().ShouldBe(["G-1: found-item:F-1 1>2"]);
        var history = new ShowHistory(_folder.Store, _folder.Types, _folder.Policy);
        history.Handle("G-1", TestFolder.Officer).History!.Versions[0].Stale.ShouldBe([new ChangedCitation("found-item:F-1", 1, 2)]);
        history.Handle("G-1", TestFolder.Officer, _folder.Clock.Now.AddHours(-1)).History!.Versions[0].Stale.ShouldBeEmpty();

        new WithdrawRecords(_folder.Store, _folder.Policy).Handle("F-1", TestFolder.Officer, "not there").Declined.ShouldBeNull();
        Stale().ShouldBeEmpty("what was bound holds again");
        new WithdrawRecords(_folder.Store, _folder.Policy).Handle("F-1", TestFolder.Officer, "not there either", 1).Declined.ShouldBeNull();
        Stale().ShouldBe(["G-1: found-item:F-1 1>0"]);
    }

    private void Find(string count, string batch) =>
        _folder.Submit(batch, "found-item", "47.1,39.6", ("id", "F-1"), ("category", "uxo"), ("foundOn", "2021-04-01"), ("count", count));

    private ShownRecord Show() => new ShowRecord(_folder.Store, _folder.Types, _folder.Policy).Handle("G-1", TestFolder.Chief).Record!;

    private ActOutcome Approve(string? expect) => new ApproveRecords(_folder.Store, _folder.Policy, _folder.Types).Handle("G-1", TestFolder.Chief, expect: expect);

    private IEnumerable<string> Stale() =>
        new StaleApprovals(_folder.Store, _folder.Types).Handle(cancellation: TestContext.Current.CancellationToken).Select(stale => $"{stale.Id}: {string.Join(", ", stale.Changes.Select(change => $"{change.Reference} {change.BoundVersion}>{change.Version}"))}");
}
