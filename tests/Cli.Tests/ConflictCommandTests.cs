using System.Globalization;

namespace Surefoot.Cli.Tests;

/// <summary>Two people change one hazard from the same version; a third settles it; the past stays what it was.</summary>
public sealed class ConflictCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("surefoot-conflict-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_conflict_is_kept_shown_settled_by_a_person_and_approved_by_another()
    {
        Save("47.112345", "ann").ExitCode.ShouldBe(0);
        var seen = Run("show", "H-1")["bindingHash"].GetString()!;
        Run("approve", "H-1", "--actor", "bob", "--expect", new string('0', 64)).ShouldSatisfyAllConditions(answer => answer.ExitCode.ShouldBe(5), answer => Code(answer).ShouldBe("binding-changed"));
        Run("approve", "H-1", "--actor", "bob", "--expect", seen)["bindingHash"].GetString().ShouldBe(seen);
        var before = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        var known = Closing(before);

        Save("47.122345", "cy").ShouldSatisfyAllConditions(answer => answer.ExitCode.ShouldBe(5), answer => Code(answer).ShouldBe("base.missing"));
        Save("47.122345", "cy", "--base", "1", "--draft")["state"].GetString().ShouldBe("draft");
        var late = Save("47.132345", "dan", "--base", "1");
        (late.ExitCode, late["conflict"].GetArrayLength()).ShouldBe((5, 2));
        Run("conflicts")["conflicts"][0].GetProperty("id").GetString().ShouldBe("H-1");
        Closing(null).ShouldBe(3 * known, known / 1e5);
        Run("approve", "H-1", "--actor", "bob").ShouldSatisfyAllConditions(answer => answer.ExitCode.ShouldBe(5), answer => Code(answer).ShouldBe("conflict-stands"));

        Run("resolve", "H-1", "--keep", "2", "--reason", "walked it", "--actor", "eve")["version"].GetInt32().ShouldBe(4);
        Run("approve", "H-1", "--actor", "eve").ShouldSatisfyAllConditions(answer => answer.ExitCode.ShouldBe(1), answer => Code(answer).ShouldBe("same-actor-may-not-approve"));
        Run("approve", "H-1", "--actor", "bob")["state"].GetString().ShouldBe("approved");
        Closing(null).ShouldBe(2 * known, known / 1e5);
        Run("conflicts")["conflicts"].GetArrayLength().ShouldBe(0);

        Closing(before).ShouldBe(known);
        Run("history", "H-1", "--known-at", before)["versions"].GetArrayLength().ShouldBe(1);
        Run("history", "H-1")["versions"].GetArrayLength().ShouldBe(4);
        Run("return", "H-1", "--actor", "bob", "--reason", " ")["error"].GetProperty("code").GetString().ShouldBe("reason.missing");
        Run("verify")["ok"].GetBoolean().ShouldBeTrue();
    }

    private Answer Save(string east, string actor, params string[] more)
    {
        var file = Path.Combine(_root, "area.geojson");
        File.WriteAllText(file, """
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[47.102345,39.602345],[EAST,39.602345],[EAST,39.612345],[47.102345,39.612345],[47.102345,39.602345]]]},
             "properties":{"id":"H-1","informationDate":"2024-05-01","organisation":"AAA","synthetic":true,"kind":"suspected"}}
            """.Replace("EAST", east, StringComparison.Ordinal));
        return Run(["save", "hazard-area", "--file", file, "--actor", actor, .. more]);
    }

    private double Closing(string? knownAt) =>
        Run(["land", "account", "--as-of", "2024-12-31", .. knownAt is null ? Array.Empty<string>() : ["--known-at", knownAt]])["total"].GetProperty("closingM2").GetDouble();

    private Answer Run(params string[] arguments) => SurefootProgram.Run([.. arguments, "--data", Path.Combine(_root, "data")]);

    private static string Code(Answer answer) => answer["error"].GetProperty("code").GetString()!;
}
