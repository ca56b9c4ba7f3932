using System.Globalization;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;

namespace Surefoot.Exchange.Exporting;

/// <summary>GeoPackage 1.3 (OGC 12-128r17) with one layer, its R*Tree and a style. The same records give the same bytes: one transaction, rows in their order, no clock.</summary>
internal sealed class GeoPackageExport : IDisposable
{
    private const string Geometry = "geom";
    private const int Srs = 4326;

    private readonly SqliteConnection _connection;
    private readonly RecordDescriptor _type;
    private readonly string _table;
    private readonly string[] _columns;
    private readonly bool _hasShape;
    private readonly IReadOnlySet<Guid>? _disputed;
    private readonly WKBWriter _wkb = new(ByteOrder.LittleEndian, handleSRID: false);
    private readonly Envelope _extent = new();
    private DateOnly _newest = new(1970, 1, 1);

    private GeoPackageExport(SqliteConnection connection, RecordDescriptor type, IReadOnlySet<Guid>? disputed)
    {
        _connection = connection;
        _type = type;
        _table = type.Table;
        _hasShape = type.Shape != ShapeKind.None;
        // A field of the country's own may have the name of a column that the format needs; names differ by more than capitals there.
        _columns = ["id", "informationDate", .. type.Fields.Select(f => f.Name), .. disputed is null ? (string[])[] : [CsvExport.Disputed]];
        _disputed = disputed;
    }

    public static long Write(string path, RecordDescriptor type, IEnumerable<RecordRow> rows, bool synthetic, IReadOnlySet<Guid> disputed)
    {
        File.Delete(path);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ToString());
        connection.Open();
        using var export = new GeoPackageExport(connection, type, disputed.Count > 0 && rows.Any(row => disputed.Contains(row.RecordId)) ? disputed : null);
        if (export._columns.FirstOrDefault(c => c.Equals("fid", StringComparison.OrdinalIgnoreCase) || c.Equals(Geometry, StringComparison.OrdinalIgnoreCase)) is { } taken)
        {
            throw new UnfitValueException(type.Code, $"A GeoPackage has a column '{taken}' of its own.", "Export as geojson or csv.");
        }

        if (export._columns.GroupBy(c => c, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new UnfitValueException(type.Code, $"A GeoPackage does not tell the columns '{string.Join("' and '", twice)}' apart.", "Export as geojson or csv.");
        }

        export.Execute("PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA application_id=1196444487; PRAGMA user_version=10300");
        export.Execute("BEGIN");
        export.MakeTables();
        var count = export.WriteRows(rows);
        export.Describe(synthetic);
        export.Execute("COMMIT");
        return count;
    }

    public void Dispose() => _connection.Close();

    private void MakeTables()
    {
        Execute("""
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
            CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
            CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
            CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
            INSERT INTO gpkg_spatial_ref_sys VALUES
            ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
            ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
            ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
            """);
        var fields = _type.Fields.Select(f => $", {Quote(f.Name)} {SqlType(f.Type)}");
        Execute($"CREATE TABLE {Quote(_table)} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL{(_hasShape ? $", {Geometry} {KindName()}" : "")}, \"id\" TEXT, \"informationDate\" DATE{string.Concat(fields)}{(_disputed is null ? "" : $", {Quote(CsvExport.Disputed)} BOOLEAN")})");
        if (_hasShape)
        {
            Execute($"CREATE VIRTUAL TABLE {Quote($"rtree_{_table}_{Geometry}")} USING rtree(id, minx, maxx, miny, maxy)");
        }
    }

    private long WriteRows(IEnumerable<RecordRow> rows)
    {
        using var insert = _connection.CreateCommand();
        var names = _columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@p{i}")).ToArray();
        insert.CommandText = $"INSERT INTO {Quote(_table)} (fid, {(_hasShape ? Geometry + ", " : "")}{string.Join(", ", _columns.Select(Quote))}) VALUES (@fid, {(_hasShape ? "@geom, " : "")}{string.Join(", ", names)})";
        var fid = insert.Parameters.Add("@fid", SqliteType.Integer);
        var geom = _hasShape ? insert.Parameters.Add("@geom", SqliteType.Blob) : null;
        var values = names.Select(n => insert.Parameters.Add(new SqliteParameter(n, null))).ToArray();
        using var box = _connection.CreateCommand();
        box.CommandText = $"INSERT INTO {Quote($"rtree_{_table}_{Geometry}")} VALUES (@id, @minx, @maxx, @miny, @maxy)";
        var bounds = ((string[])["@id", "@minx", "@maxx", "@miny", "@maxy"]).Select(n => box.Parameters.Add(new SqliteParameter(n, null))).ToArray();
        var count = 0L;
        foreach (var row in rows)
        {
            fid.Value = ++count;
            values[0].Value = row.Id;
            values[1].Value = ValueText.Of(row.InformationDate);
            for (var i = 0; i < row.Values.Count; i++)
            {
                values[i + 2].Value = row.Values[i] switch
                {
                    null => DBNull.Value,
                    bool flag => flag ? 1L : 0L,
                    long or double => row.Values[i]!,
                    var other => ValueText.Of(other),
                };
            }

            if (_disputed is not null)
            {
                values[^1].Value = _disputed.Contains(row.RecordId) ? 1L : DBNull.Value;
            }

            var shape = _hasShape ? row.ReadGeometry() : null;
            if (geom is not null)
            {
                geom.Value = shape is null ? DBNull.Value : Blob(shape);
            }

            insert.ExecuteNonQuery();
            if (shape is { IsEmpty: false })
            {
                var envelope = shape.EnvelopeInternal;
                _extent.ExpandToInclude(envelope);
                (bounds[0].Value, bounds[1].Value, bounds[2].Value, bounds[3].Value, bounds[4].Value) = (count, envelope.MinX, envelope.MaxX, envelope.MinY, envelope.MaxY);
                box.ExecuteNonQuery();
            }

            _newest = row.InformationDate > _newest ? row.InformationDate : _newest;
        }

        return count;
    }

    // The date of the newest record stands for the day of the last change: a property of the data, not of the moment.
    private void Describe(bool synthetic)
    {
        var changed = ValueText.Of(_newest) + "T00:00:00.000Z";
        Execute(
            "INSERT INTO gpkg_contents VALUES (@table, @kind, @code, @about, @changed, @minx, @miny, @maxx, @maxy, @srs)",
            ("@table", _table), ("@kind", _hasShape ? "features" : "attributes"), ("@code", _type.Code), ("@about", Attribution.Of(synthetic)), ("@changed", changed),
            ("@minx", Bound(_extent.MinX)), ("@miny", Bound(_extent.MinY)), ("@maxx", Bound(_extent.MaxX)), ("@maxy", Bound(_extent.MaxY)), ("@srs", _hasShape ? Srs : DBNull.Value));
        if (!_hasShape)
        {
            return;
        }

        Execute("INSERT INTO gpkg_geometry_columns VALUES (@table, @column, @kind, @srs, 0, 0)", ("@table", _table), ("@column", Geometry), ("@kind", KindName()), ("@srs", Srs));
        Execute("INSERT INTO gpkg_extensions VALUES (@table, @column, 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')", ("@table", _table), ("@column", Geometry));
        Execute(Triggers());
        Execute("CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)");
        Execute("INSERT INTO layer_styles VALUES (1, '', '', @table, @column, @code, @qml, NULL, 1, @code, '', NULL, @changed)", ("@table", _table), ("@column", Geometry), ("@code", _type.Code), ("@qml", LayerStyle.Qml(_type)), ("@changed", changed));
        Execute("INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES ('layer_styles', 'attributes', 'layer_styles', '', @changed)", ("@changed", changed));
    }

    private string Triggers()
    {
        var tree = Quote($"rtree_{_table}_{Geometry}");
        var table = Quote(_table);
        const string filled = $"(NEW.{Geometry} NOTNULL AND NOT ST_IsEmpty(NEW.{Geometry}))";
        const string bare = $"(NEW.{Geometry} ISNULL OR ST_IsEmpty(NEW.{Geometry}))";
        var put = $"INSERT OR REPLACE INTO {tree} VALUES (NEW.fid, ST_MinX(NEW.{Geometry}), ST_MaxX(NEW.{Geometry}), ST_MinY(NEW.{Geometry}), ST_MaxY(NEW.{Geometry}));";
        string Name(string what) => Quote($"rtree_{_table}_{Geometry}_{what}");
        return $"""
            CREATE TRIGGER {Name("insert")} AFTER INSERT ON {table} WHEN {filled} BEGIN {put} END;
            CREATE TRIGGER {Name("update1")} AFTER UPDATE OF {Geometry} ON {table} WHEN OLD.fid = NEW.fid AND {filled} BEGIN {put} END;
            CREATE TRIGGER {Name("update2")} AFTER UPDATE OF {Geometry} ON {table} WHEN OLD.fid = NEW.fid AND {bare} BEGIN DELETE FROM {tree} WHERE id = OLD.fid; END;
            CREATE TRIGGER {Name("update3")} AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND {filled} BEGIN DELETE FROM {tree} WHERE id = OLD.fid; {put} END;
            CREATE TRIGGER {Name("update4")} AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND {bare} BEGIN DELETE FROM {tree} WHERE id IN (OLD.fid, NEW.fid); END;
            CREATE TRIGGER {Name("delete")} AFTER DELETE ON {table} WHEN OLD.{Geometry} NOT NULL BEGIN DELETE FROM {tree} WHERE id = OLD.fid; END;
            """;
    }

    private byte[] Blob(Geometry shape)
    {
        var point = shape is Point;
        using var blob = new MemoryStream();
        using var writer = new BinaryWriter(blob);
        writer.Write("GP"u8);
        writer.Write((byte)0);
        // Little-endian; an extent of four numbers, which a point does not need.
        writer.Write((byte)(1 | (shape.IsEmpty ? 0x10 : point ? 0 : 2)));
        writer.Write(Srs);
        if (!point && !shape.IsEmpty)
        {
            var box = shape.EnvelopeInternal;
            writer.Write(box.MinX);
            writer.Write(box.MaxX);
            writer.Write(box.MinY);
            writer.Write(box.MaxY);
        }

        writer.Write(_wkb.Write(shape));
        writer.Flush();
        return blob.ToArray();
    }

    private object Bound(double value) => _extent.IsNull ? DBNull.Value : value;

    private string KindName() => _type.Shape == ShapeKind.Point ? "POINT" : "GEOMETRY";

    private static string SqlType(FieldType type) => type switch
    {
        FieldType.Integer => "INTEGER",
        FieldType.Number => "REAL",
        FieldType.Date => "DATE",
        FieldType.Boolean => "BOOLEAN",
        _ => "TEXT",
    };

    private static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private void Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }
}
