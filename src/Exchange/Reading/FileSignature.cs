using System.Text;

namespace Surefoot.Exchange.Reading;

/// <summary>Tells kinds of files apart by their first bytes.</summary>
internal static class FileSignature
{
    private static readonly (byte[] Start, string Name)[] Foreign =
    [
        ([0x50, 0x4B, 5, 6], "an empty ZIP archive"),
        ([0x1F, 0x8B], "a gzip archive"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive"),
        ([0x52, 0x61, 0x72, 0x21], "a RAR archive"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Office document (XLS, DOC, MDB export)"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF"),
        ([0x49, 0x49, 0x2A, 0], "a TIFF picture"),
        ([0x4D, 0x4D, 0, 0x2A], "a TIFF picture"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        ([0x47, 0x49, 0x46, 0x38], "a GIF picture"),
        ([0x50, 0x41, 0x52, 0x31], "a Parquet file"),
        ([0x66, 0x67, 0x62, 0x03], "a FlatGeobuf file"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        ([0x4D, 0x5A, 0x90], "a program"),
    ];

    private static readonly string[] WktNames =
        ["POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION"];

    /// <summary>What the file is, if it is known and not ours to read.</summary>
    public static string? Name(ReadOnlySpan<byte> head)
    {
        foreach (var (start, name) in Foreign)
        {
            if (head.StartsWith(start))
            {
                return name;
            }
        }

        // A tar archive says so behind the first file's name.
        return head.Length > 262 && head[257..262].SequenceEqual("ustar"u8) ? "a tar archive" : null;
    }

    public static ContentKind? BinaryKind(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x50, 0x4B, 3, 4]) ? ContentKind.Zip
        : head.StartsWith("SQLite format 3\0"u8) ? ContentKind.Sqlite
        : head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0x27, 0x0A]) ? ContentKind.Shapefile
        : LooksLikeWkb(head) ? ContentKind.Wkb
        : null;

    public static bool LooksLikeMarkup(ReadOnlySpan<byte> head) =>
        (head.StartsWith(TextEncoding.Utf8Mark) ? head[3..] : head).TrimStart(" \t\r\n"u8).StartsWith("<"u8);

    /// <summary>A byte order of 0 or 1 and a type code of some geometry; text never starts so.</summary>
    public static bool LooksLikeWkb(ReadOnlySpan<byte> head) => head[0] <= 1;

    public static bool LooksLikeWkt(ReadOnlySpan<byte> text)
    {
        var start = Encoding.ASCII.GetString(text[..Math.Min(text.Length, 64)]).ToUpperInvariant();
        if (start.StartsWith("SRID=", StringComparison.Ordinal))
        {
            return true;
        }

        foreach (var name in WktNames)
        {
            if (start.StartsWith(name, StringComparison.Ordinal))
            {
                var rest = start[name.Length..].TrimStart();
                rest = rest.StartsWith("ZM", StringComparison.Ordinal) ? rest[2..] : rest.StartsWith('Z') || rest.StartsWith('M') ? rest[1..] : rest;
                rest = rest.TrimStart();
                // Without a bracket it is a column that has this name.
                return rest.StartsWith('(') || rest.StartsWith("EMPTY", StringComparison.Ordinal);
            }
        }

        return false;
    }

    /// <summary>A first line of hexadecimal digits only that starts with a byte order.</summary>
    public static bool LooksLikeHexWkb(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny((byte)'\r', (byte)'\n');
        var line = end < 0 ? text : text[..end];
        return line.Length >= 18
            && line[0] == '0'
            && line[1] is (byte)'0' or (byte)'1'
            && line.IndexOfAnyExcept(HexDigits) < 0;
    }

    private static readonly System.Buffers.SearchValues<byte> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF"u8);
}
