using Surefoot.Journal.Backups;

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

    /// <summary>Whether this file is a backup or a file of keys, by its first bytes: no other file is written over.</summary>
    public static bool IsOwn(string path)
    {
        using var file = File.OpenRead(path);
        var begin = new byte[Math.Max(Sealing.Magic.Length, Math.Max(BackupHeader.Magic.Length, KeyBackup.Magic.Length))];
        var read = begin.AsSpan(0, file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false));
        return read.StartsWith(Sealing.Magic) || read.StartsWith(BackupHeader.Magic) || read.StartsWith(KeyBackup.Magic);
    }

    /// <summary>Reads a backup through to its last byte.</summary>
    /// <exception cref="InvalidDataException">It does not hold; says where.</exception>
    public static BackupReport Verify(string backup, string? privateKeyPem = null, IProgress<long>? progress = null, CancellationToken cancellation = default) =>
        ReadBackup.Check(backup, privateKeyPem, progress, cancellation);

    /// <summary>What a file of keys holds.</summary>
    /// <exception cref="InvalidDataException">It is none, is damaged, or is sealed to another key.</exception>
    public static KeysReport VerifyKeys(string keysFile, string? privateKeyPem = null) => KeyBackup.Read(keysFile, privateKeyPem).Count();

    /// <summary>Makes an empty place the journal that was backed up: all of it, or nothing. Whatever interrupts it, it can be run again.</summary>
    /// <exception cref="InvalidDataException">A file does not hold, is of something else, or is sealed to another key.</exception>
    /// <exception cref="InvalidOperationException">The place already holds entries, or its folder another secret behind public margins.</exception>
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

        var keys = File.Exists(keysFile) ? KeyBackup.Read(keysFile, request.PrivateKeyPem) : KeyBackup.None;
        var forgotten = request.Forgotten is null ? [] : KeyBackup.Read(request.Forgotten, request.PrivateKeyPem).Keys.Where(k => k.Key is null);
        Directory.CreateDirectory(place.Folder);
        var report = new Restoring(place, projector, progress, cancellation).Handle(request, keys with { Keys = [.. keys.Keys, .. forgotten] });

        // Opening shows that what was restored can be worked with.
        using var restored = JournalStore.Open(place, projector, clock, new RandomKeySource());
        return new RestoreReport(report, restored.CountUnreadablePersons(), FolderSecrets.Read(place.Folder) is not null);
    }
}
