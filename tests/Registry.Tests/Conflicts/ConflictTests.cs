using Surefoot.Account;
using Surefoot.Journal;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Conflicts;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Tests.Conflicts;

public abstract class ConflictTests(StoreKind kind) : IDisposable
{
    private static readonly DateOnly Day = new(2024, 12, 31);
    private readonly TestFolder _folder = new TestFolder(kind: kind).WithEasyLandRules();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Two_versions_of_a_hazard_make_the_union_hazardous_until_somebody_decides()
    {
        Write("H-1", 0, "b1", "anna", 47.10, 47.11);
        _folder.Approve("b1");
        var before = Closing();
        Write("H-1", 1, "b2", "anna", 47.10, 47.12);
        Closing().ShouldBe(before, "one proposal alone changes nothing");
        Write("H-1", 1, "b3", "cem", 47.09, 47.11);
        Closing().ShouldBe(3 * before, before / 1e5);
        _folder.Reader.List("hazard-area", RecordQuery.Now).Single().InConflict.ShouldBeTrue();
        var conflict = new ListConflicts(_folder.Store).Handle().ShouldHaveSingleItem();
        (conflict.Id, conflict.BaseVersion, string.Join(' ', conflict.Versions.Select(version => $"{version.Version}{(version.Competes ? "!" : "")}"))).ShouldBe(("H-1", 1, "1 2! 3!"));

        new ResolveConflict(_folder.Store, _folder.Policy).Keep("H-1", 3, "deniz", "walked it").Result!.Settles.ShouldBe([2, 3]);
        Closing().ShouldBe(3 * before, before / 1e5, "nobody approved it yet");
        new ApproveRecords(_folder.Store, _folder.Policy).Handle("H-1", "cem").Declined!.Code.ShouldBe("same-actor-may-not-approve");
        new ApproveRecords(_folder.Store, _folder.Policy).Handle("H-1", TestFolder.Chief).Result!.State.ShouldBe("approved");
        Closing().ShouldBe(2 * before, before / 1e5);
        _folder.Store.Approve(new WriteContext(TestFolder.Chief, "syn-authority", "late", "too late"), _folder.Reader.Get("hazard-area", "H-1").RecordId, 2).ShouldBe(new Overtaken("H-1", 2, 4));
        _folder.Reader.List("hazard-area", RecordQuery.Now).Single().InConflict.ShouldBeFalse();
        new ListConflicts(_folder.Store).Handle().ShouldBeEmpty();
    }

    [Fact]
    public void A_disputed_release_releases_nothing_until_somebody_decides()
    {
        Write("H-1", 0, "b1", "anna", 47.10, 47.12);
        Release("C-1", 0, "b1", "anna", 47.10, 47.11);
        _folder.Approve("b1");
        var half = Closing();
        Release("C-1", 1, "b2", "anna", 47.10, 47.12);
        Closing().ShouldBe(half);
        Release("C-1", 1, "b3", "cem", 47.11, 47.12);
        Closing().ShouldBe(2 * half, half / 1e5);
        new WithdrawRecords(_folder.Store, _folder.Policy).Handle("C-1", TestFolder.Officer, "not walked yet", 2).Result!.State.ShouldBe("withdrawn");
        Closing().ShouldBe(half, "one of two was taken back: nothing competes");
        new ApproveRecords(_folder.Store, _folder.Policy).Handle("C-1", TestFolder.Chief, version: 3).Result!.State.ShouldBe("approved");
        Closing().ShouldBe(half, half / 1e5);
    }

    [Fact]
    public void A_batch_with_one_competing_record_is_refused_whole()
    {
        Write("H-1", 0, "b1", "anna", 47.10, 47.11);
        _folder.Approve("b1");
        Write("H-1", 1, "b2", "anna", 47.10, 47.12);
        Write("H-1", 1, "b3", "cem", 47.09, 47.11);
        Write("H-2", 0, "b3", "cem", 47.30, 47.31);
        var refused = new ApproveRecords(_folder.Store, _folder.Policy).Handle("b3", TestFolder.Chief);
        (refused.Declined!.Code, refused.Declined.Message.Contains("H-1", StringComparison.Ordinal)).ShouldBe(("conflict-stands", true));
        _folder.Reader.Count("hazard-area", RecordQuery.Now).ShouldBe(1);
    }

    [Fact]
    public void History_tells_a_past_moment_as_it_was_known_then()
    {
        Write("H-1", 0, "b1", "anna", 47.10, 47.11);
        var written = Later();
        _folder.Approve("b1");
        var approved = Later();
        Write("H-1", 1, "b2", "anna", 47.10, 47.12);
        Write("H-1", 1, "b3", "cem", 47.09, 47.11);
        var disputed = Later();
        new WithdrawRecords(_folder.Store, _folder.Policy).Handle("H-1", TestFolder.Officer, "wrong", 3).Declined.ShouldBeNull();
        Later();
        Known(written).ShouldBe("1 submitted");
        Known(approved).ShouldBe("1 approved");
        Known(disputed).ShouldBe("1 approved, 2 submitted, 3 submitted, conflict 2 3");
        Known(null).ShouldBe("1 approved, 2 submitted, 3 withdrawn");
        _folder.Reader.List("hazard-area", new RecordQuery(KnownAt: written, ApprovedOnly: false)).Single().State.ShouldBe(EntryState.Submitted);
        new ListConflicts(_folder.Store).Handle(knownAt: disputed).ShouldHaveSingleItem();
        new ListConflicts(_folder.Store).Handle(knownAt: approved).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void Whoever_returns_withdraws_or_settles_says_why(string reason)
    {
        Write("H-1", 0, "b1", "anna", 47.10, 47.11);
        new ReturnRecords(_folder.Store, _folder.Policy).Handle("b1", TestFolder.Chief, reason).Declined!.Code.ShouldBe("reason.missing");
        new WithdrawRecords(_folder.Store, _folder.Policy).Handle("b1", TestFolder.Officer, reason).Declined!.Code.ShouldBe("reason.missing");
        new ResolveConflict(_folder.Store, _folder.Policy).Keep("H-1", 1, TestFolder.Officer, reason).Declined!.Code.ShouldBe("reason.missing");
        new ResolveConflict(_folder.Store, _folder.Policy).Keep("H-1", 1, TestFolder.Officer, "because").Declined!.Code.ShouldBe("no-conflict");
    }

    [Fact]
    public void A_cancellation_takes_two_organisations_and_shows_its_rule()
    {
        _folder.Submit("b1", "cancelled-area", Box(47.1, 47.11), ("id", "X-1"), ("releasedOn", "2022-05-01"), ("method", "non-technical-survey"), ("criteria", "NATIONAL@1"));
        var sameHouse = Policy.BuiltIn.Persons.Where(person => person.Organisation == "syn-mine-action-centre" && Policy.BuiltIn.May(person.Name, Verbs.Approve)).Select(person => person.Name);
        foreach (var colleague in sameHouse)
        {
            new ApproveRecords(_folder.Store, _folder.Policy).Handle("X-1", colleague).Declined!.Code.ShouldBe("same-organisation-may-not-approve");
        }

        var shown = new ShowRecord(_folder.Store, _folder.Types, _folder.Policy).Handle("X-1", TestFolder.Chief).Record!;
        (shown.Rule.Organisations, shown.Criteria!.Reference, shown.Criteria.Version).ShouldBe((2, "NATIONAL@1", 0));
        new ApproveRecords(_folder.Store, _folder.Policy).Handle("X-1", TestFolder.Chief, expect: new string('0', 64)).Declined!.Code.ShouldBe("binding-changed");
        new ApproveRecords(_folder.Store, _folder.Policy).Handle("X-1", TestFolder.Chief, expect: shown.BindingHash).BindingHash.ShouldBe(shown.BindingHash);
    }

    [Fact]
    public void Two_organisations_are_asked_for_by_the_table_not_by_the_code()
    {
        using var json = new MemoryStream("""
            {"form":2,"version":9,"effective":"2026-01-01","roles":{"r":[{"verb":["record.read","record.approve"],"scope":"all","tier":"restricted"}]},"approval":{"version":7,"types":{"hazard-area":{"approvers":2,"organisations":3}}},
             "persons":[{"name":"a","role":"r","organisation":"A","synthetic":true},{"name":"b","role":"r","organisation":"B","synthetic":true},
                        {"name":"c","role":"r","organisation":"syn-mine-action-centre","synthetic":true},{"name":"d","role":"r","organisation":"D","synthetic":true}]}
            """u8.ToArray());
        var strict = Policy.Read(json);
        Write("H-1", 0, "b1", "anna", 47.10, 47.11);
        var approve = new ApproveRecords(_folder.Store, strict);
        approve.Handle("H-1", "c").Declined!.Code.ShouldBe("same-organisation-may-not-approve");
        approve.Handle("H-1", "a").Result.ShouldBe(new ActResult("submitted", 1, 1, 2));
        approve.Handle("H-1", "a").Declined!.Code.ShouldBe("approved-by-you-already");
        approve.Handle("H-1", "d").Result.ShouldBe(new ActResult("approved", 1, 2, 2));
        _folder.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void A_rule_that_nobody_could_keep_is_no_rule()
    {
        Should.Throw<ArgumentException>(() => new ApprovalRules(1, new Dictionary<string, ApprovalRules.TypeRule> { ["hazard-area"] = new(1, 3) }));
    }

    private void Write(string id, int basis, string batch, string actor, double west, double east) =>
        Append(_folder.Entry("hazard-area", Box(west, east), ("id", id), ("kind", "suspected")) with { BaseVersion = basis }, batch, actor);

    private void Release(string id, int basis, string batch, string actor, double west, double east) =>
        Append(_folder.Entry("cleared-area", Box(west, east), ("id", id), ("releasedOn", "2022-05-01"), ("method", "manual")) with { BaseVersion = basis }, batch, actor);

    private void Append(NewEntry entry, string batch, string actor) =>
        _folder.Store.Append(new WriteContext(actor, "syn-mine-action-centre", batch, "test"), [entry], null, TestContext.Current.CancellationToken);

    private double Closing() =>
        (double)LandAccount.Compute(ReadLand.Handle(_folder.Reader, RecordQuery.Now, 1), []).Statement(null, Day).Total.Closing.M2;

    private DateTimeOffset Later()
    {
        var now = _folder.Clock.Now;
        _folder.Clock.Now = now.AddHours(1);
        return now;
    }

    private string Known(DateTimeOffset? at)
    {
        var history = new ShowHistory(_folder.Store, _folder.Types, _folder.Policy).Handle("H-1", TestFolder.Officer, at).History!;
        return string.Join(", ", history.Versions.Select(version => $"{version.Version} {version.State}"))
            + (history.Conflict is { } conflict ? $", conflict {string.Join(' ', conflict.Competing.Select(version => version.Version))}" : "");
    }

    private static string Box(double west, double east) => FormattableString.Invariant(
        $$"""{"type":"Polygon","coordinates":[[[{{west}},39.6],[{{east}},39.6],[{{east}},39.61],[{{west}},39.61],[{{west}},39.6]]]}""");
}

public sealed class ConflictTestsOnSqlite() : ConflictTests(StoreKind.Sqlite);

public sealed class ConflictTestsOnPostgres() : ConflictTests(StoreKind.Postgres);
