using System.IO.Compression;

namespace Surefoot.Exchange.Reading.Archives;

/// <summary>The unpacked bytes of one entry, which may be no more than it stated, no more than the ratio allows, and must have its checksum.</summary>
internal sealed class GuardedEntryStream : Stream
{
    private readonly Stream _inner;
    private readonly ZipArchiveEntry _entry;
    private readonly long _most;
    private Crc32 _crc;
    private long _read;
    private bool _ended;

    private GuardedEntryStream(ZipArchiveEntry entry, Stream inner)
    {
        _entry = entry;
        _inner = inner;
        _most = Math.Min(entry.Length, Math.Max(ZipCaps.FreeBytes, checked(entry.CompressedLength * (ZipCaps.MaxRatio + 1))));
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    /// <summary>As the directory states it; held while reading.</summary>
    public override long Length => _entry.Length;

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public static GuardedEntryStream Open(ZipArchiveEntry entry)
    {
        try
        {
            return new(entry, entry.Open());
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw new SourceFaultException("zip.damaged", $"The entry '{Text.Cut(entry.FullName, 80)}' cannot be unpacked: {Text.Cut(e.Message)}", "Pack or export the file again.");
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_ended || buffer.IsEmpty)
        {
            return 0;
        }

        int read;
        try
        {
            read = _inner.Read(buffer);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw new SourceFaultException("zip.damaged", $"The entry '{Text.Cut(_entry.FullName, 80)}' cannot be unpacked: {Text.Cut(e.Message)}", "Pack or export the file again.");
        }

        _read += read;
        if (_read > _most)
        {
            throw new SourceFaultException("zip.ratio", $"The entry '{Text.Cut(_entry.FullName, 80)}' unpacks to more bytes than it states.", "Pack or export the file again.");
        }

        _crc.Add(buffer[..read]);
        if (read == 0)
        {
            _ended = true;
            if (_read != _entry.Length || _crc.Value != _entry.Crc32)
            {
                throw new SourceFaultException("zip.checksum", $"The entry '{Text.Cut(_entry.FullName, 80)}' does not have the length or checksum that the archive states: it was damaged on its way.", "Copy or export the file again.");
            }
        }

        return read;
    }

    /// <summary>Reads what is left, so that the checksum is known before the last row counts.</summary>
    public void Drain()
    {
        Span<byte> buffer = stackalloc byte[4096];
        while (Read(buffer) > 0)
        {
        }
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
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
