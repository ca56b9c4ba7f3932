using Surefoot.Numerics;

namespace Surefoot.Roads.Tests;

public sealed class RoadNetworkTests
{
    [Theory]
    [InlineData("motorway", 80)]
    [InlineData("trunk", 80)]
    [InlineData("primary", 60)]
    [InlineData("secondary", 60)]
    [InlineData("tertiary", 40)]
    [InlineData("minor", 20)]
    [InlineData("service", 20)]
    [InlineData("track", 12)]
    [InlineData("path", 12)]
    [InlineData("primary_construction", 12)]
    public void Speeds_are_those_of_the_parity_rule(string roadClass, double kmPerHour) => RoadSpeed.KmPerHour(roadClass).ShouldBe(kmPerHour);

    [Fact]
    public void Hours_are_length_over_a_thousand_over_speed()
    {
        var network = RoadNetwork.Create([46, 46.1], [39, 39], [0], [1], [false], [3358.3], [20]);
        network.OpenHours[0].ShouldBe(3358.3 / 1000 / 20);
    }

    [Fact]
    public void An_edge_to_a_node_that_does_not_exist_is_misuse() =>
        Should.Throw<ArgumentException>(() => RoadNetwork.Create([46], [39], [0], [1], [false], [1], [20])).Message.ShouldContain("Edge 0");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void A_length_that_is_no_quantity_is_misuse(double lengthM) =>
        Should.Throw<ArgumentException>(() => RoadNetwork.Create([46, 47], [39, 39], [0], [1], [false], [lengthM], [20]));

    [Fact]
    public void Places_snap_to_the_nearest_node_as_a_full_search_finds_it()
    {
        var random = new SeededRandom(11);
        var lon = new double[400];
        var lat = new double[400];
        for (var i = 0; i < lon.Length; i++)
        {
            // A coarse lattice, so that ties and doubles are common.
            lon[i] = 46 + (random.NextIndex(20) * 0.05);
            lat[i] = 39 + (random.NextIndex(20) * 0.05);
        }

        var network = RoadNetwork.Create(lon, lat, [], [], [], [], []);
        var cosine = Math.Cos(lat.Sum() / lat.Length * Math.PI / 180);
        for (var trial = 0; trial < 500; trial++)
        {
            var x = 45.9 + (random.NextIndex(48) * 0.025);
            var y = 38.9 + (random.NextIndex(48) * 0.025);
            var best = 0;
            for (var node = 1; node < lon.Length; node++)
            {
                best = Square(node) < Square(best) ? node : best;
            }

            Places.Snap(network, [x], [y], [1]).Node[0].ShouldBe(best);

            double Square(int node)
            {
                var dx = (lon[node] * cosine) - (x * cosine);
                var dy = lat[node] - y;
                return (dx * dx) + (dy * dy);
            }
        }
    }
}
