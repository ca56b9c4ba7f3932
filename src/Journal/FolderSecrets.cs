namespace Surefoot.Journal;

/// <summary>Secrets of the data folder that the journal does not use but keeps with its own keys: in the file of keys of a backup, and out of it again.</summary>
public static class FolderSecrets
{
    /// <summary>File of the secret behind the public margins: with another one the same hazards would be published anew, and two publications of one hazard narrow it down.</summary>
    public const string PublishingKey = "publishing-key";

    public const int PublishingKeyBytes = 32;

    /// <exception cref="InvalidDataException">The file is no such key: a backup of it would be of no use.</exception>
    internal static byte[]? Read(string folder)
    {
        var path = Path.Combine(folder, PublishingKey);
        if (!File.Exists(path))
        {
            return null;
        }

        var key = File.ReadAllBytes(path);
        return key.Length == PublishingKeyBytes ? key : throw new InvalidDataException($"{path} is not a key of {PublishingKeyBytes} bytes.");
    }

    /// <summary>Puts the key of a backup into a folder that has none.</summary>
    internal static void Restore(string folder, byte[]? key)
    {
        var path = Path.Combine(folder, PublishingKey);
        if (key is not null && !File.Exists(path))
        {
            AtomicFile.Write(path, key, secret: true, replace: false);
        }
    }

    /// <exception cref="InvalidOperationException">The folder has published with another key.</exception>
    internal static void RefuseAnother(string folder, byte[]? key)
    {
        if (key is not null && Read(folder) is { } kept && !kept.AsSpan().SequenceEqual(key))
        {
            throw new InvalidOperationException($"{Path.Combine(folder, PublishingKey)} is another than that of the backup: what was published with either would narrow down the other.");
        }
    }
}
