using Surefoot.Journal.Sql;

namespace Surefoot.Journal.Backups;

/// <summary>
/// Puts entries, files, checkpoints and projections into an empty place by one transaction; keys come into the folder only once it is
/// committed (<see cref="PendingKeys"/>). So a restore that was interrupted left nothing, or all of it.
/// </summary>
internal sealed class Restoring(JournalPlace place, IProjector projector, IProgress<long>? progress, CancellationToken cancellation)
{
    /// <param name="keys">With the names of all that must stay forgotten.</param>
    public BackupReport Handle(RestoreRequest request, KeyBackup keys)
    {
        RefuseFolderOfAnother();
        FolderSecrets.RefuseAnother(place.Folder, keys.PublishingKey);
        var fresh = place.Server is null && !File.Exists(Path.Combine(place.Folder, JournalStore.FileName));
        try
        {
            return Into(request, keys);
        }
        catch when (fresh && !PendingKeys.IsThere(place.Folder))
        {
            // A file without an entry would look like a journal in which nothing was ever written.
            foreach (var left in new[] { "", "-wal", "-shm" })
            {
                File.Delete(Path.Combine(place.Folder, JournalStore.FileName + left));
            }

            throw;
        }
    }

    private BackupReport Into(RestoreRequest request, KeyBackup keys)
    {
        using var database = place.OpenWriter();
        Schema.Ensure(database);
        database.BeginWrite();
        var deciding = false;
        try
        {
            var settled = PendingKeys.Settle(database, place.Folder);
            if (database.Scalar("SELECT count(*) FROM entry") > 0)
            {
                // The restore before this one was interrupted between its last two steps: it is finished now.
                var there = settled is null ? null : ReadBackup.Check(request.Backup, request.PrivateKeyPem, progress, cancellation);
                if (there is not null && (there.Entries, there.Head) == (settled!.Entries, settled.Head))
                {
                    database.RollBack();
                    return there;
                }

                throw new InvalidOperationException($"{place.Name} already holds a journal; a backup is restored into an empty place only.");
            }

            var report = ReadBackup.Into(database, request.Backup, request.PrivateKeyPem, progress, cancellation);
            var pending = Prepare(database, report, keys);
            deciding = true;
            database.Commit();
            pending.MoveIn(place.Folder);
            return report;
        }
        catch
        {
            database.RollBack();

            // Of a commit that failed nobody knows whether the server carried it out: whoever opens next looks, and moves the keys in or throws them away.
            if (!deciding)
            {
                PendingKeys.Wipe(place.Folder);
            }

            throw;
        }
    }

    private PendingKeys Prepare(Database database, BackupReport report, KeyBackup keys)
    {
        using var joined = KeyStore.InMemory();
        var id = (string?)null;
        var folderKeys = Path.Combine(place.Folder, JournalStore.KeyFileName);
        if (File.Exists(folderKeys))
        {
            using var kept = new KeyStore(folderKeys, new RandomKeySource());
            joined.Merge(kept.All());
            id = kept.JournalId;
        }

        joined.Merge(keys.Keys);
        Forgetting.Repeat(database, joined);
        var pending = new PendingKeys(JournalIdentity.Name(database, id), report.Entries, report.Head, keys with { Keys = joined.All() });
        pending.Lay(place.Folder);
        Rebuilding.MakeOutdatedWithin(database, new ActProjector(projector), joined, cancellation);
        return pending;
    }

    /// <summary>One folder, one journal: keys of two would lie in one file.</summary>
    private void RefuseFolderOfAnother()
    {
        var file = Path.Combine(place.Folder, JournalStore.FileName);
        if (place.Server is null || !File.Exists(file))
        {
            return;
        }

        using var other = SqliteDatabase.OpenReader(file);
        if (other.HasTable("entry") && other.Scalar("SELECT count(*) FROM entry") > 0)
        {
            throw new InvalidOperationException($"{place.Folder} already holds a journal in a file; a backup is restored into a folder of its own.");
        }
    }
}
