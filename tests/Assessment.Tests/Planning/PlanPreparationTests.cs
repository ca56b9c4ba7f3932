using Surefoot.Assessment.Planning;
using Surefoot.Planning;

namespace Surefoot.Assessment.Tests.Planning;

public sealed class PlanPreparationTests
{
    private static readonly PlanSettings Settings = new(new DateOnly(2025, 4, 1));

    [Fact]
    public void Parts_of_years_share_the_yearly_target_by_working_days()
    {
        var periods = YearlyTargets.Spread(Settings.Start, 3, 62_024, Settings.Seasons, [1, 0, 0]);

        periods.Select(p => p.Year).ShouldBe([2025, 2026, 2027, 2028]);
        periods.Select(p => p.IsPart).ShouldBe([true, false, false, true]);
        periods[0].From.ShouldBe(new DateOnly(2025, 4, 1));
        periods[3].To.ShouldBe(new DateOnly(2028, 3, 31));
        periods[1].ClearedHa.ShouldBe(62_024);

        // 178 of the lowland's 227 working days lie in April to December.
        periods[0].ShareOfYear.ShouldBe(178 / 227.0, 1e-12);
        periods[3].ShareOfYear.ShouldBe(49 / 227.0, 1e-12);
    }

    [Fact]
    public void Mountain_ground_moves_the_target_into_the_open_months() =>
        YearlyTargets.Spread(Settings.Start, 1, 1000, Settings.Seasons, [0, 0, 1])[0].ClearedHa.ShouldBe(1000);

    [Theory]
    [InlineData(10, new[] { 5, 3, 2 })]
    [InlineData(1, new[] { 1, 0, 0 })]
    [InlineData(0, new[] { 0, 0, 0 })]
    public void Teams_are_apportioned_whole(int teams, int[] atBase) => DeployFleet.Apportion(teams, [50, 30, 20]).ShouldBe(atBase);

    [Fact]
    public void Every_district_is_within_reach_of_every_kind_of_team()
    {
        var districts = Enumerable.Range(0, 9).Select(i => new DistrictOfWork($"AZ-{i}", 100 + i, new(i * 200_000, 0))).ToArray();

        var pools = DeployFleet.Handle(districts, Settings, new AssetPriors(), Settings.FleetPaceHa);

        foreach (var type in Enum.GetValues<TeamType>())
        {
            pools.Where(p => p.Type == type).SelectMany(p => p.Districts).Distinct().Order().ShouldBe(Enumerable.Range(0, 9));
            pools.Where(p => p.Type == type).ShouldAllBe(p => p.Code.StartsWith("SYN-", StringComparison.Ordinal));
        }

        pools.Sum(p => p.Teams).ShouldBe(Settings.Fleet.Teams);
    }

    [Fact]
    public void Worth_takes_the_dearest_use_and_at_most_triples_it_by_people()
    {
        var worth = new LandWorth();

        worth.PerM2([], 0).ShouldBe(worth.Other);
        worth.PerM2(["agriculture", "housing"], 0).ShouldBe(worth.ByUse["housing"]);
        worth.PerM2(["road"], 1_000).ShouldBe(2 * worth.ByUse["road"]);
        worth.PerM2(["road"], 1_000_000).ShouldBe(3 * worth.ByUse["road"]);
    }
}
