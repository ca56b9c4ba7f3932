using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Surefoot.Faults;

/// <summary>A PostgreSQL server of one's own that can be killed and started again (eng/postgres).</summary>
internal sealed class Server : IDisposable
{
    private readonly string _folder;
    private readonly string _url;
    private int _schemas;

    private Server(string folder, string url) => (_folder, _url) = (folder, url);

    public string DataFolder => Path.Combine(_folder, "data");

    /// <param name="disk">What makes its disk fail, or null.</param>
    public static Server Start(FaultyDisk? disk = null)
    {
        var folder = Directory.CreateTempSubdirectory("surefoot-pg-faults-").FullName;
        if (disk is not null)
        {
            disk.Under = Path.Combine(folder, "data");
        }

        var said = Script(disk, "start", folder);
        var server = new Server(said[0], said[1]);
        server.Run("CREATE DATABASE faults", "postgres");
        server.Run("CREATE EXTENSION postgis", "faults");
        return server;
    }

    /// <summary>An empty place for a journal.</summary>
    public string NewStore() => string.Create(CultureInfo.InvariantCulture, $"{new Uri(new Uri(_url), "/faults")}?schema=f{++_schemas}");

    /// <summary>Kills the process that serves the writer, if there is one right now; the server takes that for a crash and recovers.</summary>
    public void KillBackend()
    {
        var pids = Query("SELECT pid FROM pg_stat_activity WHERE application_name = 'surefoot' AND pid <> pg_backend_pid()");
        foreach (var pid in pids)
        {
            Kill([pid]);
        }
    }

    /// <summary>Kills the server with all its processes, as a power switch would.</summary>
    public void KillAll()
    {
        var main = File.ReadLines(Path.Combine(DataFolder, "postmaster.pid")).First();
        using var children = Process.Start(new ProcessStartInfo("pgrep", ["-P", main]) { RedirectStandardOutput = true })!;
        var pids = children.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        children.WaitForExit();
        Kill([main, .. pids]);
    }

    public void StartAgain(FaultyDisk? disk = null) => Script(disk, "again", _folder);

    /// <summary>Waits until the server answers and is at work for nobody, a killed writer's last statement included. One that stopped by itself is started again.</summary>
    /// <returns>Null, or why it is not to be had within a minute.</returns>
    public string? AwaitQuiet(FaultyDisk? disk = null)
    {
        // Connections kept for later use are of a server that may be gone.
        NpgsqlConnection.ClearAllPools();
        var started = Stopwatch.GetTimestamp();
        var busy = "it does not answer";
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1))
        {
            try
            {
                if (!IsRunning)
                {
                    StartAgain(disk);
                }

                var working = Query("SELECT concat_ws(' ', pid, state, wait_event, query) FROM pg_stat_activity WHERE application_name = 'surefoot' AND state <> 'idle'");
                if (working.Count == 0)
                {
                    return null;
                }

                busy = string.Join("; ", working);
            }
            catch (NpgsqlException)
            {
                // Still recovering.
            }

            Thread.Sleep(20);
        }

        return "the server did not come back within a minute: " + busy;
    }

    private bool IsRunning
    {
        get
        {
            var pidFile = Path.Combine(DataFolder, "postmaster.pid");
            return File.Exists(pidFile) && Directory.Exists("/proc/" + File.ReadLines(pidFile).FirstOrDefault("none"));
        }
    }

    public void Dispose() => Script(null, "stop", _folder);

    private static void Kill(IEnumerable<string> pids)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-9", .. pids]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }

    private List<string> Query(string sql)
    {
        using var connection = Open("postgres");
        using var command = new NpgsqlCommand(sql, connection);
        using var rows = command.ExecuteReader();
        List<string> answers = [];
        while (rows.Read())
        {
            answers.Add(Convert.ToString(rows.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return answers;
    }

    private void Run(string sql, string database)
    {
        using var connection = Open(database);
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private NpgsqlConnection Open(string database)
    {
        var url = new Uri(_url);
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder { Host = url.Host, Port = url.Port, Username = url.UserInfo, Database = database, Pooling = false, Timeout = 5 }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static string[] Script(FaultyDisk? disk, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Root(), "eng", "postgres"), arguments) { RedirectStandardOutput = true };
        disk?.LoadInto(start);
        using var process = Process.Start(start)!;

        // Two lines and no more: the end of the pipe comes only when everything that inherited it has ended.
        string[] said = arguments[0] == "start" ? [process.StandardOutput.ReadLine() ?? "", process.StandardOutput.ReadLine() ?? ""] : [];
        return process.WaitForExit(TimeSpan.FromMinutes(2)) && process.ExitCode == 0 ? said : throw new InvalidOperationException($"eng/postgres {string.Join(' ', arguments)} did not do it.");
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Surefoot.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The root of the project is not above this program.");
    }
}
