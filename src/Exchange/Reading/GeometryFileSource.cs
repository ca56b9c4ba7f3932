using Surefoot.Exchange.Checking;

namespace Surefoot.Exchange.Reading;

/// <summary>Reads a file that is one WKB geometry, or WKT (also WKB in hexadecimal digits) with one geometry per line.</summary>
internal static class GeometryFileSource
{
    // A million positions of two ordinates in text, or of four in binary, fit.
    private const int MaxBytes = 64 * 1024 * 1024;

    private static readonly Dictionary<string, string?> NoFields = [];

    public static IEnumerable<SourceRow> Read(SourceContent content, GeometryGate gate, FindingList findings, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = content.Utf8.Read(buffer)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            if (bytes.Length + read > MaxBytes)
            {
                findings.Add(new(Verdict.Reject, null, null, null, "file.size", $"A file of bare geometries may have {MaxBytes / (1024 * 1024)} MB; this one has more.", "Split it, or give it as GeoJSON."));
                yield break;
            }

            bytes.Write(buffer, 0, read);
        }

        var all = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        if (content.Kind == ContentKind.Wkb)
        {
            yield return gate.Take(1, NoFields, all);
            yield break;
        }

        var row = 0L;
        foreach (var part in Split(all))
        {
            cancellation.ThrowIfCancellationRequested();
            row++;
            yield return gate.Take(row, NoFields, part);
        }
    }

    /// <summary>Geometries end where a line ends outside all brackets; blank lines and a semicolon at the end do not count.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> text)
    {
        var start = 0;
        var depth = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var b = i == text.Length ? (byte)'\n' : text.Span[i];
            depth += b switch
            {
                (byte)'(' => 1,
                (byte)')' => -1,
                _ => 0,
            };
            if (b != '\n' || (depth > 0 && i < text.Length))
            {
                continue;
            }

            var part = Trim(text[start..i]);
            start = i + 1;
            depth = 0;
            if (!part.IsEmpty)
            {
                yield return part;
            }
        }
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> part) => part.Trim(" \t\r\n"u8).TrimEnd((byte)';').TrimEnd(" \t"u8);
}
