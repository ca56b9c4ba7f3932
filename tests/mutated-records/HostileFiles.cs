using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Surefoot.Exchange.Tests;

/// <summary>Files made to hurt a reader, each with the verdicts that would be right.</summary>
internal static class HostileFiles
{
    private const string Row = "A,47.150001,39.600001\n";
    private const string Point = """{"type":"Point","coordinates":[47.150001,39.600001]}""";

    /// <summary>Name of the file to its verdicts: one of them is right; the file is written when it is asked for.</summary>
    public static IReadOnlyDictionary<string, (string Verdicts, Action<string> Write)> All { get; } = new Dictionary<string, (string, Action<string>)>(StringComparer.Ordinal)
    {
        ["zeros.xlsx"] = ("reject", path => Zip(path, [("[Content_Types].xml", "<Types/>"u8.ToArray()), ("xl/workbook.xml", new byte[300 << 20])])),
        ["many.kmz"] = ("reject", path => Zip(path, Enumerable.Range(0, 10_001).Select(i => ($"f{i}.txt", "x"u8.ToArray())))),
        ["absolute.kmz"] = ("reject", path => Zip(path, [("/etc/doc.kml", Kml("")), ("doc.kml", Kml(""))])),
        ["twice.kmz"] = ("reject", path => Zip(path, [("doc.kml", Kml("")), ("doc.kml", Kml("<Placemark/>"))])),
        ["lying.kmz"] = ("reject", path =>
        {
            Zip(path, [("doc.kml", Kml(new string(' ', 4000)))]);
            var bytes = File.ReadAllBytes(path);
            // The unpacked size in both headers says ten bytes.
            var central = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(22), 10);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(central + 24), 10);
            File.WriteAllBytes(path, bytes);
        }
        ),
        ["deep.geojson"] = ("reject", path => File.WriteAllText(path, "{\"type\":\"Feature\",\"geometry\":" + Point + ",\"properties\":{\"a\":" + new string('[', 200) + new string(']', 200) + "}}")),
        ["long-number.geojson"] = ("accept flag reject", path => File.WriteAllText(path, "{\"type\":\"Point\",\"coordinates\":[47." + new string('1', 1_000_000) + ",39.600001]}")),
        ["exponent.geojson"] = ("reject", path => File.WriteAllText(path, """{"type":"Point","coordinates":[1e400,39.6]}""")),
        ["small-exponent.geojson"] = ("reject", path => File.WriteAllText(path, "{\"type\":\"Point\",\"coordinates\":[1e-" + new string('9', 100_000) + ",39.6]}")),
        ["doubled.geojson"] = ("reject", path => File.WriteAllText(path, """{"type":"Point","coordinates":[47.150001,39.600001],"coordinates":[47.250001,39.600001]}""")),
        ["surrogate.geojson"] = ("reject", path =>
        {
            // A private character gives its place to half of a pair.
            byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"type\":\"Feature\",\"properties\":{\"a\":\"\uE000\"},\"geometry\":" + Point + "}")];
            bytes[bytes.AsSpan().IndexOf<byte>([0x00, 0xE0]) + 1] = 0xD8;
            File.WriteAllBytes(path, bytes);
        }
        ),
        ["overlong.geojson"] = ("reject", path => File.WriteAllBytes(path, [.. "{\"type\":\"Feature\",\"properties\":{\"a\":\""u8, 0xC0, 0xAF, .. "\"},\"geometry\":"u8, .. Encoding.UTF8.GetBytes(Point), (byte)'}'])),
        ["collection.geojson"] = ("reject", path => File.WriteAllText(path, string.Concat(Enumerable.Repeat("{\"type\":\"GeometryCollection\",\"geometries\":[", 60)) + Point + string.Concat(Enumerable.Repeat("]}", 60)))),
        ["columns.csv"] = ("reject", path =>
        {
            using var text = new StreamWriter(path);
            for (var i = 0; i < 10_000_000; i++)
            {
                text.Write(i == 0 ? "c" : ",c");
                text.Write(i);
            }

            text.Write("\n1\n");
        }
        ),
        ["quote.csv"] = ("reject", path =>
        {
            using var text = new StreamWriter(path);
            text.Write("id,lon,lat\n\"");
            for (var i = 0; i < 640; i++)
            {
                text.Write(new string('x', 100_000));
            }
        }
        ),
        ["nul.csv"] = ("reject", path => File.WriteAllText(path, "id,lon,lat\nA\0B,47.150001,39.600001\n")),
        ["odd-utf16.csv"] = ("reject", path => File.WriteAllBytes(path, [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("id,lon,lat\n" + Row), 0x00])),
        ["unknown-crs.csv"] = ("reject", path => File.WriteAllText(path, "id,x,y,crs\nA,1,2,EPSG:99999999999999999999\nB,1,2,EPSG:999999\n")),
        ["mgrs.csv"] = ("reject", path => File.WriteAllText(path, "id,mgrs\nA,99ZZZ 99999 99999\nB,38SPJ" + new string('1', 100_000) + "\n")),
        ["offset.csv"] = ("reject", path => File.WriteAllText(path, "id,coordinate\nA,A +1E -1N\nB,nowhere 1e308 m @ 1e308 true\n")),
        ["length.shp"] = ("reject", path => Shape(path, bytes => BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(104), int.MaxValue))),
        ["points.shp"] = ("reject", path => Shape(path, bytes => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(108 + 40), -1))),
        ["file-length.shp"] = ("reject", path => Shape(path, bytes => BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(24), int.MaxValue))),
        ["kind.shp"] = ("reject", path => Shape(path, bytes => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(32), 31))),
        ["record-size.dbf.shp"] = ("reject", path => Shape(path, _ => { }, dbf => BinaryPrimitives.WriteUInt16LittleEndian(dbf.AsSpan(10), 0))),
        ["header-size.dbf.shp"] = ("reject", path => Shape(path, _ => { }, dbf => BinaryPrimitives.WriteUInt16LittleEndian(dbf.AsSpan(8), ushort.MaxValue))),
        ["triggers.gpkg"] = ("accept flag", path => Gpkg(path, "CREATE TABLE f (fid INTEGER PRIMARY KEY, geom POINT, id TEXT); INSERT INTO f VALUES (1, @geom, 'A'); CREATE TRIGGER t AFTER INSERT ON f BEGIN SELECT load_extension('x'); END; CREATE VIEW v AS SELECT * FROM f, f, f")),
        ["endless-view.gpkg"] = ("reject", path => Gpkg(path, "CREATE VIEW f AS WITH RECURSIVE c(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM c) SELECT fid, zeroblob(100) AS geom, 'A' AS id FROM c")),
        ["virtual.gpkg"] = ("reject", path => Gpkg(path, "CREATE VIRTUAL TABLE f USING fts5(fid, geom, id); INSERT INTO f VALUES (1, 'x', 'A')")),
        ["generated.gpkg"] = ("reject flag", path => Gpkg(path, "CREATE TABLE f (fid INTEGER PRIMARY KEY, geom POINT, id TEXT AS (hex(zeroblob(400000000)))); INSERT INTO f (fid, geom) VALUES (1, @geom)")),
        ["wide-blob.gpkg"] = ("reject", path => Gpkg(path, "CREATE TABLE f (fid INTEGER PRIMARY KEY, geom POINT, id TEXT); INSERT INTO f VALUES (1, zeroblob(150000000), 'A')")),
        ["lying-blob.gpkg"] = ("reject", path => Gpkg(path, "CREATE TABLE f (fid INTEGER PRIMARY KEY, geom POINT, id TEXT); INSERT INTO f VALUES (1, x'4750000FE6100000', 'A')")),
        ["entity.xlsx"] = ("reject", path => Workbook(path, "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&x;</t></is></c></row></sheetData></worksheet>")),
        ["far-row.xlsx"] = ("reject", path => Workbook(path, "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"99999999999\"><c r=\"ZZZZZ99999999999\"><v>1</v></c></row></sheetData></worksheet>")),
        ["shared.xlsx"] = ("reject", path => Workbook(path, "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>4000000000</v></c></row></sheetData></worksheet>")),
        ["folders.kml"] = ("reject", path => File.WriteAllBytes(path, Kml(string.Concat(Enumerable.Repeat("<Folder>", 300)) + string.Concat(Enumerable.Repeat("</Folder>", 300))))),
        ["positions.kml"] = ("reject", path =>
        {
            using var text = new StreamWriter(path);
            text.Write("<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Placemark><LineString><coordinates>");
            for (var i = 0; i < 1_100_000; i++)
            {
                text.Write("47.15,39.6 ");
            }

            text.Write("</coordinates></LineString></Placemark></Document></kml>");
        }
        ),
        ["links.kml"] = ("flag reject", path => File.WriteAllBytes(path, Kml(string.Concat(Enumerable.Repeat("<NetworkLink><Link><href>http://127.0.0.1:9/x</href><refreshMode>onInterval</refreshMode><refreshInterval>1</refreshInterval></Link></NetworkLink>", 20_000))))),
        ["blank.gpx"] = ("flag reject", path =>
        {
            using var text = new StreamWriter(path);
            text.Write("<gpx xmlns=\"http://www.topografix.com/GPX/1/1\">");
            for (var i = 0; i < 1000; i++)
            {
                text.Write(new string(' ', 100_000));
            }

            text.Write("</gpx>");
        }
        ),
        ["attribute.gpx"] = ("reject", path => File.WriteAllText(path, "<gpx xmlns=\"http://www.topografix.com/GPX/1/1\"><wpt lat=\"" + new string('3', 5_000_000) + "\" lon=\"1\"/></gpx>")),
        ["encoding.gpx"] = ("reject", path => File.WriteAllText(path, "<?xml version=\"1.0\" encoding=\"utf-7\"?><gpx xmlns=\"http://www.topografix.com/GPX/1/1\"><wpt lat=\"39.6\" lon=\"47.1\"/></gpx>")),
        ["sentences.nmea"] = ("reject", path => File.WriteAllText(path, string.Concat(Enumerable.Repeat("$GPGGA,101112.00,3936.0005,N,04709.0007,E,4,14,0.7,321.5,M,12.1,M,1.0,0031*00\r\n", 300_000)))),
        ["curves.json"] = ("reject", path => File.WriteAllText(path, """{"geometryType":"esriGeometryPolygon","spatialReference":{"wkid":4326},"features":[{"attributes":{"id":"A"},"geometry":{"curveRings":[[[47.15,39.6],{"c":[[47.16,39.6],[47.155,39.61]]}]]}},{"attributes":{},"geometry":{"rings":[[["NaN",1],[2,"NaN"]]]}}]}""")),
        ["srid.wkb"] = ("reject", path => File.WriteAllBytes(path, [1, 1, 0, 0, 0x20, 0xFF, 0xFF, 0xFF, 0x7F, .. BitConverter.GetBytes(47.15), .. BitConverter.GetBytes(39.6)])),
        ["depth.wkt"] = ("reject", path => File.WriteAllText(path, string.Concat(Enumerable.Repeat("GEOMETRYCOLLECTION(", 200_000)))),
    };

    private static byte[] Kml(string inner) => Encoding.UTF8.GetBytes("<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>" + inner + "</Document></kml>");

    private static void Zip(string path, IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, content) in entries)
        {
            using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
            entry.Write(content);
        }
    }

    private static void Workbook(string path, string sheet)
    {
        const string types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
        const string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        Zip(path,
        [
            ("[Content_Types].xml", Encoding.UTF8.GetBytes(types)),
            ("_rels/.rels", Encoding.UTF8.GetBytes($"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")),
            ("xl/workbook.xml", Encoding.UTF8.GetBytes($"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{office}\"><sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>")),
            ("xl/_rels/workbook.xml.rels", Encoding.UTF8.GetBytes($"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>")),
            ("xl/worksheets/sheet1.xml", Encoding.UTF8.GetBytes(sheet)),
        ]);
    }

    // One triangle with its table, then damaged.
    private static void Shape(string path, Action<byte[]> damage, Action<byte[]>? damageTable = null)
    {
        var shp = new byte[100 + 8 + 44 + 4 + (4 * 16)];
        BinaryPrimitives.WriteInt32BigEndian(shp, 9994);
        BinaryPrimitives.WriteInt32BigEndian(shp.AsSpan(24), shp.Length / 2);
        BinaryPrimitives.WriteInt32LittleEndian(shp.AsSpan(28), 1000);
        BinaryPrimitives.WriteInt32LittleEndian(shp.AsSpan(32), 5);
        BinaryPrimitives.WriteInt32BigEndian(shp.AsSpan(100), 1);
        BinaryPrimitives.WriteInt32BigEndian(shp.AsSpan(104), (shp.Length - 108) / 2);
        BinaryPrimitives.WriteInt32LittleEndian(shp.AsSpan(108), 5);
        BinaryPrimitives.WriteInt32LittleEndian(shp.AsSpan(108 + 36), 1);
        BinaryPrimitives.WriteInt32LittleEndian(shp.AsSpan(108 + 40), 4);
        (double X, double Y)[] corners = [(47.15, 39.6), (47.15, 39.61), (47.16, 39.61), (47.15, 39.6)];
        for (var i = 0; i < corners.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(shp.AsSpan(156 + (16 * i)), corners[i].X);
            BinaryPrimitives.WriteDoubleLittleEndian(shp.AsSpan(164 + (16 * i)), corners[i].Y);
        }

        damage(shp);
        File.WriteAllBytes(path, shp);
        var dbf = new byte[32 + 32 + 1 + 6 + 1];
        (dbf[0], dbf[4], dbf[8], dbf[10]) = (3, 1, 65, 6);
        "id"u8.CopyTo(dbf.AsSpan(32));
        (dbf[43], dbf[48], dbf[64], dbf[65], dbf[^1]) = ((byte)'C', 5, 13, (byte)' ', 26);
        "A    "u8.CopyTo(dbf.AsSpan(66));
        damageTable?.Invoke(dbf);
        File.WriteAllBytes(Path.ChangeExtension(path, ".dbf"), dbf);
        File.WriteAllText(Path.ChangeExtension(path, ".prj"), "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433],AUTHORITY[\"EPSG\",\"4326\"]]");
    }

    private static void Gpkg(string path, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            PRAGMA application_id=1196444487;
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
            INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84"]', '');
            CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT, last_change TEXT, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
            INSERT INTO gpkg_contents VALUES ('f', 'features', 'f', '', '2025-01-01T00:00:00Z', 47, 39, 48, 40, 4326);
            CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT);
            INSERT INTO gpkg_geometry_columns VALUES ('f', 'geom', 'POINT', 4326, 0, 0);
            {sql};
            """);
        command.Parameters.AddWithValue("@geom", (byte[])[.. "GP"u8, 0, 1, .. BitConverter.GetBytes(4326), 1, 1, 0, 0, 0, .. BitConverter.GetBytes(47.150001), .. BitConverter.GetBytes(39.600001)]);
        command.ExecuteNonQuery();
    }
}
