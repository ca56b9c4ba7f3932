using System.Diagnostics;
using System.Globalization;
using Surefoot.Journal;

namespace Surefoot.Faults;

/// <summary>Writes until the disk is full, keeps trying, makes room, and writes on.</summary>
internal sealed class FullDisk(string kind, string? given, StreamWriter output)
{
    private const int Rounds = 3;

    public int Run()
    {
        using var disk = given is null && kind == "postgres" ? new FaultyDisk() : null;
        if (kind == "postgres")
        {
            using var server = Server.Start(disk);
            return OnServer(server, disk!);
        }

        return given is null ? throw new ArgumentException("The full disk of SQLite needs --folder=DIR on a small file system of its own.") : InFolder(given);
    }

    /// <param name="folder">On a small file system of its own.</param>
    private int InFolder(string folder)
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        var ballast = Path.Combine(folder, "ballast");
        List<string> lines = [];
        var (refused, lost, slowest) = (0, 0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            using (var store = Work.Open(data, null))
            {
                var work = new Work(store, data, round, lines.Add);
                work.Next();
                FillUp(ballast);
                refused += WriteUntilRefused(work, 400);
                File.Delete(ballast);
                var started = Stopwatch.GetTimestamp();

                // The very same open journal works again.
                new Work(store, data, 1000 + round, lines.Add).Next();
                slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(started).TotalSeconds);
            }

            using var again = Work.Open(data, null);
            lost += Tell(Kept.Compare(again, lines));
        }

        return Report(lines, refused, lost, slowest);
    }

    private int OnServer(Server server, FaultyDisk disk)
    {
        var folder = Directory.CreateTempSubdirectory("surefoot-faults-").FullName;
        List<string> lines = [];
        var (refused, lost, slowest) = (0, 0, 0.0);
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                var url = server.NewStore();
                lines.Clear();
                Directory.Delete(folder, recursive: true);
                Directory.CreateDirectory(folder);
                using (var store = Work.Open(folder, url))
                {
                    var work = new Work(store, folder, round, lines.Add);
                    work.Next();
                    disk.Set(FaultyDisk.Full);
                    refused += WriteUntilRefused(work, 400);
                }

                disk.Set(FaultyDisk.Nothing);
                var started = Stopwatch.GetTimestamp();
                lost += server.AwaitQuiet(disk) is { } gone ? Tell([gone]) : 0;
                using var again = Work.Open(folder, url);
                new Work(again, folder, 1000 + round, lines.Add).Next();
                slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(started).TotalSeconds);
                lost += Tell(Kept.Compare(again, lines));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return Report(lines, refused, lost, slowest);
    }

    private static int WriteUntilRefused(Work work, int most)
    {
        var refused = 0;
        for (var i = 0; i < most && refused < 5; i++)
        {
            try
            {
                work.Next();
            }
            catch (Exception e) when (e is JournalUnavailableException or IOException)
            {
                refused++;
            }
        }

        return refused;
    }

    private static void FillUp(string ballast)
    {
        var block = new byte[4096];
        using var file = new FileStream(ballast, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // That is what a full disk is.
        }
    }

    private int Tell(List<string> wrong)
    {
        wrong.ForEach(output.WriteLine);
        return wrong.Count;
    }

    private int Report(List<string> lines, int refused, int lost, double slowest)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind} full disk: {Rounds} rounds, {lines.Count} acknowledged writes, {refused} refused, {lost} losses; works again in at most {slowest:F1} s"));
        return lost == 0 && refused > 0 && slowest < 10 ? 0 : 1;
    }
}
