namespace Surefoot.Journal.Sql;

/// <summary>The four fixed tables. Every other table is a projection.</summary>
internal static class Schema
{
    /// <summary>Written to the file's header, so that a foreign SQLite file is not taken for a journal ("SfJ1").</summary>
    private const long ApplicationId = 0x53664A31;

    // STRICT keeps a value of another type from ever being stored. Payload and geometry stand last, so that reading the short
    // columns of an entry does not walk over the pages of a large polygon.
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS entry(
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
          geometry BLOB NOT NULL) STRICT;
        CREATE UNIQUE INDEX IF NOT EXISTS entry_client_key ON entry(record_type, client_key, version);
        CREATE INDEX IF NOT EXISTS entry_record ON entry(record_id);
        CREATE INDEX IF NOT EXISTS entry_batch ON entry(batch);
        CREATE INDEX IF NOT EXISTS entry_fork ON entry(record_id) WHERE base_version <> version - 1;
        CREATE TABLE IF NOT EXISTS blob(sha256 BLOB PRIMARY KEY, content BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS checkpoint(
          id INTEGER PRIMARY KEY,
          sequence INTEGER NOT NULL,
          hash TEXT NOT NULL,
          taken_at TEXT NOT NULL,
          signature TEXT NOT NULL,
          public_key TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS projection_state(name TEXT PRIMARY KEY, definition TEXT NOT NULL, sequence INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """;

    public static void Ensure(Database database)
    {
        var id = database.Scalar("PRAGMA application_id");
        if (id == ApplicationId)
        {
            return;
        }

        if (id != 0 || database.Scalar("SELECT count(*) FROM sqlite_schema") != 0)
        {
            throw new JournalUnavailableException($"{database.Connection.DataSource} is a database of something else, not a journal of this format.");
        }

        database.Execute($"BEGIN IMMEDIATE; {Tables} PRAGMA application_id={ApplicationId}; PRAGMA user_version=1; COMMIT");
    }
}
