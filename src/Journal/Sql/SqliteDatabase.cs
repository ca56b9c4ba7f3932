using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Surefoot.Journal.Sql;

/// <summary>One connection to a SQLite file with the settings that make an acknowledged write durable (INTEGRITY 1).</summary>
internal sealed class SqliteDatabase : Database
{
    /// <summary>Older libraries can corrupt a file in WAL mode when a checkpoint resets the log while another connection reads.</summary>
    private static readonly Version OldestSafe = new(3, 51, 3);

    private readonly SqliteConnection _connection;

    private SqliteDatabase(SqliteConnection connection) => _connection = connection;

    public sqlite3 Handle => _connection.Handle ?? throw new ObjectDisposedException(nameof(SqliteDatabase));

    public override DbConnection Connection => _connection;

    public override StoreKind Kind => StoreKind.Sqlite;

    public override string Name => _connection.DataSource;

    /// <summary>Opens for writing; makes the file if it is absent.</summary>
    public static SqliteDatabase OpenWriter(string path, string journalMode = "WAL")
    {
        var database = OpenFile(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            CheckLibrary();
            database.Execute($"PRAGMA journal_mode={journalMode}; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-65536");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens for reading: whatever is executed, nothing is written.</summary>
    public static SqliteDatabase OpenReader(string path)
    {
        var database = OpenFile(path, SqliteOpenMode.ReadWrite);
        // A list that looks up each record again reads the same pages many times.
        database.Execute("PRAGMA query_only=ON; PRAGMA cache_size=-65536");
        return database;
    }

    /// <summary>Opens a file that is thrown away afterwards, without any durability.</summary>
    public static SqliteDatabase OpenScratch(string path)
    {
        var database = OpenFile(path, SqliteOpenMode.ReadWriteCreate);
        database.Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-65536");
        return database;
    }

    public override Statement Prepare(string sql) => new SqliteStatement(Handle, sql);

    public override void Execute(string sql) => Check(raw.sqlite3_exec(Handle, sql), Handle);

    public override long Changes => raw.sqlite3_changes(Handle);

    public override bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    public override void BeginWrite(bool atOnce = true) => Execute("BEGIN IMMEDIATE");

    public override void BeginRead() => Execute("BEGIN");

    public override void SetSavepoint() => Execute("SAVEPOINT write");

    public override void ReleaseSavepoint() => Execute("RELEASE write");

    public override void RollBackToSavepoint() => Execute("ROLLBACK TO write; RELEASE write");

    public override bool HasTable(string name)
    {
        using var exists = Prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1");
        exists.Bind(1, name);
        return exists.Step();
    }

    public override bool HasIndex(string name)
    {
        using var exists = Prepare("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?1");
        exists.Bind(1, name);
        return exists.Step();
    }

    /// <summary>SQLite's own check: indexes that do not fit their table would hide entries that are there.</summary>
    public override string? FindDamage() =>
        ScalarText("PRAGMA integrity_check(1)") is { } answer && answer != "ok" ? "the database file is damaged: " + answer : null;

    public override IReadOnlyList<string> Weaknesses
    {
        get
        {
            List<string> weaknesses = [];
            var folder = Path.GetDirectoryName(Path.GetFullPath(Name))!;
            foreach (var path in new[] { folder, Name })
            {
                if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & UnixFileMode.OtherWrite) != 0)
                {
                    weaknesses.Add($"Everybody on this machine may write to {path}: they can take the journal away or put another in its place. chmod o-w {path}");
                }
            }

            if (new DriveInfo(folder).DriveFormat is "nfs" or "nfs4" or "cifs" or "smb2" or "smb3" or "sshfs" or "fuse.sshfs" or "9p" or "vboxsf")
            {
                weaknesses.Add($"{folder} lies on a disk of another machine: SQLite's locks and its log do not hold there. Move it to a disk of this one, or use a database server (--store).");
            }

            return weaknesses;
        }
    }

    /// <summary>Old pages would stay in the write-ahead log until they happen to be overwritten.</summary>
    public override void ForgetOldPages(IEnumerable<string> tables) => Execute("PRAGMA wal_checkpoint(TRUNCATE)");

    public override void Dispose() => _connection.Dispose();

    internal static void Check(int code, sqlite3 database)
    {
        switch (code & 0xFF)
        {
            case raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE:
                return;
            case raw.SQLITE_BUSY or raw.SQLITE_LOCKED:
                throw new JournalUnavailableException("Another process is writing to the journal; try again when it has finished.");
            case raw.SQLITE_FULL:
                throw new JournalUnavailableException("The disk is full; nothing of this write was kept. Free some space and try again.");
            case raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM:
                throw new JournalUnavailableException($"The journal's file cannot be used: {raw.sqlite3_errmsg(database).utf8_to_string()}.");
            case raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT:
                throw new JournalUnavailableException($"The journal's file is damaged or not a journal: {raw.sqlite3_errmsg(database).utf8_to_string()}.");
            default:
                SqliteException.ThrowExceptionForRC(code, database);
                return;
        }
    }

    private static SqliteDatabase OpenFile(string path, SqliteOpenMode mode)
    {
        // Pooled connections would hold the file open after Dispose and carry pragmas from one user to the next.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var database = new SqliteDatabase(connection);
            raw.sqlite3_busy_timeout(database.Handle, 30_000);
            database.Execute("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF");
            return database;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new JournalUnavailableException($"{path} cannot be opened: {e.Message}");
        }
    }

    private static void CheckLibrary()
    {
        var version = Version.Parse(raw.sqlite3_libversion().utf8_to_string());
        if (version < OldestSafe)
        {
            throw new JournalUnavailableException(string.Create(CultureInfo.InvariantCulture, $"SQLite {version} is loaded, but {OldestSafe} or newer is needed: older ones can corrupt the journal."));
        }
    }
}
