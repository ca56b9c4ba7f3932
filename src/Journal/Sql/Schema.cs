using System.Text.RegularExpressions;

namespace Surefoot.Journal.Sql;

/// <summary>The five fixed tables: entries, files, checkpoints, how far each projection is, and the journal's name. Every other table is a projection.</summary>
internal static partial class Schema
{
    /// <summary>Written to the file's header, so that a foreign SQLite file is not taken for a journal ("SfJ1").</summary>
    private const long ApplicationId = 0x53664A31;

    /// <summary>The same for a database of PostgreSQL: the comment on table <c>entry</c>.</summary>
    private const string Mark = "surefoot journal 1";

    // Payload and geometry stand last, so that reading the short columns of an entry does not walk over the pages of a large polygon.
    private static readonly string[] Tables =
    [
        """
        entry(
          sequence INTEGER PRIMARY KEY,
          record_id TEXT NOT NULL,
          record_type TEXT NOT NULL,
          schema TEXT NOT NULL,
          version INTEGER NOT NULL,
          base_version INTEGER NOT NULL,
          batch TEXT NOT NULL,
          client_key TEXT NOT NULL,
          event_date TEXT,
          information_date TEXT NOT NULL,
          device_time TEXT,
          recorded_at TEXT NOT NULL,
          actor TEXT NOT NULL,
          organisation TEXT NOT NULL,
          reason TEXT NOT NULL,
          state TEXT NOT NULL,
          tier TEXT NOT NULL,
          key_id TEXT,
          previous_hash BLOB NOT NULL,
          hash BLOB NOT NULL,
          payload BLOB NOT NULL,
          geometry BLOB NOT NULL)
        """,
        "blob(sha256 BLOB PRIMARY KEY, content BLOB NOT NULL)",
        """
        checkpoint(
          id INTEGER PRIMARY KEY,
          sequence INTEGER NOT NULL,
          hash TEXT NOT NULL,
          taken_at TEXT NOT NULL,
          signature TEXT NOT NULL,
          public_key TEXT NOT NULL)
        """,
        "projection_state(name TEXT PRIMARY KEY, definition TEXT NOT NULL, sequence INTEGER NOT NULL)",
    ];

    /// <summary>Which journal this is (<see cref="JournalIdentity"/>); says nothing about its content.</summary>
    private const string Identity = "IF NOT EXISTS identity(journal_id TEXT PRIMARY KEY)";

    private static readonly string[] Indexes =
    [
        "CREATE UNIQUE INDEX IF NOT EXISTS entry_client_key ON entry(record_type, client_key, version)",
        "CREATE INDEX IF NOT EXISTS entry_record ON entry(record_id)",
        "CREATE INDEX IF NOT EXISTS entry_batch ON entry(batch)",

        // Writers who did not start from the latest version: hardly any, and asked for with every list.
        "CREATE INDEX IF NOT EXISTS entry_conflict ON entry(record_type) WHERE base_version <> version - 1",
        "CREATE INDEX IF NOT EXISTS entry_fork ON entry(record_id) WHERE base_version <> version - 1",
    ];

    /// <exception cref="JournalUnavailableException">It is a database of something else.</exception>
    public static void Ensure(Database database)
    {
        if (database.Kind == StoreKind.Sqlite)
        {
            EnsureFile(database);
        }
        else
        {
            EnsureServer(database);
        }
    }

    /// <summary>CREATE TABLE with the types of the store.</summary>
    /// <param name="definition">Name and columns, with SQLite's type names in capitals.</param>
    public static string CreateTable(StoreKind kind, string definition) => kind == StoreKind.Sqlite

        // STRICT keeps a value of another type from ever being stored.
        ? $"CREATE TABLE {definition} STRICT"

        // Text is compared by its bytes, as in SQLite: the same order in every list, on every machine.
        : "CREATE TABLE " + TypeName().Replace(definition, type => type.Value switch { "INTEGER" => "bigint", "TEXT" => "text COLLATE \"C\"", "REAL" => "double precision", _ => "bytea" });

    /// <summary>The boxes of a projection, found quickly by place.</summary>
    public static string CreateBoxes(StoreKind kind, string table) => kind == StoreKind.Sqlite
        ? $"CREATE VIRTUAL TABLE \"{table}_box\" USING rtree(id, min_x, max_x, min_y, max_y)"
        : $"""
          CREATE TABLE "{table}_box"(id bigint PRIMARY KEY, min_x real NOT NULL, max_x real NOT NULL, min_y real NOT NULL, max_y real NOT NULL);
          CREATE INDEX "{table}_box_by_place" ON "{table}_box" USING gist (ST_MakeEnvelope(min_x, min_y, max_x, max_y, 4326));
          """;

    private static void EnsureFile(Database database)
    {
        var id = database.Scalar("PRAGMA application_id");
        if (id == ApplicationId)
        {
            CreateMissing(database);
            return;
        }

        if (id != 0 || database.Scalar("SELECT count(*) FROM sqlite_schema") != 0)
        {
            throw new JournalUnavailableException($"{database.Name} is a database of something else, not a journal of this format.");
        }

        database.BeginWrite();
        if (database.Scalar("PRAGMA application_id") == ApplicationId)
        {
            // Another process met the same new file and was quicker.
            database.RollBack();
            return;
        }

        CreateAll(database);
        database.Execute(FormattableString.Invariant($"PRAGMA application_id={ApplicationId}; PRAGMA user_version=1"));
        database.Commit();
    }

    private static void EnsureServer(Database database)
    {
        // Under the appender's lock: two processes may meet an empty database at once.
        database.BeginWrite();
        if (database.HasTable("entry"))
        {
            var mark = database.ScalarText("SELECT obj_description('entry'::regclass, 'pg_class')");
            if (mark != Mark)
            {
                database.RollBack();
                throw new JournalUnavailableException($"{database.Name} has a table 'entry' of something else, not a journal of this format.");
            }

            CreateMissing(database);
            database.Commit();
            return;
        }

        if (database.Scalar("SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename <> 'spatial_ref_sys'") != 0)
        {
            database.RollBack();
            throw new JournalUnavailableException($"{database.Name} is a database of something else; a journal needs an empty one.");
        }

        CreateAll(database);
        database.Execute($"COMMENT ON TABLE entry IS '{Mark}'");
        database.Commit();
    }

    private static void CreateAll(Database database)
    {
        foreach (var table in Tables)
        {
            database.Execute(CreateTable(database.Kind, table));
        }

        CreateMissing(database);
    }

    /// <summary>Also where an older program made the tables.</summary>
    private static void CreateMissing(Database database)
    {
        database.Execute(CreateTable(database.Kind, Identity));
        foreach (var index in Indexes)
        {
            database.Execute(index);
        }
    }

    [GeneratedRegex(@"\b(INTEGER|TEXT|REAL|BLOB)\b")]
    private static partial Regex TypeName();
}
