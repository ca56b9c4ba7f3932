using System.Text.Json;
using Surefoot.Tests.Servers;

namespace Surefoot.Cli.Tests;

/// <summary>Fields and code lists that a country adds, by the commands alone, on either store.</summary>
public sealed class FieldCommandTests : IDisposable
{
    private static readonly string[] Proposer = ["--actor", "syn-information-officer"];
    private static readonly string[] Approved = [.. Proposer, "--approve-as", "syn-operations-chief"];

    private readonly string _folder = Directory.CreateTempSubdirectory("surefoot-fields-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_question_added_by_command_is_asked_filtered_listed_and_exported(bool onServer)
    {
        string[] place = onServer ? ["--data", _folder, "--store", PostgresServer.NewStore()] : ["--data", _folder];
        var monday = Write("monday.csv", "id,informationDate,organisation,synthetic,occurredOn,killed,injured,lon,lat\nA-1,2025-03-10,syn-a,true,2025-03-09,0,1,47.150001,39.600001\n");
        await Done("import", monday, "--as", "accident");
        await Done("lists", "add", "soil-kind", "--code", "sand=Sand", "--code", "clay=Clay", "--source", "Order 1", "--effective", "2025-01-01");

        var (_, proposed) = await Run(Proposer, "fields", "add", "accident", "--name", "soilKind", "--kind", "choice", "--list", "soil-kind", "--label-az", "Torpaq", "--effective", "2025-01-01");
        proposed.GetProperty("state").GetString().ShouldBe("submitted");
        (await Run(Proposer, "fields", "accident")).Answer.GetProperty("proposed")[0].GetProperty("id").GetString().ShouldBe("accident.soilKind");
        (await Run(["--actor", "syn-operations-chief"], "approve", proposed.GetProperty("batch").GetString()!)).Exit.ShouldBe(0);

        var tuesday = Write("tuesday.csv", "id,informationDate,organisation,synthetic,occurredOn,killed,injured,soilKind,lon,lat\nA-2,2025-03-11,syn-a,true,2025-03-09,0,1,clay,47.150001,39.600001\n");
        await Done("import", tuesday, "--as", "accident");
        var (_, types) = await Run(Proposer, "types");
        var field = types.GetProperty("types").EnumerateArray().Single(t => t.GetProperty("code").GetString() == "accident").GetProperty("fields").EnumerateArray().Last();
        (field.GetProperty("name").GetString(), field.GetProperty("custom").GetProperty("kind").GetString(), field.GetProperty("custom").GetProperty("version").GetInt32()).ShouldBe(("soilKind", "choice", 1));

        var file = Path.Combine(_folder, "out.csv");
        (await Run(Proposer, "export", "accident", "--format", "csv", "--where", "soilKind=clay", "-o", file)).Answer.GetProperty("rows").GetInt64().ShouldBe(1);
        (await Run(Proposer, "export", "accident", "--format", "csv", "--where", "soil=clay", "-o", file)).Exit.ShouldBe(2);
        (await Run(Proposer, "history", "A-2")).Answer.GetProperty("versions")[0].GetProperty("fieldVersions").GetProperty("soilKind").GetInt32().ShouldBe(1);
        (await Run(Proposer, "verify")).Answer.GetProperty("ok").GetBoolean().ShouldBeTrue();

        async Task Done(params string[] arguments)
        {
            var (exit, answer) = await Run(Approved, arguments);
            exit.ShouldBe(0, answer.ToString());
            answer.GetProperty("state").GetString().ShouldBe("approved");
        }

        Task<(int Exit, JsonElement Answer)> Run(string[] actor, params string[] arguments) => RunAsync([.. arguments, .. actor, .. place]);
    }

    [Fact]
    public async Task A_kept_file_is_named_by_its_content()
    {
        var (exit, answer) = await RunAsync(["file", "keep", Write("a.txt", "abc"), "--data", _folder]);
        (exit, answer.GetProperty("sha256").GetString()).ShouldBe((0, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    [Fact]
    public async Task Types_and_lists_need_no_data_folder()
    {
        (await RunAsync(["types", "--data", Path.Combine(_folder, "none")])).Exit.ShouldBe(0);
        (await RunAsync(["lists", "land-use", "--data", Path.Combine(_folder, "none")])).Answer.GetProperty("lists")[0].GetProperty("codes").GetArrayLength().ShouldBe(7);
        Directory.Exists(Path.Combine(_folder, "none")).ShouldBeFalse();
    }

    private static async Task<(int Exit, JsonElement Answer)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = await SurefootCommand.RunAsync([.. arguments, "--json"], output, errors, TimeProvider.System);
        return (exit, JsonDocument.Parse(output.ToString()).RootElement);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
