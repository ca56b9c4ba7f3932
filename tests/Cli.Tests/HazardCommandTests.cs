using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Surefoot.Cli.Tests;

public sealed class HazardCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hazard").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Evaluate_answers_with_every_model_and_writes_predictions_by_row()
    {
        var cells = Cells("cells.csv", 900, withLabel: true);
        var predictions = Path.Combine(_folder, "out.csv");
        var (exit, answer) = await Run("hazard", "evaluate", "--cells", cells, "--label", "mined", "--x", "lon", "--y", "lat", "--group", "town", "--hold-out", "Şuşa", "--predictions", predictions);
        exit.ShouldBe(0);
        var rows = answer.GetProperty("rows").EnumerateArray().ToList();
        rows.Select(r => r.GetProperty("model").GetString()).ShouldBe(["base-rate", "nearest", "kernel-2km", "kernel-5km", "kernel-logistic", "logistic", "random-forest", "lightgbm", "surefoot"]);
        rows[1].GetProperty("logLoss").ValueKind.ShouldBe(JsonValueKind.Null);
        var lines = File.ReadAllLines(predictions);
        lines[0].ShouldBe("row,probability");
        // Every third row belongs to the held-out town, counted from 0.
        lines.Skip(1).Select(l => int.Parse(l.Split(',')[0], CultureInfo.InvariantCulture)).ShouldBe(Enumerable.Range(0, 300).Select(i => (3 * i) + 1));
    }

    [Fact]
    public async Task A_test_file_without_labels_gets_predictions_and_no_table()
    {
        var train = Cells("train.csv", 600, withLabel: true);
        var test = Cells("test.csv", 50, withLabel: false);
        var predictions = Path.Combine(_folder, "out.csv");
        var (exit, answer) = await Run("hazard", "evaluate", "--train", train, "--test", test, "--label", "mined", "--x", "lon", "--y", "lat", "--predictions", predictions);
        exit.ShouldBe(0);
        answer.GetProperty("rows").GetArrayLength().ShouldBe(0);
        File.ReadLines(predictions).Count().ShouldBe(51);
    }

    [Theory]
    [InlineData("hazard", "evaluate")]
    [InlineData("hazard", "evaluate", "--events", "none.csv")]
    [InlineData("hazard", "run", "--cell", "3")]
    [InlineData("hazard", "why", "--at", "39.6")]
    [InlineData("hazard", "why", "--at", "39.6,190")]
    public async Task What_was_asked_wrongly_is_a_usage_error(params string[] arguments)
    {
        var (exit, answer) = await Run(arguments);
        exit.ShouldBe(ExitCode.Usage);
        answer.GetProperty("error").GetProperty("hint").GetString()!.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Without_data_there_is_nothing_to_map()
    {
        var (exit, answer) = await Run("hazard", "run");
        exit.ShouldBe(ExitCode.Configuration);
        answer.GetProperty("error").GetProperty("code").GetString().ShouldBe("data.missing");
    }

    // Mined in the west; three towns in turn.
    private string Cells(string name, int count, bool withLabel)
    {
        string[] towns = ["Ağdam", "Şuşa", "Füzuli"];
        var text = new StringBuilder(withLabel ? "lon,lat,slope,town,mined\n" : "lon,lat,slope,town\n");
        for (var i = 0; i < count; i++)
        {
            double lon = 46 + (i % 30 * 0.01), lat = 39 + (i / 30 * 0.01);
            var mined = i % 30 < 10 && i % 4 != 0;
            text.Append(CultureInfo.InvariantCulture, $"{lon:F2},{lat:F2},{i % 7},{towns[i % 3]}{(withLabel ? mined ? ",1" : ",0" : "")}\n");
        }

        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text.ToString());
        return path;
    }

    private async Task<(int Exit, JsonElement Answer)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = await SurefootCommand.RunAsync([.. arguments, "--json", "--quiet", "--data", Path.Combine(_folder, "data")], output, errors, TimeProvider.System);
        return (exit, JsonDocument.Parse(output.ToString()).RootElement.Clone());
    }
}
