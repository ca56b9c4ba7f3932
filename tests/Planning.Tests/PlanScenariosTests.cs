namespace Surefoot.Planning.Tests;

public sealed class PlanScenariosTests
{
    private static readonly PlanInstance Instance = SampleDistrict.Instance();
    private static readonly PlanResult Result = PlanSearch.Run(Instance, new SearchSettings(1, 20, 80));

    [Fact]
    public void Every_year_of_the_horizon_has_a_probability()
    {
        var chances = PlanScenarios.Run(Instance, Result, [], new ScenarioSettings(200, 1, new ProductivityPrior()), 2);
        chances.Select(c => c.Year).ShouldBe([2025, 2026, 2027]);
        chances.ShouldAllBe(c => c.Probability >= 0 && c.Probability <= 1 && c.P10M2 <= c.P50M2 && c.P50M2 <= c.P90M2);
    }

    [Fact]
    public void Without_spread_the_plan_happens_as_planned()
    {
        var still = new ProductivityPrior(0, 1e-12, 1e-12, 0);
        var chances = PlanScenarios.Run(Instance, Result, [], new ScenarioSettings(3, 1, still), 1);
        chances[0].P50M2.ShouldBe(chances[0].PlannedM2, chances[0].PlannedM2 * 0.05);
    }

    [Fact]
    public void A_higher_target_is_never_likelier()
    {
        var settings = new ScenarioSettings(300, 1, new ProductivityPrior());
        var last = 1.0;
        foreach (var share in new[] { 0.5, 0.8, 1.0, 1.2 })
        {
            var chance = PlanScenarios.Run(Instance, Result, [new YearTarget(2025, Result.Years[0].ClearedM2 * share)], settings, 2)[0].Probability;
            chance.ShouldBeLessThanOrEqualTo(last);
            last = chance;
        }

        last.ShouldBeLessThan(1);
    }

    [Fact]
    public void Any_number_of_workers_plays_the_same_scenarios()
    {
        var settings = new ScenarioSettings(100, 9, new ProductivityPrior());
        PlanScenarios.Run(Instance, Result, [], settings, 7).ShouldBe(PlanScenarios.Run(Instance, Result, [], settings, 1));
    }

    [Fact]
    public void Prior_spread_of_a_year_is_one_half_and_shrinks_with_reports()
    {
        var prior = new ProductivityPrior();
        prior.AnnualSpread.ShouldBe(0.5, 1e-12);
        var learned = prior.After([0.2, 0.2, 0.2, 0.2]);

        // 1/(1/0.16 + 4/0.09) and the mean pulled to 0.2 by its share of the precision.
        learned.BiasSpread.ShouldBe(Math.Sqrt(1 / ((1 / 0.16) + (4 / 0.09))), 1e-12);
        learned.BiasMean.ShouldBe(0.2 * (4 / 0.09) / ((1 / 0.16) + (4 / 0.09)), 1e-12);
        learned.AnnualSpread.ShouldBeLessThan(0.35);
    }
}
