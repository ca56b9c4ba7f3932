using System.Data;
using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Surefoot.Journal.Sql;

/// <summary>One connection to a PostgreSQL database with PostGIS. A connection that broke is opened again with the next transaction.</summary>
/// <remarks>
/// Statements are gathered and sent together: writes with the next reading or with the commit, a beginning with the first reading. Each trip to
/// the server costs as much as the work it asks for, so the number of trips decides, not the number of rows.
/// </remarks>
internal sealed class PostgresDatabase : Database
{
    /// <summary>Only one transaction at a time chains entries; the number is only a name for that lock ("SfJ1" as in the SQLite file's header).</summary>
    private const int AppenderLock = 0x53664A31;

    private const string ConnectionLost = "The connection to the database was lost.";
    private const int LargestGathering = 512;
    private const int LargestGatheringBytes = 8 << 20;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static long _cursors;

    private readonly NpgsqlConnection _connection;
    private readonly List<Gathered> _gathered = [];
    private int _gatheredBytes;
    private long _changes;
    private bool _savepointIsKnown;
    private bool _inTransaction;
    private bool _beginIsKnown;

    private PostgresDatabase(NpgsqlConnection connection) => _connection = connection;

    public override StoreKind Kind => StoreKind.Postgres;

    public override DbConnection Connection => _connection;

    public override string Name => $"{_connection.Host}:{_connection.Port.ToString(CultureInfo.InvariantCulture)}/{_connection.Database}";

    public override bool InTransaction => _inTransaction;

    public override long Changes
    {
        get
        {
            Send();
            return _changes;
        }
    }

    /// <exception cref="JournalUnavailableException">The server does not answer, or is not one that keeps what it acknowledges.</exception>
    public static PostgresDatabase Open(PostgresPlace place, bool forWriting)
    {
        var database = new PostgresDatabase(new NpgsqlConnection(forWriting ? place.WriterConnection : place.ReaderConnection));
        try
        {
            database.OpenConnection();
            if (forWriting)
            {
                PostgresServer.Check(database);
                if (place.Schema is { } schema)
                {
                    database.Execute($"CREATE SCHEMA IF NOT EXISTS {schema}");
                }
            }

            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public override Statement Prepare(string sql) => new PostgresStatement(this, sql, asCursor: false);

    public override Statement PrepareLong(string sql) => new PostgresStatement(this, sql, asCursor: true);

    public override void Execute(string sql)
    {
        Send();
        Guarded(() =>
        {
            using var command = Command(sql);
            return command.ExecuteNonQuery();
        });
    }

    public override bool HasTable(string name)
    {
        using var exists = Prepare("SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = ?1");
        exists.Bind(1, name);
        return exists.Step();
    }

    public override bool HasIndex(string name)
    {
        using var exists = Prepare("SELECT 1 FROM pg_catalog.pg_indexes WHERE schemaname = current_schema() AND indexname = ?1");
        exists.Bind(1, name);
        return exists.Step();
    }

    public override void BeginWrite(bool atOnce = true)
    {
        Begin("READ COMMITTED");
        Gather(new NpgsqlBatchCommand(string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {LongestWait.TotalMilliseconds:0}")), 0);
        Gather(new NpgsqlBatchCommand(string.Create(CultureInfo.InvariantCulture, $"SELECT 1 FROM pg_advisory_xact_lock({AppenderLock}, hashtext(current_schema()))")), 0, Discard);
        Gather(new NpgsqlBatchCommand("SET LOCAL lock_timeout = 0"), 0);
        if (!atOnce)
        {
            return;
        }

        try
        {
            Send();
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    public override void BeginRead() => Begin("REPEATABLE READ");

    public override void Commit()
    {
        if (_gathered.Count == 0)
        {
            // A transaction that failed is rolled back by COMMIT without a word; this refuses first.
            Gather(new NpgsqlBatchCommand("SELECT 1"), 0, Discard);
        }

        // If the connection breaks here nobody knows whether the server committed: the writer is told that it did not, and the
        // client key makes sending it again harmless.
        Gather(new NpgsqlBatchCommand("COMMIT"), 0);
        Send();
        _inTransaction = false;
    }

    public override void RollBack()
    {
        _gathered.Clear();
        _gatheredBytes = 0;
        if (!_inTransaction)
        {
            return;
        }

        try
        {
            if (_beginIsKnown && _connection.State == ConnectionState.Open)
            {
                using var command = new NpgsqlCommand("ROLLBACK", _connection);
                command.ExecuteNonQuery();
            }
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            // A broken connection rolls back by itself, and the failure that led here is the one to tell.
            _connection.Close();
        }

        _inTransaction = false;
    }

    public override void Flush() => Send();

    public override void SetSavepoint()
    {
        Send();
        _savepointIsKnown = false;
        Gather(new NpgsqlBatchCommand("SAVEPOINT write"), 0);
    }

    public override void ReleaseSavepoint()
    {
        Gather(new NpgsqlBatchCommand("RELEASE SAVEPOINT write"), 0);
        Send();
    }

    public override void RollBackToSavepoint()
    {
        _gathered.Clear();
        _gatheredBytes = 0;
        if (_savepointIsKnown)
        {
            Execute("ROLLBACK TO SAVEPOINT write; RELEASE SAVEPOINT write");
        }
    }

    /// <summary>Data checksums find a page that the disk changed; the chain finds the rest.</summary>
    public override string? FindDamage() => null;

    public override IReadOnlyList<string> Weaknesses => PostgresServer.Weaknesses(this);

    /// <summary>Dead row versions hold what was overwritten until they are vacuumed away. Archived write-ahead logs are the operator's to expire (docs/backup.md).</summary>
    public override void ForgetOldPages(IEnumerable<string> tables)
    {
        foreach (var table in tables)
        {
            Execute($"VACUUM \"{table}\"");
        }
    }

    public override void Dispose()
    {
        RollBack();
        _connection.Dispose();
    }

    internal NpgsqlCommand Command(string sql)
    {
        RequireConnection();
        return new(sql, _connection);
    }

    /// <summary>Lets go of a cursor; whatever happens, it is gone with its transaction, and the failure that led here is the one to tell.</summary>
    internal void CloseCursor(string cursor)
    {
        if (!_inTransaction || _connection.State != ConnectionState.Open)
        {
            return;
        }

        try
        {
            Execute($"CLOSE {cursor}");
        }
        catch (Exception e) when (e is DbException or JournalUnavailableException)
        {
            // The transaction is broken already.
        }
    }

    /// <summary>A name that no cursor of this process has had: a prepared FETCH remembers the columns of the cursor it was prepared for.</summary>
    internal static string NextCursor() => string.Create(CultureInfo.InvariantCulture, $"surefoot_{Interlocked.Increment(ref _cursors)}");

    /// <summary>Takes a statement to be sent with others.</summary>
    /// <param name="take">Given the rows of a statement that has some.</param>
    internal void Gather(NpgsqlBatchCommand command, int bytes, Action<List<object[]>>? take = null)
    {
        _gathered.Add(new(command, take));
        _gatheredBytes += bytes;
        if (_gathered.Count >= LargestGathering || _gatheredBytes >= LargestGatheringBytes)
        {
            Send();
        }
    }

    /// <summary>Sends what was gathered; after it, every statement that was run has been carried out.</summary>
    internal void Send()
    {
        if (_gathered.Count == 0)
        {
            return;
        }

        // Taken out first: what failed is told, and is not sent again with what somebody else writes later.
        Gathered[] sending = [.. _gathered];
        _gathered.Clear();
        _gatheredBytes = 0;
        RequireConnection(begins: !_beginIsKnown);

        // What changes nothing and begins a transaction, or needs none, may be sent again if the connection was lost while nobody used it.
        var again = (!_inTransaction || !_beginIsKnown) && Array.TrueForAll(sending, gathered => gathered.Take is not null || gathered.Command.CommandText.StartsWith("BEGIN", StringComparison.Ordinal) || gathered.Command.CommandText.StartsWith("SET ", StringComparison.Ordinal));

        // Sent with whatever was gathered after it.
        _savepointIsKnown = true;
        _beginIsKnown = true;
        try
        {
            Guarded(() => SendAtOnce(sending));
        }
        catch (JournalUnavailableException) when (again && _connection.State != ConnectionState.Open)
        {
            _connection.Close();
            OpenConnection();
            Guarded(() => SendAtOnce(sending));
        }

        _changes = Array.FindLast(sending, gathered => gathered.Take is null) is { } last ? (long)last.Command.Rows : _changes;
    }

    private int SendAtOnce(Gathered[] sending)
    {
        using var batch = new NpgsqlBatch(_connection);
        foreach (var gathered in sending)
        {
            batch.BatchCommands.Add(gathered.Command);
        }

        // What fails in one is told here, and nothing after it is carried out.
        using var reader = batch.ExecuteReader();
        foreach (var gathered in sending)
        {
            if (gathered.Take is { } take)
            {
                take(ReadRows(reader));
                reader.NextResult();
            }
        }

        while (reader.NextResult())
        {
        }

        return 0;
    }

    internal static List<object[]> ReadRows(NpgsqlDataReader reader)
    {
        List<object[]> rows = [];
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Runs something on the server; what the server or the network does not do becomes words for people.</summary>
    internal T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (PostgresException e) when (PostgresServer.Explain(e) is { } words)
        {
            throw new JournalUnavailableException(words);
        }
        catch (NpgsqlException e) when (e is not PostgresException)
        {
            throw new JournalUnavailableException($"The connection to the database is lost or cannot be made: {e.InnerException?.Message ?? e.Message}");
        }
        catch (InvalidOperationException) when (_connection.State != ConnectionState.Open)
        {
            // What Npgsql says of a command, a batch or a transaction whose connection broke meanwhile.
            throw new JournalUnavailableException(ConnectionLost);
        }
        catch (TimeoutException)
        {
            throw new JournalUnavailableException("The database did not answer in time.");
        }
    }

    /// <summary>Opens a lost connection again, but not within a transaction: it would go on without what came before.</summary>
    private void RequireConnection(bool begins = false)
    {
        if (_connection.State == ConnectionState.Open)
        {
            return;
        }

        if (_inTransaction && !begins)
        {
            throw new JournalUnavailableException(ConnectionLost);
        }

        _connection.Close();
        OpenConnection();
    }

    private void Begin(string level)
    {
        Send();
        RequireConnection();
        (_inTransaction, _beginIsKnown) = (true, false);
        Gather(new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL " + level), 0);
    }

    private static void Discard(List<object[]> rows)
    {
    }

    private void OpenConnection() => Guarded(() =>
    {
        _connection.Open();
        return 0;
    });

    private sealed record Gathered(NpgsqlBatchCommand Command, Action<List<object[]>>? Take);
}
