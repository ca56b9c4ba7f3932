using Surefoot.Planning.Checking;

namespace Surefoot.Planning.Tests;

public sealed class PlanBoundTests
{
    // Worth is in thousandths in the exact model: six tasks and a pair, half a thousandth each.
    private const double Rounding = 0.01;

    [Fact]
    public void Bound_is_never_below_the_optimum_and_the_plan_never_above_it_on_40_instances_solved_exactly()
    {
        var worst = 0.0;
        var reached = 0;
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var instance = SmallPlan.Random(seed);
            var optimum = SmallPlan.Optimum(instance);
            var result = PlanSearch.Run(instance, new SearchSettings(seed, 1500, 200));
            PlanChecker.Check(instance, result.Plan).ShouldBeEmpty($"seed {seed}");
            result.Bound.ShouldBeGreaterThanOrEqualTo(optimum - Rounding, $"seed {seed}");
            result.Plan.Objective.ShouldBeLessThanOrEqualTo(optimum + Rounding, $"seed {seed}");
            worst = Math.Max(worst, optimum > 0 ? 1 - (result.Plan.Objective / optimum) : 0);
            reached += result.Plan.Objective >= optimum - Rounding - (optimum * 0.001) ? 1 : 0;
        }

        // Dispatch never waits on purpose, so a few optima are out of its reach; most are not.
        reached.ShouldBeGreaterThanOrEqualTo(25, $"worst {worst:P1}");
    }

    [Fact]
    public void Any_prices_give_a_bound_so_even_one_step_is_valid()
    {
        for (ulong seed = 41; seed <= 48; seed++)
        {
            var instance = SmallPlan.Random(seed);
            new PlanBound(instance).Improve(4, 0).ShouldBeGreaterThanOrEqualTo(SmallPlan.Optimum(instance) - Rounding);
        }
    }

    [Fact]
    public void Scarce_teams_have_a_price_and_idle_ones_none()
    {
        var tasks = Enumerable.Range(0, 40).Select(i => new ClearanceTask
        {
            Code = $"T{i}",
            Area = i,
            Phase = Phase.Search,
            District = 0,
            Zone = 0,
            AreaM2 = 1000,
            Modes = [new(TeamType.Manual, 100, 1)],
            Worth = 2000,
        }).ToList();
        TeamPool[] pools = [new("manual", TeamType.Manual, 0, 1, 50, [0]), new("dog", TeamType.Dog, 0, 3, 50, [0])];
        var instance = PlanInstance.Create(new DateOnly(2025, 4, 1), 1, tasks, pools, [], SeasonTable.Default, [1e9]);
        var bound = new PlanBound(instance);
        bound.Improve(300, 0);
        bound.Binding(5).ShouldHaveSingleItem().Constraint.ShouldBe("teams manual");
    }
}
