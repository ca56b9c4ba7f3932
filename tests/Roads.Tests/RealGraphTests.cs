using System.Globalization;
using System.IO.Compression;

namespace Surefoot.Roads.Tests;

/// <summary>The real graph of the region (59,971 nodes, 72,240 edges, 1,050 settlements) against SciPy 1.10.1; values from bench/roads/scipy_matrix.py.</summary>
public sealed class RealGraphTests
{
    private static readonly string? Folder = FindShared();

    [Fact]
    public void Settlement_matrix_has_SciPys_sum_holes_and_values()
    {
        if (Folder is null)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail("The shared data folder is absent.");
            }

            Assert.Skip("needs the shared data folder (geo/osm-az-region-2021, geo/az-admin-wof)");
        }

        var nodes = Rows(Path.Combine(Folder, "geo", "osm-az-region-2021", "road_nodes.csv.gz"));
        var edges = Rows(Path.Combine(Folder, "geo", "osm-az-region-2021", "road_edges.csv.gz"));
        var settlements = Rows(Path.Combine(Folder, "geo", "az-admin-wof", "az_demo_settlements.csv"));
        var network = RoadNetwork.Create(
            [.. nodes.Select(r => Number(r[1]))],
            [.. nodes.Select(r => Number(r[2]))],
            [.. edges.Select(r => (int)Number(r[1]))],
            [.. edges.Select(r => (int)Number(r[2]))],
            [.. edges.Select(r => r[4] != "0")],
            [.. edges.Select(r => Number(r[5]))],
            [.. edges.Select(r => RoadSpeed.KmPerHour(r[3]))]);
        var places = Places.Snap(network, [.. settlements.Select(r => Number(r[6]))], [.. settlements.Select(r => Number(r[5]))], [.. settlements.Select(_ => 1.0)]);
        var times = PreparedTravel.Prepare(RoadIndex.Build(network), places, network.OpenHours).Sweep(2);
        times.UnreachablePairs().ShouldBe(53_890);
        times.FiniteSumHours().ShouldBe(2259105.2883975003, 2259105 * 1e-12);
        times.From(0)[1].ShouldBe(0.7178108333333334, 1e-12);
        times.From(17)[900].ShouldBe(1.0778216666666665, 1e-12);
        times.From(1049)[3].ShouldBe(3.5953883333333327, 1e-12);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static List<string[]> Rows(string file)
    {
        using var stream = File.OpenRead(file);
        using var plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
        using var reader = new StreamReader(plain);
        reader.ReadLine();
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line)
        {
            rows.Add(line.Split(','));
        }

        return rows;
    }

    private static string? FindShared()
    {
        var named = Environment.GetEnvironmentVariable("SUREFOOT_SHARED");
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Surefoot.slnx")))
        {
            root = root.Parent;
        }

        var candidates = new[] { named, root?.Parent is null ? null : Path.Combine(root.Parent.FullName, "shared") };
        return candidates.Where(c => c is not null).Select(c => Path.Combine(c!, "data")).FirstOrDefault(Directory.Exists);
    }
}
