using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Surefoot.Exchange.Checking;

namespace Surefoot.Exchange.Reading.Shapefiles;

/// <summary>Reads a shapefile record by record: shape and table row together, in the system its .prj names and the code page its .cpg names.</summary>
internal static class ShapefileSource
{
    private const int MaxProjectionBytes = 64 * 1024;
    private const int MaxCodePageBytes = 1024;

    public static IEnumerable<SourceRow> Read(ShapefileParts parts, ReadOptions options, GeometryGate gate, FindingList findings, CancellationToken cancellation)
    {
        if (Path.GetExtension(parts.Shapes.Name).Equals(".shx", StringComparison.OrdinalIgnoreCase))
        {
            throw new SourceFaultException("shapefile.index-alone", "This is the index of a shapefile, not its shapes.", "Give the .shp, with its other files beside it.");
        }

        using var shapes = ShpReader.Open(parts.Shapes);
        using var table = parts.Table is null ? null : DbfReader.Open(parts.Table, parts.CodePage?.ReadSmall(MaxCodePageBytes), options.Encoding, findings);
        if (table is null)
        {
            findings.Add(new(Verdict.Flag, null, null, null, "shapefile.no-table", "There is no .dbf beside the .shp: the shapes come without any field.", "Give the .dbf, .prj and .cpg together with the .shp."));
        }

        var projection = parts.Projection?.ReadSmall(MaxProjectionBytes);
        StatedSystem.Check(projection is null ? null : Encoding.UTF8.GetString(projection), ".prj", options, gate, findings);
        var index = parts.Index is null ? null : new ShapeIndex(parts.Index);
        var row = 0L;
        while (shapes.ReadRecord(out var offset) is { } record)
        {
            cancellation.ThrowIfCancellationRequested();
            row++;
            index?.Check(row, offset, record.Length);
            if (table is not null && row > table.Count)
            {
                throw Counts(row.ToString(CultureInfo.InvariantCulture) + " or more", table.Count);
            }

            var fields = table?.Read(row) ?? [];
            if (table?.IsDeleted == true)
            {
                findings.Add(new(Verdict.Flag, row, null, null, "dbf.deleted", "The row is marked as deleted; it is left out.", "Pack the table before exporting, if that is right."));
                continue;
            }

            yield return Row(row, record, shapes.Kind, fields, gate, findings);
        }

        if (table is not null && row != table.Count)
        {
            throw Counts(row.ToString(CultureInfo.InvariantCulture), table.Count);
        }

        index?.CheckCount(row);
    }

    private static SourceRow Row(long row, byte[] record, int kind, Dictionary<string, string?> fields, GeometryGate gate, FindingList findings)
    {
        return gate.Take(row, fields, ShapeBytes.ToWkb(record, kind, row, findings));
    }

    private static SourceFaultException Counts(string shapes, int rows) =>
        new("shapefile.counts", string.Create(CultureInfo.InvariantCulture, $"The .shp has {shapes} shapes, the .dbf {rows} rows: which belongs to which is not sure."), "Copy or export the shapefile again, all its files together.");

    /// <summary>The .shx says where each record lies; where it disagrees, other programs would show other shapes for the same row.</summary>
    private sealed class ShapeIndex
    {
        private readonly byte[] _bytes;
        private readonly string _name;

        public ShapeIndex(ShapefilePart part)
        {
            _name = part.Name;
            if (part.LengthBytes < ShpReader.HeaderBytes || (part.LengthBytes - ShpReader.HeaderBytes) % 8 != 0)
            {
                throw Fault("does not hold whole entries");
            }

            _bytes = part.ReadSmall(64 * 1024 * 1024);
            ShpReader.CheckHeader(_bytes, part);
        }

        public void Check(long row, long offset, int length)
        {
            var at = ShpReader.HeaderBytes + (8 * (row - 1));
            if (at + 8 > _bytes.Length
                || 2L * BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan((int)at)) != offset
                || 2L * BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan((int)at + 4)) != length)
            {
                throw Fault(string.Create(CultureInfo.InvariantCulture, $"does not point to record {row} where it lies"));
            }
        }

        public void CheckCount(long rows)
        {
            if (_bytes.Length != ShpReader.HeaderBytes + (8 * rows))
            {
                throw Fault("lists more records than there are");
            }
        }

        private SourceFaultException Fault(string what) =>
            new("shapefile.index", $"{Text.Cut(_name, 80)} {what}: it belongs to another .shp or is damaged.", "Leave the .shx out, or export the shapefile again.");
    }
}
