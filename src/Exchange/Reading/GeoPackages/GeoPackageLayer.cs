using System.Globalization;
using Surefoot.Exchange.Checking;

namespace Surefoot.Exchange.Reading.GeoPackages;

/// <param name="IsBoolean">0 and 1 mean false and true.</param>
internal sealed record GeoPackageColumn(string Name, bool IsBoolean);

/// <summary>A table of features, or of attributes alone, as gpkg_contents lists it.</summary>
/// <param name="GeometryColumn">Null for a table without shapes.</param>
/// <param name="Srs">Row of gpkg_spatial_ref_sys.</param>
internal sealed record GeoPackageLayer(string Table, string? GeometryColumn, long Srs)
{
    private const string OfGeoPackage = "gpkg_";

    public static GeoPackageLayer Choose(UntrustedDatabase database, ReadOptions options, FindingList findings)
    {
        if (!IsPlainTable(database, "gpkg_contents"))
        {
            throw new SourceFaultException("gpkg.none", "This is an SQLite database, but no GeoPackage: it lists no contents.", "Export the data as GeoPackage, GeoJSON or CSV.");
        }

        var layers = new List<(string Table, bool Features)>();
        using (var rows = database.Query("SELECT table_name, data_type FROM main.gpkg_contents ORDER BY rowid"))
        {
            while (rows.Read() && layers.Count < 10_000)
            {
                if (rows.GetValue(0) is string table && rows.GetValue(1) is string kind && kind is "features" or "attributes")
                {
                    layers.Add((table, kind == "features"));
                }
            }
        }

        var features = layers.Where(l => l.Features).ToList();
        var choice = features.Count > 0 ? features : [.. layers.Where(l => !l.Table.StartsWith("layer_styles", StringComparison.OrdinalIgnoreCase))];
        var wanted = options.Layer is { } name ? layers.Where(l => string.Equals(l.Table, name, StringComparison.OrdinalIgnoreCase)).ToList() : choice;
        if (wanted.Count != 1)
        {
            var names = string.Join(", ", choice.Select(l => Text.Cut(l.Table, 60)).Take(20));
            throw wanted.Count == 0 && choice.Count == 0
                ? new SourceFaultException("gpkg.empty", "The GeoPackage holds no layer of features.", "Export it again.")
                : new SourceFaultException(wanted.Count == 0 ? "layer.unknown" : "layer.several", wanted.Count == 0 ? $"There is no layer '{Text.Cut(options.Layer!, 60)}'." : $"The GeoPackage holds {choice.Count} layers.", $"Choose one with --layer: {names}.", field: "layer");
        }

        var layer = wanted[0].Table;
        if (layer.StartsWith(OfGeoPackage, StringComparison.OrdinalIgnoreCase) || layer.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase) || !IsPlainTable(database, layer))
        {
            throw new SourceFaultException("gpkg.view", $"The layer '{Text.Cut(layer, 60)}' is no plain table; views and virtual tables of a foreign file are not run.", "Export the layer as a table of its own.", field: "layer");
        }

        if (features.Count > 0 && options.Layer is null && layers.Count > features.Count + 1)
        {
            findings.Add(new(Verdict.Flag, null, null, null, "gpkg.left-out", "The GeoPackage also holds tables without shapes; they are left out.", "Name one with --layer to read it."));
        }

        return wanted[0].Features ? WithGeometry(database, layer) : new(layer, null, 0);
    }

    public void CheckSystem(UntrustedDatabase database, ReadOptions options, GeometryGate gate, FindingList findings)
    {
        if (GeometryColumn is null)
        {
            return;
        }

        int? epsg = null;
        var written = Srs.ToString(CultureInfo.InvariantCulture);
        if (IsPlainTable(database, "gpkg_spatial_ref_sys"))
        {
            using var rows = database.Query("SELECT organization, organization_coordsys_id, definition FROM main.gpkg_spatial_ref_sys WHERE srs_id = @id", ("@id", Srs));
            if (rows.Read())
            {
                epsg = rows.GetValue(0) is string by && by.Equals("EPSG", StringComparison.OrdinalIgnoreCase) && rows.GetValue(1) is long code and > 0 and < 1_000_000 ? (int)code : null;
                written = rows.GetValue(2) is string definition ? Text.Cut(definition, 80) : written;
                epsg ??= rows.GetValue(2) is string wkt && wkt.Length < 100_000 ? WktSystem.Recognise(wkt) : null;
            }
        }

        StatedSystem.Compare(epsg, written, "GeoPackage", options, gate, findings);
    }

    /// <summary>The columns to read. Those that the file computes itself are left out: that would be running it.</summary>
    public IReadOnlyList<GeoPackageColumn> Columns(UntrustedDatabase database, FindingList findings)
    {
        var columns = new List<GeoPackageColumn>();
        var found = false;
        using var rows = database.Query("SELECT name, type, hidden, pk FROM pragma_table_xinfo(@table, 'main')", ("@table", Table));
        while (rows.Read())
        {
            var name = rows.GetString(0);
            if (rows.GetInt64(2) != 0)
            {
                findings.Add(new(Verdict.Flag, null, Text.Cut(name), null, "gpkg.computed", "The column is computed by the file; it is left out.", "Export it as a plain column."));
                continue;
            }

            // The row number of the file says nothing of the record.
            if (rows.GetInt64(3) == 1 && (name.Equals("fid", StringComparison.OrdinalIgnoreCase) || name.Equals("ogc_fid", StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            found |= name == GeometryColumn;
            columns.Add(new(name, rows.GetString(1).StartsWith("BOOL", StringComparison.OrdinalIgnoreCase)));
        }

        return GeometryColumn is null || found
            ? columns
            : throw new SourceFaultException("gpkg.geometry-column", $"The layer has no column '{Text.Cut(GeometryColumn, 60)}', where its shapes are said to be.", "Export the GeoPackage again.");
    }

    private static GeoPackageLayer WithGeometry(UntrustedDatabase database, string table)
    {
        if (IsPlainTable(database, "gpkg_geometry_columns"))
        {
            using var rows = database.Query("SELECT column_name, srs_id FROM main.gpkg_geometry_columns WHERE lower(table_name) = lower(@table)", ("@table", table));
            if (rows.Read() && rows.GetValue(0) is string column && rows.GetValue(1) is long srs)
            {
                return new(table, column, srs);
            }
        }

        throw new SourceFaultException("gpkg.geometry-column", $"The GeoPackage does not say which column of '{Text.Cut(table, 60)}' holds its shapes.", "Export it again.");
    }

    private static bool IsPlainTable(UntrustedDatabase database, string name)
    {
        using var rows = database.Query("SELECT sql FROM main.sqlite_master WHERE type = 'table' AND lower(name) = lower(@name)", ("@name", name));
        return rows.Read() && rows.GetValue(0) is string sql && sql.AsSpan().TrimStart().StartsWith("CREATE TABLE", StringComparison.OrdinalIgnoreCase);
    }
}
