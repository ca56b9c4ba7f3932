using System.Buffers.Binary;

namespace Surefoot.Journal;

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

            if (length > LongestPreimage || length > file.Length - file.Position)
            {
                return new BadEntry(sequence, "its length cannot be true");
            }

            if (buffer.Length < length)
            {
                buffer = new byte[length];
            }

            var preimage = buffer.AsSpan(0, (int)length);
            if (!Take(file, preimage) || !Take(file, stored))
            {
                return TooShort(sequence);
            }

            if (!fields.TryParse(preimage))
            {
                return new BadEntry(sequence, "it does not have the fields of format 1");
            }

            if (check.Next(fields, preimage[..EntryHash.HashBytes], stored) is { } found)
            {
                return found;
            }

            if ((sequence & 0xFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(sequence);
            }
        }
    }

    private static BadEntry? End(FileStream file, ChainCheck check, long sequence)
    {
        Span<byte> end = stackalloc byte[8 + EntryHash.HashBytes];
        if (!Take(file, end))
        {
            return TooShort(sequence);
        }

        return BinaryPrimitives.ReadInt64BigEndian(end) != check.Sequence || !end[8..].SequenceEqual(check.HeadBytes) || file.ReadByte() >= 0
            ? new BadEntry(sequence, "the end of the file does not fit the entries before it")
            : null;
    }

    private static BadEntry TooShort(long sequence) => new(sequence, "the file ends too early");

    private static bool Take(FileStream file, Span<byte> bytes) => file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length;
}
