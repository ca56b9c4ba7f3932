using System.Text;
using System.Text.RegularExpressions;
using Surefoot.Exchange.Checking;

namespace Surefoot.Exchange.Reading.Markup;

/// <summary>Reads maXML, the exchange format of IMSMA NG, as we understand it: no schema and no real file were there to compare. Each FieldReport is a row; its leaves are
/// columns under their own names, for a profile to map.</summary>
internal sealed partial class MaXmlSource(MarkupReader xml, ReadOptions options, GeometryGate gate, FindingList findings)
{
    private const int MaxColumns = 1000;
    private const int MaxRowChars = 4 * 1024 * 1024;
    private const int MaxPositions = 1_000_000;
    private const int LongestText = 1024 * 1024;

    private static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create("0123456789+-.eE");
    private static readonly string[] Kinds = ["Accident", "Hazard", "HazardReduction", "Location", "MREActivity", "QAActivity", "Victim", "VictimAssistance"];

    private readonly SortedSet<string> _kinds = new(StringComparer.Ordinal);
    private long _row;
    private int _chars;
    private (string? Lon, string? Lat) _point;

    public IEnumerable<SourceRow> Read(CancellationToken cancellation)
    {
        if (gate.Crs != 4326)
        {
            throw new SourceFaultException("crs.not-as-stated", "Points of maXML are longitude and latitude on WGS 84.", "Leave out --crs.", field: "crs");
        }

        findings.Add(new(Verdict.Flag, null, null, null, "maxml.reading", "This is maXML, read as we understand it: neither its schema nor a real file was there to compare.", "Compare some records with the system they come from."));
        var scope = xml.Scope();
        while (xml.ReadElement(scope))
        {
            cancellation.ThrowIfCancellationRequested();
            if (xml.Name == "FieldReport" && ReadReport() is { } row)
            {
                yield return row;
            }
        }

        if (options.Layer is null && _kinds.Count > 1)
        {
            findings.Add(new(Verdict.Reject, null, "layer", null, "layer.several", $"The file holds reports of {_kinds.Count} kinds.", $"Choose one with --layer: {string.Join(", ", _kinds)}."));
        }
    }

    private SourceRow? ReadReport()
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        var positions = new List<(string Lon, string Lat)>();
        string? kind = null;
        var text = new StringBuilder();
        var path = new Stack<(string Name, bool HasChild)>();
        _chars = 0;
        _point = (null, null);
        var scope = xml.Scope();
        while (!scope.IsEmpty && xml.Read() && xml.Depth > scope.Depth)
        {
            if (xml.IsElement)
            {
                if (path.Count > 0)
                {
                    path.Push((path.Pop().Name, true));
                }
                else if (Kinds.Contains(xml.Name))
                {
                    kind = kind is null ? xml.Name : throw new SourceFaultException("maxml.kind", $"A FieldReport holds a {kind} and a {xml.Name}.", "Export the reports one by one.", _row + 1);
                }

                text.Clear();
                if (!xml.IsEmptyElement)
                {
                    path.Push((xml.Name, false));
                }
            }
            else if (xml.IsEndElement)
            {
                var (name, hasChild) = path.Pop();
                if (!hasChild)
                {
                    Leaf(path.Count > 0 ? path.Peek().Name : "", name, text.ToString().Trim(), fields, positions);
                }

                text.Clear();
            }
            else
            {
                xml.AppendText(text, LongestText);
            }
        }

        kind ??= "";
        if (options.Layer is { } wanted && !wanted.Equals(kind, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        _kinds.Add(kind);
        var row = ++_row;
        fields["report"] = kind;
        if (_point != (null, null))
        {
            throw new SourceFaultException("maxml.position", "A point has longitude or latitude, but not both.", "Export the report again.", row, "geometry");
        }

        return gate.Take(row, fields, positions.Count == 0 ? ReadOnlyMemory<byte>.Empty : Encoding.UTF8.GetBytes(Wkt(kind, positions)));
    }

    // One point is a place; three or more corners of a hazard or of its reduction are its outline.
    private static string Wkt(string kind, List<(string Lon, string Lat)> positions)
    {
        var list = string.Join(',', positions.Select(p => $"{p.Lon} {p.Lat}"));
        return positions.Count == 1 ? $"POINT({list})"
            : kind is "Hazard" or "HazardReduction" && positions.Count > 2 ? $"POLYGON(({list}{(positions[0] == positions[^1] ? "" : $",{positions[0].Lon} {positions[0].Lat}")}))"
            : $"MULTIPOINT({list})";
    }

    private void Leaf(string parent, string name, string text, Dictionary<string, string?> fields, List<(string Lon, string Lat)> positions)
    {
        if (text.Length == 0)
        {
            return;
        }

        _chars += text.Length;
        if (_chars > MaxRowChars || fields.Count > MaxColumns || positions.Count > MaxPositions)
        {
            throw new SourceFaultException("maxml.record-size", "A report holds more than a record may.", "Export it without attachments.", _row + 1);
        }

        if (LongitudeName().IsMatch(name) || LatitudeName().IsMatch(name))
        {
            if (text.Length > 60 || text.AsSpan().IndexOfAnyExcept(Signs) >= 0)
            {
                throw new SourceFaultException("maxml.position", "A point has no longitude and latitude in decimal degrees.", "Export the report again.", _row + 1, name, text);
            }

            _point = LongitudeName().IsMatch(name) ? (text, _point.Lat) : (_point.Lon, text);
            if (_point is { Lon: { } lon, Lat: { } lat })
            {
                positions.Add((lon, lat));
                _point = (null, null);
            }
        }
        else if (!fields.TryAdd(name, text) && !fields.TryAdd($"{parent}.{name}", text))
        {
            fields[$"{parent}.{name}"] += ";" + text;
        }
    }

    [GeneratedRegex("^(longitude|lon|long)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LongitudeName();

    [GeneratedRegex("^(latitude|lat)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LatitudeName();
}
