using System.Buffers.Binary;

namespace Surefoot.Exchange.Reading.Shapefiles;

/// <summary>Writes the positions of one record as WKB (type codes of ISO 13249-3), each double with the bits it had.</summary>
internal readonly ref struct ShapeWriter(ReadOnlySpan<byte> xy, ReadOnlySpan<byte> z)
{
    private readonly ReadOnlySpan<byte> _xy = xy;
    private readonly ReadOnlySpan<byte> _z = z;

    public byte[] Points(int count)
    {
        var wkb = new MemoryStream();
        Start(wkb, 4);
        Write(wkb, count);
        for (var i = 0; i < count; i++)
        {
            Start(wkb, 1);
            Position(wkb, i);
        }

        return wkb.ToArray();
    }

    public byte[] Lines(int[] starts)
    {
        var wkb = new MemoryStream();
        if (starts.Length > 2)
        {
            Start(wkb, 5);
            Write(wkb, starts.Length - 1);
        }

        for (var i = 0; i + 1 < starts.Length; i++)
        {
            Start(wkb, 2);
            Positions(wkb, starts[i], starts[i + 1]);
        }

        return wkb.ToArray();
    }

    /// <param name="groups">Ring numbers of each polygon, its shell first.</param>
    public byte[] Polygons(int[] starts, IReadOnlyList<IReadOnlyList<int>> groups)
    {
        var wkb = new MemoryStream();
        if (groups.Count > 1)
        {
            Start(wkb, 6);
            Write(wkb, groups.Count);
        }

        foreach (var rings in groups)
        {
            Start(wkb, 3);
            Write(wkb, rings.Count);
            foreach (var ring in rings)
            {
                Positions(wkb, starts[ring], starts[ring + 1]);
            }
        }

        return wkb.ToArray();
    }

    private void Start(MemoryStream wkb, int kind)
    {
        wkb.WriteByte(1);
        Write(wkb, _z.IsEmpty ? kind : 1000 + kind);
    }

    private void Positions(MemoryStream wkb, int from, int to)
    {
        Write(wkb, to - from);
        for (var i = from; i < to; i++)
        {
            Position(wkb, i);
        }
    }

    private void Position(MemoryStream wkb, int i)
    {
        wkb.Write(_xy.Slice(16 * i, 16));
        if (!_z.IsEmpty)
        {
            wkb.Write(_z.Slice(8 * i, 8));
        }
    }

    private static void Write(MemoryStream wkb, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        wkb.Write(bytes);
    }
}
