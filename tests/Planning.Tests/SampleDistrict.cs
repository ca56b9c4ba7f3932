using Surefoot.Numerics;

namespace Surefoot.Planning.Tests;

/// <summary>A made-up district of some sixty areas, two joint worths and a dozen teams over two years.</summary>
internal static class SampleDistrict
{
    public static PlanInstance Instance(IReadOnlyList<double>? budget = null)
    {
        var random = new SeededRandom(3);
        var areas = new List<AreaToPlan>();
        for (var i = 0; i < 60; i++)
        {
            var sizeM2 = 50_000 + (random.NextUnit() * 900_000);
            var isConfirmed = random.NextUnit() < 0.3;
            var denseM2 = isConfirmed ? sizeM2 * 0.05 : 0;
            areas.Add(new AreaToPlan($"SYN-HA-{i:D5}", i % 2, random.NextUnit() * 2400, isConfirmed, sizeM2 - denseM2, denseM2, 3, 0.2 + (random.NextUnit() * 2), i % 3 == 0, Requires: i % 10 == 9 ? [i - 1] : null));
        }

        var built = TaskBuilder.Build(areas, new AssetPriors());
        TeamPool[] pools =
        [
            new("survey", TeamType.Survey, 0, 2, 600, [0, 1]),
            new("surface-0", TeamType.SurfaceSearch, 0, 3, 1600, [0]),
            new("surface-1", TeamType.SurfaceSearch, 1, 2, 1600, [1]),
            new("manual", TeamType.Manual, 0, 3, 1500, [0, 1]),
            new("dog", TeamType.Dog, 1, 1, 900, [0, 1]),
            new("machine", TeamType.Machine, 0, 2, 1200, [0, 1]),
        ];
        return PlanInstance.Create(
            new DateOnly(2025, 4, 1),
            2,
            built.Tasks,
            pools,
            [built.Joint("corridor", [1, 5, 9], 400_000), built.Joint("village", [20, 21], 150_000)],
            SeasonTable.Default,
            budget ?? [2_000_000, 2_500_000]);
    }
}
