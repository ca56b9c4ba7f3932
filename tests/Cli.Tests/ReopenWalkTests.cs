using System.Globalization;
using System.Text.Json;

namespace Surefoot.Cli.Tests;

/// <summary>From a proposal to a reopening: what was known last year stays what it was, byte for byte.</summary>
public sealed class ReopenWalkTests : IDisposable
{
    private const string Officer = "syn-information-officer";
    private const string Chief = "syn-operations-chief";

    private readonly string _root = Directory.CreateTempSubdirectory("surefoot-walk-").FullName;
    private readonly SetClock _clock = new();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Land_is_released_by_two_organisations_reopened_by_an_accident_and_last_year_s_account_stays()
    {
        // 2024: hazard known, criteria set, release and cancellation proposed by one organisation and approved by another.
        _clock.Now = Day("2024-05-10");
        await Import("release-criteria", "criteria.csv", "id,informationDate,organisation,synthetic,code,version,effective,requirements\nNAT@1,2021-01-01,syn-mine-action-authority,true,NAT,1,2021-01-01,all was asked;all was searched\n");
        await Import("hazard-area", "hazards.geojson", Collection(
            Feature("HA-1", 47.10, """ "kind":"suspected","informationDate":"2021-03-01" """),
            Feature("HA-2", 47.12, """ "kind":"suspected","informationDate":"2021-03-01" """)));
        await Propose("cleared-area", "cleared.geojson", Feature("CL-1", 47.10, """ "hazardArea":"HA-1","releasedOn":"2024-05-01","method":"manual","criteria":"NAT@1","depthCm":20,"informationDate":"2024-05-01" """));
        await Propose("cancelled-area", "cancelled.geojson", Feature("CN-1", 47.12, """ "hazardArea":"HA-2","releasedOn":"2024-05-02","method":"non-technical-survey","criteria":"NAT@1","informationDate":"2024-05-02" """));
        await Propose("cancelled-area", "bare.geojson", Feature("CN-2", 47.14, """ "releasedOn":"2024-05-02","method":"non-technical-survey","informationDate":"2024-05-02" """));

        (await Run("approve", "CN-1", "--actor", Officer)).ExitCode.ShouldBe(1);
        (await Run("approve", "CN-2", "--actor", Chief))["error"].GetProperty("code").GetString().ShouldBe("land.criteria-missing");
        (await Run("approve", "CL-1", "--actor", Chief))["state"].GetString().ShouldBe("approved");
        (await Run("approve", "CN-1", "--actor", Chief))["state"].GetString().ShouldBe("approved");

        var lastYear = await Text("land", "account", "--as-of", "2024-12-31", "--known-at", "2024-12-31", "--by", "district");
        Total(lastYear, "clearedM2").ShouldBeGreaterThan(900_000m);
        Total(lastYear, "closingM2").ShouldBe(0m);

        // 2025: an accident in the cleared land opens a case before anybody approved anything.
        _clock.Now = Day("2025-02-01");
        var accident = File("accidents.csv", "id,informationDate,organisation,synthetic,lon,lat,occurredOn,killed,injured\nAC-1,2025-01-21,syn-mine-action-authority,true,47.10512,39.60512,2025-01-20,0,1\n");
        var imported = await Run("import", accident, "--as", "accident", "--actor", Officer);
        var caseId = imported["cases"].EnumerateArray().Single().GetString()!;
        (await Run("approve", "AC-1", "--actor", Chief))["cases"].GetArrayLength().ShouldBe(0);
        (await Run("cases", "--for", "syn-agency", "--open"))["cases"].EnumerateArray().Single().GetProperty("id").GetString().ShouldBe(caseId);
        (await Run("cases", "--for", "syn-nobody"))["cases"].GetArrayLength().ShouldBe(0);

        // The officer proposes that a circle of it is suspected again; the chief approves and closes the case.
        (await Run("land", "reopen", "CN-1", "--case", caseId, "--reason", "other land", "--actor", Officer))["error"].GetProperty("code").GetString().ShouldBe("case.other-land");
        var reopened = await Run("land", "reopen", "CL-1", "--case", caseId, "--reason", "an item was left", "--radius", "100", "--actor", Officer);
        reopened["areaM2"].GetDouble().ShouldBeInRange(Math.PI * 10_000, Math.PI * 10_000 * 1.01);
        var hazard = reopened["hazardArea"].GetString()!;
        (await Run("approve", hazard, "--actor", Officer)).ExitCode.ShouldBe(1);
        (await Run("land", "account", "--as-of", "2025-02-01"))["total"].GetProperty("closingM2").GetDecimal().ShouldBe(0m);
        (await Run("approve", hazard, "--actor", Chief))["cases"].GetArrayLength().ShouldBe(0);
        (await Run("case", "close", caseId, "--resolution", "reopened", "--reason", "to be searched again", "--actor", Chief))["state"].GetString().ShouldBe("closed");
        (await Run("cases", "--open"))["open"].GetInt32().ShouldBe(0);

        var now = await Text("land", "account", "--as-of", "2025-02-01");
        Total(now, "closingM2").ShouldBe((decimal)reopened["areaM2"].GetDouble(), 1m);
        Total(await Text("land", "account", "--as-of", "2025-01-19"), "closingM2").ShouldBe(0m);
        (await Text("land", "account", "--as-of", "2024-12-31", "--known-at", "2024-12-31", "--by", "district")).ShouldBe(lastYear);
        (await Run("verify"))["ok"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Doctor_names_what_is_wrong_and_ends_with_one_until_it_is_not()
    {
        _clock.Now = Day("2024-05-10");
        await Import("hazard-area", "hazards.geojson", Collection(Feature("HA-1", 47.10, """ "kind":"suspected","informationDate":"2021-03-01" """)));
        (await Run("doctor", "--check", "geometry")).ExitCode.ShouldBe(0);
        await Propose("hazard-area", "more.geojson", Feature("HA-9", 47.10, """ "kind":"suspected","informationDate":"2021-03-01" """));
        (await Run("approve", "HA-9", "--actor", Chief)).ExitCode.ShouldBe(0);
        var answer = await Run("doctor", "--check", "geometry");
        answer.ExitCode.ShouldBe(1);
        var check = answer["checks"].EnumerateArray().Single(one => one.GetProperty("findings").GetInt64() > 0);
        check.GetProperty("code").GetString().ShouldBe("geometry.duplicate");
        check.GetProperty("records")[0].GetProperty("id").GetString().ShouldBe("HA-9");
        check.GetProperty("fix").GetString().ShouldNotBeEmpty();
        (await Run("doctor", "--check", "machine"))["checks"].GetArrayLength().ShouldBe(4);
        (await Run("doctor", "--check", "nothing")).ExitCode.ShouldBe(2);
        (await Run("doctor"))["checks"].GetArrayLength().ShouldBeGreaterThan(30);
    }

    private static DateTimeOffset Day(string day) => DateTimeOffset.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).AddHours(12);

    private static string Feature(string id, double lon, string properties)
    {
        string At(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"[{x:0.#####},{y:0.#####}]");
        var (west, south, east, north) = (lon + 0.00012, 39.60012, lon + 0.01012, 39.61012);
        return $$$"""{"type":"Feature","properties":{"id":"{{{id}}}","organisation":"syn-agency","synthetic":true,{{{properties}}}},"geometry":{"type":"Polygon","coordinates":[[{{{At(west, south)}}},{{{At(east, south)}}},{{{At(east, north)}}},{{{At(west, north)}}},{{{At(west, south)}}}]]}}""";
    }

    private static string Collection(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    private static decimal Total(string account, string key) => JsonDocument.Parse(account).RootElement.GetProperty("total").GetProperty(key).GetDecimal();

    private string File(string name, string content)
    {
        var path = Path.Combine(_root, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    private async Task Import(string type, string name, string content) =>
        (await Run("import", File(name, content), "--as", type, "--actor", Officer, "--approve-as", Chief))["state"].GetString().ShouldBe("approved");

    private async Task Propose(string type, string name, string feature) =>
        (await Run("import", File(name, Collection(feature)), "--as", type, "--actor", Officer))["state"].GetString().ShouldBe("submitted");

    private async Task<Answer> Run(params string[] arguments)
    {
        var output = new StringWriter();
        var code = await SurefootCommand.RunAsync([.. arguments, "--json", "--data", Path.Combine(_root, "data")], output, TextWriter.Null, _clock);
        return new(code, JsonDocument.Parse(output.ToString()).RootElement);
    }

    private async Task<string> Text(params string[] arguments) => (await Run(arguments)).Json.GetRawText();

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
