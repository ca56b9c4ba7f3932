using Surefoot.Journal.Backups;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>What restoring a backup takes.</summary>
/// <param name="Backup">The backup file.</param>
/// <param name="Keys">The file of keys; null to look beside the backup.</param>
/// <param name="WithoutKeys">Restore even if there is no file of keys: the records of persons cannot be read then.</param>
/// <param name="PrivateKeyPem">For sealed files.</param>
/// <param name="Forgotten">A later file of keys: whatever is destroyed in it stays destroyed, even if the other files are older.</param>
public sealed record RestoreRequest(string Backup, string? Keys = null, bool WithoutKeys = false, string? PrivateKeyPem = null, string? Forgotten = null);

/// <summary>Backups of a journal, of either store into either store (docs/backup.md).</summary>
public static class JournalBackups
{
    /// <summary>Where the file of keys stands if no other place is named.</summary>
    public static string KeysBeside(string backup) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(backup))!, KeyBackup.FileName);

    /// <summary>Reads a backup through to its last byte.</summary>
    /// <exception cref="InvalidDataException">It does not hold; says where.</exception>
    public static BackupReport Verify(string backup, string? privateKeyPem = null, IProgress<long>? progress = null, CancellationToken cancellation = default) =>
        ReadBackup.Check(backup, privateKeyPem, progress, cancellation);

    /// <summary>Makes an empty place the journal that was backed up: all of it, or nothing.</summary>
    /// <exception cref="InvalidDataException">A file does not hold, is of something else, or is sealed to another key.</exception>
    /// <exception cref="InvalidOperationException">The place already holds entries.</exception>
    public static RestoreReport Restore(JournalPlace place, RestoreRequest request, IProjector projector, TimeProvider clock, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(request);

        // Everything that can be wrong with the files is found before the first byte is written.
        var keysFile = request.Keys ?? KeysBeside(request.Backup);
        if (!File.Exists(keysFile) && !request.WithoutKeys)
        {
            throw new InvalidDataException($"The file of keys {keysFile} is not there. Name it with --keys, or say --without-keys: then no record of a person can be read.");
        }

        var keys = File.Exists(keysFile) ? KeyBackup.Read(keysFile, request.PrivateKeyPem) : new KeyBackup([], null);
        var forgotten = request.Forgotten is null ? [] : KeyBackup.Read(request.Forgotten, request.PrivateKeyPem).Keys.Where(k => k.Key is null);
        Directory.CreateDirectory(place.Folder);
        BackupReport report;
        using (var database = place.OpenWriter())
        {
            Schema.Ensure(database);
            database.BeginWrite();
            try
            {
                if (database.Scalar("SELECT count(*) FROM entry") > 0)
                {
                    throw new InvalidOperationException($"{place.Name} already holds a journal; a backup is restored into an empty place only.");
                }

                report = ReadBackup.Into(database, request.Backup, request.PrivateKeyPem, progress, cancellation);
                using (var store = new KeyStore(Path.Combine(place.Folder, JournalStore.KeyFileName), new RandomKeySource()))
                {
                    // Before the entries that need them, as always: a key too many is harmless.
                    store.Merge(keys.Keys.Concat(forgotten));
                }

                Checkpoints.RestoreKey(place.Folder, keys.CheckpointKeyPem);
                database.Commit();
            }
            catch
            {
                database.RollBack();
                throw;
            }
        }

        // Opening destroys again what the journal says is destroyed, and makes the projections.
        using var restored = JournalStore.Open(place, projector, clock, new RandomKeySource());
        return new RestoreReport(report, restored.CountUnreadablePersons());
    }
}
