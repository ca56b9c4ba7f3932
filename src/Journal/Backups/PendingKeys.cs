using System.Text.Json;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal.Backups;

/// <summary>
/// The keys of a restore between the moment at which its entries are committed and the one at which the keys are in the folder. Database
/// and folder cannot be changed by one act: the keys are laid aside first, the commit decides, and whoever comes next moves them in if it
/// was carried out and throws them away if not.
/// </summary>
/// <param name="JournalId">Name of the restored journal.</param>
/// <param name="Entries">Of the backup.</param>
/// <param name="Head">Hash of its last entry.</param>
internal sealed record PendingKeys(string JournalId, long Entries, string Head, KeyBackup Keys)
{
    public const string FileName = "surefoot-restoring.tmp";

    /// <summary>Lays the keys aside, durably.</summary>
    public void Lay(string folder)
    {
        var head = CanonicalJson.Object(("entries", Entries), ("head", Head), ("journalId", JournalId));
        AtomicFile.Write(PathIn(folder), [.. "{\"head\":"u8, .. head, .. ",\"keys\":"u8, .. Keys.ToJson(), .. "}"u8], secret: true, replace: true);
    }

    /// <summary>Moves in what was laid aside if its entries are there, else throws it away.</summary>
    /// <param name="database">In a writing transaction, so that no restore is under way.</param>
    /// <returns>What was moved in, or null.</returns>
    public static PendingKeys? Settle(Database database, string folder)
    {
        if (!IsThere(folder))
        {
            return null;
        }

        var pending = Read(folder);
        if (pending is null || !pending.IsCommitted(database))
        {
            Wipe(folder);
            return null;
        }

        pending.MoveIn(folder);
        return pending;
    }

    public static bool IsThere(string folder) => File.Exists(PathIn(folder));

    /// <summary>Puts the keys where they belong; doing it again changes nothing.</summary>
    public void MoveIn(string folder)
    {
        using (var store = new KeyStore(Path.Combine(folder, JournalStore.KeyFileName), new RandomKeySource()))
        {
            store.Merge(Keys.Keys);
            store.JournalId = JournalId;
        }

        Checkpoints.RestoreKey(folder, Keys.CheckpointKeyPem);
        FolderSecrets.Restore(folder, Keys.PublishingKey);
        Wipe(folder);
    }

    /// <summary>Written over before it is deleted: a key that is destroyed later shall not lie about on a free page of the disk.</summary>
    public static void Wipe(string folder)
    {
        var path = PathIn(folder);
        if (!File.Exists(path))
        {
            return;
        }

        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
        {
            file.Write(new byte[file.Length]);
            file.Flush(flushToDisk: true);
        }

        File.Delete(path);
    }

    private bool IsCommitted(Database database)
    {
        using var last = database.Prepare("SELECT hash FROM entry WHERE sequence = ?1");
        last.Bind(1, Entries);
        return Entries > 0 && last.Step() && Convert.ToHexStringLower(last.Bytes(0)) == Head;
    }

    private static PendingKeys? Read(string folder)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(PathIn(folder)));
            var head = document.RootElement.GetProperty("head");
            return new(head.GetProperty("journalId").GetString()!, head.GetProperty("entries").GetInt64(), head.GetProperty("head").GetString()!, KeyBackup.FromJson(document.RootElement.GetProperty("keys")));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Wiped in part before: what it held was moved in, or thrown away.
            return null;
        }
    }

    private static string PathIn(string folder) => Path.Combine(folder, FileName);
}
