using System.Globalization;
using Microsoft.Data.Sqlite;
using Surefoot.Exchange.Checking;

namespace Surefoot.Exchange.Reading.GeoPackages;

/// <summary>Reads one layer of a GeoPackage: a plain table that gpkg_contents lists, in the order of its rows.</summary>
internal static class GeoPackageSource
{
    private const long GeoPackageId = 0x47504B47;
    private const int MostColumns = 2000;

    public static IEnumerable<SourceRow> Read(string path, ReadOptions options, GeometryGate gate, FindingList findings, CancellationToken cancellation)
    {
        using var database = UntrustedDatabase.Open(path, cancellation);
        var layer = GeoPackageLayer.Choose(database, options, findings);
        layer.CheckSystem(database, options, gate, findings);
        var columns = layer.Columns(database, findings);
        if (columns.Count is 0 or > MostColumns)
        {
            throw new SourceFaultException("gpkg.columns", string.Create(CultureInfo.InvariantCulture, $"The layer has {columns.Count} columns that can be read."), "Export it again.");
        }

        var list = string.Join(", ", columns.Select(c => UntrustedDatabase.Quote(c.Name)));
        using var rows = database.Query($"SELECT {list} FROM main.{UntrustedDatabase.Quote(layer.Table)} NOT INDEXED");
        var row = 0L;
        while (rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            database.RowDone();
            yield return Row(++row, rows, columns, layer, gate, findings);
        }
    }

    public static bool IsGeoPackage(ReadOnlySpan<byte> head) =>
        head.Length >= 72 && System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head[68..]) is (uint)GeoPackageId or 0x47503130 or 0x47503131;

    private static SourceRow Row(long row, SqliteDataReader rows, IReadOnlyList<GeoPackageColumn> columns, GeoPackageLayer layer, GeometryGate gate, FindingList findings)
    {
        var fields = new Dictionary<string, string?>(columns.Count, StringComparer.Ordinal);
        var entered = ReadOnlyMemory<byte>.Empty;
        for (var i = 0; i < columns.Count; i++)
        {
            var column = columns[i];
            if (column.Name == layer.GeometryColumn)
            {
                entered = rows.IsDBNull(i) ? entered
                    : rows.GetFieldType(i) == typeof(byte[]) ? GeoPackageBlob.Wkb((byte[])rows.GetValue(i), layer.Srs, row, column.Name)
                    : throw new SourceFaultException("gpkg.geometry", string.Create(CultureInfo.InvariantCulture, $"The geometry of row {row} is no geometry but {rows.GetDataTypeName(i)}."), "Export the GeoPackage again.", row, column.Name);
            }
            else
            {
                fields.Add(column.Name, Text(rows, i, column, row, findings));
            }
        }

        return layer.GeometryColumn is null ? new(row, fields, entered, null, false) : gate.Take(row, fields, entered, layer.GeometryColumn);
    }

    private static string? Text(SqliteDataReader rows, int i, GeoPackageColumn column, long row, FindingList findings)
    {
        switch (rows.GetValue(i))
        {
            case DBNull:
                return null;
            case string text:
                return text.Length == 0 ? null : text;
            case long number when column.IsBoolean && number is 0 or 1:
                return number == 1 ? "true" : "false";
            case long number:
                return number.ToString(CultureInfo.InvariantCulture);
            case double number:
                return number.ToString("R", CultureInfo.InvariantCulture);
            default:
                findings.Add(new(Verdict.Reject, row, column.Name, null, "gpkg.value", "The value is binary where a text or number is expected.", "Export the column as text."));
                return null;
        }
    }
}
