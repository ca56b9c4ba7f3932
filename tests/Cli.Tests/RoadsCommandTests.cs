using System.Globalization;
using System.Text.Json;

namespace Surefoot.Cli.Tests;

public sealed class RoadsCommandTests : IDisposable
{
    private const string AccessKeys = "nodes,edges,places,newlyConnected,unreachablePairs,finiteSumHours,prepareSeconds,sweepSeconds,marketAccessTotal";

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
        double.Parse(rows[1][2], CultureInfo.InvariantCulture).ShouldBe(7000.1 / 1000 / 60);
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
        var kept = Directory.GetFiles(Path.Combine(_folder, "data", "runs")).Single();
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
