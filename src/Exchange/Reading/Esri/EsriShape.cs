using System.Buffers.Binary;
using System.Text.Json;
using Surefoot.Exchange.Reading.Shapefiles;

namespace Surefoot.Exchange.Reading.Esri;

/// <summary>A shape of Esri's JSON as WKB: rings turn as in shapefiles, clockwise for shells.</summary>
internal static class EsriShape
{
    private const int MaxPositions = 1_000_000;

    /// <summary>Null for an empty shape.</summary>
    public static byte[]? ToWkb(JsonElement shape, long row, FindingList findings)
    {
        if (shape.ValueKind != JsonValueKind.Object)
        {
            throw Fault(row, "The geometry is no object");
        }

        if (shape.TryGetProperty("x", out var x))
        {
            return x.ValueKind == JsonValueKind.Null || (x.ValueKind == JsonValueKind.String && x.ValueEquals("NaN")) ? null : new ShapeWriter(Positions([[Pair(x, shape.TryGetProperty("y", out var y) ? y : default, row)]], row, out _), []).Points(1)[9..];
        }

        if (shape.TryGetProperty("points", out var points))
        {
            var xy = Positions([Line(points, row)], row, out var starts);
            return starts[^1] == 0 ? null : new ShapeWriter(xy, []).Points(starts[^1]);
        }

        var polygon = shape.TryGetProperty("rings", out var parts);
        if (!polygon && !shape.TryGetProperty("paths", out parts))
        {
            throw Fault(row, "The geometry has no x, points, paths or rings (curves are not read)");
        }

        if (parts.ValueKind != JsonValueKind.Array)
        {
            throw Fault(row, "The parts of the geometry are no list");
        }

        var lines = parts.EnumerateArray().Select(p => Line(p, row)).Where(l => l.Count > 0).ToList();
        if (lines.Count == 0)
        {
            return null;
        }

        var bytes = Positions(lines, row, out var at);
        return polygon ? new ShapeWriter(bytes, []).Polygons(at, RingGroups.Sort(bytes, at, row, findings)) : new ShapeWriter(bytes, []).Lines(at);
    }

    private static List<(double X, double Y)> Line(JsonElement line, long row) => line.ValueKind != JsonValueKind.Array
        ? throw Fault(row, "A part of the geometry is no list")
        : [.. line.EnumerateArray().Select(p => p.ValueKind == JsonValueKind.Array && p.GetArrayLength() is >= 2 and <= 4 ? Pair(p[0], p[1], row) : throw Fault(row, "A position is not two numbers"))];

    private static (double X, double Y) Pair(JsonElement x, JsonElement y, long row) =>
        x.ValueKind == JsonValueKind.Number && y.ValueKind == JsonValueKind.Number && x.TryGetDouble(out var a) && y.TryGetDouble(out var b) ? (a, b) : throw Fault(row, "A position is not two numbers");

    private static byte[] Positions(List<List<(double X, double Y)>> lines, long row, out int[] starts)
    {
        var count = lines.Sum(l => l.Count);
        if (count > MaxPositions)
        {
            throw new SourceFaultException("geometry.count", $"One record has more than {MaxPositions} positions.", "Split the shape into several records.", row, "geometry");
        }

        starts = new int[lines.Count + 1];
        var bytes = new byte[16 * count];
        var at = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            starts[i] = at;
            foreach (var (x, y) in lines[i])
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(16 * at), x);
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan((16 * at) + 8), y);
                at++;
            }
        }

        starts[^1] = at;
        return bytes;
    }

    private static SourceFaultException Fault(long row, string what) => new("esri.geometry", what + ".", "Query the service again with f=json.", row, "geometry");
}
