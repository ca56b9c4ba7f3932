using Surefoot.Assessment.Planning;
using Surefoot.Planning.Checking;

namespace Surefoot.Assessment.Tests.Planning;

public sealed class PlanRunsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("surefoot-plan-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Kept_plan_is_repeated_byte_for_byte_whatever_the_workers()
    {
        var (run, _) = new PlanRuns(_folder).Keep(SmallInputs.Plan(), "1", 1, 1);
        var kept = new PlanRuns(_folder).Newest().ShouldNotBeNull();

        kept.Run.Run.ShouldBe(run.Run);
        RepeatPlan.Handle(kept, 1).Identical.ShouldBeTrue();
        RepeatPlan.Handle(kept, 7).Sha256.ShouldBe(run.Results[PlanRuns.PlanName]);
    }

    [Fact]
    public void Same_inputs_and_plan_are_the_same_run()
    {
        var runs = new PlanRuns(_folder);

        runs.Keep(SmallInputs.Plan(), "1", 1, 1).Run.Run.ShouldBe(runs.Keep(SmallInputs.Plan(), "2", 9, 9).Run.Run);
        runs.List().Count.ShouldBe(1);
    }

    [Fact]
    public void Kept_plan_is_sound_to_the_checker_and_a_moved_task_is_not()
    {
        new PlanRuns(_folder).Keep(SmallInputs.Plan(), "1", 1, 1);
        var kept = new PlanRuns(_folder).Newest()!;
        PlanChecker.Check(kept.Inputs.ToInstance(), kept.Plan.ToPlan(kept.Inputs)).ShouldBeEmpty();

        var moved = kept.Plan with { Tasks = [.. kept.Plan.Tasks.Select(t => t.Number == kept.Plan.Tasks[^1].Number ? t with { StartDay = t.StartDay - 1 } : t)] };
        PlanChecker.Check(kept.Inputs.ToInstance(), moved.ToPlan(kept.Inputs)).ShouldNotBeEmpty();
    }

    [Fact]
    public void Damaged_files_are_refused_by_name()
    {
        var runs = new PlanRuns(_folder);
        var (run, plan) = runs.Keep(SmallInputs.Plan(), "1", 1, 1);
        var bytes = File.ReadAllBytes(plan);
        File.WriteAllBytes(plan, bytes[..^40]);
        runs.Read(run.Run, out var cut).ShouldBeNull();
        cut!.Code.ShouldBe("truncated-file");

        File.WriteAllBytes(plan, bytes);
        var inputs = Path.Combine(Path.GetDirectoryName(plan)!, "inputs.json");
        File.WriteAllText(inputs, File.ReadAllText(inputs).Replace("\"scenarios\":20", "\"scenarios\":21", StringComparison.Ordinal));
        runs.Read(run.Run, out var changed).ShouldBeNull();
        changed!.Code.ShouldBe("run.inputs-changed");

        runs.Read("../elsewhere", out var unknown).ShouldBeNull();
        unknown!.Code.ShouldBe("run.unknown");
    }

    [Fact]
    public void Every_task_can_say_why_it_stands_where_it_stands()
    {
        new PlanRuns(_folder).Keep(SmallInputs.Plan(), "1", 1, 1);
        var kept = new PlanRuns(_folder).Newest()!;

        foreach (var task in kept.Inputs.Tasks)
        {
            var reasons = ExplainTask.Handle(kept, task.Code).ShouldNotBeNull();
            reasons.Reason.ShouldNotBeEmpty();
            reasons.WaitsFor.Where(w => w.Kind is "task" or "access").ShouldAllBe(w => w.Until <= reasons.Start);
        }

        ExplainTask.Handle(kept, "SYN-HA-99999").ShouldBeNull();
    }

    [Fact]
    public void Overview_adds_up_to_the_plan()
    {
        var made = SmallInputs.Plan();
        var plan = PlanFile.From(made);
        var overview = PlanOverview.Of(made.Inputs, plan);

        overview.Quarters.Count.ShouldBe(8);
        overview.Districts.Sum(d => d.ClearedHa.Sum()).ShouldBe(plan.Tasks.Sum(t => t.ClearedM2) / 10_000, 1e-6);
        overview.Methods.Sum(m => m.Tasks).ShouldBe(plan.Tasks.Count);
        overview.Corridors.Single().Opens.ShouldBe(plan.Tasks.Where(t => t.Area is "SYN-HA-00001" or "SYN-HA-00003").Max(t => (DateOnly?)t.LastDay));
    }
}
