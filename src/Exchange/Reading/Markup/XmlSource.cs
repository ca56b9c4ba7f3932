using System.Globalization;
using System.Text;
using System.Xml;
using Surefoot.Exchange.Checking;

namespace Surefoot.Exchange.Reading.Markup;

/// <summary>Tells KML, GPX and maXML apart by their outermost element.</summary>
internal static class XmlSource
{
    public static IEnumerable<SourceRow> Read(SourceContent content, ReadOptions options, GeometryGate gate, FindingList findings, CancellationToken cancellation)
    {
        using var xml = content.IsTranscoded ? MarkupReader.Open(content.Utf8, Encoding.UTF8) : MarkupReader.Open(content.Utf8);
        foreach (var row in Read(xml, options, gate, findings, cancellation))
        {
            yield return row;
        }
    }

    public static IEnumerable<SourceRow> Read(MarkupReader xml, ReadOptions options, GeometryGate gate, FindingList findings, CancellationToken cancellation)
    {
        if (!xml.MoveToRoot())
        {
            throw new SourceFaultException("xml.empty", "The XML has no element.", "Export the file again.");
        }

        switch (xml.Name)
        {
            case "kml":
                return new KmlSource(xml, options, gate, findings).Read(cancellation);
            case "gpx":
                return new GpxSource(xml, options, gate, findings).Read(cancellation);
            case "MineActionFieldReport":
                return new MaXmlSource(xml, options, gate, findings).Read(cancellation);
            case "html" or "HTML":
                throw new SourceFaultException("file.format", "This is a web page or a form, not data.", "Export the data as KML, GPX, GeoJSON or CSV.");
            default:
                return ReadUnknown(xml, findings, cancellation);
        }
    }

    public static Finding FindingOf(XmlException fault)
    {
        if (fault.Message.Contains("DTD", StringComparison.Ordinal))
        {
            return new(Verdict.Reject, null, null, null, "xml.dtd", "The file carries a DTD (DOCTYPE), which is never read: it can make a small file endless or fetch other files.", "Save the file without DOCTYPE.");
        }

        var place = fault.LineNumber > 0 ? string.Create(CultureInfo.InvariantCulture, $" in line {fault.LineNumber}, column {fault.LinePosition}") : "";
        return new(Verdict.Reject, null, null, null, "xml.syntax", $"The XML breaks off{place}: {Text.Cut(fault.Message)}", "Export the file again.");
    }

    // Read to its end all the same: whether it is sound XML is known only there.
    private static IEnumerable<SourceRow> ReadUnknown(MarkupReader xml, FindingList findings, CancellationToken cancellation)
    {
        var name = xml.Name;
        while (xml.Read())
        {
            cancellation.ThrowIfCancellationRequested();
        }

        findings.Add(new(Verdict.Flag, null, null, null, "xml.unknown", $"This is sound XML with the outermost element '{Text.Cut(name, 60)}', neither KML nor GPX; there is no row in it that could be taken.", "Export the data as KML, GPX, GeoJSON or CSV."));
        yield break;
    }
}
