namespace Surefoot.Journal.Tests;

/// <summary>Counts the sessions of a database that every test of this process shares, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(ConnectionTests), DisableParallelization = true)]
[Collection(nameof(ConnectionTests))]
public sealed class ConnectionTests
{
    [Fact]
    public void Nothing_that_was_done_leaves_a_connection_open()
    {
        using var journal = new TestJournal(StoreKind.Postgres).Fill();
        var file = Path.Combine(journal.Folder, "b");
        var before = Sessions(journal);
        journal.Store.Backup(file);
        NoMoreThan(before, journal, "a backup");
        journal.Store.Verify().Ok.ShouldBeTrue();
        NoMoreThan(before, journal, "a verification");
        using var place = new EmptyPlace(StoreKind.Postgres);
        JournalBackups.Restore(place.Place, new RestoreRequest(file), new TestProjector(), journal.Clock);
        NoMoreThan(before, journal, "a restore");
        using (var store = place.Open(journal.Clock))
        {
            store.Verify().Ok.ShouldBeTrue();
        }

        NoMoreThan(before, journal, "an opening with a verification");
    }

    // A server lets go of a connection a moment after it was closed.
    private static void NoMoreThan(long before, TestJournal journal, string after) =>
        SpinWait.SpinUntil(() => Sessions(journal) <= before, TimeSpan.FromSeconds(10)).ShouldBeTrue($"{after} left a connection: {Sessions(journal)} sessions, {before} before");

    private static long Sessions(TestJournal journal) => journal.Query<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
}
