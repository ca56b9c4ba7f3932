using Surefoot.Journal;

namespace Surefoot.Server.Writing;

/// <summary>Kept files that are read piece by piece: the journal hands a file out whole, so a copy lies in the data folder, named by its content.</summary>
internal sealed class KeptFiles(JournalStore store, string folder)
{
    private readonly string _cache = Path.Combine(folder, "cache");

    /// <summary>Null where no file of this content is kept.</summary>
    public FileStream? Open(string sha256)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        var path = Path.Combine(_cache, sha256);
        if (!File.Exists(path))
        {
            if (store.FindBlob(sha256) is not { } content)
            {
                return null;
            }

            Directory.CreateDirectory(_cache);
            // Whole or not at all: another thread must not meet half a copy.
            var part = Path.Combine(_cache, Path.GetRandomFileName());
            File.WriteAllBytes(part, content);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(part, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            File.Move(part, path, overwrite: true);
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
    }
}
