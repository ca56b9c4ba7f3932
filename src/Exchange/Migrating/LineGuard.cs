using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Migrating;

/// <summary>Refuses a line that is longer than any row: whoever reads lines keeps a whole one in memory.</summary>
internal sealed class LineGuard(Stream inner) : WatchedStream(inner)
{
    private const int MostBytes = 64 * 1024 * 1024;

    private int _length;

    protected override void Watch(ReadOnlySpan<byte> passing)
    {
        var last = passing.LastIndexOf((byte)'\n');
        _length = last < 0 ? _length + passing.Length : passing.Length - last - 1;
        if (_length > MostBytes)
        {
            throw new SourceFaultException("dump.line", "A line of the dump is longer than 64 MB.", "Dump the tables without attachments.");
        }
    }
}
