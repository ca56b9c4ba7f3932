using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Surefoot.Exchange.Reading;

/// <summary>The encoding a text is read with; null means it is UTF-8 already. The byte order mark is skipped.</summary>
internal sealed record SettledEncoding(Encoding? Encoding, int MarkLength);

/// <summary>Settles how the bytes of a text are to be read: UTF-8, a byte order mark, or a stated code page; never a silent guess.</summary>
internal static class TextEncoding
{
    private const int ChunkBytes = 256 * 1024;

    static TextEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    public static SettledEncoding? Settle(FileStream file, ReadOnlySpan<byte> head, string? stated, FindingList findings, CancellationToken cancellation)
    {
        var (marked, markLength) = Mark(head);
        if (stated is null)
        {
            if (marked is not null)
            {
                return new(marked, markLength);
            }

            if (markLength == 0 && Utf16WithoutMark(head) is { } utf16)
            {
                return Refuse(findings, "encoding.not-utf8", $"The text is not UTF-8; every second byte is zero, as in {utf16}.", $"Run again with --encoding {utf16}, or save the file as UTF-8.");
            }

            return CheckUtf8(file, markLength, findings, cancellation) ? new(null, markLength) : null;
        }

        if (Find(stated) is not { } encoding)
        {
            return Refuse(findings, "encoding.unknown", $"'{stated}' is not an encoding known here.", "Use, for example, windows-1251, windows-1254 or utf-8.");
        }

        if (encoding.CodePage == Encoding.UTF8.CodePage && marked is null)
        {
            return CheckUtf8(file, markLength, findings, cancellation) ? new(null, markLength) : null;
        }

        if (markLength > 0 && (marked?.CodePage ?? Encoding.UTF8.CodePage) != encoding.CodePage)
        {
            return Refuse(findings, "encoding.contradiction", $"The file starts with the mark of {(marked ?? Encoding.UTF8).WebName}, but {encoding.WebName} is stated.", "Leave out --encoding.");
        }

        if (markLength == 0 && head.IndexOfAnyInRange((byte)0x80, (byte)0xFF) >= 0 && Utf8.IsValid(WholeCharacters(head)))
        {
            findings.Add(new(Verdict.Flag, null, null, null, "encoding.doubtful", $"{encoding.WebName} is stated, but every letter of the text is proper UTF-8, which hardly happens by chance.", "Compare the names with the source; leave out --encoding if they look wrong."));
        }

        return new(encoding, markLength);
    }

    private static (Encoding? Marked, int Length) Mark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (null, 3),
        [0xFF, 0xFE, 0, 0, ..] => (new UTF32Encoding(false, false, true), 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(true, false, true), 4),
        [0xFF, 0xFE, ..] => (new UnicodeEncoding(false, false, true), 2),
        [0xFE, 0xFF, ..] => (new UnicodeEncoding(true, false, true), 2),
        _ => (null, 0),
    };

    private static string? Utf16WithoutMark(ReadOnlySpan<byte> head)
    {
        var odd = 0;
        var even = 0;
        var pairs = Math.Min(head.Length, 4096) / 2;
        for (var i = 0; i < pairs; i++)
        {
            even += head[2 * i] == 0 ? 1 : 0;
            odd += head[(2 * i) + 1] == 0 ? 1 : 0;
        }

        return pairs >= 2 && odd > pairs * 2 / 3 && even == 0 ? "utf-16" : pairs >= 2 && even > pairs * 2 / 3 && odd == 0 ? "utf-16BE" : null;
    }

    private static Encoding? Find(string name)
    {
        var digits = name.StartsWith("cp", StringComparison.OrdinalIgnoreCase) ? name[2..] : name;
        try
        {
            return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
                ? Encoding.GetEncoding(page, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                : Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Reads the whole file once: a fault in its last line must be known before its first row is used.</summary>
    private static bool CheckUtf8(FileStream file, int from, FindingList findings, CancellationToken cancellation)
    {
        file.Position = from;
        var buffer = new byte[ChunkBytes];
        var kept = 0;
        var offset = (long)from;
        var lines = 1L;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = file.Read(buffer, kept, buffer.Length - kept);
            var chunk = buffer.AsSpan(0, kept + read);
            var whole = read == 0 ? chunk : WholeCharacters(chunk);
            var nul = whole.IndexOf((byte)0);
            var bad = Utf8.IsValid(whole) ? -1 : FirstInvalid(whole);
            if (bad >= 0 && (nul < 0 || bad < nul))
            {
                lines += whole[..bad].Count((byte)'\n');
                ReportNotUtf8(findings, chunk, bad, offset + bad, lines);
                return false;
            }

            if (nul >= 0)
            {
                lines += whole[..nul].Count((byte)'\n');
                findings.Add(new(Verdict.Reject, null, null, null, "text.zero-byte", string.Create(CultureInfo.InvariantCulture, $"A zero byte stands at byte {offset + nul}, line {lines}: this is no text, or it is damaged."), "Export the file again."));
                return false;
            }

            if (read == 0)
            {
                return true;
            }

            lines += whole.Count((byte)'\n');
            offset += whole.Length;
            kept = chunk.Length - whole.Length;
            chunk[whole.Length..].CopyTo(buffer);
        }
    }

    /// <summary>Leaves out a character that is cut at the end.</summary>
    private static ReadOnlySpan<byte> WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if (b < 0x80)
            {
                break;
            }

            if (b >= 0xC0)
            {
                var length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return length > back ? bytes[..^back] : bytes;
            }
        }

        return bytes;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var ascii = bytes[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
            {
                return -1;
            }

            at += ascii;
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out var used) != System.Buffers.OperationStatus.Done)
            {
                return at;
            }

            at += used;
        }

        return -1;
    }

    private static void ReportNotUtf8(FindingList findings, ReadOnlySpan<byte> chunk, int bad, long offset, long line)
    {
        var around = chunk[Math.Max(0, bad - 4000)..Math.Min(chunk.Length, bad + 4000)];
        var guess = EncodingGuess.Guess(around);
        var from = bad;
        while (from > 0 && bad - from < 30 && chunk[from - 1] is not ((byte)'\n' or (byte)'\r'))
        {
            from--;
        }

        var shown = guess is null ? null : guess.GetString(chunk[from..Math.Min(chunk.Length, bad + 20)]).Split('\n')[0].Trim();
        findings.Add(new(
            Verdict.Reject,
            null,
            null,
            shown,
            "encoding.not-utf8",
            string.Create(CultureInfo.InvariantCulture, $"The text is not UTF-8: byte {offset} in line {line} is 0x{chunk[bad]:X2}.") + (guess is null ? "" : $" It looks like {guess.WebName}, where this line reads '{shown}'."),
            guess is null ? "Save the file as UTF-8, or state its encoding with --encoding." : $"If that reads well, run again with --encoding {guess.WebName}; otherwise save the file as UTF-8."));
    }

    private static SettledEncoding? Refuse(FindingList findings, string rule, string message, string suggestion)
    {
        findings.Add(new(Verdict.Reject, null, null, null, rule, message, suggestion));
        return null;
    }
}
