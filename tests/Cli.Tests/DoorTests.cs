using System.CommandLine;
using Surefoot.Registry.Rights;

namespace Surefoot.Cli.Tests;

public sealed class DoorTests(SmallDemo demo) : IClassFixture<SmallDemo>
{
    // Parts of names, ids and codes of records that nobody without the right may read anywhere.
    private static readonly string[] Canaries = ["SYN-HA-", "SYN-CL-", "SYN-CN-", "SYN-RD-", "SYN-AC-", "SYN-OP-"];

    [Fact]
    public void Every_command_has_a_verb_in_the_policy_and_no_door_leads_nowhere()
    {
        var commands = SurefootCommand.Root(_ => (_, _) => Task.FromResult(0)).Subcommands.SelectMany(command => Names(command, "")).ToList();
        commands.Count.ShouldBeGreaterThan(30);
        foreach (var name in commands)
        {
            Policy.BuiltIn.Doors.Keys.ShouldContain(name, $"surefoot {name} has no verb: name it under \"doors\" in src/Registry/Rights/policy.json.");
        }

        Policy.BuiltIn.Doors.Keys.Where(door => !door.Contains('/', StringComparison.Ordinal) && !door.StartsWith("GET ", StringComparison.Ordinal)).Except(commands).ShouldBeEmpty();
    }

    [Fact]
    public void The_public_gets_generalised_danger_and_nothing_that_tells_records_apart()
    {
        var exact = demo.File("exact.geojson");
        SurefootProgram.Run("export", "hazard-area", "-o", exact, "--data", demo.Folder).ExitCode.ShouldBe(0);
        foreach (var type in (string[])["hazard-area", "cancelled-area", "reduced-area", "cleared-area"])
        {
            var file = demo.File("public-" + type);
            var answer = SurefootProgram.Run("export", type, "-o", file, "--data", demo.Folder, "--actor", "syn-public");
            answer.ExitCode.ShouldBe(0);
            var text = File.ReadAllText(file);
            Canaries.Where(canary => text.Contains(canary, StringComparison.Ordinal)).ShouldBeEmpty();
            var again = SurefootProgram.Run("export", type, "-o", file, "--data", demo.Folder, "--actor", "syn-village-committee");
            again["sha256"].GetString().ShouldBe(answer["sha256"].GetString());
        }

        var corners = File.ReadAllText(demo.File("public-hazard-area"));
        File.ReadAllText(exact).Split('[', ']').Where(part => part.Length > 12 && part.Contains(',', StringComparison.Ordinal) && char.IsAsciiDigit(part[0])).Where(corner => corners.Contains(corner, StringComparison.Ordinal)).ShouldBeEmpty();
        SurefootProgram.Run("export", "hazard-area", "--as-of", "2022-01-01", "-o", exact, "--data", demo.Folder, "--actor", "syn-public").ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("history", "SYN-HA-00001")]
    [InlineData("approve", "SYN-HA-00001")]
    [InlineData("hazard", "why", "--at", "39.6,47.1")]
    [InlineData("plan", "explain", "1")]
    [InlineData("roads", "bundles")]
    [InlineData("land", "account", "--as-of", "2025-03-31", "--by", "area")]
    [InlineData("export", "accident", "-o", "x")]
    [InlineData("export", "casualty", "-o", "x", "--reason", "curious")]
    [InlineData("reads")]
    [InlineData("journal", "export", "--out", "x")]
    public void The_public_is_refused_and_told_nothing(params string[] arguments)
    {
        var answer = SurefootProgram.Run([.. arguments, "--data", demo.Folder, "--actor", "syn-public"]);
        answer.ExitCode.ShouldBe(1);
        answer["error"].GetProperty("code").GetString().ShouldBeOneOf("actor.no-right", "actor.out-of-scope", "id-not-found");
    }

    [Fact]
    public void A_record_that_is_hidden_is_answered_like_one_that_is_missing()
    {
        var hidden = SurefootProgram.Run("history", "SYN-HA-00001", "--data", demo.Folder, "--actor", "syn-public")["error"].GetRawText();
        var missing = SurefootProgram.Run("history", "SYN-HA-99991", "--data", demo.Folder, "--actor", "syn-public")["error"].GetRawText();
        hidden.ShouldBe(missing.Replace("99991", "00001", StringComparison.Ordinal));
    }

    [Fact]
    public void A_record_about_a_person_opens_for_a_reason_that_is_kept()
    {
        var folder = demo.Copy();
        SurefootProgram.Run("export", "casualty", "--format", "csv", "-o", Path.Combine(folder, "c.csv"), "--data", folder, "--actor", "syn-survivor-assistance-officer")["error"].GetProperty("code").GetString().ShouldBe("reason.required");
        File.Exists(Path.Combine(folder, "c.csv")).ShouldBeFalse();
        SurefootProgram.Run("export", "casualty", "--format", "csv", "-o", Path.Combine(folder, "c.csv"), "--data", folder, "--actor", "syn-survivor-assistance-officer", "--reason", "prosthesis list").ExitCode.ShouldBe(0);
        var id = File.ReadLines(Path.Combine(folder, "c.csv")).Skip(1).First().Split(',')[0];
        SurefootProgram.Run("history", id, "--data", folder, "--actor", "syn-casualty-officer", "--reason", "referral").ExitCode.ShouldBe(0);
        SurefootProgram.Run("history", id, "--data", folder, "--actor", "syn-information-officer", "--reason", "referral")["error"].GetProperty("code").GetString().ShouldBe("id-not-found");
        var reads = SurefootProgram.Run("reads", "--of", id, "--data", folder, "--actor", "syn-operations-chief")["reads"];
        reads.EnumerateArray().Select(read => $"{read.GetProperty("reader").GetString()} {read.GetProperty("door").GetString()} {read.GetProperty("record").GetString()}: {read.GetProperty("reason").GetString()}").ShouldBe(
            ["syn-survivor-assistance-officer export *: prosthesis list", $"syn-casualty-officer history {id}: referral"]);
        SurefootProgram.Run("verify", "--data", folder)["ok"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void A_malformed_national_policy_opens_no_door()
    {
        var folder = demo.Copy();
        File.WriteAllText(Path.Combine(folder, "policy.json"), """{"form":2,"version":3,"effective":"2026-01-01","roles":{"a":[{"verb":"record.read","scope":"evrywhere","tier":"public"}]},"persons":[]}""");
        var answer = SurefootProgram.Run("history", "SYN-HA-00001", "--data", folder);
        answer.ExitCode.ShouldBe(3);
        answer["error"].GetProperty("where").GetString().ShouldBe("policy.json $.roles.a[0].scope");
    }

    private static IEnumerable<string> Names(Command command, string before)
    {
        // A command that only groups others does nothing itself.
        if (command is Verb)
        {
            yield return before + command.Name;
        }

        foreach (var name in command.Subcommands.SelectMany(sub => Names(sub, before + command.Name + " ")))
        {
            yield return name;
        }
    }
}
