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
        try
        {
            using var document = JsonDocument.Parse(file);
            foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
            {
                var id = feature.GetProperty("properties").GetProperty("id").ToString();
                if (rowOf.TryGetValue(id, out var edge))
                {
                    var coordinates = feature.GetProperty("geometry").GetProperty("coordinates");
                    var line = new double[coordinates.GetArrayLength()][];
                    var at = 0;
                    foreach (var pair in coordinates.EnumerateArray())
                    {
                        line[at++] = [pair[0].GetDouble(), pair[1].GetDouble()];
                    }

                    lonLat[edge] = line;
                }
            }
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new RoadFileException("roads.lines", string.Create(CultureInfo.InvariantCulture, $"The road lines cannot be read: {failure.Message}"), name, "Fetch the reference geography again.");
        }

        var plane = new LineString?[lonLat.Length];
        RowLoop.Run(lonLat.Length, workers, new ProjectRow(lonLat, plane));
        return new RoadLines(lonLat, plane);
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
