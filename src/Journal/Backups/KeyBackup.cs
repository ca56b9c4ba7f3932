using System.Text.Json;

namespace Surefoot.Journal.Backups;

/// <summary>
/// The one file of keys beside all backups: the keys of persons that exist now, the names of those that were destroyed, and the key that
/// signs checkpoints. It is replaced at every backup, so no old copy of it is kept in which a destroyed key lives on (docs/backup.md).
/// </summary>
internal sealed record KeyBackup(IReadOnlyList<(string KeyId, byte[]? Key, string? DestroyedAt)> Keys, string? CheckpointKeyPem)
{
    public const string FileName = "surefoot-keys.backup";

    public static ReadOnlySpan<byte> Magic => "surefoot-keys-1\n"u8;

    public void Write(string path, string? recipientPem) => WholeFile.Write(path, recipientPem, content =>
    {
        content.Write(Magic);
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("checkpointKey", CheckpointKeyPem);
            writer.WriteStartArray("keys");
            foreach (var (keyId, key, destroyedAt) in Keys)
            {
                writer.WriteStartObject();
                writer.WriteString("keyId", keyId);
                if (key is not null)
                {
                    writer.WriteBase64String("key", key);
                }
                else
                {
                    writer.WriteString("destroyedAt", destroyedAt);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        content.Write(json.GetBuffer().AsSpan(0, (int)json.Length));
    });

    /// <exception cref="InvalidDataException">Not a file of keys, damaged, or sealed to another key.</exception>
    public static KeyBackup Read(string path, string? privatePem) => WholeFile.Read(path, Magic, privatePem, content =>
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            var keys = root.GetProperty("keys").EnumerateArray().Select(entry => (
                entry.GetProperty("keyId").GetString()!,
                entry.TryGetProperty("key", out var key) ? key.GetBytesFromBase64() : null,
                entry.TryGetProperty("destroyedAt", out var at) ? at.GetString() : null)).ToList();
            return keys.TrueForAll(k => k.Item2 is null or { Length: KeyStore.KeyBytes })
                ? new KeyBackup(keys, root.GetProperty("checkpointKey").GetString())
                : throw new InvalidDataException($"{path} holds a key of a wrong length.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is a damaged file of keys.", e);
        }
    });
}
