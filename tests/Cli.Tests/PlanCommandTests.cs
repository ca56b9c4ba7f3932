namespace Surefoot.Cli.Tests;

public sealed class PlanCommandTests(SmallDemo demo) : IClassFixture<SmallDemo>
{
    [Fact]
    public void Demo_gives_every_target_a_probability_and_names_its_files()
    {
        var plan = demo.First["plan"];
        plan.GetProperty("feasible").GetBoolean().ShouldBeTrue();
        plan.GetProperty("bound").GetDouble().ShouldBeGreaterThanOrEqualTo(plan.GetProperty("objective").GetDouble());
        plan.GetProperty("targets").GetArrayLength().ShouldBe(4);
        foreach (var target in plan.GetProperty("targets").EnumerateArray())
        {
            target.GetProperty("probability").GetDouble().ShouldBeInRange(0, 1);
            target.GetProperty("clearedHa").GetDouble().ShouldBeGreaterThan(0);
        }

        File.Exists(demo.First["files"].GetProperty("plan").GetString()).ShouldBeTrue();
        File.ReadAllText(demo.First["files"].GetProperty("report").GetString()!).ShouldContain("SYNTHETIC");
    }

    [Fact]
    public void Kept_plan_repeats_and_is_judged_sound()
    {
        var run = demo.First["plan"].GetProperty("run").GetString()!;
        SurefootProgram.Run("plan", "repeat", run, "--workers", "1", "--data", demo.Folder)["identical"].GetBoolean().ShouldBeTrue();
        SurefootProgram.Run("plan", "check", run, "--data", demo.Folder)["violations"].GetArrayLength().ShouldBe(0);
        SurefootProgram.Run("plan", "check", "plan-000000000000", "--data", demo.Folder)["error"].GetProperty("code").GetString().ShouldBe("run.unknown");
    }

    [Fact]
    public void Report_of_the_same_data_has_the_same_bytes()
    {
        var first = SurefootProgram.Run("report", "make", "country", "--year", "2025", "-o", demo.File("one.html"), "--data", demo.Folder);
        var second = SurefootProgram.Run("report", "make", "country", "--year", "2025", "-o", demo.File("two.html"), "--data", demo.Folder);
        second["sha256"].GetString().ShouldBe(first["sha256"].GetString());
        first["figures"].GetProperty("yearComplete").GetBoolean().ShouldBeFalse();
    }
}
