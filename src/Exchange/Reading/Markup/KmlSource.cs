using Surefoot.Exchange.Checking;

namespace Surefoot.Exchange.Reading.Markup;

/// <summary>Reads KML 2.2 (OGC 12-007r2): each Placemark is a row, its ExtendedData are columns. Styles are ignored, links never followed.</summary>
/// <param name="firstRow">Number of the first record; an archive may hold several documents.</param>
/// <param name="document">Name of the document within an archive of several, which <c>--layer</c> may name instead of a folder; null for one by itself.</param>
internal sealed class KmlSource(MarkupReader xml, ReadOptions options, GeometryGate gate, FindingList findings, long firstRow = 1, string? document = null)
{
    private const int MaxPositions = 1_000_000;
    private const int MaxShapes = 100_000;
    private const int MaxColumns = 1000;
    private const int MaxRowChars = 16 * 1024 * 1024;

    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private readonly Stack<(int Depth, string? Name)> _folders = new();
    private long _row = firstRow - 1;
    private int _rowChars;

    public IEnumerable<SourceRow> Read(CancellationToken cancellation)
    {
        if (gate.Crs != 4326)
        {
            throw new SourceFaultException("crs.not-as-stated", "KML is longitude and latitude on WGS 84 by definition.", "Leave out --crs.", field: "crs");
        }

        while (xml.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            while (_folders.Count > 0 && xml.Depth <= _folders.Peek().Depth)
            {
                _folders.Pop();
            }

            if (!xml.IsElement)
            {
                continue;
            }

            switch (xml.Name)
            {
                case "Folder" when !xml.IsEmptyElement:
                    _folders.Push((xml.Depth, null));
                    break;
                case "name" when _folders.Count > 0 && xml.Depth == _folders.Peek().Depth + 1:
                    var (depth, _) = _folders.Pop();
                    _folders.Push((depth, xml.ReadText()));
                    break;
                case "Placemark":
                    if (ReadPlacemark() is { } row)
                    {
                        yield return row;
                    }

                    break;
                case "NetworkLink" when document is not null:
                    break;
                case "NetworkLink" or "GroundOverlay" or "PhotoOverlay" or "ScreenOverlay":
                    Say(xml.Name, "kml.left-out", $"The file holds a {xml.Name}; it is left out, and nothing it points to is fetched.", "Give what it shows as a file of its own.");
                    break;
            }
        }
    }

    private SourceRow? ReadPlacemark()
    {
        var folder = _folders.Count > 0 ? _folders.Peek().Name : null;
        if (options.Layer is { } wanted && folder != wanted && document != wanted)
        {
            return null;
        }

        var row = ++_row;
        _rowChars = 0;
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        var own = new List<(string Name, string Value)>();
        var shapes = new List<MarkupShape>();
        var positions = new CoordinateText(row, MaxPositions);
        if (xml.Attribute("id") is { Length: > 0 } id)
        {
            own.Add(("id", id));
        }

        var scope = xml.Scope();
        while (xml.ReadChild(scope))
        {
            switch (xml.Name)
            {
                case "name" or "description":
                    own.Add((xml.Name, xml.ReadText()));
                    break;
                case "TimeStamp" or "TimeSpan":
                    ReadTimes(own);
                    break;
                case "ExtendedData":
                    ReadData(row, fields);
                    break;
                default:
                    ReadShape(row, own, shapes, positions, 1);
                    break;
            }
        }

        if (folder is not null)
        {
            own.Add(("folder", folder));
        }

        AddOwn(fields, own);
        return gate.Take(row, fields, shapes.Count == 0 ? ReadOnlyMemory<byte>.Empty : MarkupShape.ToWkt(shapes));
    }

    // What stands in ExtendedData has its name from the sender; the elements of KML fill the names that are left.
    private static void AddOwn(Dictionary<string, string?> fields, List<(string Name, string Value)> own)
    {
        foreach (var (name, text) in own)
        {
            var value = text.Trim();
            // A label that repeats the record's id says nothing of its own.
            if (value.Length > 0 && !(name == "name" && fields.GetValueOrDefault("id") == value))
            {
                fields.TryAdd(name, value);
            }
        }
    }

    private void ReadTimes(List<(string Name, string Value)> own)
    {
        var scope = xml.Scope();
        while (xml.ReadChild(scope))
        {
            if (xml.Name is "when" or "begin" or "end")
            {
                own.Add((xml.Name, xml.ReadText()));
            }
        }
    }

    private void ReadData(long row, Dictionary<string, string?> fields)
    {
        var scope = xml.Scope();
        while (xml.ReadElement(scope))
        {
            if (xml.Name == "SimpleData")
            {
                AddData(row, fields, xml.Attribute("name"), xml.ReadText());
            }
            else if (xml.Name == "Data")
            {
                var name = xml.Attribute("name");
                string? value = null;
                var inner = xml.Scope();
                while (xml.ReadChild(inner))
                {
                    value = xml.Name == "value" ? xml.ReadText() : value;
                }

                AddData(row, fields, name, value);
            }
        }
    }

    private void AddData(long row, Dictionary<string, string?> fields, string? name, string? value)
    {
        name = name?.Trim();
        if ((_rowChars += value?.Length ?? 0) > MaxRowChars)
        {
            throw new SourceFaultException("kml.record-size", $"A record has more than {MaxRowChars / (1024 * 1024)} million characters.", "Split it.", row);
        }

        if (string.IsNullOrEmpty(name) || fields.Count >= MaxColumns)
        {
            findings.Add(new(Verdict.Reject, row, null, null, "kml.data", $"A value in ExtendedData has no name, or there are more than {MaxColumns} of them.", "Give each Data or SimpleData its name."));
        }
        else if (!fields.TryAdd(name, string.IsNullOrEmpty(value) ? null : value))
        {
            findings.Add(new(Verdict.Reject, row, name, value is null ? null : Text.Cut(value), "kml.doubled", $"The value '{Text.Cut(name, 60)}' stands twice; which one counts is not defined.", "Keep one of them."));
        }
    }

    private void ReadShape(long row, List<(string Name, string Value)> own, List<MarkupShape> shapes, CoordinateText positions, int nesting)
    {
        var scope = xml.Scope();
        switch (xml.Name)
        {
            case "Point" or "LineString" or "LinearRing":
                var line = new MemoryStream();
                var found = false;
                var kind = xml.Name == "Point" ? "POINT" : "LINESTRING";
                while (xml.ReadChild(scope))
                {
                    if (xml.Name == "coordinates")
                    {
                        found = true;
                        positions.Append(line, xml.ReadChunks());
                    }
                    else
                    {
                        KeepAltitudeMode(own);
                    }
                }

                Add(row, shapes, kind, line, found);
                break;
            case "Polygon":
                ReadPolygon(row, own, shapes, positions);
                break;
            case "MultiGeometry":
                if (nesting > 16)
                {
                    throw new SourceFaultException("geometry.depth", "Shapes are nested more than 16 deep.", "Write one geometry, or a collection of geometries.", row, "geometry");
                }

                while (xml.ReadChild(scope))
                {
                    ReadShape(row, own, shapes, positions, nesting + 1);
                }

                break;
            case "Model" or "Track" or "MultiTrack":
                findings.Add(new(Verdict.Reject, row, "geometry", xml.Name, "kml.geometry", $"A {xml.Name} is not a shape that can be read.", "Give it as point, line or polygon."));
                break;
        }
    }

    private void ReadPolygon(long row, List<(string Name, string Value)> own, List<MarkupShape> shapes, CoordinateText positions)
    {
        var scope = xml.Scope();
        var body = new MemoryStream();
        var holes = new MemoryStream();
        var outer = false;
        while (xml.ReadChild(scope))
        {
            if (xml.Name is not ("outerBoundaryIs" or "innerBoundaryIs"))
            {
                KeepAltitudeMode(own);
                continue;
            }

            var isOuter = xml.Name == "outerBoundaryIs";
            if (isOuter && outer)
            {
                throw new SourceFaultException("kml.boundary", "A polygon has two outer boundaries.", "Write two polygons.", row, "geometry");
            }

            outer |= isOuter;
            var boundary = xml.Scope();
            while (xml.ReadElement(boundary))
            {
                if (xml.Name == "coordinates")
                {
                    if (!isOuter)
                    {
                        holes.WriteByte((byte)',');
                    }

                    positions.Append(isOuter ? body : holes, xml.ReadChunks());
                }
            }
        }

        using var whole = new MemoryStream();
        whole.WriteByte((byte)'(');
        body.WriteTo(whole);
        holes.WriteTo(whole);
        whole.WriteByte((byte)')');
        Add(row, shapes, "POLYGON", whole, outer);
    }

    private void Add(long row, List<MarkupShape> shapes, string kind, MemoryStream body, bool found)
    {
        if (shapes.Count >= MaxShapes)
        {
            throw new SourceFaultException("geometry.count", $"One record has more than {MaxShapes} shapes.", "Split it into several records.", row, "geometry");
        }

        var bytes = body.ToArray();
        if (!found || bytes.Length < 3)
        {
            findings.Add(new(Verdict.Reject, row, "geometry", null, "geometry.empty", $"A {kind} has no coordinates.", "Give them, or leave the shape out."));
            return;
        }

        shapes.Add(new(kind, bytes));
    }

    private void KeepAltitudeMode(List<(string Name, string Value)> own)
    {
        if (xml.Name == "altitudeMode")
        {
            own.Add(("altitudeMode", xml.ReadText()));
        }
    }

    private void Say(string key, string rule, string message, string suggestion)
    {
        if (_said.Add(key))
        {
            findings.Add(new(Verdict.Flag, null, null, null, rule, message, suggestion));
        }
    }
}
