using System.Security.Cryptography;
using Surefoot.Raster;
using Surefoot.Roads;

namespace Surefoot.Assessment.Roads;

/// <summary>The network an assessment is about: roads, railways or power lines, with where its edges run.</summary>
/// <param name="PlaceKm">A settlement farther than this from every node is not on this network; infinite for roads.</param>
internal sealed record NetworkSource(string Kind, IReadOnlyList<string> Files, double PlaceKm)
{
    // A station or a transformer serves villages about it; both distances are assumptions (ours).
    private const double StationKm = 10;
    private const double SupplyKm = 5;

    /// <summary>SHA-256 of each file, in their order; "" where there is none.</summary>
    public RoadsInputs Hash(string journalHead)
    {
        var hashes = Files.Select(HashOf).ToArray();
        return Kind == "road" ? new(journalHead, hashes[0], hashes[1], hashes[2]) : new(journalHead, "", "", hashes[0]);
    }

    /// <exception cref="RoadFileException">There is no such network in the reference geography.</exception>
    public static NetworkSource Of(RoadsRequest request)
    {
        var folder = request.GeographyFolder;
        return request.Settings.Network switch
        {
            "road" => new("road", [Path.Combine(folder, "roads", "nodes.csv.gz"), Path.Combine(folder, "roads", "edges.csv.gz"), Path.Combine(folder, "roads", "roads.geojson.gz")], double.PositiveInfinity),
            "rail" => new("rail", [request.LinesFile ?? Path.Combine(folder, "railways.geojson.gz")], StationKm),
            "power" => new("power", [request.LinesFile ?? throw new RoadFileException("power.lines", "The reference geography has no power lines.", "power", "Give --lines FILE.geojson: LineStrings, longitude first.")], SupplyKm),
            var other => throw new ArgumentException($"There is no network {other}.", nameof(request)),
        };
    }

    public (RoadGraph Graph, RoadLines Lines) Read(string geographyFolder, RoadsSettings settings, int workers)
    {
        if (Kind != "road")
        {
            var (lineGraph, pieces) = LineNetwork.Read(Files[0]);
            return lineGraph.Network.NodeCount == 0
                ? throw new RoadFileException("roads.lines", "The file holds no lines.", Files[0], "Give a GeoJSON FeatureCollection of lines.")
                : (lineGraph, RoadLines.Of(pieces, workers));
        }

        var graph = ReadRoadNetwork.FromFiles(Files[0], Files[1]);
        var lines = RoadLines.Read(RoadTable.ReadBytes(Files[2]), Files[2], graph.EdgeId, workers);
        return (settings.Season == "none" ? graph : graph with { ElevationM = Elevations(geographyFolder, graph.Network) }, lines);
    }

    private static double[] Elevations(string geographyFolder, RoadNetwork network)
    {
        var file = Path.Combine(geographyFolder, "elevation-30s.tif");
        var heights = DegreeHeights.Read(file, out var refusal) ?? throw new RoadFileException("elevation", refusal!.Message, file, "Restore the reference geography.");
        return [.. Enumerable.Range(0, network.NodeCount).Select(node => heights.At(network.Longitude[node], network.Latitude[node]))];
    }

    private static string HashOf(string file)
    {
        if (!File.Exists(file))
        {
            throw new RoadFileException("roads.missing", "The network's file is not there.", file, "Restore the reference geography, or give a file that exists.");
        }

        return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
    }
}
