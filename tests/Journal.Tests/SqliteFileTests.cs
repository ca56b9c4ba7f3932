using static Surefoot.Journal.Tests.TestJournal;

namespace Surefoot.Journal.Tests;

/// <summary>What holds of the file of SQLite only.</summary>
public sealed class SqliteFileTests
{
    [Fact]
    public void A_process_that_ends_in_the_middle_leaves_nothing_behind()
    {
        using var journal = new TestJournal(StoreKind.Sqlite);
        journal.Append(Find("before", 1));
        using var source = Endless().GetEnumerator();
        IEnumerable<NewEntry> Endless()
        {
            for (var i = 0; ; i++)
            {
                if (i == 3000)
                {
                    // What is on the disk at this moment is what a killed process would leave.
                    CopyFolder(journal.Folder, journal.Folder + "-copy");
                    throw new IOException();
                }

                yield return Find($"F-{i}", i);
            }
        }

        Should.Throw<IOException>(() => journal.Store.Append(Writer, Endless(), null, CancellationToken.None));
        try
        {
            using var copy = new TestJournal(StoreKind.Sqlite, journal.Folder + "-copy");
            copy.Store.LastSequence.ShouldBe(1);
            copy.Append(Find("after", 1)).FirstSequence.ShouldBe(2);
        }
        finally
        {
            Directory.Delete(journal.Folder + "-copy", recursive: true);
        }
    }

    [Fact]
    public void A_foreign_database_is_not_taken_for_a_journal()
    {
        var folder = Directory.CreateTempSubdirectory("surefoot-journal-").FullName;
        try
        {
            using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, JournalStore.FileName)};Pooling=False"))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = "CREATE TABLE recipes(name TEXT)";
                command.ExecuteNonQuery();
            }

            Should.Throw<JournalUnavailableException>(() => new TestJournal(StoreKind.Sqlite, folder));
            File.WriteAllText(Path.Combine(folder, JournalStore.FileName), "this is not a database at all, but a long enough line of text to be read as a header");
            Should.Throw<JournalUnavailableException>(() => new TestJournal(StoreKind.Sqlite, folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var target = File.Create(Path.Combine(to, Path.GetFileName(file)));
            source.CopyTo(target);
        }
    }
}
