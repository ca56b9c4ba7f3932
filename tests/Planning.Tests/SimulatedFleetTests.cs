namespace Surefoot.Planning.Tests;

public sealed class SimulatedFleetTests
{
    // Cleared in the published years, km².
    private static readonly Dictionary<int, double> Published = new() { [2021] = 207.7, [2022] = 439.15, [2023] = 530.81, [2024] = 620.239 };

    [Fact]
    public void Default_fleet_brackets_each_published_year()
    {
        var outputs = SimulatedFleet.Simulate(SimulatedFleet.Default, SimulatedFleet.DefaultMix, new AssetPriors(), new ProductivityPrior(), 2000, 1);
        foreach (var output in outputs)
        {
            Published[output.Year].ShouldBeInRange(output.P5Km2, output.P95Km2);

            // Wide enough to be honest, narrow enough to say something: the median is within a factor of 1.6.
            (Published[output.Year] / output.P50Km2).ShouldBeInRange(1 / 1.6, 1.6);
        }

        outputs.Select(o => o.P50Km2).ShouldBeInOrder();
    }

    [Fact]
    public void Dense_ground_alone_gives_200_teams_20_to_60_km2_a_year()
    {
        FleetYear[] fleet = [new(2024, 0, 0, 200, 0, 200)];
        var output = SimulatedFleet.Simulate(fleet, new GroundMix(0), new AssetPriors(), new ProductivityPrior(), 2000, 1)[0];
        output.P50Km2.ShouldBeInRange(20, 60);
    }
}
