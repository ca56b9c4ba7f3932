using System.IO.Compression;
using System.Text;
using Surefoot.Assessment.Roads;
using Surefoot.Roads;

namespace Surefoot.Assessment.Tests.Roads;

public sealed class ReadRoadNetworkTests : IDisposable
{
    private const string Nodes = "id,lon,lat\n30,46.02,40\n10,46.00,40\n20,46.01,40\n";
    private const string Edges = "id,from,to,class,oneway,length_m,ref\na,10,20,primary,0,6000.0,\nb,20,30,minor,1,2000,M3\nc,20,30,track,0,2000,\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("roads").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Nodes_come_by_id_and_edges_by_row()
    {
        var graph = ReadRoadNetwork.FromFiles(Write("n.csv", Nodes), Packed("e.csv.gz", Edges));
        graph.Network.Longitude.ToArray().ShouldBe([46.00, 46.01, 46.02]);
        graph.Network.From.ToArray().ShouldBe([0, 1, 1]);
        graph.Network.OneWay.ToArray().ShouldBe([false, true, false]);
        graph.Network.OpenHours.ToArray().ShouldBe([0.1, 0.1, 2.0 / 12]);
        graph.EdgeId.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void Surface_and_elevation_are_read_where_they_stand_and_slow_a_winter_road()
    {
        var graph = ReadRoadNetwork.FromFiles(
            Write("n.csv", "id,lon,lat,elevation_m\n1,46,40,100\n2,46.1,40,1900\n3,46.2,40,\n"),
            Write("e.csv", "from,to,class,oneway,length_m,surface\n1,2,primary,0,6000,gravel\n2,3,primary,0,6000,asphalt\n"));
        RoadState.InSeason(graph, "none").OpenHours.ToArray().ShouldBe([0.1 / 0.8, 0.1]);

        // The higher end counts; a node of unknown height leaves the season out.
        RoadState.InSeason(graph, "winter").OpenHours.ToArray().ShouldBe([0.1 / (0.8 * 0.5), 0.1]);
    }

    [Fact]
    public void A_folder_of_either_naming_holds_a_network()
    {
        Write("road_nodes.csv", Nodes);
        Write("road_edges.csv", Edges);
        var (nodes, edges) = ReadRoadNetwork.FilesOf(_folder);
        ReadRoadNetwork.FromFiles(nodes, edges).Network.EdgeCount.ShouldBe(3);
        Should.Throw<RoadFileException>(() => ReadRoadNetwork.FilesOf(Path.Combine(_folder, "none"))).Message.ShouldContain("nodes.csv.gz");
    }

    [Theory]
    [InlineData("id,lon\n1,46\n", Edges, "lat")]
    [InlineData("id,lon,lat\n1,46,40\n", Edges, "10")]
    [InlineData("id,lon,lat\n1,46,40\n1,46,41\n", Edges, "twice")]
    [InlineData(Nodes, "from,to,class,oneway,length_m\n10,20,minor,0,far\n", "far")]
    [InlineData(Nodes, "from,to,class,oneway,length_m\n10,20,minor,perhaps,5\n", "perhaps")]
    [InlineData(Nodes, "from,to,class,oneway,length_m\n10,20,minor,0,-5\n", "below zero")]
    public void A_damaged_file_is_refused_with_the_place_named(string nodes, string edges, string named) =>
        Should.Throw<RoadFileException>(() => ReadRoadNetwork.FromFiles(Write("n.csv", nodes), Write("e.csv", edges))).Message.ShouldContain(named);

    [Theory]
    [InlineData("wof_id,name_az,lat,lon,population\n7,X,40,46.0,\n8,Y,40,46.02,500\n", 500)]
    [InlineData("wofId,lon,lat,people\n7,46.0,40,\n8,46.02,40,500\n", 500)]
    [InlineData("id,lat,lon\n7,40,46.0\n8,40,46.02\n", 1)]
    public void Places_are_read_under_any_of_the_known_headers(string file, double second)
    {
        var places = ReadRoadNetwork.ReadPlaces(Write("p.csv", file));
        places.Id.ShouldBe(["7", "8"]);
        places.LongitudeDeg.ShouldBe([46.0, 46.02]);
        places.Weight.ShouldBe([1, second]);
        ReadRoadNetwork.ReadPlaces(Write("p.csv", file), 1).Id.ShouldBe(["7"]);
    }

    [Fact]
    public void A_blocked_row_that_is_no_edge_is_refused()
    {
        ReadRoadNetwork.ReadBlocked(Write("b.txt", "2\r\n\n0\n"), 3).ShouldBe([true, false, true]);
        Should.Throw<RoadFileException>(() => ReadRoadNetwork.ReadBlocked(Write("b.txt", "0\n3\n"), 3)).Message.ShouldContain("Line 2");
    }

    [Fact]
    public void Access_is_that_of_the_formula_open_walked_and_cut()
    {
        // Two places at the ends of one edge of 6 km: 0.1 h open at 60 km/h, 1.2 h walked at 5 km/h.
        var graph = ReadRoadNetwork.FromFiles(Write("n.csv", Nodes), Write("e.csv", Edges));
        var places = new PlaceList(["1", "2"], [46.00, 46.01], [40, 40], [3, 2], 0);
        var settings = TravelSettings.Parity;
        MeasureAccess.Handle(graph.Network, places, [false, false, false], settings, 1).MarketAccessTotal.ShouldBe(5 * Math.Pow(0.1, -3.8), 1e-9);
        MeasureAccess.Handle(graph.Network, places, [true, false, false], settings with { ClosedAs = ClosedEdge.Detour }, 1).FiniteSumHours.ShouldBe(2.4, 1e-12);
        var cut = MeasureAccess.Handle(graph.Network, places, [true, false, false], settings, 1);
        cut.UnreachablePairs.ShouldBe(2);
        cut.MarketAccessTotal.ShouldBe(0);
        cut.NewlyConnected.ShouldBe(2);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private string Packed(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        using var file = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        file.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }
}
