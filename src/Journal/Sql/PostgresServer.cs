using Npgsql;

namespace Surefoot.Journal.Sql;

/// <summary>What a server must be like before a journal is trusted to it, and what its refusals mean.</summary>
internal static class PostgresServer
{
    /// <summary>15.0, as <c>server_version_num</c> counts.</summary>
    private const long OldestSupported = 150_000;

    /// <exception cref="JournalUnavailableException">Too old, not durable, without PostGIS, or a replica.</exception>
    public static void Check(PostgresDatabase database)
    {
        Require(database.Scalar("SELECT current_setting('server_version_num')::bigint") >= OldestSupported, "PostgreSQL 15 or newer is needed.");
        Require(database.Scalar("SELECT count(*) FROM pg_catalog.pg_database WHERE datname = current_database() AND pg_encoding_to_char(encoding) = 'UTF8'") == 1, "The database must be encoded in UTF8.");
        Require(database.ScalarText("SELECT current_setting('fsync')") == "on", "fsync is off on this server: it may lose what it acknowledged. Turn it on.");
        Require(database.ScalarText("SELECT current_setting('full_page_writes')") == "on", "full_page_writes is off on this server: a power loss can tear its pages. Turn it on.");
        Require(database.ScalarText("SELECT current_setting('synchronous_commit')") is "on" or "remote_apply", "synchronous_commit is not on for this connection: the server may lose what it acknowledged. Turn it on.");
        Require(database.Scalar("SELECT CASE WHEN pg_is_in_recovery() THEN 1 ELSE 0 END") == 0, "This server is a standby; decisions are written to and read from the primary only.");
        if (database.Scalar("SELECT count(*) FROM pg_catalog.pg_extension WHERE extname = 'postgis'") == 0)
        {
            try
            {
                database.Execute("CREATE EXTENSION IF NOT EXISTS postgis");
            }
            catch (PostgresException e)
            {
                throw new JournalUnavailableException($"PostGIS is not in this database and could not be added ({e.MessageText}). A superuser runs: CREATE EXTENSION postgis");
            }
        }
    }

    /// <summary>What weakens the server's keeping without making it useless, each with what to do about it.</summary>
    public static IReadOnlyList<string> Weaknesses(PostgresDatabase database)
    {
        List<string> weaknesses = [];
        if (database.ScalarText("SELECT current_setting('data_checksums')") != "on")
        {
            weaknesses.Add("Data checksums are off on this database server: it does not notice pages that the disk changed. With the server stopped: pg_checksums --enable.");
        }

        foreach (var setting in new[] { "zero_damaged_pages", "ignore_checksum_failure", "ignore_invalid_pages" })
        {
            // Some are for superusers to see only; who may not see them has not set them either.
            if (database.ScalarText($"SELECT setting FROM pg_catalog.pg_settings WHERE name = '{setting}'") == "on")
            {
                weaknesses.Add($"{setting} is on for this database: damage is passed over in silence. Turn it off.");
            }
        }

        // Within one machine nobody listens; a private network is one, too, for whoever is on it.
        if (database.Scalar("SELECT count(*) FROM pg_catalog.pg_stat_ssl WHERE pid = pg_backend_pid() AND NOT ssl AND inet_client_addr() IS NOT NULL AND NOT inet_client_addr() <<= inet '127.0.0.0/8' AND inet_client_addr() <> inet '::1'") > 0)
        {
            weaknesses.Add("The connection to the database server is not encrypted: whoever is on the network reads what is restricted, and can change it. Add ?sslmode=verify-full to the name of the store.");
        }

        return weaknesses;
    }

    /// <summary>In words, if it is no fault of the program; null otherwise.</summary>
    public static string? Explain(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure =>
            "Another process is writing to the journal; try again when it has finished.",
        PostgresErrorCodes.DiskFull => "The disk of the database server is full; nothing of this write was kept. Free some space and try again.",
        PostgresErrorCodes.IoError or PostgresErrorCodes.UndefinedFile => $"The database server cannot use its files: {e.MessageText}.",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => $"The database is damaged: {e.MessageText}.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "The database only allows reading.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or "25P03" =>
            $"The database server is stopping or starting: {e.MessageText}.",
        PostgresErrorCodes.TooManyConnections => "The database server has no connection left.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => $"The database server does not let this user in: {e.MessageText}.",
        PostgresErrorCodes.InvalidCatalogName => $"{e.MessageText}. Create it first: createdb NAME",
        PostgresErrorCodes.InsufficientPrivilege => $"The database user may not do this: {e.MessageText}.",
        _ when e.SqlState.StartsWith("58", StringComparison.Ordinal) || e.SqlState.StartsWith("53", StringComparison.Ordinal) || e.SqlState.StartsWith("08", StringComparison.Ordinal) =>
            $"The database server cannot go on: {e.MessageText}.",
        _ => null,
    };

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new JournalUnavailableException(message);
        }
    }
}
