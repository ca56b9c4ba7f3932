using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Surefoot.Exchange.Reading.Shapefiles;

/// <summary>Reads the rows of a dBASE table one after the other. Memo and picture columns, which lie in other files, are left out and said so.</summary>
internal sealed class DbfReader : IDisposable
{
    private const int MostColumns = 2048;

    private readonly Stream _stream;
    private readonly DbfColumn[] _columns;
    private readonly byte[] _record;
    private readonly Encoding _encoding;
    private readonly FindingList _findings;

    private DbfReader(Stream stream, DbfColumn[] columns, int recordBytes, int count, Encoding encoding, FindingList findings)
    {
        _stream = stream;
        _columns = columns;
        _record = new byte[recordBytes];
        _encoding = encoding;
        _findings = findings;
        Count = count;
    }

    public int Count { get; }

    /// <summary>The last record was marked as deleted.</summary>
    public bool IsDeleted => _record[0] == '*';

    public static DbfReader Open(ShapefilePart part, byte[]? codePage, string? stated, FindingList findings)
    {
        var stream = part.Open();
        var head = new byte[32];
        if (part.LengthBytes < 33)
        {
            throw Fault(part, "dbf.header", $"has {part.LengthBytes} bytes; the header alone has more");
        }

        stream.ReadExactly(head);
        if ((head[0] & 7) is not (3 or 0 or 1 or 2 or 5) || head[0] == 0)
        {
            throw Fault(part, "dbf.header", $"starts with version 0x{head[0]:X2}, which is no dBASE table");
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(4));
        int headerBytes = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(8));
        int recordBytes = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(10));
        var wanted = headerBytes + ((long)count * recordBytes);
        // One byte may follow as the mark of the end.
        if (count < 0 || headerBytes < 33 || recordBytes < 1 || (part.LengthBytes != wanted && part.LengthBytes != wanted + 1))
        {
            throw Fault(part, "dbf.length", $"states {count} rows of {recordBytes} bytes after a header of {headerBytes}, but has {part.LengthBytes} bytes");
        }

        var descriptors = new byte[headerBytes - 32];
        stream.ReadExactly(descriptors);
        var encoding = DbfEncoding.Settle(codePage, head[29], stated, findings);
        var columns = ReadColumns(descriptors, part, encoding, recordBytes, findings);
        return new(stream, columns, recordBytes, count, encoding, findings);
    }

    /// <summary>Reads the next row into fields by column.</summary>
    public Dictionary<string, string?> Read(long row)
    {
        _stream.ReadExactly(_record);
        var fields = new Dictionary<string, string?>(_columns.Length, StringComparer.Ordinal);
        foreach (var column in _columns)
        {
            if (column.IsRead)
            {
                fields.Add(column.Name, column.Read(_record, _encoding, row, _findings));
            }
        }

        return fields;
    }

    public void Dispose() => _stream.Dispose();

    private static DbfColumn[] ReadColumns(ReadOnlySpan<byte> bytes, ShapefilePart part, Encoding encoding, int recordBytes, FindingList findings)
    {
        var columns = new List<DbfColumn>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var at = 1;
        while (true)
        {
            if (bytes.IsEmpty || (bytes[0] != 0x0D && bytes.Length < 32) || columns.Count > MostColumns)
            {
                throw Fault(part, "dbf.columns", $"has a list of columns that does not end within its header");
            }

            if (bytes[0] == 0x0D)
            {
                break;
            }

            var column = DbfColumn.Read(bytes[..32], at, encoding);
            if (column.Name.Length == 0 || column.Width == 0 || column.Name.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0)
            {
                throw Fault(part, "dbf.columns", $"has a column without name or width (column {columns.Count + 1})");
            }

            if (!names.Add(column.Name))
            {
                throw Fault(part, "dbf.columns", $"has two columns '{column.Name}': names were probably cut to ten characters");
            }

            if (!column.IsRead)
            {
                findings.Add(new(Verdict.Flag, null, column.Name, column.Type.ToString(), "dbf.column-type", $"The column is of type '{column.Type}', which is not read; it is left out.", "Export it as text or number."));
            }

            columns.Add(column);
            at += column.Width;
            bytes = bytes[32..];
        }

        if (at != recordBytes)
        {
            throw Fault(part, "dbf.columns", $"has columns of {at} bytes together, but states {recordBytes} for a row");
        }

        return [.. columns];
    }

    private static SourceFaultException Fault(ShapefilePart part, string rule, FormattableString what) =>
        new(rule, $"{Text.Cut(part.Name, 80)} {what.ToString(CultureInfo.InvariantCulture)}.", "Copy or export the table again.");
}
