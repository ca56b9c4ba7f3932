using System.Diagnostics;
using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.Integrity;

namespace Surefoot.Cli;

/// <summary>Checks of the machine that the data lie on.</summary>
internal static class MachineChecks
{
    private const long NeededBytes = 1L << 30;

    // Older ones can corrupt a journal in WAL mode.
    private static readonly Version s_oldestSafeSqlite = new(3, 51, 3);

    public static IReadOnlyList<IntegrityCheck> Of(Workspace workspace) =>
    [
        new("machine.sqlite", "The SQLite library is too old", "Before 3.51.3 it can corrupt a journal.", "administrator", CheckSeverity.Error, "run the program with the library it ships", _ => Sqlite(workspace)),
        new("machine.settings", "The store is not set to keep what it acknowledges", "A loss of power would take acknowledged records.", "administrator", CheckSeverity.Error, "take the database from a backup of this program", _ => Settings(workspace)),
        new("machine.disk", "Less than 1 GB free", "A full disk refuses every new record.", "administrator", CheckSeverity.Error, "free some space", _ => Disk(workspace.Folder)),
        new("machine.keys", "Others may read a file of keys", "Keys of persons and of checkpoints are for this program alone.", "administrator", CheckSeverity.Error, "chmod 600 FILE", _ => Keys(workspace.Folder)),
    ];

    public static CheckResult Run(IntegrityCheck check, int listed)
    {
        var started = Stopwatch.GetTimestamp();
        var found = check.Find(null!).ToList();
        return new(check, found.Count, [.. found.Take(listed)], CommandContext.SecondsSince(started));
    }

    private static IEnumerable<CheckFinding> Sqlite(Workspace workspace)
    {
        if (workspace.Store.Kind == StoreKind.Sqlite && Ask(workspace, "SELECT sqlite_version()") is string text && Version.Parse(text) < s_oldestSafeSqlite)
        {
            yield return new("machine", "sqlite", text);
        }
    }

    private static IEnumerable<CheckFinding> Settings(Workspace workspace)
    {
        (string Setting, string Wanted)[] settings = workspace.Store.Kind == StoreKind.Sqlite
            ? [("PRAGMA journal_mode", "wal"), ("PRAGMA foreign_keys", "1"), ("PRAGMA trusted_schema", "0")]
            : [("SHOW synchronous_commit", "on"), ("SHOW fsync", "on"), ("SHOW full_page_writes", "on")];
        foreach (var (setting, wanted) in settings)
        {
            var value = Convert.ToString(Ask(workspace, setting), CultureInfo.InvariantCulture);
            if (value != wanted)
            {
                yield return new("machine", setting, $"{value}, wanted {wanted}");
            }
        }
    }

    private static object? Ask(Workspace workspace, string sql)
    {
        using var connection = workspace.Store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static IEnumerable<CheckFinding> Disk(string folder)
    {
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        if (free < NeededBytes)
        {
            yield return new("machine", "disk", string.Create(CultureInfo.InvariantCulture, $"{free / 1e6:F0} MB free"));
        }
    }

    private static IEnumerable<CheckFinding> Keys(string folder)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (OperatingSystem.IsWindows())
        {
            yield break;
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*keys.db").Concat(Directory.EnumerateFiles(folder, "*.pem")).Order(StringComparer.Ordinal))
        {
            if ((File.GetUnixFileMode(file) & Others) != 0)
            {
                yield return new("machine", Path.GetFileName(file), "readable by others");
            }
        }
    }
}
