using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Surefoot.Exchange.Reading.GeoPackages;

/// <summary>An SQLite file from a stranger, opened to be read and nothing else: its schema may call no function, its triggers and views never run, and no statement runs for ever.</summary>
internal sealed class UntrustedDatabase : IDisposable
{
    private const int DefensiveOption = 1010;
    private const int LargestValueBytes = 64 * 1024 * 1024;
    private const int StepsBetweenAsking = 100_000;

    // A hundred thousand instructions each: a few seconds at most for one statement's next row.
    private const int MostAskings = 2_000;

    private readonly SqliteConnection _connection;
    private readonly CancellationToken _cancellation;
    private readonly delegate_progress _progress;
    private int _askings;

    private UntrustedDatabase(SqliteConnection connection, CancellationToken cancellation)
    {
        _connection = connection;
        _cancellation = cancellation;
        _progress = _ => _cancellation.IsCancellationRequested || ++_askings > MostAskings ? 1 : 0;
    }

    public static UntrustedDatabase Open(string path, CancellationToken cancellation)
    {
        foreach (var beside in (string[])["-wal", "-journal"])
        {
            if (File.Exists(path + beside) && new FileInfo(path + beside).Length > 0)
            {
                throw new SourceFaultException("gpkg.open", $"Beside the GeoPackage lies {Path.GetFileName(path)}{beside}: another program has not finished writing it.", "Close that program, or export the file again.");
            }
        }

        // Immutable: no lock, no journal beside it, nothing is ever written.
        var uri = "file:" + Uri.EscapeDataString(Path.GetFullPath(path)).Replace("%2F", "/", StringComparison.Ordinal) + "?immutable=1";
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = uri, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var database = new UntrustedDatabase(connection, cancellation);
            database.Guard();
            return database;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public SqliteDataReader Query(string sql, params (string Name, object Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        RowDone();
        return command.ExecuteReader();
    }

    /// <summary>Gives the next row its own time.</summary>
    public void RowDone() => _askings = 0;

    public void Dispose() => _connection.Dispose();

    /// <summary>A name from the file within a statement.</summary>
    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private void Guard()
    {
        var handle = _connection.Handle!;
        raw.sqlite3_db_config(handle, DefensiveOption, 1, out _);
        raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_LENGTH, LargestValueBytes);
        raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_SQL_LENGTH, 1024 * 1024);
        raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        raw.sqlite3_progress_handler(handle, StepsBetweenAsking, _progress, null);
        foreach (var pragma in (string[])["trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "query_only=ON", "cache_size=-8192"])
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "PRAGMA " + pragma;
            command.ExecuteNonQuery();
        }

        // What SQLite itself advises before the first use of a file from outside.
        using var check = Query("PRAGMA quick_check(1)");
        if (!check.Read() || check.GetString(0) != "ok")
        {
            throw new SourceFaultException("gpkg.damaged", "The database file is damaged: SQLite's own check found a fault.", "Export the file again.");
        }
    }
}
