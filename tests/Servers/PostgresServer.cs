using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Surefoot.Tests.Servers;

/// <summary>A real PostgreSQL with PostGIS for tests: the one that ./test started, or one of this process's own.</summary>
/// <remarks>Each process makes one database in it; each journal gets a schema of its own there, which is cheap.</remarks>
internal static class PostgresServer
{
    private static readonly Lazy<Uri?> Database = new(MakeDatabase);
    private static int _schemas;

    /// <summary>URL of an empty place for a journal. Skips the test by name where there is no server, and fails it in CI.</summary>
    public static string NewStore()
    {
        if (Database.Value is not { } database)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                throw new InvalidOperationException("PostgreSQL is not installed here, and in CI nothing is skipped.");
            }

            Assert.Skip("PostgreSQL with PostGIS is not installed (Debian: postgresql-15 postgresql-15-postgis-3).");
            throw new UnreachableException();
        }

        return string.Create(CultureInfo.InvariantCulture, $"{database}?schema=s{Interlocked.Increment(ref _schemas)}");
    }

    private static Uri? MakeDatabase()
    {
        if ((Environment.GetEnvironmentVariable("SUREFOOT_TEST_POSTGRES") ?? StartOwn()) is not { } url)
        {
            return null;
        }

        var server = new Uri(url);
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Environment.ProcessId}_{Stopwatch.GetTimestamp():x}");
        Run(server, $"CREATE DATABASE {name}");
        var database = new Uri(server, "/" + name);
        Run(database, "CREATE EXTENSION postgis");
        return database;
    }

    private static void Run(Uri database, string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = database.Host,
            Port = database.Port,
            Username = database.UserInfo,
            Database = database.AbsolutePath.TrimStart('/'),
            Pooling = false,
        }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static string? StartOwn()
    {
        var script = Path.Combine(Root(), "eng", "postgres");
        using var start = Process.Start(new ProcessStartInfo(script, "start") { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var lines = start.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        start.WaitForExit();
        if (start.ExitCode != 0 || lines.Length != 2)
        {
            return null;
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            using var stop = Process.Start(script, ["stop", lines[0]]);
            stop.WaitForExit();
        };
        return lines[1];
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Surefoot.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The root of the project is not above this program.");
    }
}
