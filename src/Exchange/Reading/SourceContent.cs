using System.Text;

namespace Surefoot.Exchange.Reading;

internal enum ContentKind
{
    GeoJson,
    Csv,
    Wkt,
    Wkb,
    EsriJson,
    Nmea,
    Xml,
    Zip,
    Sqlite,
    Shapefile,
}

/// <summary>An opened file whose kind and encoding are settled; text is handed on as UTF-8 without byte order mark, everything else as it is.</summary>
internal sealed class SourceContent : IDisposable
{
    private const int ProbeBytes = 64 * 1024;

    private SourceContent(ContentKind kind, Stream utf8, string path, bool isTranscoded = false)
    {
        Kind = kind;
        Utf8 = utf8;
        Path = path;
        IsTranscoded = isTranscoded;
    }

    public ContentKind Kind { get; }

    public string Path { get; }

    /// <summary>The encoding was settled from outside the text; what the text says of itself no longer counts.</summary>
    public bool IsTranscoded { get; }

    public Stream Utf8 { get; }

    public void Dispose() => Utf8.Dispose();

    public static SourceContent? Open(string path, string? encodingName, FindingList findings, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
        {
            return Refuse(findings, "file.directory", "This is a folder, not a file.", "Name one file.");
        }

        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, ProbeBytes, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not FileNotFoundException and not DirectoryNotFoundException)
        {
            return Refuse(findings, "file.unreadable", "The file cannot be opened: " + e.Message, "Check its rights and whether another program holds it.");
        }

        var content = Open(file, path, encodingName, findings, cancellation);
        if (content is null)
        {
            file.Dispose();
        }

        return content;
    }

    private static SourceContent? Open(FileStream file, string path, string? encodingName, FindingList findings, CancellationToken cancellation)
    {
        var probe = new byte[ProbeBytes];
        ReadOnlySpan<byte> head = probe.AsSpan(0, file.ReadAtLeast(probe, probe.Length, throwOnEndOfStream: false));
        if (head.IsEmpty)
        {
            return Refuse(findings, "file.empty", "The file is empty.", "Export it again.");
        }

        if (FileSignature.Name(head) is { } foreign)
        {
            return Refuse(findings, "file.format", $"This is {foreign}; GeoJSON, CSV, XLSX, shapefiles, GeoPackage, KML, GPX, NMEA 0183, WKT and WKB can be read.", "Export the data as GeoJSON, GeoPackage, XLSX or CSV.");
        }

        if (FileSignature.BinaryKind(head) is { } binary)
        {
            file.Position = 0;
            return new(binary, file, path);
        }

        if (encodingName is null && FileSignature.LooksLikeMarkup(head))
        {
            file.Position = 0;
            return new(ContentKind.Xml, file, path);
        }

        if (TextEncoding.Settle(file, head, encodingName, findings, cancellation) is not { } encoding)
        {
            return null;
        }

        var kind = ProbeKind(Transcode(file, encoding, leaveOpen: true), System.IO.Path.GetExtension(path));
        return kind is { } known
            ? new(known, Transcode(file, encoding, leaveOpen: false), path, isTranscoded: true)
            : Refuse(findings, "file.empty", "The file holds nothing but blank space.", "Export it again.");
    }

    private static Stream Transcode(FileStream file, SettledEncoding encoding, bool leaveOpen)
    {
        file.Position = encoding.MarkLength;
        return encoding.Encoding is null
            ? file
            : Encoding.CreateTranscodingStream(file, encoding.Encoding, new UTF8Encoding(false), leaveOpen);
    }

    private static ContentKind? ProbeKind(Stream utf8, string extension)
    {
        var probe = new byte[4096];
        int read;
        try
        {
            read = utf8.ReadAtLeast(probe, probe.Length, throwOnEndOfStream: false);
        }
        catch (DecoderFallbackException)
        {
            // The reader will meet the same bytes and say where they stand.
            return ContentKind.Csv;
        }

        var text = probe.AsSpan(0, read).TrimStart(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return read < probe.Length ? null : ContentKind.Csv;
        }

        if (text[0] is (byte)'{' or (byte)'[')
        {
            return Esri.EsriSource.Looks(text) ? ContentKind.EsriJson : ContentKind.GeoJson;
        }

        if (text[0] == '<')
        {
            return ContentKind.Xml;
        }

        if (NmeaSource.Looks(text))
        {
            return ContentKind.Nmea;
        }

        if (FileSignature.LooksLikeWkt(text) || FileSignature.LooksLikeHexWkb(text))
        {
            return ContentKind.Wkt;
        }

        return extension.ToUpperInvariant() switch
        {
            ".JSON" or ".GEOJSON" => ContentKind.GeoJson,
            ".WKT" or ".WKB" => ContentKind.Wkt,
            _ => ContentKind.Csv,
        };
    }

    private static SourceContent? Refuse(FindingList findings, string rule, string message, string suggestion)
    {
        findings.Add(new(Verdict.Reject, null, null, null, rule, message, suggestion));
        return null;
    }
}
