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
    public static VerifyReport Verify(string exportFile, string? againstCheckpoint = null, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        using var check = new ChainCheck();
        var bad = againstCheckpoint is null ? null : Verifying.Expect(check, againstCheckpoint, trustedKey: null);
        bad ??= Read(exportFile, check, progress, cancellation) ?? check.End();
        return new VerifyReport(bad is null, check.Sequence, check.Head, bad, null);
    }

    internal static BadEntry? Read(string exportFile, ChainCheck check, IProgress<long>? progress, CancellationToken cancellation)
    {
        using var file = new FileStream(exportFile, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        return Read(file, check, null, progress, cancellation) ?? (file.ReadByte() >= 0 ? Unfit(check.Sequence + 1) : null);
    }

    /// <summary>Reads one export from where the stream stands to the export's own end.</summary>
    /// <param name="held">Told of each entry that held, with the hashes before and after it.</param>
    internal static BadEntry? Read(Stream file, ChainCheck check, HeldEntry? held, IProgress<long>? progress, CancellationToken cancellation)
    {
        var fields = new EntryHash();
        var buffer = new byte[4096];
        Span<byte> stored = stackalloc byte[EntryHash.HashBytes];
        Span<byte> number = stackalloc byte[8];
        var magic = buffer.AsSpan(0, Exporting.Magic.Length);
        if (!Take(file, magic) || !magic.SequenceEqual(Exporting.Magic))
        {
            return new BadEntry(0, "the file does not begin as a journal export of format 1");
        }

        if (check.Begin() is { } bad)
        {
            return bad;
        }

        while (true)
        {
            var sequence = check.Sequence + 1;
            if (!Take(file, number[..4]))
            {
                return TooShort(sequence);
            }

            var length = BinaryPrimitives.ReadUInt32BigEndian(number);
            if (length == 0)
            {
                return End(file, check, sequence);
            }

            if (length > LongestPreimage || (file.CanSeek && length > file.Length - file.Position))
            {
                return new BadEntry(sequence, "its length cannot be true");
            }

            if (!TakeGrowing(file, ref buffer, (int)length) || !Take(file, stored))
            {
                return TooShort(sequence);
            }

            var preimage = buffer.AsSpan(0, (int)length);

            if (!fields.TryParse(preimage))
            {
                return new BadEntry(sequence, "it does not have the fields of format 1");
            }

            if (check.Next(fields, preimage[..EntryHash.HashBytes], stored) is { } found)
            {
                return found;
            }

            held?.Invoke(fields, preimage[..EntryHash.HashBytes], stored);
            if ((sequence & 0xFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(sequence);
            }
        }
    }

    private static BadEntry? End(Stream file, ChainCheck check, long sequence)
    {
        Span<byte> end = stackalloc byte[8 + EntryHash.HashBytes];
        if (!Take(file, end))
        {
            return TooShort(sequence);
        }

        return BinaryPrimitives.ReadInt64BigEndian(end) != check.Sequence || !end[8..].SequenceEqual(check.HeadBytes) ? Unfit(sequence) : null;
    }

    private static BadEntry Unfit(long sequence) => new(sequence, "the end of the file does not fit the entries before it");

    private static BadEntry TooShort(long sequence) => new(sequence, "the file ends too early");

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

    private static bool Take(Stream file, Span<byte> bytes) => file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
}
