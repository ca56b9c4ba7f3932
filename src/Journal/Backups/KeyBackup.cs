using System.Text.Json;

namespace Surefoot.Journal.Backups;

/// <summary>
/// The one file of keys beside all backups: the keys of persons that exist now, the names of those that were destroyed, the key that
/// signs checkpoints and the secrets of <see cref="FolderSecrets"/>. It is replaced at every backup, so no old copy of it is kept in which
/// a destroyed key lives on (docs/backup.md).
/// </summary>
internal sealed record KeyBackup(IReadOnlyList<(string KeyId, byte[]? Key, string? DestroyedAt)> Keys, string? CheckpointKeyPem, byte[]? PublishingKey)
{
    public const string FileName = "surefoot-keys.backup";

    public static KeyBackup None { get; } = new([], null, null);

    public static ReadOnlySpan<byte> Magic => "surefoot-keys-1\n"u8;

    public KeysReport Count() => new(Keys.Count(k => k.Key is not null), Keys.Count(k => k.Key is null), CheckpointKeyPem is not null, PublishingKey is not null);

    public void Write(string path, string? recipientPem) => WholeFile.Write(path, recipientPem, content =>
    {
        content.Write(Magic);
        content.Write(ToJson());
    });

    /// <exception cref="InvalidDataException">Not a file of keys, damaged, or sealed to another key.</exception>
    public static KeyBackup Read(string path, string? privatePem) => WholeFile.Read(path, Magic, privatePem, content =>
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return FromJson(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is a damaged file of keys.", e);
        }
    });

    public byte[] ToJson()
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("checkpointKey", CheckpointKeyPem);
            if (PublishingKey is not null)
            {
                writer.WriteBase64String("publishingKey", PublishingKey);
            }

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

        return json.ToArray();
    }

    /// <exception cref="FormatException">A key has a wrong length; other exceptions where something is missing.</exception>
    public static KeyBackup FromJson(JsonElement root)
    {
        var keys = root.GetProperty("keys").EnumerateArray().Select(entry => (
            entry.GetProperty("keyId").GetString()!,
            entry.TryGetProperty("key", out var key) ? key.GetBytesFromBase64() : null,
            entry.TryGetProperty("destroyedAt", out var at) ? at.GetString() : null)).ToList();
        var publishing = root.TryGetProperty("publishingKey", out var secret) ? secret.GetBytesFromBase64() : null;
        return keys.TrueForAll(k => k.Item2 is null or { Length: KeyStore.KeyBytes }) && publishing is null or { Length: FolderSecrets.PublishingKeyBytes }
            ? new KeyBackup(keys, root.GetProperty("checkpointKey").GetString(), publishing)
            : throw new FormatException("a key has a wrong length");
    }
}

/// <summary>What a file of keys holds.</summary>
/// <param name="Persons">Keys of persons.</param>
/// <param name="Forgotten">Names of destroyed ones.</param>
/// <param name="CheckpointKey">Whether the key that signs checkpoints is in it.</param>
/// <param name="PublishingKey">Whether the secret behind the public margins is in it (<see cref="FolderSecrets.PublishingKey"/>).</param>
public sealed record KeysReport(long Persons, long Forgotten, bool CheckpointKey, bool PublishingKey);
