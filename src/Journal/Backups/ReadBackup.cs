using System.Buffers.Binary;
using System.Security.Cryptography;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal.Backups;

/// <summary>Reads a backup through, holding every entry against the format; on request puts it into an empty store.</summary>
internal static class ReadBackup
{
    private const int LongestBlob = 1_000_000_000;
    private const int LongestHead = 1 << 20;

    /// <summary>Reads all of it and says what it holds.</summary>
    /// <exception cref="InvalidDataException">Damaged, cut, of something else, or sealed to another key; says where.</exception>
    public static BackupReport Check(string path, string? privatePem, IProgress<long>? progress, CancellationToken cancellation) =>
        WholeFile.Read(path, BackupHeader.Magic, privatePem, content => Read(content, path, null, progress, cancellation));

    /// <summary>Puts all of it into an empty store in one transaction.</summary>
    /// <param name="target">In a writing transaction, with no entries, files and checkpoints.</param>
    public static BackupReport Into(Database target, string path, string? privatePem, IProgress<long>? progress, CancellationToken cancellation) =>
        WholeFile.Read(path, BackupHeader.Magic, privatePem, content => Read(content, path, target, progress, cancellation));

    private static BackupReport Read(Stream content, string path, Database? target, IProgress<long>? progress, CancellationToken cancellation)
    {
        using var hashed = new HashedStream(content);
        hashed.Begin(BackupHeader.Magic);
        var header = BackupHeader.Read(Take(hashed, "head", LongestHead));
        ReadBlobs(hashed, header.Blobs, target, cancellation);
        ReadCheckpoints(hashed, header.Checkpoints, target);
        using var check = new ChainCheck();
        using var insert = target is null ? null : EntryTable.PrepareInsert(target);
        HeldEntry? held = insert is null ? null : (fields, previous, hash) => EntryTable.Insert(insert, fields, previous, hash);
        if (ExportCheck.Read(hashed, check, held, progress, cancellation) is { } bad)
        {
            throw new InvalidDataException(FormattableString.Invariant($"The backup does not hold at entry {bad.Sequence}: {bad.Reason}."));
        }

        if (check.Sequence != header.Entries || check.Head != header.Head)
        {
            throw new InvalidDataException("The backup ends at another entry than its head says.");
        }

        var seal = new byte[SHA256.HashSizeInBytes];
        var computed = hashed.HashSoFar();
        if (Sealing.Take(content, seal) != seal.Length || !seal.AsSpan().SequenceEqual(computed) || Sealing.Take(content, seal.AsSpan(0, 1)) != 0)
        {
            throw new InvalidDataException("The backup is damaged: the hash at its end is not that of its content.");
        }

        using var file = File.OpenRead(path);
        return new BackupReport(header.Entries, header.Head, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    private static void ReadBlobs(HashedStream content, long count, Database? target, CancellationToken cancellation)
    {
        var head = new byte[SHA256.HashSizeInBytes + 8];
        using var insert = target?.Prepare("INSERT INTO blob(sha256, content) VALUES(?1, ?2)");
        for (var i = 0L; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Fill(content, head, "file");
            var length = BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(SHA256.HashSizeInBytes));
            var blob = length is >= 0 and <= LongestBlob ? TakeGrowing(content, (int)length) : throw new InvalidDataException(FormattableString.Invariant($"The length of file {i + 1} in the backup cannot be true."));
            if (!SHA256.HashData(blob).AsSpan().SequenceEqual(head.AsSpan(0, SHA256.HashSizeInBytes)))
            {
                throw new InvalidDataException(FormattableString.Invariant($"File {i + 1} in the backup is not what its hash says."));
            }

            insert?.BindBlob(1, head.AsSpan(0, SHA256.HashSizeInBytes));
            insert?.BindBlob(2, blob);
            insert?.Run();
        }
    }

    private static void ReadCheckpoints(HashedStream content, long count, Database? target)
    {
        for (var i = 0L; i < count; i++)
        {
            var checkpoint = Checkpoint.Parse(Take(content, "checkpoint", LongestHead), FormattableString.Invariant($"Checkpoint {i + 1} in the backup"));
            if (target is not null)
            {
                Checkpoints.Keep(target, checkpoint);
            }
        }
    }

    private static byte[] Take(HashedStream content, string what, int longest)
    {
        var length = new byte[4];
        Fill(content, length, what);
        var size = BinaryPrimitives.ReadUInt32BigEndian(length);
        return size <= longest ? TakeGrowing(content, (int)size) : throw new InvalidDataException($"The length of a {what} in the backup cannot be true.");
    }

    /// <summary>In pieces, so that a false length costs no more memory than the file has bytes.</summary>
    private static byte[] TakeGrowing(HashedStream content, int length)
    {
        const int Piece = 1 << 20;
        var bytes = new byte[Math.Min(length, Piece)];
        for (var at = 0; at < length;)
        {
            var piece = Math.Min(Piece, length - at);
            if (bytes.Length < at + piece)
            {
                Array.Resize(ref bytes, Math.Min(length, bytes.Length * 2));
            }

            Fill(content, bytes.AsSpan(at, piece), "part");
            at += piece;
        }

        return bytes;
    }

    private static void Fill(HashedStream content, Span<byte> bytes, string what)
    {
        if (Sealing.Take(content, bytes) != bytes.Length)
        {
            throw new InvalidDataException($"The backup ends too early, in a {what}.");
        }
    }
}
