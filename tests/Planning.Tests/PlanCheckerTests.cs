using Surefoot.Planning.Checking;

namespace Surefoot.Planning.Tests;

/// <summary>One mutation for each damage: the untouched plan passes, the damaged one is named.</summary>
public sealed class PlanCheckerTests
{
    private static readonly PlanInstance Instance = SampleDistrict.Instance();
    private static readonly Plan Good = PlanSearch.Run(Instance, new SearchSettings(1, 20, 80)).Plan;

    [Fact]
    public void The_plan_itself_is_sound() => PlanChecker.Check(Instance, Good).ShouldBeEmpty();

    [Fact]
    public void A_task_before_its_predecessor_is_named_precedence()
    {
        var later = Good.Assignments.First(a => Instance.Tasks[a.Task].Predecessors.Count > 0);
        Kinds(With(later, later with { StartDay = 0, FinishDay = later.FinishDay - later.StartDay })).ShouldContain("precedence");
    }

    [Fact]
    public void Leaving_out_a_predecessor_is_named_precedence()
    {
        var before = Instance.Tasks[Good.Assignments.First(a => Instance.Tasks[a.Task].Predecessors.Count > 0).Task].Predecessors[0];
        Kinds(Good with { Assignments = [.. Good.Assignments.Where(a => a.Task != before)], LeftOut = [.. Good.LeftOut, before] }).ShouldContain("precedence");
    }

    [Fact]
    public void More_teams_at_work_than_a_pool_has_is_named_renewable_over()
    {
        var small = PlanInstance.Create(Instance.Start, 2, Instance.Tasks, [.. Instance.Pools.Select(p => p with { Teams = Math.Max(0, p.Teams - 2) })], Instance.Joint, Instance.Seasons, Instance.YearlyBudget);
        PlanChecker.Check(small, Good).Select(v => v.Kind).ShouldContain("renewable-over");
    }

    [Fact]
    public void A_year_over_its_money_is_named_non_renewable_over()
    {
        var poor = PlanInstance.Create(Instance.Start, 2, Instance.Tasks, Instance.Pools, Instance.Joint, Instance.Seasons, [100_000, 100_000]);
        PlanChecker.Check(poor, Good).Select(v => v.Kind).ShouldContain("non-renewable-over");
    }

    [Fact]
    public void A_mode_the_task_does_not_have_is_named_unknown_mode() => Kinds(Change(a => a with { Mode = 9 })).ShouldContain("unknown-mode");

    [Fact]
    public void A_task_that_has_vanished_is_named_missing_job() =>
        Kinds(Good with { Assignments = [.. Good.Assignments.SkipLast(1)] }).ShouldContain("missing-job");

    [Fact]
    public void A_task_planned_twice_is_named_duplicate() =>
        Kinds(Good with { Assignments = [.. Good.Assignments, Good.Assignments[0]] }).ShouldContain("duplicate");

    [Fact]
    public void A_start_before_the_plan_is_named_negative_start() => Kinds(Change(a => a with { StartDay = -3 })).ShouldContain("negative-start");

    [Fact]
    public void A_task_finished_a_day_early_is_named_wrong_duration() => Kinds(Change(a => a with { FinishDay = a.FinishDay - 1 })).ShouldContain("wrong-duration");

    [Fact]
    public void A_wrong_end_of_the_plan_is_named_wrong_makespan() => Kinds(Good with { MakespanDays = Good.MakespanDays + 1 }).ShouldBe(["wrong-makespan"]);

    [Fact]
    public void A_flattered_objective_is_named_wrong_objective() => Kinds(Good with { Objective = Good.Objective * 1.001 }).ShouldBe(["wrong-objective"]);

    [Fact]
    public void A_task_in_a_closed_month_is_named_closed_season()
    {
        // Day 275 from 1 April is 1 January: mountains are closed.
        var mountain = Good.Assignments.First(a => Instance.Tasks[a.Task].Zone == 2);
        Kinds(With(mountain, mountain with { StartDay = 275, FinishDay = 280 })).ShouldContain("closed-season");
    }

    [Fact]
    public void A_pool_of_another_type_is_named_wrong_pool() =>
        Kinds(Change(a => a with { Pool = (a.Pool + 1) % Instance.Pools.Count })).ShouldContain("wrong-pool");

    [Fact]
    public void A_task_beyond_the_horizon_is_named() => Kinds(Change(a => a with { FinishDay = Instance.Days + 1 })).ShouldContain("beyond-horizon");

    private static Plan Change(Func<Assignment, Assignment> change) => With(Good.Assignments[0], change(Good.Assignments[0]));

    private static Plan With(Assignment old, Assignment damaged) => Good with { Assignments = [.. Good.Assignments.Select(a => a == old ? damaged : a)] };

    private static IEnumerable<string> Kinds(Plan plan) => PlanChecker.Check(Instance, plan).Select(v => v.Kind);
}
