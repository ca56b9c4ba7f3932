using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Migrating;

/// <summary>Passes lines on and refuses one that is longer than any row: whoever reads lines keeps a whole one in memory.</summary>
internal sealed class LineGuard(Stream inner) : Stream
{
    private const int MostBytes = 64 * 1024 * 1024;

    private int _length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        var last = buffer[..read].LastIndexOf((byte)'\n');
        _length = last < 0 ? _length + read : read - last - 1;
        return _length > MostBytes
            ? throw new SourceFaultException("dump.line", "A line of the dump is longer than 64 MB.", "Dump the tables without attachments.")
            : read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
