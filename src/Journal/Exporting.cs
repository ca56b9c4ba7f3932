using System.Buffers.Binary;
using System.Security.Cryptography;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Writes the journal as one file of exactly the hashed bytes (docs/journal-format.md, section 2).</summary>
internal static class Exporting
{
    public static ReadOnlySpan<byte> Magic => "surefoot-journal-1\n"u8;

    public static ExportReport Export(Database reader, string path, IProgress<long>? progress, CancellationToken cancellation)
    {
        // Written beside and then moved: a file of that name is always a whole journal.
        var partial = path + ".part";
        try
        {
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long entries;
            using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                reader.BeginRead();
                entries = Write(reader, file, sha, progress, cancellation);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
            return new ExportReport(entries, Convert.ToHexStringLower(sha.GetHashAndReset()));
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Writes the export of the moment that the reader's transaction sees.</summary>
    /// <param name="sha">Takes every byte too; null where the stream does that itself.</param>
    public static long Write(Database reader, Stream file, IncrementalHash? sha, IProgress<long>? progress, CancellationToken cancellation)
    {
        var fields = new EntryHash();
        var entries = 0L;
        var head = new byte[EntryHash.HashBytes];
        Span<byte> number = stackalloc byte[8];
        Put(Magic);
        using var rows = reader.PrepareLong($"SELECT {EntryTable.Columns} FROM entry ORDER BY sequence");
        while (rows.Step())
        {
            EntryTable.Fill(fields, rows, EntryTable.StoredPreviousHash(rows));
            BinaryPrimitives.WriteInt32BigEndian(number, fields.Preimage.Length);
            Put(number[..4]);
            Put(fields.Preimage);
            EntryTable.StoredHash(rows).CopyTo(head);
            Put(head);
            if ((++entries & 0xFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(entries);
            }
        }

        BinaryPrimitives.WriteInt32BigEndian(number, 0);
        Put(number[..4]);
        BinaryPrimitives.WriteInt64BigEndian(number, entries);
        Put(number);
        Put(head);
        return entries;

        void Put(ReadOnlySpan<byte> bytes)
        {
            file.Write(bytes);
            sha?.AppendData(bytes);
        }
    }
}
