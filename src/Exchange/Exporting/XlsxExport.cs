using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;

namespace Surefoot.Exchange.Exporting;

/// <summary>One sheet with the columns of the CSV: numbers as numbers, dates as dates, text as text that no program computes. Nothing in it says when it was made.</summary>
internal static class XlsxExport
{
    // What a cell may hold in the programs that open it.
    private const int LongestCell = 32_767;
    private const int MostRows = 1_048_575;
    private const long LargestExactInteger = 1L << 53;
    private const int DateStyle = 1;
    private const int HeaderStyle = 2;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private const string Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";

    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static long Write(Stream file, RecordDescriptor type, IEnumerable<RecordRow> rows, bool synthetic, IReadOnlySet<Guid> disputed) =>
        Build(file, type.Code, Attribution.Of(synthetic), xml => WriteRows(xml, type, rows, disputed));

    /// <summary>A table of texts, its first row the names of the columns.</summary>
    public static void WriteTexts(Stream file, string title, string about, IEnumerable<IReadOnlyList<string?>> rows) => Build(file, title, about, xml =>
    {
        var count = 0L;
        foreach (var row in rows)
        {
            xml.WriteStartElement("row", Main);
            foreach (var text in row)
            {
                // A cell that cannot hold its text says so; this is a working paper, not the data.
                Text(xml, text is { Length: > LongestCell / 8 } && CellEscapes.Write(text).Length > LongestCell ? "(too long for a cell)" : text ?? "", "", count == 0 ? HeaderStyle : 0);
            }

            xml.WriteEndElement();
            count++;
        }

        return count;
    });

    private static long Build(Stream file, string title, string about, Func<XmlWriter, long> writeRows)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        var attribution = Escape(about);
        Part(archive, "[Content_Types].xml", $"""<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>""");
        Part(archive, "_rels/.rels", $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Relation}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="{Package}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>""");
        Part(archive, "docProps/core.xml", $"""<cp:coreProperties xmlns:cp="{Package}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:description>{attribution}</dc:description></cp:coreProperties>""");
        Part(archive, "xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Relation}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Relation}/styles" Target="styles.xml"/></Relationships>""");
        Part(archive, "xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relation}"><sheets><sheet name="{title[..Math.Min(title.Length, 31)]}" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        Part(archive, "xl/styles.xml", $"""<styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>""");
        using var sheet = Entry(archive, "xl/worksheets/sheet1.xml").Open();
        using var xml = XmlWriter.Create(sheet, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize });
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");
        xml.WriteStartElement("sheetData", Main);
        var count = writeRows(xml);
        xml.WriteEndElement();
        xml.WriteRaw($"<headerFooter><oddFooter>&amp;L{attribution.Replace("&amp;", "&amp;&amp;", StringComparison.Ordinal)[..Math.Min(attribution.Length, 240)]}</oddFooter></headerFooter>");
        xml.WriteEndElement();
        return count;
    }

    private static long WriteRows(XmlWriter xml, RecordDescriptor type, IEnumerable<RecordRow> rows, IReadOnlySet<Guid> disputed)
    {
        var tells = disputed.Count > 0 && rows.Any(row => disputed.Contains(row.RecordId));
        var points = type.Shape == ShapeKind.Point;
        string[] position = points ? ["lon", "lat"] : type.Shape == ShapeKind.None ? [] : ["wkt"];
        xml.WriteStartElement("row", Main);
        foreach (var name in (string[])["id", "informationDate", .. type.Fields.Select(f => f.Name), .. position, .. tells ? (string[])[CsvExport.Disputed] : []])
        {
            Text(xml, name, "", HeaderStyle);
        }

        xml.WriteEndElement();
        var wkt = new WKTWriter();
        var count = 0L;
        foreach (var row in rows)
        {
            if (++count > MostRows)
            {
                throw new UnfitValueException(row.Id, $"A sheet has {MostRows} rows at most.", "Export as geojson, gpkg or csv.");
            }

            xml.WriteStartElement("row", Main);
            Text(xml, row.Id, row.Id);
            Date(xml, row.InformationDate);
            foreach (var value in row.Values)
            {
                Value(xml, value, row.Id);
            }

            if (position.Length > 0)
            {
                Position(xml, row.ReadGeometry(), points, wkt, row.Id);
            }

            if (tells)
            {
                Value(xml, disputed.Contains(row.RecordId) ? true : null, row.Id);
            }

            xml.WriteEndElement();
        }

        return count;
    }

    private static void Value(XmlWriter xml, object? value, string record)
    {
        switch (value)
        {
            case null:
                xml.WriteStartElement("c", Main);
                xml.WriteEndElement();
                break;
            case bool flag:
                Cell(xml, "b", 0, flag ? "1" : "0");
                break;
            case DateOnly date:
                Date(xml, date);
                break;
            case long integer when Math.Abs(integer) <= LargestExactInteger:
                Cell(xml, null, 0, integer.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                Cell(xml, null, 0, number.ToString("R", CultureInfo.InvariantCulture));
                break;
            default:
                Text(xml, ValueText.Of(value), record);
                break;
        }
    }

    private static void Position(XmlWriter xml, Geometry? geometry, bool points, WKTWriter wkt, string record)
    {
        if (points)
        {
            Value(xml, geometry is Point p ? p.X : null, record);
            Value(xml, geometry is Point q ? q.Y : null, record);
        }
        else
        {
            Value(xml, geometry is null ? null : wkt.Write(geometry), record);
        }
    }

    // Days since the day before 1900 began; before March 1900 spreadsheets count a day that never was, so those stay text.
    private static void Date(XmlWriter xml, DateOnly date)
    {
        if (date < new DateOnly(1900, 3, 1))
        {
            Text(xml, ValueText.Of(date), "");
            return;
        }

        Cell(xml, null, DateStyle, (date.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture));
    }

    private static void Cell(XmlWriter xml, string? type, int style, string value)
    {
        xml.WriteStartElement("c", Main);
        if (style != 0)
        {
            xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
        }

        if (type is not null)
        {
            xml.WriteAttributeString("t", type);
        }

        xml.WriteElementString("v", Main, value);
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string text, string record, int style = 0)
    {
        var escaped = CellEscapes.Write(text);
        if (escaped.Length > LongestCell)
        {
            throw new UnfitValueException(record, $"A cell of a sheet holds {LongestCell} characters at most; a value of {record} has {escaped.Length}.", "Export as geojson, gpkg or csv.");
        }

        xml.WriteStartElement("c", Main);
        if (style != 0)
        {
            xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
        }

        xml.WriteAttributeString("t", "inlineStr");
        xml.WriteStartElement("is", Main);
        xml.WriteStartElement("t", Main);
        xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(escaped);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Part(ZipArchive archive, string name, string content)
    {
        using var stream = Entry(archive, name).Open();
        stream.Write(Encoding.UTF8.GetBytes(Declaration + content));
    }

    private static ZipArchiveEntry Entry(ZipArchive archive, string name)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        return entry;
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
