using System.Globalization;
using System.Text.Json;

namespace Surefoot.Cli.Tests;

public sealed class RoadsCommandTests : IDisposable
{
    private const string AccessKeys = "nodes,edges,places,newlyConnected,unreachablePairs,finiteSumHours,prepareSeconds,sweepSeconds,marketAccessTotal,marketAccessSeconds,apart";

    private readonly string _folder = Directory.CreateTempSubdirectory("roads").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Access_answers_with_its_keys_and_writes_hours_that_read_back_to_the_same_bits()
    {
        var nodes = Write("nodes.csv", "id,lon,lat\n0,46.0,40\n1,46.1,40\n2,47,40\n");
        var edges = Write("edges.csv", "id,from,to,class,oneway,length_m,ref\n0,0,1,primary,0,7000.1,\n");
        var places = Write("places.csv", "id,lon,lat\nA,46,40\nB,46.1,40\nC,47,40\n");
        var matrix = Path.Combine(_folder, "hours.csv");
        var (exit, answer) = await Run("roads", "access", "--nodes", nodes, "--edges", edges, "--places", places, "--matrix", matrix);
        exit.ShouldBe(0);
        string.Join(',', answer.EnumerateObject().Select(p => p.Name)).ShouldBe(AccessKeys);
        answer.GetProperty("unreachablePairs").GetInt64().ShouldBe(4);
        var rows = File.ReadAllLines(matrix).Select(line => line.Split(',')).ToArray();
        rows[0].ShouldBe(["id", "A", "B", "C"]);
        // The nearest double to the true quotient; 7000.1 / 1000 / 60 in doubles rounds three times and ends one ulp above.
        double.Parse(rows[1][2], CultureInfo.InvariantCulture).ShouldBe(70_001.0 / 600_000);
        rows[1][1].ShouldBe("0");
        rows[1][3].ShouldBe("inf");
    }

    [Fact]
    public async Task Access_says_which_row_cannot_be_read()
    {
        var nodes = Write("nodes.csv", "id,lon,lat\n0,46.0,40\n1,forty,40\n");
        var edges = Write("edges.csv", "from,to,class,oneway,length_m\n0,1,primary,0,7000\n");
        var (exit, answer) = await Run("roads", "access", "--nodes", nodes, "--edges", edges, "--places", nodes);
        exit.ShouldBe(1);
        answer.GetProperty("error").GetProperty("message").GetString()!.ShouldContain("forty");
    }

    [Fact]
    public async Task A_graph_of_files_has_bundles_and_a_drawn_loss_without_a_data_folder()
    {
        // A ladder of villages with a town at its end; blocks are invented, and the answer says so.
        const int Villages = 40;
        var nodes = new System.Text.StringBuilder("id,lon,lat\n");
        var edges = new System.Text.StringBuilder("from,to,class,oneway,length_m\n");
        for (var i = 0; i < Villages; i++)
        {
            nodes.Append(CultureInfo.InvariantCulture, $"{i},{46 + (i % 8 * 0.02):F2},{40 + (i / 8 * 0.02):F2}\n");
            edges.Append(i % 8 > 0 ? $"{i - 1},{i},tertiary,0,1700\n" : "");
            edges.Append(i >= 8 ? $"{i - 8},{i},minor,0,2200\n" : "");
        }

        var folder = Path.Combine(_folder, "network");
        Directory.CreateDirectory(folder);
        Write("network/road_nodes.csv", nodes.ToString());
        Write("network/road_edges.csv", edges.ToString());
        var places = Write("network/places.csv", nodes.ToString());
        string[] graph = ["--network", folder, "--places", places, "--simulate", "12", "--seed", "5", "--order", Path.Combine(_folder, "kept.order")];
        var (exit, answer) = await Run(["roads", "bundles", .. graph]);
        exit.ShouldBe(0, answer.GetRawText());
        answer.GetProperty("synthetic").GetBoolean().ShouldBeTrue();
        answer.GetProperty("blocks").GetInt32().ShouldBe(12);
        answer.GetProperty("bundles")[0].GetProperty("areas")[0].GetString()!.ShouldStartWith("SYN-B-");

        var chart = Path.Combine(_folder, "loss.svg");
        (exit, answer) = await Run(["roads", "coordination-loss", .. graph, "--chart", chart]);
        exit.ShouldBe(0, answer.GetRawText());
        answer.GetProperty("orders").EnumerateArray().Select(o => o.GetProperty("name").GetString()).ShouldBe(["recorded", "impact-score", "nearest-first", "per-hazard-greedy", "bundles"]);
        answer.GetProperty("orders").EnumerateArray().Min(o => o.GetProperty("lossPercent").GetDouble()).ShouldBe(0);
        File.ReadAllText(chart).ShouldContain("SYNTHETIC: real roads, invented blocks and people");
        File.Exists(Path.Combine(_folder, "kept.order")).ShouldBeTrue();
        Directory.Exists(Path.Combine(_folder, "data")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--of", "power", "1", "--lines FILE.geojson")]
    [InlineData("--walking-links", "-5", "2", "metres")]
    [InlineData("--network", "none", "1", "nodes.csv.gz")]
    public async Task What_cannot_be_assessed_says_what_to_give(string option, string value, string exit, string hint)
    {
        await Import("settlement", "settlements.csv", "id,informationDate,organisation,synthetic,lon,lat,nameAz,nameShown,people\nSYN-1,2021-01-01,SYN-MAC,true,46.7665,40.2496,Bir,true,500\n");
        var (code, answer) = await Run("roads", "bundles", option, value);
        code.ToString(CultureInfo.InvariantCulture).ShouldBe(exit, answer.GetRawText());
        answer.GetProperty("error").GetRawText().ShouldContain(hint);
    }

    [Fact]
    public async Task Railways_are_a_network_of_their_own()
    {
        await Import("settlement", "settlements.csv", "id,informationDate,organisation,synthetic,lon,lat,nameAz,nameShown,people\nSYN-1,2021-01-01,SYN-MAC,true,46.75128,39.03387,Bir,true,500\nSYN-2,2021-01-01,SYN-MAC,true,46.78087,39.77966,İki,true,700\nSYN-3,2021-01-01,SYN-MAC,true,46.03674,40.10612,Uzaq,true,700\n");
        var (exit, answer) = await Run("roads", "bundles", "--of", "rail", "--as-of", "2022-01-01");
        exit.ShouldBe(0, answer.GetRawText());
        answer.GetProperty("network").GetString().ShouldBe("rail");
        answer.GetProperty("settlementsFar").GetInt32().ShouldBeGreaterThan(0);
        answer.GetProperty("apart").GetProperty("parts").GetInt32().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_hazard_on_a_power_line_cuts_it_until_it_is_released()
    {
        await Import("hazard-area", "hazard.geojson", Feature("SYN-HA-1", """ "kind":"confirmed","informationDate":"2021-01-01" """, 0.002));
        await Import("settlement", "settlements.csv", "id,informationDate,organisation,synthetic,lon,lat,nameAz,nameShown,people\nSYN-1,2021-01-01,SYN-MAC,true,46.74,40.247,Bir,true,500\nSYN-2,2021-01-01,SYN-MAC,true,46.78,40.248,İki,true,700\n");
        var lines = Write("power.geojson", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"L1"},"geometry":{"type":"LineString","coordinates":[[46.74,40.247474],[46.78,40.247474]]}}]}""");
        var (exit, answer) = await Run("roads", "bundles", "--of", "power", "--lines", lines, "--as-of", "2022-01-01");
        exit.ShouldBe(0, answer.GetRawText());
        var bundle = answer.GetProperty("bundles").EnumerateArray().Single();
        bundle.GetProperty("areas")[0].GetString().ShouldBe("SYN-HA-1");

        // A cut line carries nothing: both are connected for the first time, which is told apart and never inside a gain.
        bundle.GetProperty("newlyConnected").GetInt32().ShouldBe(2);
        bundle.GetProperty("gain").GetDouble().ShouldBe(0);
    }

    [Fact]
    public async Task A_confirmed_hazard_on_the_only_road_is_the_corridor_until_it_is_released()
    {
        // A real edge of the reference graph in Tartar district, a hazard in its middle and a settlement at each end.
        await Import("hazard-area", "hazard.geojson", Feature("SYN-HA-1", """ "kind":"confirmed","informationDate":"2021-01-01" """, 0.002));
        await Import("settlement", "settlements.csv", "id,informationDate,organisation,synthetic,lon,lat,nameAz,nameShown,people\nSYN-1,2021-01-01,SYN-MAC,true,46.7665,40.2496,Bir,true,500\nSYN-2,2021-01-01,SYN-MAC,true,46.7519,40.2444,İki,true,700\n");
        var (exit, answer) = await Run("roads", "bundles", "--as-of", "2022-01-01", "--workers", "1");
        exit.ShouldBe(0);
        var bundle = answer.GetProperty("bundles").EnumerateArray().Single();
        bundle.GetProperty("areas")[0].GetString().ShouldBe("SYN-HA-1");
        bundle.GetProperty("gain").GetDouble().ShouldBeGreaterThan(0);
        bundle.GetProperty("name").GetString()!.ShouldContain(" – ");

        // Kept by its inputs: a second call reads it, and any number of workers makes the same bytes.
        var runs = Path.Combine(_folder, "data", "runs");
        var kept = Directory.GetFiles(runs).Single();
        Directory.GetFiles(Path.Combine(runs, "orders")).Single().ShouldEndWith(".order");
        var bytes = File.ReadAllBytes(kept);
        File.Delete(kept);
        await Run("roads", "coordination-loss", "--as-of", "2022-01-01", "--workers", "3");
        File.ReadAllBytes(kept).ShouldBe(bytes);

        await Import("cleared-area", "cleared.geojson", Feature("SYN-CL-1", """ "hazardArea":"SYN-HA-1","releasedOn":"2023-06-01","method":"manual","informationDate":"2023-06-01" """, 0.0021));
        (_, answer) = await Run("roads", "bundles", "--as-of", "2024-01-01");
        answer.GetProperty("bundles").GetArrayLength().ShouldBe(0);
    }

    private static string Feature(string id, string properties, double half)
    {
        string Corner(int x, int y) => string.Create(CultureInfo.InvariantCulture, $"[{46.75777 + (x * half):F6},{40.247474 + (y * half):F6}]");
        var ring = string.Join(',', Corner(-1, -1), Corner(1, -1), Corner(1, 1), Corner(-1, 1), Corner(-1, -1));
        return $$$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"{{{id}}}","organisation":"SYN-MAC","synthetic":true,"district":"AZ-TAR",{{{properties}}} },"geometry":{"type":"Polygon","coordinates":[[{{{ring}}}]]}}]}""";
    }

    private async Task Import(string type, string name, string text)
    {
        var (exit, answer) = await Run("import", Write(name, text), "--as", type, "--actor", "syn-information-officer", "--approve-as", "syn-operations-chief");
        exit.ShouldBe(0, answer.GetRawText());
    }

    private async Task<(int Exit, JsonElement Answer)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = await SurefootCommand.RunAsync([.. arguments, "--json", "--quiet", "--data", Path.Combine(_folder, "data")], output, errors, TimeProvider.System);
        return (exit, JsonDocument.Parse(output.ToString()).RootElement.Clone());
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
