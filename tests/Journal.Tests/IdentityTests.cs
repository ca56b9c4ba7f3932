using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

/// <summary>A data folder and its journal know each other.</summary>
public abstract class IdentityTests(StoreKind kind)
{
    [Fact]
    public void A_folder_with_the_keys_of_another_journal_is_refused_and_left_as_it_was()
    {
        using var one = new TestJournal(kind);
        one.Append(Person("P-1", "injured"));
        using var other = new EmptyPlace(kind);
        var keys = Path.Combine(one.Folder, JournalStore.KeyFileName);
        one.Store.Dispose();
        File.Copy(keys, other.File(JournalStore.KeyFileName));
        Should.Throw<JournalUnavailableException>(() => other.Open(one.Clock)).Message.ShouldContain("another journal");

        // Also once the other journal has entries of its own, and whichever way round.
        File.Delete(other.File(JournalStore.KeyFileName));
        using (var store = other.Open(one.Clock))
        {
            store.Append(Writer, [Person("P-2", "injured")], null, CancellationToken.None);
        }

        File.Copy(other.File(JournalStore.KeyFileName), keys, overwrite: true);
        Should.Throw<JournalUnavailableException>(() => one.Reopen());
        File.ReadAllBytes(keys).ShouldBe(File.ReadAllBytes(other.File(JournalStore.KeyFileName)));
        using var again = other.Open(one.Clock);
        again.LastSequence.ShouldBe(1);
    }

    [Fact]
    public void A_folder_that_lost_its_file_of_keys_opens_and_a_folder_older_than_the_names_is_taken_over()
    {
        using var journal = new TestJournal(kind);
        journal.Append(Person("P-1", "injured"));
        journal.Tamper("DELETE FROM identity");
        journal.Reopen();
        journal.Tamper("DELETE FROM identity");
        Rename(journal, "DELETE FROM journal");
        journal.Reopen();
        journal.Store.CountUnreadablePersons().ShouldBe(0);

        journal.Store.Dispose();
        File.Delete(Path.Combine(journal.Folder, JournalStore.KeyFileName));
        journal.Reopen();
        journal.Store.CountUnreadablePersons().ShouldBe(1);
    }

    private static void Rename(TestJournal journal, string sql)
    {
        journal.Store.Dispose();
        using var keys = Sql.SqliteDatabase.OpenWriter(Path.Combine(journal.Folder, JournalStore.KeyFileName), journalMode: "DELETE");
        keys.Execute(sql);
    }
}

public sealed class IdentityTestsOnSqlite() : IdentityTests(StoreKind.Sqlite);

public sealed class IdentityTestsOnPostgres() : IdentityTests(StoreKind.Postgres);
