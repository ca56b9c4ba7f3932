using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Surefoot.Journal;

namespace Surefoot.Registry.Publishing;

/// <summary>The secret of a data folder behind its public margins: without it nobody can compute how far a zone was grown.</summary>
/// <remarks>Made once and kept: with another key the same hazards would be published anew, and two publications of one hazard narrow it down.</remarks>
public sealed class PublishingKey
{
    public const string FileName = FolderSecrets.PublishingKey;

    private const int Length = FolderSecrets.PublishingKeyBytes;

    private readonly byte[] _key;

    public PublishingKey(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Length);
        _key = key.ToArray();
    }

    /// <summary>The folder's key; made at first use.</summary>
    /// <exception cref="InvalidDataException">The file is no key: nothing may be published with another one.</exception>
    public static PublishingKey OpenOrMake(string folder, IKeySource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            var made = new byte[Length];
            source.FillKey(FileName, made);
            try
            {
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows())
                {
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                }

                using var file = new FileStream(path, options);
                file.Write(made);
                file.Flush(flushToDisk: true);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process was first: its key is the folder's.
            }
        }

        var kept = File.ReadAllBytes(path);
        return kept.Length == Length ? new(kept) : throw new InvalidDataException($"{path} is not a publishing key of {Length} bytes.");
    }

    /// <summary>A number from 0 to 1 that belongs to a purpose and an id, the same for ever, and says nothing to who has not the key.</summary>
    internal double Share(string purpose, string id)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{purpose}\n{id}"), hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
