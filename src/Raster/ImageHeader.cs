using System.Buffers.Binary;

namespace Surefoot.Raster;

public enum ImageForm
{
    Png,
    Jpeg,
    Tiff,
}

/// <summary>What the header of an image says: enough to refuse it before anything decodes a pixel.</summary>
public sealed record ImageHeader(ImageForm Form, int Columns, int Rows)
{
    public long Pixels => (long)Columns * Rows;
}

/// <summary>Tells PNG, JPEG and TIFF by their content and reads their size; decodes nothing.</summary>
public static class ReadImageHeader
{
    /// <summary>Caps of INTEGRITY 2.</summary>
    public const long MostBytes = 100L << 20;
    public const long MostPixels = 100_000_000;

    private const int MostSegments = 1000;

    /// <param name="file">Seekable.</param>
    /// <returns>A refusal for another form, a damaged header, or an image over the caps.</returns>
    public static (ImageHeader? Header, RasterRefusal? Refusal) Run(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Length > MostBytes)
        {
            return (null, new("image.too-large", FormattableString.Invariant($"The file has {file.Length >> 20} MB; at most {MostBytes >> 20} MB are taken.")));
        }

        Span<byte> start = stackalloc byte[8];
        file.Position = 0;
        if (file.ReadAtLeast(start, 8, throwOnEndOfStream: false) < 8)
        {
            return (null, Unknown());
        }

        var (header, refusal) = start[0] switch
        {
            0x89 when start.SequenceEqual<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) => Png(file),
            0xFF when start[1] == 0xD8 => Jpeg(file),
            (byte)'I' or (byte)'M' => Tiff(file),
            _ => (null, Unknown()),
        };
        if (header is { } read && (read.Columns < 1 || read.Rows < 1))
        {
            return (null, new("image.damaged", "The header states no size."));
        }

        return header is { } large && large.Pixels > MostPixels
            ? (null, new("image.too-many-pixels", FormattableString.Invariant($"The header states {large.Columns} × {large.Rows} pixels; at most {MostPixels / 1_000_000} million are taken. Scan with fewer dots per inch, or in parts.")))
            : (header, refusal);
    }

    private static RasterRefusal Unknown() => new("image.form", "The file is neither PNG nor JPEG nor TIFF, whatever it is called.");

    private static (ImageHeader?, RasterRefusal?) Png(Stream file)
    {
        Span<byte> chunk = stackalloc byte[16];
        file.Position = 8;
        if (file.ReadAtLeast(chunk, 16, throwOnEndOfStream: false) < 16 || !chunk.Slice(4, 4).SequenceEqual("IHDR"u8))
        {
            return (null, new("image.damaged", "The PNG does not begin with its header."));
        }

        uint columns = BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]), rows = BinaryPrimitives.ReadUInt32BigEndian(chunk[12..]);
        return columns > int.MaxValue || rows > int.MaxValue ? (null, new("image.damaged", "The PNG states an impossible size.")) : (new(ImageForm.Png, (int)columns, (int)rows), null);
    }

    // Segments until the first frame header: C0 to CF but for C4 (tables), C8 (reserved) and CC (conditioning).
    private static (ImageHeader?, RasterRefusal?) Jpeg(Stream file)
    {
        Span<byte> head = stackalloc byte[9];
        file.Position = 2;
        for (var i = 0; i < MostSegments; i++)
        {
            if (file.ReadAtLeast(head[..4], 4, throwOnEndOfStream: false) < 4 || head[0] != 0xFF)
            {
                break;
            }

            var marker = head[1];
            var length = BinaryPrimitives.ReadUInt16BigEndian(head[2..]);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return file.ReadAtLeast(head[..5], 5, throwOnEndOfStream: false) < 5
                    ? (null, new("image.damaged", "The JPEG ends within its header."))
                    : (new(ImageForm.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(head[3..]), BinaryPrimitives.ReadUInt16BigEndian(head[1..])), null);
            }

            if (length < 2 || file.Position + length - 2 > file.Length)
            {
                break;
            }

            file.Position += length - 2;
        }

        return (null, new("image.damaged", "The JPEG has no frame header where one must be."));
    }

    private static (ImageHeader?, RasterRefusal?) Tiff(Stream file) =>
        ReadCogHeader.Run(file) is { Header: { } header } ? (new(ImageForm.Tiff, header.Image.Columns, header.Image.Rows), null) : (null, ReadCogHeader.Run(file).Refusal);
}
