using System.Buffers.Binary;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal.Backups;

/// <summary>Writes entries, files and checkpoints of one moment into one file, while others go on writing. Keys of persons go into a file of their own (docs/backup.md).</summary>
internal static class WriteBackup
{
    /// <param name="reader">A reading connection of its own.</param>
    /// <param name="recipientPem">Public key to seal to, or null for a file in the clear.</param>
    public static BackupReport Write(Database reader, string path, string? recipientPem, TimeProvider clock, IProgress<long>? progress, CancellationToken cancellation)
    {
        reader.BeginRead();
        var head = Head.Read(reader);
        var header = new BackupHeader(
            EntryText.OfInstant(clock.GetUtcNow()), head.Sequence, Convert.ToHexStringLower(head.Hash.Span),
            reader.Scalar("SELECT count(*) FROM blob"), reader.Scalar("SELECT count(*) FROM checkpoint"));
        var sha256 = WholeFile.Write(path, recipientPem, content =>
        {
            using var hashed = new HashedStream(content);
            hashed.Write(BackupHeader.Magic);
            Put(hashed, header.Write());
            WriteBlobs(reader, hashed, cancellation);
            foreach (var checkpoint in Checkpoints.Kept(reader))
            {
                Put(hashed, checkpoint.ToBytes());
            }

            Exporting.Write(reader, hashed, null, progress, cancellation);
            content.Write(hashed.HashSoFar());
        });
        return new BackupReport(header.Entries, header.Head, sha256);
    }

    private static void WriteBlobs(Database reader, HashedStream file, CancellationToken cancellation)
    {
        using var rows = reader.PrepareLong("SELECT sha256, content FROM blob ORDER BY sha256");
        Span<byte> length = stackalloc byte[8];
        while (rows.Step())
        {
            cancellation.ThrowIfCancellationRequested();
            file.Write(rows.Bytes(0));
            BinaryPrimitives.WriteInt64BigEndian(length, rows.Bytes(1).Length);
            file.Write(length);
            file.Write(rows.Bytes(1));
        }
    }

    private static void Put(HashedStream file, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        file.Write(length);
        file.Write(bytes);
    }
}

/// <summary>A file that is there whole or not at all, in the clear or sealed.</summary>
internal static class WholeFile
{
    /// <returns>SHA-256 of the file.</returns>
    public static string Write(string path, string? recipientPem, Action<Stream> write)
    {
        var partial = path + ".part";
        try
        {
            string sha256;
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(partial, options))
            {
                using var whole = new HashedStream(file);
                if (recipientPem is null)
                {
                    write(whole);
                }
                else
                {
                    using var recipient = Sealing.ReadPublic(recipientPem);
                    using var seal = Sealing.Seal(whole, recipient);
                    write(seal);
                    seal.End();
                }

                sha256 = Convert.ToHexStringLower(whole.HashSoFar());
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
            return sha256;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Opens the content, unsealed if it is sealed.</summary>
    /// <exception cref="InvalidDataException">Sealed, and no key or the wrong one was given; or of another format.</exception>
    public static T Read<T>(string path, ReadOnlySpan<byte> magic, string? privatePem, Func<Stream, T> read)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var begin = new byte[Sealing.Magic.Length];
        var got = Sealing.Take(file, begin);
        if (got == begin.Length && begin.AsSpan().SequenceEqual(Sealing.Magic))
        {
            if (privatePem is null)
            {
                throw new InvalidDataException($"{path} is sealed; name the private key with --key.");
            }

            using var key = Sealing.ReadPrivate(privatePem);
            using var opened = Sealing.Open(file, key);
            Expect(opened, magic, path);
            return read(opened);
        }

        file.Position = 0;
        Expect(file, magic, path);
        return read(file);
    }

    private static void Expect(Stream content, ReadOnlySpan<byte> magic, string path)
    {
        var begin = new byte[magic.Length];
        if (Sealing.Take(content, begin) != begin.Length || !magic.SequenceEqual(begin))
        {
            throw new InvalidDataException($"{path} is not a {System.Text.Encoding.ASCII.GetString(magic).TrimEnd()} file.");
        }
    }
}
