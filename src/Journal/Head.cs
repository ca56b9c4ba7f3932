using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>The end of the chain: what the next entry follows.</summary>
internal sealed record Head(long Sequence, ReadOnlyMemory<byte> Hash, DateTimeOffset RecordedAt)
{
    private static readonly byte[] NoHash = new byte[EntryHash.HashBytes];

    public static Head Read(Database database)
    {
        using var last = database.Prepare("SELECT sequence, hash, recorded_at FROM entry ORDER BY sequence DESC LIMIT 1");
        return last.Step() ? new Head(last.Integer(0), last.Bytes(1).ToArray(), EntryText.Instant(last.Text(2))) : new Head(0, NoHash, DateTimeOffset.MinValue);
    }
}
