using System.Globalization;
using Surefoot.Exchange.Checking;
using Surefoot.Geodesy.Receivers;
using Surefoot.Geodesy.Written;

namespace Surefoot.Exchange.Reading.Markup;

/// <summary>Reads GPX 1.0 and 1.1: a waypoint is a point, a track or route a line. What the receiver says of its fix is kept in columns and judged by the rules for evidence.</summary>
internal sealed class GpxSource(MarkupReader xml, ReadOptions options, GeometryGate gate, FindingList findings)
{
    private static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create("0123456789+-.eE");

    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private long _row;

    public IEnumerable<SourceRow> Read(CancellationToken cancellation)
    {
        if (gate.Crs != 4326)
        {
            throw new SourceFaultException("crs.not-as-stated", "GPX is longitude and latitude on WGS 84 by definition.", "Leave out --crs.", field: "crs");
        }

        if (options.Layer is not (null or "waypoints" or "tracks" or "routes"))
        {
            throw new SourceFaultException("layer.unknown", $"GPX has no layer '{Text.Cut(options.Layer, 60)}'.", "Choose waypoints, tracks or routes with --layer.", field: "layer");
        }

        var scope = xml.Scope();
        while (xml.ReadChild(scope))
        {
            cancellation.ThrowIfCancellationRequested();
            if (xml.Name == "wpt" && options.Layer is null or "waypoints")
            {
                yield return ReadWaypoint();
            }
            else if ((xml.Name == "trk" && options.Layer is null or "tracks") || (xml.Name == "rte" && options.Layer is null or "routes"))
            {
                yield return ReadLine();
            }
        }
    }

    private SourceRow ReadWaypoint()
    {
        var row = ++_row;
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal) { ["kind"] = "waypoint" };
        var (lon, lat) = (xml.Attribute("lon")?.Trim() ?? "", xml.Attribute("lat")?.Trim() ?? "");
        var scope = xml.Scope();
        while (xml.ReadElement(scope))
        {
            if (xml.Name is not ("link" or "extensions" or "url" or "urlname") && fields.Count < 100)
            {
                var name = xml.Name;
                if (xml.ReadText(100_000).Trim() is { Length: > 0 } value)
                {
                    fields.TryAdd(name, value);
                }
            }
        }

        var received = Received(fields);
        var taken = gate.Take(row, fields, Position(row, lon, lat), measured: Measurement.From(received) is { SaysNothing: false } measured ? measured : null);
        if (taken.Geometry is { } geometry)
        {
            Judge(row, received with { Place = new(geometry.Coordinate.X, geometry.Coordinate.Y) });
        }

        return taken;
    }

    private SourceRow ReadLine()
    {
        var row = ++_row;
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal) { ["kind"] = xml.Name == "trk" ? "track" : "route" };
        var parts = new List<MarkupShape>();
        var body = new MemoryStream();
        var count = 0;
        var scope = xml.Scope();
        var top = scope.Depth + 1;
        while (xml.ReadElement(scope))
        {
            switch (xml.Name)
            {
                case "trkseg":
                    Close();
                    break;
                case "trkpt" or "rtept":
                    if (++count > GpxReader.MaxPoints)
                    {
                        throw new SourceFaultException("geometry.count", string.Create(CultureInfo.InvariantCulture, $"One record has more than {GpxReader.MaxPoints} positions."), "Split the track.", row, "geometry");
                    }

                    body.WriteByte(body.Length == 0 ? (byte)'(' : (byte)',');
                    var position = Position(row, xml.Attribute("lon")?.Trim() ?? "", xml.Attribute("lat")?.Trim() ?? "");
                    position.AsSpan().Replace((byte)',', (byte)' ');
                    body.Write(position);
                    break;
                case "name" or "cmt" or "desc" or "src" or "number" or "type" when xml.Depth == top:
                    var name = xml.Name;
                    if (xml.ReadText(100_000).Trim() is { Length: > 0 } value)
                    {
                        fields.TryAdd(name, value);
                    }

                    break;
            }
        }

        Close();
        return gate.Take(row, fields, parts.Count == 0 ? ReadOnlyMemory<byte>.Empty : MarkupShape.ToWkt(parts));

        void Close()
        {
            if (body.Length > 0)
            {
                body.WriteByte((byte)')');
                parts.Add(new("LINESTRING", body.ToArray()));
                body = new();
            }
        }
    }

    private static byte[] Position(long row, string lon, string lat)
    {
        foreach (var text in (ReadOnlySpan<string>)[lon, lat])
        {
            if (text.Length is 0 or > 60 || text.AsSpan().IndexOfAnyExcept(Signs) >= 0)
            {
                throw new SourceFaultException("gpx.position", string.Create(CultureInfo.InvariantCulture, $"A point of record {row} has no latitude and longitude in decimal degrees."), "lat lies within 90, lon within 180, both with a decimal point.", row, "lat, lon", $"{lat}, {lon}");
            }
        }

        return System.Text.Encoding.ASCII.GetBytes($"{lon},{lat}");
    }

    private static ReceivedPosition Received(Dictionary<string, string?> fields)
    {
        double? Number(string field) => double.TryParse(fields.GetValueOrDefault(field), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
        int? satellites = Number("sat") is { } s and >= 0 and < 1000 ? (int)s : null;
        var fix = FixRules.OfGpx(fields.GetValueOrDefault("fix"), satellites);
        var sigma = FixRules.KnownAccuracyM(Number("accuracy") ?? Number("hacc"));
        return new(
            fields.GetValueOrDefault("name") ?? "", 1, default, fix, Number("ele"), Number("geoidheight"), satellites, Number("hdop"), Number("pdop"), sigma, Number("ageofdgpsdata"),
            fields.GetValueOrDefault("dgpsid"), null, fields.GetValueOrDefault("time"));
    }

    // What a receiver does not say at all is said once for the file; what it says badly, of each point.
    private void Judge(long row, ReceivedPosition received)
    {
        foreach (var found in FixRules.Judge(received, PositionUse.Evidence))
        {
            var unsaid = found.Rule is "fix.not-stated" or "fix.accuracy-unknown";
            if (!unsaid || _said.Add(found.Rule))
            {
                findings.Add(new(found.Rejects ? Verdict.Reject : Verdict.Flag, unsaid ? null : row, found.Field, found.Value, found.Rule, found.Message, found.Suggestion, received.Place));
            }
        }
    }
}
