using System.Globalization;
using System.Text;

namespace Surefoot.Exchange.Reading.Shapefiles;

/// <summary>The code page of a dBASE table: stated with --encoding, in the .cpg, by the table's own mark, or UTF-8 and nothing else.</summary>
internal static class DbfEncoding
{
    // Marks in byte 29 of the header that say one code page for sure (dBASE and FoxPro language drivers).
    private static readonly Dictionary<byte, int> Marks = new()
    {
        [0x01] = 437,
        [0x02] = 850,
        [0x03] = 1252,
        [0x26] = 866,
        [0x64] = 852,
        [0x65] = 866,
        [0x66] = 865,
        [0x6B] = 857,
        [0xC8] = 1250,
        [0xC9] = 1251,
        [0xCA] = 1254,
        [0xCB] = 1253,
    };

    public static Encoding Settle(byte[]? codePageFile, byte mark, string? stated, FindingList findings)
    {
        var written = codePageFile is null ? null : Encoding.ASCII.GetString(codePageFile).Trim('\0', ' ', '\r', '\n', '\t', '?');
        var found = stated is not null ? Find(stated) : null;
        if (stated is not null && found is null)
        {
            throw new SourceFaultException("encoding.unknown", $"'{Text.Cut(stated)}' is not an encoding known here.", "Use, for example, windows-1251, windows-1254 or utf-8.");
        }

        var inFile = string.IsNullOrEmpty(written) ? null : Find(written);
        if (!string.IsNullOrEmpty(written) && inFile is null && found is null)
        {
            throw new SourceFaultException("encoding.unknown", $"The .cpg names the code page '{Text.Cut(written, 40)}', which is not known here.", "State it with --encoding.");
        }

        if (found is not null && inFile is not null && found.CodePage != inFile.CodePage)
        {
            findings.Add(new(Verdict.Flag, null, null, Text.Cut(written!), "encoding.doubtful", $"{found.WebName} is stated, the .cpg says {Text.Cut(written!, 40)}; the stated one is used.", "Compare the names with the source."));
        }

        return found ?? inFile ?? (Marks.TryGetValue(mark, out var page) ? Find(page.ToString(CultureInfo.InvariantCulture)) : null) ?? new UTF8Encoding(false, true);
    }

    public static SourceFaultException Refuse(ReadOnlySpan<byte> bytes, Encoding used, long? row, string? field)
    {
        var guess = EncodingGuess.Guess(bytes);
        var shown = guess?.GetString(bytes);
        return new(
            "encoding.not-as-stated",
            $"The table is not in {used.WebName}." + (guess is null ? "" : $" It looks like {guess.WebName}, where the text reads '{Text.Cut(shown!, 40)}'."),
            guess is null ? "State its code page with --encoding." : $"If that reads well, run again with --encoding {guess.WebName}.",
            row,
            field,
            shown);
    }

    private static Encoding? Find(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bare = name.ToUpperInvariant().Replace("ANSI", "", StringComparison.Ordinal).Replace("OEM", "", StringComparison.Ordinal).Trim(' ', '-', '_');
        bare = bare.StartsWith("CP", StringComparison.Ordinal) ? bare[2..] : bare;
        bare = bare.StartsWith("8859", StringComparison.Ordinal) ? "ISO-8859-" + bare[4..].TrimStart('-', '_') : bare;
        bare = bare == "UTF8" ? "UTF-8" : bare;
        try
        {
            return int.TryParse(bare, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
                ? Encoding.GetEncoding(page, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                : Encoding.GetEncoding(bare, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
