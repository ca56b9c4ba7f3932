using System.Diagnostics;
using System.Globalization;
using Surefoot.Journal;

namespace Surefoot.Faults;

/// <summary>Lets the first, second, third … write or sync fail, until a whole run of work goes by without meeting the fault.</summary>
internal sealed class DiskFaults(string kind, string mode, int step, int from, int most, StreamWriter output)
{
    private const int Writes = 24;

    private int _lost;
    private int _refused;
    private int _unclear;
    private long _acknowledged;
    private double _slowest;

    public int Run()
    {
        // SQLite runs in this process, so the library has to be loaded into it: the same program again, with it.
        if (kind == "sqlite" && FaultyDisk.OfThisProcess is null)
        {
            return RunAgainWithFaults();
        }

        using var disk = FaultyDisk.OfThisProcess ?? new FaultyDisk();
        using var server = kind == "postgres" ? Server.Start(disk) : null;
        var started = Stopwatch.GetTimestamp();
        var n = from;
        var runs = 0;
        var clean = false;
        while (!clean && runs < most)
        {
            clean = !One(disk, server, n);
            runs++;
            n += step;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind} {mode}: {runs} runs, the fault at call {from} to {n - step}{(clean ? ", the last one clean" : "")}; {_acknowledged} acknowledged writes, {_refused} refused, {_unclear} refused without words for people, {_lost} losses; works again in at most {_slowest:F1} s; {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s"));
        return _lost == 0 && _unclear == 0 ? 0 : 1;
    }

    /// <summary>Whether the fault was met.</summary>
    private bool One(FaultyDisk disk, Server? server, int nth)
    {
        var folder = Directory.CreateTempSubdirectory(Path.GetFileName(disk.Under) + "-").FullName;
        if (server is null)
        {
            Directory.Delete(folder);
            folder = Directory.CreateDirectory(Path.Combine(disk.Under, nth.ToString(CultureInfo.InvariantCulture))).FullName;
        }

        var url = server?.NewStore();
        List<string> lines = [];
        JournalStore? store = null;
        try
        {
            store = Work.Open(folder, url);
            var work = new Work(store, folder, nth, lines.Add);
            disk.Set(FaultyDisk.Modes[mode], nth);
            for (var i = 0; i < Writes; i++)
            {
                if (i == Writes / 2)
                {
                    // What happens at closing and opening again is written to the disk too.
                    store?.Dispose();
                    store = null;
                    store = Attempt(() => Work.Open(folder, url));
                    work = store is null ? work : new Work(store, folder, nth + 1_000_000, lines.Add);
                }

                if (store is not null)
                {
                    Attempt(() =>
                    {
                        work.Next();
                        return store;
                    });
                }
            }
        }
        finally
        {
            Attempt(() =>
            {
                store?.Dispose();
                return store;
            });
        }

        var met = disk.Faults > 0;
        disk.Set(FaultyDisk.Nothing);
        _acknowledged += lines.Count;
        Look(disk, server, folder, url, lines, nth);
        Directory.Delete(folder, recursive: true);
        return met;
    }

    private void Look(FaultyDisk disk, Server? server, string folder, string? url, List<string> lines, int nth)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (server?.AwaitQuiet(disk) is { } gone)
            {
                Lose([gone], nth);
                return;
            }

            using var store = Work.Open(folder, url);
            var wrong = Kept.Compare(store, lines);
            new Work(store, folder, nth + 2_000_000, _ => { }).Next();
            store.Checkpoint(Path.Combine(folder, "after.head"));
            _slowest = Math.Max(_slowest, Stopwatch.GetElapsedTime(started).TotalSeconds);
            Lose(wrong, nth);
        }
        catch (Exception e)
        {
            Lose([$"it cannot be opened or written again: {e.GetType().Name} {e.Message}"], nth);
        }
    }

    private void Lose(List<string> wrong, int nth)
    {
        foreach (var line in wrong)
        {
            _lost++;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fault at call {nth}: {line}"));
        }
    }

    private JournalStore? Attempt(Func<JournalStore?> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is JournalUnavailableException or IOException)
        {
            _refused++;
            return null;
        }
        catch (Exception e)
        {
            _refused++;
            _unclear++;
            output.WriteLine($"{e.GetType().Name}: {e.Message}");
            return null;
        }
    }

    private int RunAgainWithFaults()
    {
        using var disk = new FaultyDisk();
        var folder = Directory.CreateTempSubdirectory("surefoot-faulty-").FullName;
        disk.Under = folder;
        try
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!, Environment.GetCommandLineArgs().Skip(1)) { RedirectStandardOutput = true };
            disk.LoadInto(start);
            using var process = Process.Start(start)!;
            output.Write(process.StandardOutput.ReadToEnd());
            process.WaitForExit();
            return process.ExitCode;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
