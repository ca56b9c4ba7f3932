using Surefoot.Assessment.Roads;

namespace Surefoot.Assessment.Tests.Roads;

public sealed class LineNetworkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lines").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Lines_meet_where_they_share_a_vertex_and_are_cut_there()
    {
        // A line of three vertices, another that leaves from its middle, and one that only crosses on the map.
        var (graph, lines) = Read("""
            [[46.0,40.0],[46.1,40.0],[46.2,40.0]]
            [[46.1,40.0],[46.1,40.1]]
            [[46.05,39.9],[46.05,40.1]]
            """);
        graph.Network.EdgeCount.ShouldBe(4);
        graph.Network.NodeCount.ShouldBe(6);
        graph.EdgeId.ShouldBe(["0.0", "0.1", "1", "2"]);
        graph.EdgeClass.ShouldAllBe(c => c == "rail");
        lines[1]!.ShouldBe([[46.1, 40.0], [46.2, 40.0]]);

        // 0.1° of longitude at 40° on the mean sphere.
        graph.Network.LengthM[0].ShouldBe(6_371_008.8 * Math.PI / 1800 * Math.Cos(40 * Math.PI / 180), 0.01);
    }

    [Fact]
    public void A_bend_is_no_node_and_a_loop_keeps_its_start()
    {
        var (graph, lines) = Read("[[46.0,40.0],[46.1,40.1],[46.2,40.0],[46.0,40.0]]");
        graph.Network.EdgeCount.ShouldBe(1);
        graph.Network.From[0].ShouldBe(graph.Network.To[0]);
        lines[0]!.Length.ShouldBe(4);
    }

    [Fact]
    public void A_file_that_is_no_collection_of_lines_is_refused_by_name()
    {
        var file = Path.Combine(_folder, "bad.geojson");
        File.WriteAllText(file, """{"type":"FeatureCollection","features":[{"properties":{},"geometry":{"type":"LineString","coordinates":[[1],[2]]}}]}""");
        Should.Throw<RoadFileException>(() => LineNetwork.Read(file)).Where.ShouldBe(file);
    }

    private (RoadGraph Graph, double[][]?[] Lines) Read(string lines)
    {
        var file = Path.Combine(_folder, "lines.geojson");
        var features = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => $$$"""{"type":"Feature","properties":{"class":"rail"},"geometry":{"type":"LineString","coordinates":{{{line}}}}}""");
        File.WriteAllText(file, $$$"""{"type":"FeatureCollection","features":[{{{string.Join(',', features)}}}]}""");
        return LineNetwork.Read(file);
    }
}
