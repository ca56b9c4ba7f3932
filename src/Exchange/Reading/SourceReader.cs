using Surefoot.Exchange.Checking;
using Surefoot.Exchange.Reading.Archives;
using Surefoot.Exchange.Reading.Esri;
using Surefoot.Exchange.Reading.GeoPackages;
using Surefoot.Exchange.Reading.Markup;
using Surefoot.Exchange.Reading.Shapefiles;

namespace Surefoot.Exchange.Reading;

/// <summary>Reads GeoJSON, CSV, XLSX, shapefiles, GeoPackage, KML, KMZ, GPX, NMEA 0183, answers of feature services, WKT and WKB, told apart by content, row by row within bounded memory.</summary>
public static class SourceReader
{
    /// <summary>Yields the rows that could be read; what is wrong goes to <paramref name="findings"/>.</summary>
    /// <remarks>A row whose geometry is refused is yielded without geometry. When the file itself cannot be read further, the rows end and a finding says why.</remarks>
    public static IEnumerable<SourceRow> Read(string path, ReadOptions options, ReferenceAreas areas, FindingList findings, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(areas);
        ArgumentNullException.ThrowIfNull(findings);
        return ReadRows(path, options, areas, findings, flagMissing: false, cancellation);
    }

    /// <summary>The same for a check without record type: a row that could have a geometry and has none is flagged.</summary>
    internal static IEnumerable<SourceRow> ReadRows(string path, ReadOptions options, ReferenceAreas areas, FindingList findings, bool flagMissing, CancellationToken cancellation)
    {
        if (GeometryGate.Open(options, areas, findings, flagMissing) is not { } gate)
        {
            yield break;
        }

        if (SourceContent.Open(path, options.Encoding, findings, cancellation) is not { } content)
        {
            yield break;
        }

        using (content)
        {
            var rows = content.Kind switch
            {
                ContentKind.GeoJson => new GeoJsonSource(content.Utf8, gate, findings).Read(cancellation),
                ContentKind.EsriJson => EsriSource.Read(content.Utf8, options, gate, findings, cancellation),
                ContentKind.Csv => new CsvSource(content.Utf8, options, gate, findings).Read(cancellation),
                ContentKind.Zip => ZipSource.Read(content.Utf8, options, gate, findings, cancellation),
                ContentKind.Sqlite => GeoPackageSource.Read(path, options, gate, findings, cancellation),
                ContentKind.Shapefile => ReadShapefile(path, options, gate, findings, cancellation),
                ContentKind.Nmea => NmeaSource.Read(content.Utf8, gate, findings, cancellation),
                ContentKind.Xml => XmlSource.Read(content, options, gate, findings, cancellation),
                _ => GeometryFileSource.Read(content, gate, findings, cancellation),
            };
            foreach (var row in GuardedRows.Read(rows, findings))
            {
                gate.About.Learn(row);
                yield return ImsmaLinks.Expand(row, findings);
            }

            gate.AtEnd();
        }
    }

    // Its parts are looked for only when the first row is asked for, within the guard.
    private static IEnumerable<SourceRow> ReadShapefile(string path, ReadOptions options, GeometryGate gate, FindingList findings, CancellationToken cancellation)
    {
        foreach (var row in ShapefileSource.Read(ShapefileParts.Beside(path), options, gate, findings, cancellation))
        {
            yield return row;
        }
    }
}
