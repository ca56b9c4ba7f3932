using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;
using Surefoot.Geodesy;
using Surefoot.Numerics;

namespace Surefoot.Assessment.Roads;

/// <summary>Where the edges run: longitude and latitude as in the file, and metres in the account's plane.</summary>
/// <remarks>Vertices only are projected: over the few hundred metres of a segment the chord departs by millimetres, the buffer is metres.</remarks>
internal sealed class RoadLines
{
    private readonly double[][]?[] _lonLat;

    private RoadLines(double[][]?[] lonLat, LineString?[] plane)
    {
        _lonLat = lonLat;
        Plane = plane;
    }

    /// <summary>One per edge; null where the file has no line for it.</summary>
    public LineString?[] Plane { get; }

    public double[][]? LonLat(int edge) => _lonLat[edge];

    /// <param name="file">GeoJSON lines with a property id, plain or gzip.</param>
    public static RoadLines Read(byte[] file, string name, IReadOnlyList<string> edgeIds, int workers)
    {
        var rowOf = new Dictionary<string, int>(edgeIds.Count, StringComparer.Ordinal);
        for (var edge = 0; edge < edgeIds.Count; edge++)
        {
            rowOf[edgeIds[edge]] = edge;
        }

        var lonLat = new double[edgeIds.Count][][];
        foreach (var (id, _, line) in ReadAll(file, name))
        {
            if (rowOf.TryGetValue(id, out var edge))
            {
                lonLat[edge] = line;
            }
        }

        return Of(lonLat, workers);
    }

    /// <param name="lonLat">One line per edge; null where there is none.</param>
    public static RoadLines Of(double[][]?[] lonLat, int workers)
    {
        var plane = new LineString?[lonLat.Length];
        RowLoop.Run(lonLat.Length, workers, new ProjectRow(lonLat, plane));
        return new RoadLines(lonLat, plane);
    }

    /// <summary>Every line of a GeoJSON file with its id (the number of the feature where it has none) and class. Of a MultiLineString each part is a line.</summary>
    public static List<(string Id, string Class, double[][] Line)> ReadAll(byte[] file, string name)
    {
        var lines = new List<(string, string, double[][])>();
        try
        {
            using var document = JsonDocument.Parse(file);
            var number = 0;
            foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
            {
                var properties = feature.GetProperty("properties");
                var id = properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty("id", out var given) ? given.ToString() : number.ToString(CultureInfo.InvariantCulture);
                var kind = properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty("class", out var stated) ? stated.ToString() : "";
                var geometry = feature.GetProperty("geometry");
                var coordinates = geometry.GetProperty("coordinates");
                switch (geometry.GetProperty("type").GetString())
                {
                    case "LineString":
                        lines.Add((id, kind, Line(coordinates)));
                        break;
                    case "MultiLineString":
                        lines.AddRange(coordinates.EnumerateArray().Select((part, i) => (string.Create(CultureInfo.InvariantCulture, $"{id}-{i}"), kind, Line(part))));
                        break;
                    default:
                        break;
                }

                number++;
            }
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new RoadFileException("roads.lines", string.Create(CultureInfo.InvariantCulture, $"The lines cannot be read: {failure.Message}"), name, "Give a GeoJSON FeatureCollection of lines, longitude first.");
        }

        return lines;
    }

    private static double[][] Line(JsonElement coordinates)
    {
        var line = new double[coordinates.GetArrayLength()][];
        var at = 0;
        foreach (var pair in coordinates.EnumerateArray())
        {
            line[at++] = [pair[0].GetDouble(), pair[1].GetDouble()];
        }

        return line;
    }

    private readonly struct ProjectRow(double[][]?[] lonLat, LineString?[] plane) : IRowOperation
    {
        public void Invoke(int row)
        {
            if (lonLat[row] is not { Length: > 1 } line)
            {
                return;
            }

            plane[row] = new LineString([.. line.Select(p =>
            {
                var point = EqualAreaPlane.Karabakh.Forward(new(p[0], p[1]));
                return new Coordinate(point.EastingM, point.NorthingM);
            })]);
        }
    }
}
