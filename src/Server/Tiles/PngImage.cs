using System.Buffers.Binary;
using System.IO.Compression;

namespace Surefoot.Server.Tiles;

/// <summary>Writes PNG (ISO/IEC 15948): squares of palette indexes with transparency, and pictures in colour.</summary>
internal static class PngImage
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>Colour type 3, 8 bit.</summary>
    /// <param name="indexes">side × side palette indexes, row by row from the top.</param>
    /// <param name="palette">At most 256 colours as red, green, blue, alpha.</param>
    public static byte[] Write(ReadOnlySpan<byte> indexes, int side, ReadOnlySpan<(byte R, byte G, byte B, byte A)> palette)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(indexes.Length, side * side);
        using var png = new MemoryStream();
        png.Write(Signature);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], side);
        header[8] = 8;
        header[9] = 3;
        WriteChunk(png, "IHDR"u8, header);

        var colours = new byte[palette.Length * 3];
        var alphas = new byte[palette.Length];
        for (var i = 0; i < palette.Length; i++)
        {
            (colours[3 * i], colours[(3 * i) + 1], colours[(3 * i) + 2], alphas[i]) = palette[i];
        }

        WriteChunk(png, "PLTE"u8, colours);
        WriteChunk(png, "tRNS"u8, alphas);

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var row = 0; row < side; row++)
            {
                // Filter 0: indexes of neighbouring colours have no meaning to subtract.
                zlib.WriteByte(0);
                zlib.Write(indexes.Slice(row * side, side));
            }
        }

        WriteChunk(png, "IDAT"u8, packed.ToArray());
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    /// <summary>Colours as they are: colour type 2 or 6, 8 bit.</summary>
    /// <param name="samples">Red, green, blue and, if so stated, alpha; row by row from the top.</param>
    public static byte[] WriteColours(ReadOnlySpan<byte> samples, int columns, int rows, bool hasAlpha)
    {
        var size = hasAlpha ? 4 : 3;
        ArgumentOutOfRangeException.ThrowIfNotEqual(samples.Length, columns * rows * size);
        using var png = new MemoryStream();
        png.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, columns);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], rows);
        header[8] = 8;
        header[9] = hasAlpha ? (byte)6 : (byte)2;
        WriteChunk(png, "IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var line = new byte[columns * size];
            for (var row = 0; row < rows; row++)
            {
                // Filter 1: neighbours in a picture are alike.
                zlib.WriteByte(1);
                var from = samples.Slice(row * line.Length, line.Length);
                for (var i = 0; i < line.Length; i++)
                {
                    line[i] = unchecked((byte)(from[i] - (i < size ? 0 : from[i - size])));
                }

                zlib.Write(line);
            }
        }

        WriteChunk(png, "IDAT"u8, packed.ToArray());
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        png.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            crc = CrcTable[(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (var n = 0u; n < 256; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++)
            {
                c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
            }

            table[n] = c;
        }

        return table;
    }
}
