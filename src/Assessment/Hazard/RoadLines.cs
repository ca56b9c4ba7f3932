using System.Globalization;
using System.IO.Compression;
using Surefoot.Numerics;

namespace Surefoot.Assessment.Hazard;

/// <summary>Roads as straight pieces from node to node, each once: how near a road a cell lies does not need its bends.</summary>
internal static class RoadLines
{
    public static double[][] Read(string nodesFile, string edgesFile, int workers)
    {
        List<(double Lon, double Lat)> places = [];
        Dictionary<long, int> numbers = [];
        foreach (var line in Lines(nodesFile))
        {
            var fields = line.Split(',');
            numbers.Add(Whole(fields[0]), places.Count);
            places.Add((Number(fields[1]), Number(fields[2])));
        }

        var points = new (double, double)[places.Count];
        RowLoop.Run(points.Length, workers, new ToPlane(places, points));
        HashSet<(int, int)> seen = [];
        List<double[]> lines = [];
        foreach (var line in Lines(edgesFile))
        {
            var fields = line.Split(',', 4);
            if (numbers.TryGetValue(Whole(fields[1]), out var from) && numbers.TryGetValue(Whole(fields[2]), out var to)
                && from != to && seen.Add((Math.Min(from, to), Math.Max(from, to))))
            {
                var ((x1, y1), (x2, y2)) = (points[from], points[to]);
                lines.Add([x1, y1, x2, y2]);
            }
        }

        return [.. lines];
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static long Whole(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private readonly struct ToPlane(List<(double Lon, double Lat)> places, (double, double)[] points) : IRowOperation
    {
        public void Invoke(int row) => points[row] = HazardPlane.Place(places[row].Lon, places[row].Lat);
    }
}
