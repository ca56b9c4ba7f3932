using System.Buffers.Binary;

namespace Surefoot.Raster;

/// <summary>Copies of PNG and JPEG without what the camera or scanner wrote beside the picture: place, time, owner, and the turn that a viewer would take.</summary>
/// <remarks>No pixel is decoded. Without EXIF every viewer shows the pixels as they lie in the file, so that a clicked pixel means the same everywhere.</remarks>
public static class StrippedCopy
{
    /// <returns>Null for a damaged or another file.</returns>
    public static byte[]? Of(ReadOnlySpan<byte> image) =>
        image.Length > 8 && image[0] == 0x89 ? Png(image) : image.Length > 4 && image[0] == 0xFF && image[1] == 0xD8 ? Jpeg(image) : null;

    private static byte[]? Png(ReadOnlySpan<byte> image)
    {
        var copy = new MemoryStream(image.Length);
        copy.Write(image[..8]);
        for (var at = 8; at + 12 <= image.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(image[at..]);
            if (length > int.MaxValue || at + 12L + length > image.Length)
            {
                return null;
            }

            var type = image.Slice(at + 4, 4);
            // Chunks whose first letter is a capital are the picture; of the others only transparency and gamma change what is seen.
            if (char.IsAsciiLetterUpper((char)type[0]) || type.SequenceEqual("tRNS"u8) || type.SequenceEqual("gAMA"u8))
            {
                copy.Write(image.Slice(at, (int)length + 12));
            }

            if (type.SequenceEqual("IEND"u8))
            {
                return copy.ToArray();
            }

            at += (int)length + 12;
        }

        return null;
    }

    private static byte[]? Jpeg(ReadOnlySpan<byte> image)
    {
        var copy = new MemoryStream(image.Length);
        copy.Write(image[..2]);
        for (var at = 2; at + 4 <= image.Length;)
        {
            if (image[at] != 0xFF)
            {
                return null;
            }

            var marker = image[at + 1];
            if (marker == 0xDA)
            {
                copy.Write(image[at..]);
                return copy.ToArray();
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(image[(at + 2)..]);
            if (length < 2 || at + 2 + length > image.Length)
            {
                return null;
            }

            // APP0 (JFIF) and APP14 (how colours are coded) belong to the picture; other APPn and comments do not.
            if (marker is not (>= 0xE1 and <= 0xED or 0xEF or 0xFE))
            {
                copy.Write(image.Slice(at, length + 2));
            }

            at += length + 2;
        }

        return null;
    }
}
