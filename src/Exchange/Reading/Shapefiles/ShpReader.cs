using System.Buffers.Binary;
using System.Globalization;

namespace Surefoot.Exchange.Reading.Shapefiles;

/// <summary>Reads the records of a .shp one after the other (ESRI white paper, July 1998); every stated length is held against the bytes that are there.</summary>
internal sealed class ShpReader : IDisposable
{
    public const int HeaderBytes = 100;
    private const int RecordHeaderBytes = 8;

    // A million positions with height and measure, and as many parts.
    private const int MaxRecordBytes = 48 * 1024 * 1024;

    private readonly Stream _stream;
    private readonly long _lengthBytes;
    private long _at = HeaderBytes;
    private int _record;

    private ShpReader(Stream stream, long lengthBytes, int kind)
    {
        _stream = stream;
        _lengthBytes = lengthBytes;
        Kind = kind;
    }

    /// <summary>Shape type of the file: 1 point, 3 line, 5 polygon, 8 points; 10 more with height, 20 more with measure.</summary>
    public int Kind { get; }

    public static ShpReader Open(ShapefilePart part)
    {
        if (part.LengthBytes < HeaderBytes)
        {
            throw new SourceFaultException("shapefile.header", $"{Text.Cut(part.Name, 80)} has {part.LengthBytes} bytes; a shapefile's header alone has {HeaderBytes}.", "Copy or export it again.");
        }

        var stream = part.Open();
        var header = new byte[HeaderBytes];
        stream.ReadExactly(header);
        return new(stream, part.LengthBytes, CheckHeader(header, part));
    }

    /// <summary>Also the header of a .shx, which is the same.</summary>
    public static int CheckHeader(ReadOnlySpan<byte> header, ShapefilePart part)
    {
        var code = BinaryPrimitives.ReadInt32BigEndian(header);
        var version = BinaryPrimitives.ReadInt32LittleEndian(header[28..]);
        var kind = BinaryPrimitives.ReadInt32LittleEndian(header[32..]);
        var stated = 2L * BinaryPrimitives.ReadInt32BigEndian(header[24..]);
        if (code != 9994 || version != 1000)
        {
            throw new SourceFaultException("shapefile.header", string.Create(CultureInfo.InvariantCulture, $"{Text.Cut(part.Name, 80)} starts with code {code} and version {version}; a shapefile has 9994 and 1000."), "Copy or export it again.");
        }

        if (stated != part.LengthBytes)
        {
            throw new SourceFaultException("shapefile.length", string.Create(CultureInfo.InvariantCulture, $"The header of {Text.Cut(part.Name, 80)} states {stated} bytes, the file has {part.LengthBytes}: it is cut off or damaged."), "Copy or export it again.");
        }

        return kind is 0 or 1 or 3 or 5 or 8 or 11 or 13 or 15 or 18 or 21 or 23 or 25 or 28
            ? kind
            : throw new SourceFaultException("shapefile.type", string.Create(CultureInfo.InvariantCulture, $"Shape type {kind} cannot be read{(kind == 31 ? " (multipatch)" : "")}."), "Give points, lines or polygons.");
    }

    /// <summary>Content of the next record; null after the last.</summary>
    public byte[]? ReadRecord(out long offsetBytes)
    {
        offsetBytes = _at;
        if (_at == _lengthBytes)
        {
            return null;
        }

        _record++;
        if (_lengthBytes - _at < RecordHeaderBytes)
        {
            throw Fault("shapefile.trailing", $"{_lengthBytes - _at} bytes follow the last record");
        }

        Span<byte> header = stackalloc byte[RecordHeaderBytes];
        _stream.ReadExactly(header);
        var number = BinaryPrimitives.ReadInt32BigEndian(header);
        var length = 2L * BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        _at += RecordHeaderBytes;
        if (number != _record)
        {
            throw Fault("shapefile.record-number", $"The record after number {_record - 1} has number {number}");
        }

        if (length < 4 || length > _lengthBytes - _at)
        {
            throw Fault("shapefile.record-length", $"Record {_record} states {length} bytes, {_lengthBytes - _at} are left");
        }

        if (length > MaxRecordBytes)
        {
            throw Fault("shapefile.record-size", $"Record {_record} has {length} bytes, more than a million positions need");
        }

        var content = new byte[(int)length];
        _stream.ReadExactly(content);
        _at += length;
        return content;
    }

    public void Dispose() => _stream.Dispose();

    private SourceFaultException Fault(string rule, FormattableString what) => new(rule, what.ToString(CultureInfo.InvariantCulture) + ".", "Copy or export the shapefile again.", _record);
}
