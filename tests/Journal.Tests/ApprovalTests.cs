using System.Security.Cryptography;
using System.Text.Json;
using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

public abstract class ApprovalTests(StoreKind kind)
{
    private static readonly TestTerms FourEyes = new(ApprovalRule.FourEyes);
    private static readonly WriteContext Colleague = Approver with { Actor = "colleague", Organisation = Writer.Organisation };
    private static readonly WriteContext Third = Approver with { Actor = "third", Organisation = "ORG-3" };

    [Fact]
    public void Approval_of_one_version_binds_geometry_evidence_and_criteria_as_they_stand()
    {
        using var journal = Cited();
        var area = Id(journal, "A-1");
        var seen = journal.Store.Preview(area, null, FourEyes)!;
        var decided = journal.Store.Approve(Approver, area, null, FourEyes, seen.Hash).ShouldBeOfType<Decided>();
        decided.BindingHash.ShouldBe(seen.Hash);

        var act = journal.Store.Read(decided.Sequence).Single();
        act.Schema.ShouldBe("decision@2");
        using var payload = JsonDocument.Parse(act.Payload);
        var root = payload.RootElement;
        var entry = journal.Store.History(area)[0];
        var find = journal.Store.History(Id(journal, "F-1"))[0];
        var binding = root.GetProperty("binding");
        binding.GetProperty("geometrySha256").GetString().ShouldBe(Hex(SHA256.HashData(entry.Geometry.Span)));
        binding.GetProperty("entryHash").GetString().ShouldBe(Hex(entry.Hash.Span));
        binding.GetProperty("evidence")[0].ToString().ShouldBe($$"""{"entryHash":"{{Hex(find.Hash.Span)}}","ref":"found-item:F-1","version":1}""");
        binding.GetProperty("criteria").ToString().ShouldBe("""{"entryHash":"","id":"C@1","version":0}""");
        root.GetProperty("bindingHash").GetString().ShouldBe(Hex(SHA256.HashData(CanonicalJson.From(binding))));
        journal.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void What_changed_since_the_approver_looked_is_refused()
    {
        using var journal = Cited();
        var area = Id(journal, "A-1");
        var seen = journal.Store.Preview(area, null, FourEyes)!.Hash;
        var batchSeen = journal.Store.PreviewBatch("areas", FourEyes)!.Hash;
        journal.Append(Writer with { Batch = "later" }, Find("F-1", 9) with { BaseVersion = 1 });
        journal.Store.Approve(Approver, area, null, FourEyes, seen).ShouldBeOfType<BindingChanged>().Expected.ShouldBe(seen);
        journal.Store.ApproveBatch(Approver, "areas", FourEyes, batchSeen).ShouldBeOfType<BindingChanged>();
        journal.Store.LastSequence.ShouldBe(4);
        var now = journal.Store.Preview(area, null, FourEyes)!.Hash;
        journal.Store.Approve(Approver, area, null, FourEyes, now).ShouldBeOfType<Decided>();
    }

    [Fact]
    public void Of_cited_evidence_the_approved_version_counts_until_a_newer_one_is_approved()
    {
        using var journal = Cited();
        var area = Id(journal, "A-1");
        var find = Id(journal, "F-1");
        journal.Store.Approve(Approver, find).ShouldBeOfType<Decided>();
        var seen = journal.Store.Preview(area, null, FourEyes)!.Hash;
        journal.Append(Writer with { Batch = "later" }, Find("F-1", 9) with { BaseVersion = 1 });
        journal.Store.Preview(area, null, FourEyes)!.Hash.ShouldBe(seen);
        journal.Store.Approve(Approver, find).ShouldBeOfType<Decided>();
        journal.Store.Preview(area, null, FourEyes)!.Hash.ShouldNotBe(seen);
    }

    [Fact]
    public void A_batch_has_one_hash_over_the_bindings_of_its_entries()
    {
        using var journal = Cited();
        var preview = journal.Store.PreviewBatch("areas", FourEyes)!;
        var bindings = new[] { "A-1", "A-2" }.Select(key => Convert.FromHexString(journal.Store.Preview(Id(journal, key), null, FourEyes)!.Hash));
        preview.ShouldBe(new WouldBind(Hex(SHA256.HashData([.. bindings.SelectMany(hash => hash)])), 2, null));
        journal.Store.ApproveBatch(Approver, "areas", FourEyes, new string('0', 64)).ShouldBeOfType<BindingChanged>();
        journal.Store.ApproveBatch(Approver, "areas", FourEyes, preview.Hash).ShouldBeOfType<Decided>().BindingHash.ShouldBe(preview.Hash);
        journal.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void Two_organisations_means_that_the_approver_is_of_none_that_proposed()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("F-1", 1) with { State = EntryState.Draft });
        var record = Id(journal, "F-1");
        journal.Store.Submit(Third, record).ShouldBeOfType<Decided>();
        var terms = new TestTerms(new ApprovalRule(1, 2, 1));
        journal.Store.Approve(Colleague, record, null, terms).ShouldBe(new SameOrganisationMayNotApprove("colleague", "ORG-1"));
        journal.Store.Approve(Third with { Actor = "fourth" }, record, null, terms).ShouldBe(new SameOrganisationMayNotApprove("fourth", "ORG-3"));
        journal.Store.Approve(Approver, record, null, terms).ShouldBeOfType<Decided>().State.ShouldBe(EntryState.Approved);
        journal.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void Two_approvers_means_two_people_and_the_first_leaves_it_submitted()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("F-1", 1), Find("F-2", 1));
        var terms = new TestTerms(new ApprovalRule(2, 1, 1));
        var first = journal.Store.ApproveBatch(Approver, "batch-1", terms).ShouldBeOfType<Decided>();
        (first.State, first.Approvers, first.ApproversNeeded).ShouldBe((EntryState.Submitted, 1, 2));
        journal.Store.ApproveBatch(Approver, "batch-1", terms).ShouldBe(new ApprovedByYouAlready("approver"));
        journal.Store.ApproveBatch(Writer, "batch-1", terms).ShouldBe(new SameActorMayNotApprove("writer"));
        journal.Store.ApproveBatch(Colleague, "batch-1", terms).ShouldBeOfType<Decided>().State.ShouldBe(EntryState.Approved);
        journal.Query<long>("SELECT count(*) FROM found_item WHERE state = 'approved' AND is_current = 1").ShouldBe(2);
        journal.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void A_first_approval_does_not_outlive_a_return_or_a_change()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("F-1", 1));
        var record = Id(journal, "F-1");
        var terms = new TestTerms(new ApprovalRule(2, 1, 1));
        journal.Store.Approve(Approver, record, null, terms).ShouldBeOfType<Decided>();
        journal.Store.Return(Third, record).ShouldBeOfType<Decided>();
        journal.Store.Submit(Writer, record).ShouldBeOfType<Decided>();
        journal.Store.Approve(Third, record, null, terms).ShouldBeOfType<Decided>().State.ShouldBe(EntryState.Submitted);

        journal.Append(Writer with { Batch = "batch-2" }, Find("F-1", 2) with { BaseVersion = 1 });
        journal.Store.Approve(Colleague, record, null, terms).ShouldBeOfType<Decided>().State.ShouldBe(EntryState.Submitted);
    }

    [Fact]
    public void With_three_organisations_the_two_approvers_are_of_different_ones()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("F-1", 1));
        var record = Id(journal, "F-1");
        var terms = new TestTerms(new ApprovalRule(2, 3, 1));
        journal.Store.Approve(Approver, record, null, terms).ShouldBeOfType<Decided>();
        journal.Store.Approve(Approver with { Actor = "sister" }, record, null, terms).ShouldBe(new TooFewOrganisations("sister", 3));
        journal.Store.Approve(Third, record, null, terms).ShouldBeOfType<Decided>().State.ShouldBe(EntryState.Approved);
        journal.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void A_competing_version_is_approved_only_by_what_settles_the_conflict()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Area("A-1", 46, 39));
        journal.Store.ApproveBatch(Approver, "batch-1");
        journal.Append(Writer with { Batch = "north" }, Area("A-1", 46.1, 39) with { BaseVersion = 1 });
        journal.Append(Writer with { Batch = "south", Actor = "south" }, Area("A-1", 46.2, 39) with { BaseVersion = 1 });
        var record = Id(journal, "A-1");
        journal.Store.Approve(Approver, record, 2).ShouldBeOfType<ConflictStands>().Versions.ShouldBe([2, 3]);
        journal.Store.ApproveBatch(Approver, "south").ShouldBeOfType<ConflictStands>().Record.ShouldBe("A-1");

        var merged = Area("A-1", 46.3, 39);
        journal.Append(Writer with { Batch = "both", Actor = "third" }, merged with { BaseVersion = 3, Payload = Settlement.Put(merged.Payload, [3, 2]) });
        journal.Store.Approve(Writer with { Actor = "south" }, record, 4).ShouldBe(new SameActorMayNotApprove("south"));
        journal.Store.Approve(Approver, record, 4).ShouldBeOfType<Decided>();
        journal.Query<long>("SELECT version FROM hazard_area WHERE is_current = 1").ShouldBe(4);
        journal.Store.Verify().Ok.ShouldBeTrue();
    }

    [Fact]
    public void Sending_the_same_twice_changes_nothing_even_when_another_came_between()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Area("A-1", 46, 39));
        var mine = Area("A-1", 46.1, 39) with { BaseVersion = 1 };
        journal.Append(mine).Outcomes.ShouldBe([AppendOutcome.Changed]);
        journal.Append(Area("A-1", 46.2, 39) with { BaseVersion = 1 });
        journal.Append(mine).Outcomes.ShouldBe([AppendOutcome.Unchanged]);
        journal.Store.LastSequence.ShouldBe(3);
    }

    [Theory]
    [InlineData("\"organisations\":1", "\"organisations\":2", "colleague")]
    [InlineData("\"approvers\":1", "\"approvers\":2", "approver")]
    public void Verify_holds_an_approval_against_the_rule_it_names(string said, string forged, string actor)
    {
        // A journal of somebody who hashes anew what they forged: only the rule itself can give them away.
        using var forger = new TestJournal(kind);
        forger.Append(Find("F-1", 1));
        forger.Store.ApproveBatch(actor == "colleague" ? Colleague : Approver, "batch-1", FourEyes).ShouldBeOfType<Decided>();
        forger.Store.Verify(projections: false).Ok.ShouldBeTrue();
        var act = forger.Store.Read(2).Single();
        var text = System.Text.Encoding.UTF8.GetString(act.Payload.Span);
        text.ShouldContain(said);
        ForgeLast(forger, act, text.Replace(said, forged, StringComparison.Ordinal));
        forger.Store.Verify(projections: false).FirstBad!.Reason.ShouldContain("rule it names");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Verify_makes_bindings_again_as_what_was_cited_stood_then(bool batch)
    {
        using var journal = Cited();
        Approve(journal, batch, FourEyes);

        // Another version of the evidence, approved: it was not there when the decision was taken.
        journal.Append(Writer with { Batch = "later" }, Find("F-1", 9) with { BaseVersion = 1 });
        journal.Store.ApproveBatch(Approver, "later", FourEyes).ShouldBeOfType<Decided>();
        journal.Store.Verify(terms: () => FourEyes).ShouldSatisfyAllConditions(report => report.Ok.ShouldBeTrue(report.FirstBad?.Reason));

        // Somebody who writes their own program and hashes all anew, but does not bind what the entries cite.
        using var forger = Cited();
        Approve(forger, batch, new BlindTerms());
        forger.Store.Verify().Ok.ShouldBeTrue("by itself it holds");
        var bad = forger.Store.Verify(terms: () => FourEyes).FirstBad!;
        bad.Sequence.ShouldBe(4);
        bad.Reason.ShouldContain("binds other evidence");
    }

    [Fact]
    public void A_batch_whose_binding_hash_was_exchanged_is_found_and_one_older_than_its_field_of_evidence_is_not()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Find("F-1", 1), Area("A-1", 46, 39));
        journal.Store.ApproveBatch(Approver, "batch-1", new BlindTerms()).ShouldBeOfType<Decided>();
        journal.Store.Verify(terms: () => FourEyes).ShouldSatisfyAllConditions(report => report.Ok.ShouldBeTrue(report.FirstBad?.Reason));
        var act = journal.Store.Read(3).Single();
        var text = System.Text.Encoding.UTF8.GetString(act.Payload.Span);
        var at = text.IndexOf("\"bindingHash\":\"", StringComparison.Ordinal) + 15;
        ForgeLast(journal, act, text[..at] + new string('a', 64) + text[(at + 64)..]);
        journal.Store.Verify(projections: false).Ok.ShouldBeTrue("only the terms tell");
        journal.Store.Verify(projections: false, terms: () => FourEyes).FirstBad!.Sequence.ShouldBe(3);
    }

    private static void Approve(TestJournal journal, bool batch, IApprovalTerms terms) =>
        (batch ? journal.Store.ApproveBatch(Approver, "areas", terms) : journal.Store.Approve(Approver, Id(journal, "A-1"), null, terms)).ShouldBeOfType<Decided>();

    /// <summary>Terms of somebody who binds nothing that is cited.</summary>
    private sealed class BlindTerms : IApprovalTerms
    {
        public ApprovalRule RuleFor(string recordType) => ApprovalRule.FourEyes;

        public bool Cites(string recordType) => false;

        public IReadOnlyList<CitedRecord> CitedBy(string recordType, ReadOnlyMemory<byte> payload) => [];
    }

    private static void ForgeLast(TestJournal journal, Entry act, string text)
    {
        var payload = System.Text.Encoding.UTF8.GetBytes(text);
        var hash = new EntryHash();
        EntryTable.Fill(hash, act with { Payload = payload });
        var anew = new byte[32];
        hash.Finish(anew);
        journal.Tamper("UPDATE entry SET payload = @p, hash = @h WHERE sequence = @s", ("@p", payload), ("@h", anew), ("@s", act.Sequence)).ShouldBe(1);
    }

    private TestJournal Cited()
    {
        var journal = new TestJournal(kind);
        journal.Append(Find("F-1", 3));
        var context = Writer with { Batch = "areas" };
        journal.Append(context, Area("A-1", 46, 39) with { Payload = JsonPayload("""{"criteria":"C@1","evidence":["F-1"],"name":"x"}""") }, Area("A-2", 46, 39));
        return journal;
    }

    private static byte[] JsonPayload(string json) => CanonicalJson.FromUtf8(System.Text.Encoding.UTF8.GetBytes(json));

    private static Guid Id(TestJournal journal, string key) => journal.Store.Read().First(entry => entry.ClientKey == key).RecordId;

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}

public sealed class SqliteApprovalTests() : ApprovalTests(StoreKind.Sqlite);

public sealed class PostgresApprovalTests() : ApprovalTests(StoreKind.Postgres);
