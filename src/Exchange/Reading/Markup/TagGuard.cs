namespace Surefoot.Exchange.Reading.Markup;

/// <summary>Passes markup on and refuses a tag longer than any real one: the parser keeps a whole tag in memory, however long it is.</summary>
internal sealed class TagGuard(Stream inner) : Stream
{
    private const int MaxTagBytes = 1024 * 1024;

    private int _inTag = -1;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        var rest = (ReadOnlySpan<byte>)buffer[..read];
        while (!rest.IsEmpty)
        {
            var at = rest.IndexOf(_inTag < 0 ? (byte)'<' : (byte)'>');
            var passed = at < 0 ? rest.Length : at + 1;
            if (_inTag >= 0 && (_inTag += passed) > MaxTagBytes)
            {
                throw new SourceFaultException("xml.tag-size", "One tag of the XML is longer than a million bytes.", "Check what kind of file this is.");
            }

            if (at >= 0)
            {
                _inTag = _inTag < 0 ? 0 : -1;
            }

            rest = rest[passed..];
        }

        return read;
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
