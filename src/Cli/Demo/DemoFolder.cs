using System.Text.Json;
using Surefoot.Journal;

namespace Surefoot.Cli.Demo;

/// <summary>Which sample country a data folder is to hold.</summary>
internal sealed record DemoPlan(string Scale, ulong Seed, string Variant = DemoPlan.PlainVariant)
{
    public const string PlainVariant = "plain";

    /// <summary>A new program makes the country again: what an old one made may differ.</summary>
    public string Program { get; init; } = typeof(DemoPlan).Assembly.ManifestModule.ModuleVersionId.ToString("N");
}

/// <summary>Remembers in <c>demo.json</c> what a data folder holds, so that a second run reuses it and never writes over somebody's data.</summary>
internal static class DemoFolder
{
    private const string MarkName = "demo.json";

    private static readonly string[] MadeFolders = ["sample", "runs"];

    private sealed record Mark(DemoPlan Plan, DemoAnswer? Answer);

    /// <summary>An empty folder is marked; a folder of an unfinished or older demo is emptied; anybody else's, and one that somebody added to, is left alone.</summary>
    /// <param name="entries">How many entries the folder's journal holds; asked only when it would be thrown away.</param>
    public static void Prepare(JournalPlace place, DemoPlan plan, Func<long> entries)
    {
        var folder = place.Folder;
        RequireSpace(folder);
        var journal = Path.Combine(folder, JournalStore.FileName);
        var mark = ReadMark(folder);
        if (place.Server is { } server)
        {
            PrepareServer(server, folder, plan, mark, entries);
            return;
        }

        if (mark is null && File.Exists(journal))
        {
            throw new CommandFailure(ExitCode.Conflict, "data.occupied", "This folder holds data that is not the demo's.", folder, "Name another folder with --data.");
        }

        if (mark is { Answer: not null } && mark.Plan == plan)
        {
            return;
        }

        // Only what the demo made may be thrown away: what was recorded since stands in no other place.
        if (mark is { Answer: { } made } && File.Exists(journal) && entries() > made.Entries)
        {
            throw new CommandFailure(ExitCode.Conflict, "data.added", "Records were added to this sample country; making it again would throw them away.", folder, "Name another folder with --data.");
        }

        if (mark is not null)
        {
            foreach (var file in Directory.EnumerateFiles(folder, "surefoot*.db*").Append(Path.Combine(folder, "checkpoint-key.pem")).Append(Path.Combine(folder, DemoPlanning.ReportName)))
            {
                File.Delete(file);
            }

            foreach (var directory in MadeFolders.Select(name => Path.Combine(folder, name)).Where(Directory.Exists))
            {
                Directory.Delete(directory, recursive: true);
            }
        }

        Directory.CreateDirectory(folder);
        Write(folder, new Mark(plan, null));
    }

    /// <summary>A database is never emptied from here: whoever owns the server does that.</summary>
    private static void PrepareServer(PostgresPlace server, string folder, DemoPlan plan, Mark? mark, Func<long> entries)
    {
        if (mark is { Answer: not null } && mark.Plan == plan)
        {
            return;
        }

        if (entries() > 0)
        {
            throw new CommandFailure(ExitCode.Conflict, "data.occupied", "This database holds data; the sample country is made in an empty one.", server.Name, "Create another database and name it with --store.");
        }

        Write(folder, new Mark(plan, null));
    }

    /// <summary>The answer of the run that made this folder, if the journal still ends where it ended then.</summary>
    public static DemoAnswer? ReadAnswer(string folder, DemoPlan plan, JournalStore store) =>
        ReadMark(folder) is { Answer: { } answer } mark && mark.Plan == plan && store.LastSequence >= answer.Entries ? answer : null;

    public static void KeepAnswer(string folder, DemoPlan plan, DemoAnswer answer) => Write(folder, new Mark(plan, answer));

    private static Mark? ReadMark(string folder)
    {
        var path = Path.Combine(folder, MarkName);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Mark>(File.ReadAllBytes(path), CommandContext.JsonOptions) : null;
        }
        catch (JsonException)
        {
            // A mark cut short is a demo cut short.
            return new Mark(new DemoPlan("", 0), null);
        }
    }

    private static void Write(string folder, Mark mark)
    {
        var path = Path.Combine(folder, MarkName);
        File.WriteAllText(path + ".new", CommandContext.ToJson(mark));
        File.Move(path + ".new", path, overwrite: true);
    }

    private static void RequireSpace(string folder)
    {
        const long NeededBytes = 2L << 30;
        var existing = new DirectoryInfo(folder);
        while (!existing.Exists && existing.Parent is not null)
        {
            existing = existing.Parent;
        }

        if (new DriveInfo(existing.FullName).AvailableFreeSpace < NeededBytes)
        {
            throw new CommandFailure(ExitCode.Unavailable, "disk.full", "Less than 2 GB are free for the sample country.", folder, "Free some space, or name a folder on another disk with --data.");
        }
    }
}
