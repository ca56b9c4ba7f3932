namespace Surefoot.Cli.Tests;

/// <summary>The whole country once: the published totals come back out of records, imports, approvals and geometry.</summary>
public sealed class NationalDemoTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("surefoot-national-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void National_demo_prints_the_published_table_from_the_records()
    {
        var answer = SurefootProgram.Run("demo", "--no-serve", "--data", Path.Combine(_folder, "data"));
        answer.ExitCode.ShouldBe(0);
        answer["yearly"].EnumerateArray()
            .Select(y => (y.GetProperty("clearedHa").GetDouble(), y.GetProperty("apMines").GetInt64(), y.GetProperty("atMines").GetInt64(), y.GetProperty("uxo").GetInt64(), y.GetProperty("complete").GetBoolean()))
            .ShouldBe(
            [
                (20770.0, 18777, 9583, 24026, true),
                (43915.0, 8780, 4133, 14950, true),
                (53081.0, 3495, 5034, 23049, true),
                (62023.9, 4286, 2372, 59163, true),
                (12441.6, 1248, 498, 13200, false),
            ]);
        var land = answer["landAccount"];
        land.GetProperty("balanced").GetBoolean().ShouldBeTrue();
        Km2(land, "recordedM2").ShouldBe(11_667.00m);
        Km2(land, "recordedConfirmedM2").ShouldBe(1_479.88m);
        Km2(land, "recordedSuspectedM2").ShouldBe(10_187.12m);
        decimal.Round(land.GetProperty("clearedM2").GetDecimal() / 1_000_000m, 1).ShouldBe(1_922.3m);
    }

    private static decimal Km2(System.Text.Json.JsonElement land, string key) => decimal.Round(land.GetProperty(key).GetDecimal() / 1_000_000m, 2);
}
