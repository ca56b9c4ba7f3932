using System.Globalization;
using System.IO.Compression;

namespace Surefoot.Roads.Tests;

/// <summary>Real road graphs of three countries; not part of the product, so beside the repository or where SUREFOOT_SHARED says.</summary>
public sealed class RealGraphTests
{
    [Fact]
    public void Settlement_matrix_has_SciPys_sum_holes_and_values()
    {
        // The region round Karabakh against SciPy 1.10.1; values from bench/roads/scipy_matrix.py.
        var (network, places) = Read("osm-az-region-2021", "az-admin-wof/az_demo_settlements.csv", 1050);
        var times = PreparedTravel.Prepare(RoadIndex.Build(network, 2), places, network.OpenHours).Sweep(2);
        times.UnreachablePairs().ShouldBe(53_890);
        times.FiniteSumHours().ShouldBe(2259105.2883975003, 2259105 * 1e-12);
        times.From(0)[1].ShouldBe(0.7178108333333334, 1e-12);
        times.From(17)[900].ShouldBe(1.0778216666666665, 1e-12);
        times.From(1049)[3].ShouldBe(3.5953883333333327, 1e-12);
    }

    [Theory]
    [InlineData("ba-osm-roads-2021", "ba-admin-wof/ba_localities.csv", 337_527, 390_775)]
    [InlineData("mz-osm-roads-2021", "mz-admin-wof/mz_localities.csv", 778_537, 1_049_061)]
    public void Bosnian_and_Mozambican_sweeps_equal_Dijkstra_bit_for_bit_before_and_after_an_opening(string roads, string settlements, int nodes, int edges)
    {
        var (network, places) = Read(roads, settlements, 1000);
        network.NodeCount.ShouldBe(nodes);
        network.EdgeCount.ShouldBe(edges);
        var blocks = SimulatedBlocks.Draw(network, places, 60, 1);
        var settings = TravelSettings.Parity with { ClosedAs = ClosedEdge.Detour };
        var worth = new OpeningWorth(RoadIndex.Build(network, 2), places, [.. Enumerable.Repeat(1.0, places.Count)], blocks, settings, 2);
        var closed = new bool[network.EdgeCount];
        foreach (var edge in blocks.SelectMany(b => b.Edges))
        {
            closed[edge] = true;
        }

        var tree = new ShortestPathTree(network);
        Check(worth, World.Ticks(network.HoursWhen(closed, settings)), tree);
        worth.Remove([.. Enumerable.Range(0, 5)]);
        foreach (var edge in blocks.Take(5).SelectMany(b => b.Edges))
        {
            closed[edge] = false;
        }

        Check(worth, World.Ticks(network.HoursWhen(closed, settings)), tree);
    }

    private static void Check(OpeningWorth worth, double[] ticks, ShortestPathTree tree)
    {
        foreach (var origin in new[] { 0, 333, 998 })
        {
            tree.Run(ticks, worth.Places.Node[origin]);
            var expected = new double[worth.Places.Count];
            for (var place = 0; place < expected.Length; place++)
            {
                expected[place] = tree.Hours[worth.Places.Node[place]];
            }

            worth.Times.Ticks.AsSpan(origin * expected.Length, expected.Length).ToArray().ShouldBe(expected);
        }
    }

    private static (RoadNetwork Network, Places Places) Read(string roads, string settlements, int limit)
    {
        var folder = Shared(roads, settlements);
        double[][] nodes = [.. Rows(Path.Combine(folder, roads, "road_nodes.csv.gz"), "lon", "lat").Select(r => new[] { Number(r[0]), Number(r[1]) })];
        string[][] edges = [.. Rows(Path.Combine(folder, roads, "road_edges.csv.gz"), "from", "to", "class", "oneway", "length_m")];
        double[][] places = [.. Rows(Path.Combine(folder, settlements), "lon", "lat").Take(limit).Select(r => new[] { Number(r[0]), Number(r[1]) })];
        var network = RoadNetwork.Create(
            [.. nodes.Select(n => n[0])],
            [.. nodes.Select(n => n[1])],
            [.. edges.Select(e => (int)Number(e[0]))],
            [.. edges.Select(e => (int)Number(e[1]))],
            [.. edges.Select(e => e[3] != "0")],
            [.. edges.Select(e => Number(e[4]))],
            [.. edges.Select(e => RoadSpeed.KmPerHour(e[2]))]);
        return (network, Places.Snap(network, [.. places.Select(p => p[0])], [.. places.Select(p => p[1])], [.. places.Select(_ => 1.0)]));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string file, params string[] columns)
    {
        using var stream = File.OpenRead(file);
        using var plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
        using var reader = new StreamReader(plain);
        var header = reader.ReadLine()!.Split(',');
        var at = columns.Select(c => Array.IndexOf(header, c)).ToArray();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            yield return [.. at.Select(i => cells[i])];
        }
    }

    private static string Shared(string roads, string settlements)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Surefoot.slnx")))
        {
            root = root.Parent;
        }

        var named = Environment.GetEnvironmentVariable("SUREFOOT_SHARED") ?? (root?.Parent is null ? null : Path.Combine(root.Parent.FullName, "shared"));
        var folder = named is null ? null : Path.Combine(named, "data", "geo");
        if (folder is null || !Directory.Exists(Path.Combine(folder, roads)) || !File.Exists(Path.Combine(folder, settlements)))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"needs ../shared/data/geo/{roads} and {settlements}");
            Assert.Fail($"With CI=true the shared data must be there: geo/{roads}, geo/{settlements}");
        }

        return folder!;
    }
}
