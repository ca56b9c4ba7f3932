using System.Globalization;
using System.Text;
using System.Xml;
using NetTopologySuite.Geometries;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;

namespace Surefoot.Exchange.Exporting;

/// <summary>KML 2.2: a Placemark for each record, its fields as ExtendedData, the attribution as the document's description.</summary>
/// <remarks>All values are text there; fields without a value are left out. Characters that XML cannot hold become U+FFFD.</remarks>
internal static class KmlExport
{
    private const string Space = "http://www.opengis.net/kml/2.2";

    public static long Write(Stream file, RecordDescriptor type, IEnumerable<RecordRow> rows, bool synthetic, IReadOnlySet<Guid> disputed)
    {
        using var xml = XmlWriter.Create(file, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize, CloseOutput = false });
        xml.WriteStartDocument();
        xml.WriteStartElement("kml", Space);
        xml.WriteStartElement("Document", Space);
        xml.WriteElementString("name", Space, type.Code);
        xml.WriteElementString("description", Space, Attribution.Of(synthetic));
        WriteStyle(xml, type);
        var count = 0L;
        foreach (var row in rows)
        {
            WriteRow(xml, row, disputed.Contains(row.RecordId));
            count++;
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndDocument();
        return count;
    }

    private static void WriteStyle(XmlWriter xml, RecordDescriptor type)
    {
        // KML writes a colour as opacity, blue, green, red.
        var rgb = LayerStyle.ColourOf(type.Code);
        var bgr = rgb[4..6] + rgb[2..4] + rgb[0..2];
        xml.WriteStartElement("Style", Space);
        xml.WriteAttributeString("id", "records");
        xml.WriteStartElement("LineStyle", Space);
        xml.WriteElementString("color", Space, "ff" + bgr);
        xml.WriteElementString("width", Space, "2");
        xml.WriteEndElement();
        xml.WriteStartElement("PolyStyle", Space);
        xml.WriteElementString("color", Space, "60" + bgr);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteRow(XmlWriter xml, RecordRow row, bool disputed)
    {
        xml.WriteRaw("\n");
        xml.WriteStartElement("Placemark", Space);
        xml.WriteElementString("name", Space, Clean(row.Id));
        xml.WriteElementString("styleUrl", Space, "#records");
        xml.WriteStartElement("ExtendedData", Space);
        Data(xml, "id", row.Id);
        Data(xml, "informationDate", ValueText.Of(row.InformationDate));
        for (var i = 0; i < row.Values.Count; i++)
        {
            if (row.Values[i] is { } value)
            {
                Data(xml, row.Type.Fields[i].Name, ValueText.Of(value));
            }
        }

        if (disputed)
        {
            Data(xml, CsvExport.Disputed, "true");
        }

        xml.WriteEndElement();
        if (row.ReadGeometry() is { IsEmpty: false } geometry)
        {
            WriteShape(xml, geometry);
        }

        xml.WriteEndElement();
    }

    private static void Data(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("Data", Space);
        xml.WriteAttributeString("name", name);
        xml.WriteElementString("value", Space, Clean(value));
        xml.WriteEndElement();
    }

    private static void WriteShape(XmlWriter xml, Geometry geometry)
    {
        switch (geometry)
        {
            case Point or LineString:
                xml.WriteStartElement(geometry.GeometryType, Space);
                Coordinates(xml, geometry.Coordinates);
                break;
            case Polygon polygon:
                xml.WriteStartElement("Polygon", Space);
                Boundary(xml, "outerBoundaryIs", polygon.Shell);
                foreach (var hole in polygon.Holes)
                {
                    Boundary(xml, "innerBoundaryIs", hole);
                }

                break;
            case GeometryCollection many:
                xml.WriteStartElement("MultiGeometry", Space);
                foreach (var part in many.Geometries)
                {
                    WriteShape(xml, part);
                }

                break;
            default:
                throw new InvalidOperationException($"No KML for a {geometry.GeometryType}.");
        }

        xml.WriteEndElement();
    }

    private static void Boundary(XmlWriter xml, string name, LinearRing ring)
    {
        xml.WriteStartElement(name, Space);
        xml.WriteStartElement("LinearRing", Space);
        Coordinates(xml, ring.Coordinates);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Coordinates(XmlWriter xml, Coordinate[] positions)
    {
        xml.WriteStartElement("coordinates", Space);
        for (var i = 0; i < positions.Length; i++)
        {
            xml.WriteString(string.Create(CultureInfo.InvariantCulture, $"{(i > 0 ? " " : "")}{positions[i].X:R},{positions[i].Y:R}"));
        }

        xml.WriteEndElement();
    }

    private static string Clean(string text)
    {
        if (text.All(c => XmlConvert.IsXmlChar(c) && !char.IsSurrogate(c)))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value < 0x10000 && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
        }

        return clean.ToString();
    }
}
