using System.IO.Compression;
using Surefoot.Exchange.Checking;
using Surefoot.Exchange.Reading.Markup;
using Surefoot.Exchange.Reading.Shapefiles;
using Surefoot.Exchange.Reading.Spreadsheets;

namespace Surefoot.Exchange.Reading.Archives;

/// <summary>Tells what an archive is: a workbook, a KMZ, or a packed shapefile. Nothing is unpacked to disk.</summary>
internal static class ZipSource
{
    public static IEnumerable<SourceRow> Read(Stream file, ReadOptions options, GeometryGate gate, FindingList findings, CancellationToken cancellation)
    {
        using var archive = ZipCaps.Open(file);
        foreach (var row in Choose(archive, options, gate, findings, cancellation))
        {
            yield return row;
        }
    }

    private static IEnumerable<SourceRow> Choose(ZipArchive archive, ReadOptions options, GeometryGate gate, FindingList findings, CancellationToken cancellation)
    {
        if (XlsxPackage.Is(archive))
        {
            return XlsxSource.Read(archive, options, gate, findings, cancellation);
        }

        if (archive.Entries.FirstOrDefault(e => ZipCaps.IsArchive(e.FullName)) is { } nested)
        {
            throw new SourceFaultException("zip.nested", $"The archive holds another archive, '{Text.Cut(nested.FullName, 80)}'.", "Give that one by itself.", value: nested.FullName);
        }

        if (End(archive, ".kml") is { Count: > 0 } markups)
        {
            return ReadKmz(markups, options, gate, findings, cancellation);
        }

        if (End(archive, ".shp") is { Count: > 0 } shapes)
        {
            return ShapefileSource.Read(ShapefileParts.In(archive, Layer(shapes, options)), options, gate, findings, cancellation);
        }

        var names = string.Join(", ", archive.Entries.Where(e => e.Name.Length > 0).Select(e => Text.Cut(e.FullName, 40)).Take(5));
        throw new SourceFaultException("zip.content", $"The archive is no workbook, KMZ or packed shapefile; it holds {(names.Length == 0 ? "nothing" : names)}.", "Unpack it and give the file in it.");
    }

    // A KMZ may keep its layers as documents beside the first, which only links to them.
    private static IEnumerable<SourceRow> ReadKmz(List<ZipArchiveEntry> entries, ReadOptions options, GeometryGate gate, FindingList findings, CancellationToken cancellation)
    {
        var rows = 0L;
        foreach (var entry in entries)
        {
            using var stream = GuardedEntryStream.Open(entry);
            using var xml = MarkupReader.Open(stream);
            if (!xml.MoveToRoot() || xml.Name != "kml")
            {
                throw new SourceFaultException("kmz.document", $"The document '{Text.Cut(entry.FullName, 80)}' in the archive is no KML.", "Export the KMZ again.", value: entry.FullName);
            }

            foreach (var row in new KmlSource(xml, options, gate, findings, rows + 1, entries.Count > 1 ? Path.GetFileNameWithoutExtension(entry.Name) : null).Read(cancellation))
            {
                rows = row.Row;
                yield return row;
            }

            stream.Drain();
        }
    }

    private static ZipArchiveEntry Layer(List<ZipArchiveEntry> shapes, ReadOptions options)
    {
        var names = string.Join(", ", shapes.Select(s => Text.Cut(Path.GetFileNameWithoutExtension(s.Name), 40)).Take(20));
        var wanted = options.Layer is { } layer ? shapes.Where(s => Path.GetFileNameWithoutExtension(s.Name).Equals(layer, StringComparison.OrdinalIgnoreCase)).ToList() : shapes;
        return wanted.Count == 1
            ? wanted[0]
            : throw new SourceFaultException(wanted.Count == 0 ? "layer.unknown" : "layer.several", wanted.Count == 0 ? $"There is no shapefile '{Text.Cut(options.Layer!, 60)}' in the archive." : $"The archive holds {shapes.Count} shapefiles.", $"Choose one with --layer: {names}.", field: "layer");
    }

    // Folders of Apple's archiver hold copies of names with nothing in them.
    private static List<ZipArchiveEntry> End(ZipArchive archive, string extension) =>
        [.. archive.Entries.Where(e => e.FullName.EndsWith(extension, StringComparison.OrdinalIgnoreCase) && !e.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal))];
}
