using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Surefoot.Exchange.Reading.Shapefiles;

/// <summary>One column of a dBASE table.</summary>
/// <param name="Type">C text, N and F numbers, D date, L yes or no, I integer and O double in binary.</param>
/// <param name="At">Byte of the record where it starts.</param>
/// <param name="Width">Bytes.</param>
internal sealed record DbfColumn(string Name, char Type, int At, int Width)
{
    public bool IsRead => Type switch
    {
        'C' or 'N' or 'F' or 'L' => true,
        'D' => Width == 8,
        'I' or '+' => Width == 4,
        'O' => Width == 8,
        _ => false,
    };

    public static DbfColumn Read(ReadOnlySpan<byte> descriptor, int at, Encoding encoding)
    {
        var name = descriptor[..11];
        var end = name.IndexOf((byte)0);
        name = end < 0 ? name : name[..end];
        var type = (char)descriptor[11];
        // Texts longer than 255 have the high byte where numbers have their decimals.
        var width = type == 'C' ? descriptor[16] + (256 * descriptor[17]) : descriptor[16];
        return new(Decode(name, encoding).Trim(), type, at, width);
    }

    public string? Read(ReadOnlySpan<byte> record, Encoding encoding, long row, FindingList findings)
    {
        var bytes = record.Slice(At, Width);
        switch (Type)
        {
            case 'I' or '+':
                return BinaryPrimitives.ReadInt32LittleEndian(bytes).ToString(CultureInfo.InvariantCulture);
            case 'O':
                return BinaryPrimitives.ReadDoubleLittleEndian(bytes).ToString("R", CultureInfo.InvariantCulture);
            case 'C':
                var nul = bytes.IndexOf((byte)0);
                return ReadText(nul < 0 ? bytes : bytes[..nul], encoding, row, findings);
        }

        var text = Encoding.ASCII.GetString(bytes).Trim(' ', '\0');
        // Stars are how shapefiles write a number that is not known (and dBASE one that did not fit).
        if (text.Length == 0 || text.AsSpan().IndexOfAnyExcept('*') < 0)
        {
            return null;
        }

        return Type switch
        {
            'D' => text.Length == 8 && text.All(char.IsAsciiDigit) ? (text == "00000000" ? null : $"{text[..4]}-{text[4..6]}-{text[6..]}") : text,
            'L' => text is "T" or "t" or "Y" or "y" ? "true" : text is "F" or "f" or "N" or "n" ? "false" : text == "?" ? null : text,
            // Zeros that only fill the column are not digits anybody wrote.
            _ => text.Contains('.', StringComparison.Ordinal) && !text.Contains('e', StringComparison.OrdinalIgnoreCase) ? text.TrimEnd('0').TrimEnd('.') : text,
        };
    }

    private string? ReadText(ReadOnlySpan<byte> bytes, Encoding encoding, long row, FindingList findings)
    {
        bytes = bytes.Trim((byte)' ');
        if (bytes.IsEmpty)
        {
            return null;
        }

        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            if (encoding.CodePage == Encoding.UTF8.CodePage && CutWithinCharacter(bytes, encoding) is { } shortened)
            {
                findings.Add(new(Verdict.Flag, row, Name, Text.Cut(shortened), "dbf.cut", "The text was cut within a character: it did not fit its column.", "Look up the whole text at its source."));
                return shortened;
            }

            throw DbfEncoding.Refuse(bytes, encoding, row, Name);
        }
    }

    private string? CutWithinCharacter(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        if (bytes.Length < Width)
        {
            return null;
        }

        for (var back = 1; back <= 3 && back < bytes.Length; back++)
        {
            if (System.Text.Unicode.Utf8.IsValid(bytes[..^back]))
            {
                return bytes[^back] >= 0xC0 ? encoding.GetString(bytes[..^back]) : null;
            }
        }

        return null;
    }

    private static string Decode(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw DbfEncoding.Refuse(bytes, encoding, null, null);
        }
    }
}
