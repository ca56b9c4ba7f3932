using System.Diagnostics;
using System.Globalization;

namespace Surefoot.Faults;

/// <summary>Kills at a random moment while a writer writes, opens the journal again, and compares what was acknowledged with what is there. Again and again.</summary>
internal sealed class KillCycles(string kind, string victim, int cycles, int seed, StreamWriter output)
{
    private const int CyclesPerJournal = 20;
    private const int LongestMilliseconds = 60;
    private const int LongestWhileOpening = 600;

    public int Run()
    {
        var random = new Random(seed);
        using var server = kind == "postgres" ? Server.Start() : null;
        var (lost, acknowledged, kills, beforeReady) = (0, 0L, 0, 0);
        var started = Stopwatch.GetTimestamp();
        string? folder = null;
        string? url = null;
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            if (cycle % CyclesPerJournal == 0)
            {
                Remove(folder);
                folder = Directory.CreateTempSubdirectory("surefoot-faults-").FullName;
                url = server?.NewStore();
            }

            using var child = new Child(folder!, (seed * 1_000_000) + cycle, url);
            var early = random.Next(10) == 0;
            child.Go();
            if (!early)
            {
                child.AwaitReady();
            }

            Thread.Sleep(TimeSpan.FromMilliseconds(random.NextDouble() * (early ? LongestWhileOpening : LongestMilliseconds)));
            beforeReady += early ? 1 : 0;
            Kill(child, server);
            kills++;
            var lines = child.Lines();
            acknowledged += lines.Count(line => line is not "ready" && !line.StartsWith("error", StringComparison.Ordinal));
            var wrong = Look(folder!, url, server, lines);
            foreach (var line in wrong)
            {
                lost++;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cycle {cycle}: {line}"));
            }

            if ((cycle + 1) % 100 == 0)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind} {victim}: {cycle + 1} cycles, {acknowledged} acknowledged writes, {lost} losses, {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s"));
            }
        }

        Remove(folder);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {kills} kills of the {victim} ({beforeReady} while it opened or first wrote), {acknowledged} acknowledged writes, {lost} losses, {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s"));
        return lost == 0 && (acknowledged > kills || cycles < 10) ? 0 : 1;
    }

    private void Kill(Child child, Server? server)
    {
        switch (victim)
        {
            case "backend":
                server!.KillBackend();
                break;
            case "server":
                server!.KillAll();
                break;
            default:
                child.Kill();
                break;
        }

        if (victim == "server")
        {
            child.AwaitEnd();
            server!.StartAgain();
        }

        // A writer whose server is gone says so and ends; one that had nothing to say yet is ended here.
        child.AwaitEnd();
    }

    private static List<string> Look(string folder, string? url, Server? server, List<string> lines)
    {
        if (server?.AwaitQuiet() is { } gone)
        {
            return [gone];
        }

        try
        {
            using var store = Work.Open(folder, url);
            var wrong = Kept.Compare(store, lines);
            new Work(store, folder, -Environment.TickCount, _ => { }).Next();
            return wrong;
        }
        catch (Exception e)
        {
            return [$"it cannot be opened or written again: {e.Message}"];
        }
    }

    private static void Remove(string? folder)
    {
        if (folder is not null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>A writer in a process of its own, and what it said.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly ManualResetEventSlim _ready = new();

    public Child(string folder, int seed, string? url)
    {
        string[] arguments = ["write", folder, seed.ToString(CultureInfo.InvariantCulture), .. url is null ? Array.Empty<string>() : [url]];
        _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                _ready.Set();
                return;
            }

            lock (_lines)
            {
                _lines.Add(line.Data);
            }

            if (line.Data == "ready")
            {
                _ready.Set();
            }
        };
        _process.BeginOutputReadLine();
    }

    public void Go()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
    }

    public void AwaitReady() => _ready.Wait();

    public void Kill() => _process.Kill();

    public void AwaitEnd()
    {
        // The time is for a server that recovers; a writer that notices nothing is killed.
        if (!_process.WaitForExit(TimeSpan.FromSeconds(2)))
        {
            _process.Kill();
        }

        // Without a time limit this also waits for the last line.
        _process.WaitForExit();
    }

    public List<string> Lines()
    {
        lock (_lines)
        {
            return [.. _lines];
        }
    }

    public void Dispose()
    {
        _process.Dispose();
        _ready.Dispose();
    }
}
