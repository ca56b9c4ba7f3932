using System.Text.Json;

namespace Surefoot.Journal.Backups;

/// <summary>What a backup says of itself at its beginning.</summary>
/// <param name="CreatedAt">In the form of recorded_at.</param>
/// <param name="Entries">How many entries follow.</param>
/// <param name="Head">Hash of the last one, lower-case hex.</param>
/// <param name="Blobs">How many files by content hash follow.</param>
/// <param name="Checkpoints">How many kept checkpoints follow.</param>
internal sealed record BackupHeader(string CreatedAt, long Entries, string Head, long Blobs, long Checkpoints)
{
    public static ReadOnlySpan<byte> Magic => "surefoot-backup-1\n"u8;

    public byte[] Write() => CanonicalJson.Object(("blobs", Blobs), ("checkpoints", Checkpoints), ("createdAt", CreatedAt), ("entries", Entries), ("head", Head));

    /// <exception cref="InvalidDataException">Not a header.</exception>
    public static BackupHeader Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new(Text("createdAt"), Number("entries"), Text("head"), Number("blobs"), Number("checkpoints"));

            string Text(string name) => root.GetProperty(name).GetString() ?? "";
            long Number(string name) => root.GetProperty(name).GetInt64();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("The backup is damaged in its head.", e);
        }
    }
}

/// <param name="Sha256">Of the file as it lies on the disk, lower-case hex.</param>
public sealed record BackupReport(long Entries, string Head, string Sha256);

/// <param name="Backup">What was in the file.</param>
/// <param name="UnreadablePersons">Records of persons whose payload cannot be opened: their keys were destroyed, or are not in the file of keys.</param>
/// <param name="PublishingKey">Whether the folder now has the secret behind the public margins; without it the public map would be drawn anew.</param>
public sealed record RestoreReport(BackupReport Backup, long UnreadablePersons, bool PublishingKey);
