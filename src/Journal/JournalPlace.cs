namespace Surefoot.Journal;

/// <summary>Where a journal is kept.</summary>
/// <param name="Folder">The data folder: keys of persons and of checkpoints, and the journal's file unless a server holds it.</param>
/// <param name="Server">The database that holds entries and projections; null for the file in the folder.</param>
public sealed record JournalPlace(string Folder, PostgresPlace? Server = null)
{
    /// <summary>For messages.</summary>
    public string Name => Server?.Name ?? Path.Combine(Folder, JournalStore.FileName);

    internal Sql.Database OpenWriter() => Server is null
        ? Sql.SqliteDatabase.OpenWriter(Path.Combine(Folder, JournalStore.FileName))
        : Sql.PostgresDatabase.Open(Server, forWriting: true);

    /// <summary>Closes the readers' connections that are kept for the next question: a process may open many journals one after the other.</summary>
    internal void CloseIdleReaders() => Server?.CloseIdleReaders();

    internal Sql.Database OpenReader() => Server is null
        ? Sql.SqliteDatabase.OpenReader(Path.Combine(Folder, JournalStore.FileName))
        : Sql.PostgresDatabase.Open(Server, forWriting: false);
}
