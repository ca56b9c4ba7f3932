using Surefoot.Planning.Checking;

namespace Surefoot.Planning.Tests;

public sealed class PlanSearchTests
{
    [Fact]
    public void The_same_seed_and_steps_give_the_same_plan_bit_for_bit()
    {
        var instance = SampleDistrict.Instance();
        var stopped = PlanSearch.Run(instance, new SearchSettings(7, 10_000, 80), steps => steps < 37);
        stopped.SearchSteps.ShouldBe(37);
        var again = PlanSearch.Run(instance, new SearchSettings(7, stopped.SearchSteps, 80));
        again.Plan.Assignments.ShouldBe(stopped.Plan.Assignments);
        again.Plan.Objective.ShouldBe(stopped.Plan.Objective);
        again.Bound.ShouldBe(stopped.Bound);
        again.DeterministicWork.ShouldBe(stopped.DeterministicWork);
    }

    [Fact]
    public void A_district_plan_passes_the_checker_and_lies_below_its_bound()
    {
        var instance = SampleDistrict.Instance();
        var result = PlanSearch.Run(instance, new SearchSettings(1, 60, 200));
        PlanChecker.Check(instance, result.Plan).ShouldBeEmpty();
        result.Plan.Objective.ShouldBeLessThanOrEqualTo(result.Bound);
        result.GapPercent.ShouldBe(100 * (result.Bound - result.Plan.Objective) / result.Bound, 1e-9);
        result.Plan.Assignments.Count.ShouldBeGreaterThan(50);
        result.Years.Sum(y => y.ClearedM2).ShouldBe(result.Plan.Assignments.Sum(a => instance.Tasks[a.Task].ClearedM2), 1);
    }

    [Fact]
    public void Search_does_not_lose_against_its_first_plan()
    {
        var instance = SampleDistrict.Instance();
        var first = PlanSearch.Run(instance, new SearchSettings(1, 0, 80));
        var later = PlanSearch.Run(instance, new SearchSettings(1, 80, 80));
        later.Plan.Objective.ShouldBeGreaterThanOrEqualTo(first.Plan.Objective);
    }

    [Fact]
    public void A_year_without_money_has_no_work()
    {
        var instance = SampleDistrict.Instance(budget: [0, 1e9]);
        var result = PlanSearch.Run(instance, new SearchSettings(1, 10, 40));
        PlanChecker.Check(instance, result.Plan).ShouldBeEmpty();
        result.Plan.Assignments.Min(a => a.StartDay).ShouldBeGreaterThanOrEqualTo(365);
    }

    [Fact]
    public void Nothing_to_do_is_an_empty_plan()
    {
        var instance = PlanInstance.Create(new DateOnly(2025, 4, 1), 1, [], [], [], SeasonTable.Default, [1]);
        var result = PlanSearch.Run(instance, new SearchSettings(1, 5, 5));
        result.Plan.Assignments.ShouldBeEmpty();
        result.Bound.ShouldBe(0);
        PlanChecker.Check(instance, result.Plan).ShouldBeEmpty();
    }

    [Fact]
    public void A_task_that_costs_more_than_it_brings_is_left_out()
    {
        var task = new ClearanceTask
        {
            Code = "poor",
            Area = 0,
            Phase = Phase.Search,
            District = 0,
            Zone = 0,
            AreaM2 = 1000,
            Modes = [new(TeamType.Manual, 100, 1)],
            Worth = 100,
        };
        var instance = PlanInstance.Create(new DateOnly(2025, 4, 1), 1, [task], [new("m", TeamType.Manual, 0, 1, 50, [0])], [], SeasonTable.Default, [1e9]);
        PlanSearch.Run(instance, new SearchSettings(1, 5, 50)).Plan.LeftOut.ShouldBe([0]);
    }

    [Fact]
    public void Machines_may_not_release_land()
    {
        var task = new ClearanceTask
        {
            Code = "prepare",
            Area = 0,
            Phase = Phase.Preparation,
            District = 0,
            Zone = 0,
            AreaM2 = 1000,
            Modes = [new(TeamType.Machine, 100, 1)],
            ReleasedM2 = 1000,
        };
        Should.Throw<ArgumentException>(() => PlanInstance.Create(new DateOnly(2025, 4, 1), 1, [task], [], [], SeasonTable.Default, [1])).Message.ShouldContain("machines");
    }
}
