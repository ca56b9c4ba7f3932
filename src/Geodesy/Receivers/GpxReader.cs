using System.Globalization;
using System.Xml;
using Surefoot.Geodesy.Written;

namespace Surefoot.Geodesy.Receivers;

/// <summary>Reads waypoints, routes and tracks of GPX 1.0 and 1.1, with fix, satellites and dilution where they are written.</summary>
/// <remarks>No DTD, no entities, nothing fetched, depth 256 (INTEGRITY 2). Coordinates are decimal degrees on WGS 84 by definition of the format.</remarks>
public static class GpxReader
{
    public const int MaxDepth = 256;
    public const int MaxPoints = 1_000_000;
    public const long MaxCharacters = 256L << 20;

    private const int MaxFindings = 1000;

    /// <summary>Points in the order of the file. A file that breaks off gives a reject, and its points are not to be used.</summary>
    public static ReceiverFile Read(Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var positions = new List<ReceivedPosition>();
        var findings = new List<WrittenFinding>();
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxCharacters,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            using var reader = XmlReader.Create(content, settings);
            reader.MoveToContent();
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "gpx")
            {
                findings.Add(WrittenFinding.Reject(null, null, reader.LocalName, "gpx.root", "This XML is not GPX.", "The outermost element of GPX is gpx."));
                return new("gpx", [], findings, []);
            }

            while (reader.Read())
            {
                if (reader.Depth > MaxDepth)
                {
                    findings.Add(WrittenFinding.Reject(null, null, reader.LocalName, "xml.depth", $"Elements are nested more than {MaxDepth} deep.", "GPX needs seven levels."));
                    break;
                }

                if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "wpt" or "trkpt" or "rtept")
                {
                    if (positions.Count >= MaxPoints)
                    {
                        findings.Add(WrittenFinding.Reject(null, null, null, "gpx.points", $"The file has more than {MaxPoints} points.", "Split it."));
                        break;
                    }

                    Point(reader, positions, findings);
                }
            }
        }
        catch (XmlException failure)
        {
            var dtd = failure.Message.Contains("DTD", StringComparison.Ordinal);
            findings.Add(WrittenFinding.Reject(failure.LineNumber > 0 ? failure.LineNumber : null, null, null, dtd ? "xml.dtd" : "xml.syntax",
                dtd ? "The file carries a DTD, which is never read." : string.Create(CultureInfo.InvariantCulture, $"The XML breaks off in line {failure.LineNumber}, column {failure.LinePosition}."),
                dtd ? "Save the file without DOCTYPE." : "Export the file again."));
        }

        return new("gpx", positions, findings, []);
    }

    private static void Point(XmlReader reader, List<ReceivedPosition> positions, List<WrittenFinding> findings)
    {
        var row = positions.Count + 1;
        var (latText, lonText) = (reader.GetAttribute("lat"), reader.GetAttribute("lon"));
        var read = Degrees(latText, 90, out var latitude) & Degrees(lonText, 180, out var longitude);
        if (!read && findings.Count < MaxFindings)
        {
            findings.Add(WrittenFinding.Reject(row, "lat, lon", $"{latText}, {lonText}", "gpx.position", "The point has no latitude and longitude in degrees.", "lat lies within 90, lon within 180, both with a decimal point."));
        }

        string? name = null, time = null, fix = null, station = null;
        double? height = null, separation = null, hdop = null, pdop = null, age = null, accuracy = null;
        int? satellites = null;
        if (!reader.IsEmptyElement)
        {
            var depth = reader.Depth;
            while (reader.Read() && reader.Depth > depth)
            {
                if (reader.Depth > MaxDepth)
                {
                    throw new XmlException($"Elements are nested more than {MaxDepth} deep.");
                }

                if (reader.NodeType != XmlNodeType.Element || reader.IsEmptyElement)
                {
                    continue;
                }

                switch (reader.LocalName)
                {
                    case "name" when reader.Depth == depth + 1: name = Text(reader); break;
                    case "time": time = Text(reader); break;
                    case "fix": fix = Text(reader); break;
                    case "ele": height = Number(Text(reader)); break;
                    case "geoidheight": separation = Number(Text(reader)); break;
                    case "hdop": hdop = Number(Text(reader)); break;
                    case "pdop": pdop = Number(Text(reader)); break;
                    case "ageofdgpsdata": age = Number(Text(reader)); break;
                    case "dgpsid": station = Text(reader); break;
                    case "sat": satellites = Number(Text(reader)) is { } s and >= 0 and < 1000 ? (int)s : null; break;
                    // Not in the schema, but what field apps write.
                    case "accuracy" or "hacc": accuracy = Number(Text(reader)); break;
                }
            }
        }

        if (read)
        {
            positions.Add(new(
                name ?? row.ToString(CultureInfo.InvariantCulture), row, new(longitude, latitude), FixRules.OfGpx(fix, satellites), height, separation, satellites, hdop, pdop,
                FixRules.KnownAccuracyM(accuracy), age, station, null, time));
        }
    }

    private static string Text(XmlReader reader)
    {
        // Text of this element only; what is nested in it does not belong here.
        var depth = reader.Depth;
        var text = "";
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && text.Length < 1000)
            {
                text += reader.Value.Length > 1000 ? reader.Value[..1000] : reader.Value;
            }
        }

        return text.Trim();
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    private static bool Degrees(string? text, double most, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value) && Math.Abs(value) <= most;
}
