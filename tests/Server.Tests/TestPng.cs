using System.Buffers.Binary;
using System.IO.Compression;

namespace Surefoot.Server.Tests;

/// <summary>Reads what a tile in colour holds: PNG of colour type 6 whose lines are unfiltered or filtered by their left neighbour.</summary>
internal static class TestPng
{
    public static byte[] Decode(byte[] png)
    {
        int columns = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), rows = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        png[25].ShouldBe((byte)6);
        using var packed = new MemoryStream();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                packed.Write(png, at + 8, length);
            }

            at += length + 12;
        }

        packed.Position = 0;
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        var rgba = new byte[columns * rows * 4];
        for (var row = 0; row < rows; row++)
        {
            var filter = zlib.ReadByte();
            filter.ShouldBeInRange(0, 1);
            var line = rgba.AsSpan(row * columns * 4, columns * 4);
            zlib.ReadExactly(line);
            for (var i = 4; filter == 1 && i < line.Length; i++)
            {
                line[i] = unchecked((byte)(line[i] + line[i - 4]));
            }
        }

        return rgba;
    }
}
