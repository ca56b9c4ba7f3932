using System.Buffers.Binary;
using System.Globalization;
using NetTopologySuite.Geometries;

namespace Surefoot.Geodesy.Entered;

/// <summary>Reads well-known binary (OGC 06-103r4 section 8) and PostGIS' EWKB; counts are held against the bytes left before memory is taken.</summary>
/// <remarks>Own parser, because the library's overflows the stack on deep nesting. Z and M are skipped; the bytes themselves are kept elsewhere.</remarks>
internal ref struct WkbParser
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ShapeBudget _budget;
    private int _at;

    private WkbParser(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _budget = new();
        _at = 0;
    }

    private int? Srid { get; set; }

    public static RawShape Parse(ReadOnlySpan<byte> bytes, ref OrdinateNotation notation, out int? srid)
    {
        var parser = new WkbParser(bytes);
        var shape = parser.ReadShape(1, null);
        if (parser._at < bytes.Length)
        {
            throw Fault("geometry.trailing", $"{bytes.Length - parser._at} bytes follow the end of the geometry at byte {parser._at}", "Give one geometry per file.");
        }

        notation.AddBinary();
        srid = parser.Srid;
        return shape;
    }

    private RawShape ReadShape(int depth, ShapeKind? wanted)
    {
        ShapeBudget.Enter(depth);
        Need(5, 1);
        var order = _bytes[_at];
        if (order > 1)
        {
            throw Fault("geometry.syntax", $"The byte order at byte {_at} is {order}; it can only be 0 or 1");
        }

        var start = _at;
        _at++;
        var little = order == 1;
        var code = ReadCount(little);
        var ordinates = 2;
        if ((code & 0x80000000) != 0)
        {
            ordinates++;
        }

        if ((code & 0x40000000) != 0)
        {
            ordinates++;
        }

        var hasSrid = (code & 0x20000000) != 0;
        code &= 0x1FFFFFFF;
        ordinates += (code / 1000) switch
        {
            0 => 0,
            1 or 2 => 1,
            3 => 2,
            _ => throw UnknownType(code, start),
        };
        code %= 1000;
        if (code is < 1 or > 7 || ordinates > 4)
        {
            throw UnknownType(code, start);
        }

        if (hasSrid)
        {
            Need(4, 1);
            Srid = unchecked((int)ReadCount(little));
        }

        var kind = (ShapeKind)code;
        if (wanted is { } required && kind != required)
        {
            throw Fault("geometry.type", $"The part at byte {start} is a {kind} where a {required} is expected");
        }

        switch (kind)
        {
            case ShapeKind.Point:
                var point = ReadPositions(1, little, ordinates);
                // Both ordinates NaN is how WKB writes an empty point.
                return RawShape.OfLines(kind, double.IsNaN(point[0].X) && double.IsNaN(point[0].Y) ? [] : [point]);
            case ShapeKind.LineString:
                return RawShape.OfLines(kind, [ReadPositions(ReadCount(little), little, ordinates)]);
            case ShapeKind.Polygon:
                var rings = new List<Coordinate[]>();
                for (var left = ReadPartCount(little, 4); left > 0; left--)
                {
                    rings.Add(ReadPositions(ReadCount(little), little, ordinates));
                }

                return RawShape.OfLines(kind, rings);
            default:
                return ReadParts(kind, little, depth);
        }
    }

    private RawShape ReadParts(ShapeKind kind, bool little, int depth)
    {
        ShapeKind? part = kind switch
        {
            ShapeKind.MultiPoint => ShapeKind.Point,
            ShapeKind.MultiLineString => ShapeKind.LineString,
            ShapeKind.MultiPolygon => ShapeKind.Polygon,
            _ => null,
        };
        var children = new List<RawShape>();
        for (var left = ReadPartCount(little, 9); left > 0; left--)
        {
            children.Add(ReadShape(depth + 1, part));
        }

        return kind switch
        {
            ShapeKind.MultiPoint => RawShape.OfLines(kind, children.Count == 0 ? [] : [[.. children.SelectMany(c => c.Lines).SelectMany(l => l)]]),
            ShapeKind.MultiLineString => RawShape.OfLines(kind, [.. children.SelectMany(c => c.Lines)]),
            _ => RawShape.OfShapes(kind, children),
        };
    }

    private Coordinate[] ReadPositions(uint count, bool little, int ordinates)
    {
        Need(count, 8 * ordinates);
        _budget.Take((int)count);
        var positions = new Coordinate[count];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = new(ReadDouble(_at, little), ReadDouble(_at + 8, little));
            _at += 8 * ordinates;
        }

        return positions;
    }

    private readonly double ReadDouble(int at, bool little) => little
        ? BinaryPrimitives.ReadDoubleLittleEndian(_bytes[at..])
        : BinaryPrimitives.ReadDoubleBigEndian(_bytes[at..]);

    private uint ReadPartCount(bool little, int smallestPart)
    {
        var count = ReadCount(little);
        Need(count, smallestPart);
        return count;
    }

    private uint ReadCount(bool little)
    {
        Need(4, 1);
        var bytes = _bytes[_at..];
        _at += 4;
        return little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    private readonly void Need(uint count, int size)
    {
        if ((long)count * size > _bytes.Length - _at)
        {
            throw Fault("geometry.truncated", $"The bytes end too early: {count} × {size} are announced at byte {_at}, {_bytes.Length - _at} are left");
        }
    }

    private static GeometryFaultException UnknownType(uint code, int at) =>
        Fault("geometry.type", $"Type {code} at byte {at} is not a point, line, polygon, their multiples or a collection");

    private static GeometryFaultException Fault(string rule, FormattableString what, string? suggestion = null) =>
        new(rule, what.ToString(CultureInfo.InvariantCulture) + ".", suggestion ?? "Write the file again from its source.");
}
