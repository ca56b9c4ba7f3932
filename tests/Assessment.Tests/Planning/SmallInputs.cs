using Surefoot.Assessment.Planning;
using Surefoot.Planning;

namespace Surefoot.Assessment.Tests.Planning;

/// <summary>Two districts, a dozen areas, a corridor and a handful of teams over two years.</summary>
internal static class SmallInputs
{
    public static PlanInputs Make()
    {
        var settings = new PlanSettings(new DateOnly(2025, 4, 1), 2);
        var areas = Enumerable.Range(0, 12)
            .Select(i => new AreaToPlan($"SYN-HA-{i:D5}", i % 2, 400 + (150 * i), i % 3 == 0, 200_000 + (40_000 * i), i % 3 == 0 ? 5_000 : 0, 4, 0.3 + (0.2 * i), i % 2 == 0))
            .ToArray();
        var built = TaskBuilder.Build(areas, new AssetPriors());
        return new PlanInputs
        {
            Synthetic = true,
            AsOf = new DateOnly(2025, 3, 31),
            JournalSequence = 7,
            Start = settings.Start,
            Years = settings.Years,
            DiscountRate = settings.DiscountRate,
            YearlyBudget = [400_000, 400_000],
            Seasons = settings.Seasons,
            Districts = [new("AZ-A", "A", 2e6), new("AZ-B", "B", 3e6)],
            Areas = [.. areas.Select(a => a.Code)],
            Pools = DeployFleet.Handle([new("AZ-A", 2e6, new(0, 0)), new("AZ-B", 3e6, new(30_000, 0))], settings, new AssetPriors(), 3_000),
            Targets = YearlyTargets.Spread(settings.Start, settings.Years, 150, settings.Seasons, [3e6, 1e6, 1e6]),
            TargetBasis = "150 ha a year, as asked",
            Assumptions = [],
            Scenarios = 20,
            BoundSteps = 40,
            Seed = 3,
            Corridors = [new("corridor-01", "A – B", ["SYN-HA-00001", "SYN-HA-00003"], 100, 600_000, 46.7, 39.8, 500_000)],
            Joint = [built.Joint("corridor-01", [1, 3], 500_000)],
            Tasks = built.Tasks,
        };
    }

    public static MadePlan Plan() => AssessPlan.Handle(Make(), 20, 2);
}
