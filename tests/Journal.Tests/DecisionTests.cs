using System.Security.Cryptography;
using System.Text.Json;
using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

public abstract class DecisionTests(StoreKind kind)
{
    private static readonly WriteContext Editor = Writer with { Actor = "editor" };

    [Fact]
    public void Approval_of_a_batch_is_one_entry_that_binds_the_hash_of_the_batch()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("F-1", 1), Find("F-2", 2), Area("A-1", 46, 39));
        var decided = journal.Store.ApproveBatch(Approver, "batch-1").ShouldBeOfType<Decided>();
        (decided.Sequence, decided.State, decided.Entries).ShouldBe((4, EntryState.Approved, 3));

        var entries = journal.Store.Read().ToList();
        entries.Count.ShouldBe(4);
        var expected = Convert.ToHexStringLower(SHA256.HashData(entries.Take(3).SelectMany(e => e.Hash.ToArray()).ToArray()));
        decided.BoundHash.ShouldBe(expected);
        using var payload = JsonDocument.Parse(entries[3].Payload);
        payload.RootElement.GetProperty("batchHash").GetString().ShouldBe(expected);
        payload.RootElement.GetProperty("batch").GetString().ShouldBe("batch-1");
        (entries[3].RecordType, entries[3].Actor).ShouldBe(("decision", "approver"));
        States(journal).ShouldBe("F-1 v1 approved 1 | F-2 v1 approved 1");
        journal.Query<long>("SELECT count(*) FROM found_item WHERE decided_sequence = 4 AND decided_at = recorded_at AND approved_sequence = 4").ShouldBe(2);
    }

    [Fact]
    public void Nobody_approves_what_they_wrote()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("F-1", 1));
        journal.Append(Editor, Find("F-2", 2));
        journal.Store.ApproveBatch(Writer, "batch-1").ShouldBe(new SameActorMayNotApprove("writer"));
        journal.Store.ApproveBatch(Editor, "batch-1").ShouldBe(new SameActorMayNotApprove("editor"));
        var record = journal.Store.Read().First().RecordId;
        journal.Store.Approve(Writer, record).ShouldBe(new SameActorMayNotApprove("writer"));
        journal.Store.LastSequence.ShouldBe(2);
        journal.Store.Approve(Editor, record).ShouldBeOfType<Decided>();
    }

    [Fact]
    public void Nobody_approves_what_they_submitted_for_another()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("F-1", 1) with { State = EntryState.Draft });
        journal.Append(Writer with { Batch = "batch-2" }, Find("F-2", 1) with { State = EntryState.Draft });
        var second = journal.Store.Read(2).First().RecordId;
        journal.Store.SubmitBatch(Editor, "batch-1").ShouldBeOfType<Decided>().State.ShouldBe(EntryState.Submitted);
        journal.Store.Submit(Editor, second).ShouldBeOfType<Decided>();
        journal.Store.ApproveBatch(Editor, "batch-1").ShouldBe(new SameActorMayNotApprove("editor"));
        journal.Store.Approve(Editor, second).ShouldBe(new SameActorMayNotApprove("editor"));
        journal.Store.ApproveBatch(Approver, "batch-1").ShouldBeOfType<Decided>();
    }

    [Fact]
    public void What_is_not_there_or_not_due_is_refused_by_name()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("F-1", 1) with { State = EntryState.Draft });
        var record = journal.Store.Read().First().RecordId;
        journal.Store.ApproveBatch(Approver, "batch-9").ShouldBe(new BatchNotFound("batch-9"));
        journal.Store.ApproveBatch(Approver, "batch-1").ShouldBeOfType<NothingToDecide>();
        journal.Store.Approve(Approver, record).ShouldBeOfType<NothingToDecide>();
        journal.Store.Approve(Approver, record, version: 2).ShouldBe(new RecordNotFound(record, 2));
        journal.Store.SubmitBatch(Writer, "batch-1").ShouldBeOfType<Decided>();
        journal.Store.ApproveBatch(Approver, "batch-1").ShouldBeOfType<Decided>();
        journal.Store.ApproveBatch(Approver, "batch-1").ShouldBeOfType<NothingToDecide>();
        journal.Store.LastSequence.ShouldBe(3);
    }

    [Fact]
    public void A_version_decided_alone_is_left_out_of_the_decision_about_its_batch()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("F-1", 1), Find("F-2", 2));
        journal.Store.Return(Approver, journal.Store.Read().First().RecordId).ShouldBeOfType<Decided>().State.ShouldBe(EntryState.Returned);
        journal.Store.ApproveBatch(Approver, "batch-1").ShouldBeOfType<Decided>().Entries.ShouldBe(1);
        States(journal).ShouldBe("F-1 v1 returned 0 | F-2 v1 approved 1");
    }

    [Fact]
    public void Undoing_a_batch_makes_the_versions_before_it_current_again_and_deletes_nothing()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("F-1", 1));
        journal.Store.ApproveBatch(Approver, "batch-1");
        journal.Append(Writer with { Batch = "batch-2" }, Find("F-1", 2) with { BaseVersion = 1 }, Find("F-2", 5));
        journal.Store.ApproveBatch(Approver, "batch-2");
        States(journal).ShouldBe("F-1 v1 approved 0 | F-1 v2 approved 1 | F-2 v1 approved 1");
        journal.Store.UndoBatch(Writer, "batch-2").ShouldBeOfType<Decided>().Entries.ShouldBe(2);
        States(journal).ShouldBe("F-1 v1 approved 1 | F-1 v2 withdrawn 0 | F-2 v1 withdrawn 0");
        journal.Store.LastSequence.ShouldBe(6);
        journal.Store.UndoBatch(Writer, "batch-2").ShouldBeOfType<NothingToDecide>();
    }

    [Fact]
    public void What_is_guarded_is_taken_back_by_the_second_of_two_organisations()
    {
        using var journal = new TestJournal(kind);
        var guarded = new HashSet<string>(["hazard-area"]);
        journal.Append(Find("F-1", 1), Area("A-1", 46, 39));
        journal.Store.ApproveBatch(Approver, "batch-1");
        var asked = journal.Store.UndoBatch(Writer, "batch-1", guarded).ShouldBeOfType<Decided>();
        (asked.State, asked.Entries, asked.ApproversNeeded).ShouldBe((EntryState.Approved, 2, 2));
        States(journal).ShouldBe("F-1 v1 approved 1");
        journal.Store.UndoBatch(Writer, "batch-1", guarded).ShouldBeOfType<WithdrawalNeedsAnother>();
        journal.Store.UndoBatch(Writer with { Actor = "colleague" }, "batch-1", guarded).ShouldBeOfType<WithdrawalNeedsAnother>();

        // Another decision about it comes in between: it has to be asked for anew.
        journal.Append(Writer with { Batch = "batch-1" }, Find("F-2", 1));
        journal.Store.UndoBatch(Approver, "batch-1", guarded).ShouldBeOfType<Decided>().State.ShouldBe(EntryState.Approved, "the batch is another by now");
        journal.Store.UndoBatch(Writer, "batch-1", guarded).ShouldBeOfType<Decided>().State.ShouldBe(EntryState.Withdrawn);
        States(journal).ShouldBe("F-1 v1 withdrawn 0 | F-2 v1 withdrawn 0");
        journal.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void What_was_withdrawn_or_returned_can_be_handed_in_again_unchanged()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("F-1", 1), Find("F-2", 1));
        journal.Store.Return(Approver, journal.Store.Read().First().RecordId);
        journal.Append(Writer with { Batch = "again" }, Find("F-1", 1) with { BaseVersion = 1 }, Find("F-2", 1)).Outcomes.ShouldBe([AppendOutcome.Changed, AppendOutcome.Unchanged]);
        journal.Store.WithdrawBatch(Writer, "again").ShouldBeOfType<Decided>();
        journal.Append(Writer with { Batch = "third" }, Find("F-1", 1) with { BaseVersion = 2 }).Outcomes.ShouldBe([AppendOutcome.Changed]);
        States(journal).ShouldBe("F-1 v1 returned 0 | F-1 v2 withdrawn 0 | F-1 v3 submitted 0 | F-2 v1 submitted 0");
    }

    [Fact]
    public void A_list_as_known_at_a_moment_and_as_of_a_day_never_changes()
    {
        using var journal = new TestJournal(kind);
        var day = TimeSpan.FromDays(1);
        var start = journal.Clock.GetUtcNow();
        journal.Append(Find("F-1", 1) with { InformationDate = new DateOnly(2024, 1, 1) });
        journal.Clock.Advance(day);
        journal.Store.ApproveBatch(Approver, "batch-1");
        journal.Clock.Advance(day);
        journal.Append(Writer with { Batch = "batch-2" }, Find("F-1", 2) with { BaseVersion = 1, InformationDate = new DateOnly(2025, 1, 1) });
        journal.Store.ApproveBatch(Approver, "batch-2");
        journal.Clock.Advance(day);
        journal.Store.UndoBatch(Writer, "batch-2");

        Counts(journal, start, null).ShouldBe([]);
        Counts(journal, start + day, null).ShouldBe([1]);
        Counts(journal, start + (2 * day), null).ShouldBe([2]);
        Counts(journal, start + (2 * day), new DateOnly(2024, 6, 1)).ShouldBe([1]);
        Counts(journal, start + (2 * day), new DateOnly(2023, 6, 1)).ShouldBe([]);
        Counts(journal, start + (3 * day), null).ShouldBe([1]);
        Counts(journal, null, null).ShouldBe([1]);
    }

    [Fact]
    public async Task Racing_approvers_make_one_approval()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("F-1", 1));
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => journal.Store.ApproveBatch(new WriteContext($"approver-{i}", "ORG", "a", "r"), "batch-1"))));
        results.Count(r => r is Decided).ShouldBe(1);
        results.Count(r => r is NothingToDecide).ShouldBe(15);
    }

    private static List<long> Counts(TestJournal journal, DateTimeOffset? knownAt, DateOnly? asOf)
    {
        using var reader = journal.Store.OpenReader();
        using var command = reader.CreateCommand();
        command.CommandText = AsOf.Select(new TestProjector().Tables[0]);
        command.Add("@knownAt", knownAt is { } time ? AsOf.Instant(time) : DBNull.Value);
        command.Add("@asOf", asOf is { } date ? date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : DBNull.Value);
        using var rows = command.ExecuteReader();
        List<long> counts = [];
        while (rows.Read())
        {
            counts.Add((long)rows["count"]);
        }

        return counts;
    }

    private static string States(TestJournal journal) =>
        string.Join(" | ", journal.List("SELECT client_key || ' v' || version || ' ' || state || ' ' || is_current AS line FROM found_item ORDER BY client_key, version"));
}

public sealed class DecisionTestsOnSqlite() : DecisionTests(StoreKind.Sqlite);

public sealed class DecisionTestsOnPostgres() : DecisionTests(StoreKind.Postgres);
