using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using System.Text;

namespace Surefoot.SampleCountry;

/// <summary>Writes UTF-8 text with line feeds, numbers in the invariant culture; a name ending in .gz is packed.</summary>
internal sealed class TextFile : IDisposable
{
    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[1 << 17];
    private int _used;

    public TextFile(string folder, string name)
    {
        var file = File.Create(Path.Combine(folder, name));
        // .NET writes no time and no name into the gzip header: same text, same bytes.
        _stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
    }

    public TextFile Text(string text)
    {
        Room(text.Length * 3);
        _used += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_used));
        return this;
    }

    public TextFile Text(ReadOnlySpan<byte> utf8)
    {
        Room(utf8.Length);
        utf8.CopyTo(_buffer.AsSpan(_used));
        _used += utf8.Length;
        return this;
    }

    public TextFile Whole(long value)
    {
        Room(24);
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_used), out var written);
        _used += written;
        return this;
    }

    public TextFile Real(double value, int decimals)
    {
        Room(40);
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_used), out var written, new StandardFormat('F', (byte)decimals));
        _used += written;
        return this;
    }

    /// <summary>Degrees with seven decimals.</summary>
    public TextFile Degrees(int e7)
    {
        Room(16);
        var whole = e7 / 10_000_000;
        Utf8Formatter.TryFormat(whole, _buffer.AsSpan(_used), out var written);
        _used += written;
        _buffer[_used++] = (byte)'.';
        Utf8Formatter.TryFormat(Math.Abs(e7 - (whole * 10_000_000)), _buffer.AsSpan(_used), out written, new StandardFormat('D', 7));
        _used += written;
        return this;
    }

    public TextFile Position(Written at, string between) => Degrees(at.LonE7).Text(between).Degrees(at.LatE7);

    /// <summary>ISO date of a day number.</summary>
    public TextFile Date(int day)
    {
        var date = Days.Date(day);
        Room(12);
        Utf8Formatter.TryFormat(date.Year, _buffer.AsSpan(_used), out var written, new StandardFormat('D', 4));
        _used += written;
        foreach (var part in (ReadOnlySpan<int>)[date.Month, date.Day])
        {
            _buffer[_used++] = (byte)'-';
            Utf8Formatter.TryFormat(part, _buffer.AsSpan(_used), out written, new StandardFormat('D', 2));
            _used += written;
        }

        return this;
    }

    public TextFile Truth(bool value) => Text(value ? "true"u8 : "false"u8);

    public TextFile Comma() => Text(","u8);

    public TextFile Line() => Text("\n"u8);

    public void Dispose()
    {
        _stream.Write(_buffer, 0, _used);
        _stream.Dispose();
    }

    private void Room(int bytes)
    {
        if (_used + bytes > _buffer.Length)
        {
            _stream.Write(_buffer, 0, _used);
            _used = 0;
        }
    }
}
