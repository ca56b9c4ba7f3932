using System.Buffers.Binary;
using System.Globalization;

namespace Surefoot.Exchange.Reading.Shapefiles;

/// <summary>Turns the content of one shape record into WKB with the same bits: points, lines, and rings sorted into shells and their holes.</summary>
internal static class ShapeBytes
{
    private const int MaxPoints = 1_000_000;
    private const int BoxBytes = 32;

    /// <summary>Null for a null shape.</summary>
    /// <exception cref="SourceFaultException">The counts do not fit the bytes.</exception>
    public static byte[]? ToWkb(ReadOnlySpan<byte> record, int fileKind, long row, FindingList findings)
    {
        var kind = BinaryPrimitives.ReadInt32LittleEndian(record);
        if (kind == 0)
        {
            return null;
        }

        if (kind != fileKind)
        {
            throw Fault(row, $"Record {row} has shape type {kind}, the file {fileKind}");
        }

        var shape = kind % 10;
        var hasZ = kind is 11 or 13 or 15 or 18;
        if (shape == 1)
        {
            var point = record[4..];
            return point.Length < (hasZ ? 24 : 16) ? throw Fault(row, $"Record {row} is too short for a point") : Point(point, hasZ);
        }

        if (record.Length < 4 + BoxBytes + 4)
        {
            throw Fault(row, $"Record {row} is too short for its counts");
        }

        var counts = record[(4 + BoxBytes)..];
        var parts = shape == 8 ? 0 : Count(counts);
        var points = Count(shape == 8 ? counts : counts.Length >= 8 ? counts[4..] : []);
        var partsAt = 4 + BoxBytes + (shape == 8 ? 4 : 8);
        var pointsAt = partsAt + (4L * parts);
        var heightsAt = pointsAt + (16L * points) + 16;
        if (points > MaxPoints)
        {
            throw Fault(row, $"Record {row} has {points} positions; {MaxPoints} are the most");
        }

        if (pointsAt + (16L * points) > record.Length || (hasZ && heightsAt + (8L * points) > record.Length) || (shape != 8 && parts > points))
        {
            throw Fault(row, $"Record {row} announces {parts} parts and {points} positions, but has {record.Length} bytes");
        }

        var xy = record.Slice((int)pointsAt, 16 * points);
        var z = hasZ ? record.Slice((int)heightsAt, 8 * points) : [];
        if (shape == 8)
        {
            return new ShapeWriter(xy, z).Points(points);
        }

        var starts = new int[parts + 1];
        starts[parts] = points;
        for (var i = 0; i < parts; i++)
        {
            starts[i] = BinaryPrimitives.ReadInt32LittleEndian(record[(partsAt + (4 * i))..]);
            if (starts[i] < 0 || starts[i] >= points || (i == 0 ? starts[i] != 0 : starts[i] <= starts[i - 1]))
            {
                throw Fault(row, $"Part {i + 1} of record {row} starts at position {starts[i]}");
            }
        }

        if (parts == 0)
        {
            return null;
        }

        return shape == 3
            ? new ShapeWriter(xy, z).Lines(starts)
            : new ShapeWriter(xy, z).Polygons(starts, RingGroups.Sort(xy, starts, row, findings));

        int Count(ReadOnlySpan<byte> bytes)
        {
            var count = bytes.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
            return count < 0 ? throw Fault(row, $"Record {row} has a negative count") : count;
        }
    }

    private static byte[] Point(ReadOnlySpan<byte> point, bool hasZ)
    {
        var wkb = new byte[5 + (hasZ ? 24 : 16)];
        wkb[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(wkb.AsSpan(1), hasZ ? 1001 : 1);
        point[..(wkb.Length - 5)].CopyTo(wkb.AsSpan(5));
        return wkb;
    }

    private static SourceFaultException Fault(long row, FormattableString what) =>
        new("shapefile.record", what.ToString(CultureInfo.InvariantCulture) + ".", "Copy or export the shapefile again.", row, "geometry");
}
