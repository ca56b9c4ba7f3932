using System.Buffers.Binary;

namespace Surefoot.Journal;

/// <summary>Told of an entry that held: its fields, and the hash before and of it.</summary>
internal delegate void HeldEntry(EntryHash fields, ReadOnlySpan<byte> previousHash, ReadOnlySpan<byte> hash);

/// <summary>Checks an exported journal by itself, without the store it came from.</summary>
public static class ExportCheck
{
    /// <summary>SQLite's own limit of a row; a longer length can only be damage.</summary>
    private const int LongestPreimage = 1_000_000_000;

    /// <param name="againstCheckpoint">A checkpoint file, or null.</param>
    /// <param name="trustedKey">The key that must have signed it, or null for whichever did.</param>
    public static VerifyReport Verify(string exportFile, string? againstCheckpoint = null, string? trustedKey = null, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        using var check = new ChainCheck();
        var bad = againstCheckpoint is null ? null : Verifying.Expect(check, againstCheckpoint, trustedKey);
        bad ??= Read(exportFile, check, progress, cancellation) ?? check.End();
        return new VerifyReport(bad is null, check.Sequence, check.Head, bad, null);
    }

    internal static BadEntry? Read(string exportFile, ChainCheck check, IProgress<long>? progress, CancellationToken cancellation)
    {
        using var file = new FileStream(exportFile, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        return Read(file, check, progress, cancellation);
    }

    /// <summary>Reads a stream that is one export and nothing else.</summary>
    internal static BadEntry? Read(Stream file, ChainCheck check, IProgress<long>? progress, CancellationToken cancellation) =>
        Read(file, check, null, progress, cancellation) ?? (file.ReadByte() >= 0 ? Unfit(check) : null);

    /// <summary>Reads one export from where the stream stands to the export's own end.</summary>
    /// <param name="held">Told of each entry that held, with the hashes before and of it.</param>
    internal static BadEntry? Read(Stream file, ChainCheck check, HeldEntry? held, IProgress<long>? progress, CancellationToken cancellation)
    {
        var magic = new byte[Exporting.Magic.Length];
        if (!Take(file, magic) || !magic.AsSpan().SequenceEqual(Exporting.Magic))
        {
            return new BadEntry(0, "the file does not begin as a journal export of format 1");
        }

        if (check.Begin() is { } forked)
        {
            return forked;
        }

        var buffer = new byte[4096];
        string? fault = null;
        using var pipeline = new EntryPipeline(ReadNext);
        return pipeline.Run(Judge) ?? (fault is null ? End(file, check) : new BadEntry(check.Sequence + 1, fault));

        bool ReadNext(ReadEntry entry)
        {
            fault = ReadEntry(file, ref buffer, entry, out var end);
            return fault is null && !end;
        }

        BadEntry? Judge(ReadEntry entry)
        {
            var bad = check.Next(entry);
            if (bad is null)
            {
                held?.Invoke(entry.Fields, entry.Fields.Preimage[..EntryHash.HashBytes], entry.Computed);
            }

            if ((check.Sequence & 0xFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(check.Sequence);
            }

            return bad;
        }
    }

    /// <summary>Reads one entry, or the zero length after the last one; says what is wrong with its frame, if anything.</summary>
    private static string? ReadEntry(Stream file, ref byte[] buffer, ReadEntry entry, out bool end)
    {
        end = false;
        Span<byte> number = stackalloc byte[4];
        if (!Take(file, number))
        {
            return TooShort;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(number);
        if (length == 0)
        {
            end = true;
            return null;
        }

        if (length > LongestPreimage || (file.CanSeek && length > file.Length - file.Position))
        {
            return "its length cannot be true";
        }

        var bytes = (int)length + EntryHash.HashBytes;
        if (!TakeGrowing(file, ref buffer, bytes))
        {
            return TooShort;
        }

        entry.Store(buffer.AsSpan(0, Math.Min((int)length, EntryHash.HashBytes)), buffer.AsSpan((int)length, EntryHash.HashBytes));
        return entry.Fields.TryParse(buffer.AsSpan(0, (int)length)) ? null : "it does not have the fields of format 1";
    }

    private static BadEntry? End(Stream file, ChainCheck check)
    {
        Span<byte> end = stackalloc byte[8 + EntryHash.HashBytes];
        if (!Take(file, end))
        {
            return new BadEntry(check.Sequence + 1, TooShort);
        }

        return BinaryPrimitives.ReadInt64BigEndian(end) != check.Sequence || !end[8..].SequenceEqual(check.HeadBytes) ? Unfit(check) : null;
    }

    private static BadEntry Unfit(ChainCheck check) => new(check.Sequence + 1, "the end of the file does not fit the entries before it");

    /// <summary>Takes what a length promises in pieces, so that a false length costs no more memory than the file has bytes.</summary>
    private static bool TakeGrowing(Stream file, ref byte[] buffer, int length)
    {
        const int Piece = 1 << 20;
        for (var at = 0; at < length;)
        {
            var piece = Math.Min(Piece, length - at);
            if (buffer.Length < at + piece)
            {
                Array.Resize(ref buffer, Math.Min(length, Math.Max(at + piece, buffer.Length * 2)));
            }

            if (!Take(file, buffer.AsSpan(at, piece)))
            {
                return false;
            }

            at += piece;
        }

        return true;
    }

    private const string TooShort = "the file ends too early";

    private static bool Take(Stream file, Span<byte> bytes) => file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
}
