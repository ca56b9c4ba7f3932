using System.Globalization;
using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

/// <summary>Many clients, each with a store of its own on the same file, decide about the same records at once.</summary>
public sealed class ApprovalRaceTests
{
    private const int Clients = 64;

    // 10,000 before a release; a few here.
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("SUREFOOT_RACE_ROUNDS") ?? "3", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(StoreKind.Sqlite, 1, 2)]
    [InlineData(StoreKind.Sqlite, 2, 2)]
    [InlineData(StoreKind.Postgres, 1, 2)]
    [InlineData(StoreKind.Postgres, 2, 2)]
    public void Four_eyes_and_two_organisations_cannot_be_raced(StoreKind kind, int approvers, int organisations)
    {
        using var journal = new TestJournal(kind);
        var terms = new TestTerms(new ApprovalRule(approvers, organisations, 1));
        var stores = Enumerable.Range(0, Clients).Select(_ => new TestJournal(kind, journal.Folder, clock: journal.Clock)).ToList();
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                var batch = string.Create(CultureInfo.InvariantCulture, $"batch-{round}");
                journal.Append(Writer with { Batch = batch }, Find("F-" + batch, 1), Find("G-" + batch, 1));
                var record = journal.Store.Read(journal.Store.LastSequence).Single().RecordId;
                using var start = new Barrier(Clients);
                var results = new DecisionResult?[Clients];
                var threads = Enumerable.Range(0, Clients).Select(client => new Thread(() =>
                {
                    start.SignalAndWait(TestContext.Current.CancellationToken);

                    // Every second one is the writer or of their organisation; half decide about the batch, half about a record of it.
                    var context = new WriteContext(client % 8 == 1 ? Writer.Actor : FormattableString.Invariant($"person-{client}"), client % 2 == 1 ? Writer.Organisation : FormattableString.Invariant($"ORG-{2 + (client % 3)}"), "act", "race");
                    results[client] = client % 4 < 2 ? stores[client].Store.ApproveBatch(context, batch, terms) : stores[client].Store.Approve(context, record, null, terms);
                })).ToList();
                threads.ForEach(thread => thread.Start());
                threads.ForEach(thread => thread.Join());

                foreach (var (result, client) in results.Select((result, client) => (result, client)))
                {
                    (result is Decided && client % 2 == 1).ShouldBeFalse("one of the proposing organisation approved");
                }

                // The record is approved once: by itself, or with its batch; the other row of the batch once at the most.
                var decided = results.OfType<Decided>().Where(one => one.State == EntryState.Approved).ToList();
                decided.Sum(one => one.Entries).ShouldBe(2);
            }

            journal.Query<long>("SELECT count(*) FROM found_item WHERE state = 'approved'").ShouldBe(2 * Rounds);
            journal.Store.Verify().Ok.ShouldBeTrue();
        }
        finally
        {
            stores.ForEach(store => store.Dispose());
        }
    }
}
