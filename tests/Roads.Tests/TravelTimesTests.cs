namespace Surefoot.Roads.Tests;

public sealed class TravelTimesTests
{
    [Fact]
    public void Sweep_and_Dijkstra_equal_Floyd_Warshall_on_random_graphs_bit_for_bit()
    {
        for (ulong seed = 1; seed <= 39; seed++)
        {
            var nodes = 2 + ((int)seed * 5);
            var network = World.Random(seed, nodes, nodes * 2);
            var ticks = World.Ticks(network.OpenHours);
            var expected = FloydWarshall(network, ticks);
            var times = PreparedTravel.Prepare(RoadIndex.Build(network), World.OnAllNodes(network), network.OpenHours).Sweep(true, 1);
            var tree = new ShortestPathTree(network);
            for (var origin = 0; origin < nodes; origin++)
            {
                tree.Run(ticks, origin);
                for (var target = 0; target < nodes; target++)
                {
                    times.Ticks[(origin * nodes) + target].ShouldBe(expected[origin, target], $"seed {seed}, sweep {origin}→{target}");
                    tree.Hours[target].ShouldBe(expected[origin, target], $"seed {seed}, Dijkstra {origin}→{target}");
                    times.From(origin)[target].ShouldBe(TravelTicks.ToHours(expected[origin, target]));
                }
            }
        }
    }

    [Theory]
    [InlineData(8, 9, 80)]
    [InlineData(0.1, 7000.1, 60)]
    [InlineData(123_456.789, 0.001, 12)]
    public void Hours_of_whole_millimetres_are_whole_ticks_and_sums_the_nearest_double_to_the_truth(double oneM, double otherM, double kmPerHour)
    {
        // Hours = metres / (1000 · speed): in ticks 240,000 · 2^15 / speed a metre, so a thousandth of that a millimetre.
        var perMillimetre = (decimal)(240 * 32_768) / (decimal)kmPerHour;
        TravelTicks.FromHours(oneM / 1000 / kmPerHour).ShouldBe((double)((decimal)oneM * 1000 * perMillimetre * 1000 / 1000));
        var sum = TravelTicks.FromHours(oneM / 1000 / kmPerHour) + TravelTicks.FromHours(otherM / 1000 / kmPerHour);
        TravelTicks.ToHours(sum).ShouldBe((double)(((decimal)oneM + (decimal)otherM) / 1000 / (decimal)kmPerHour), 1e-300);
    }

    [Fact]
    public void The_wide_descent_gives_the_bits_of_its_scalar_twin()
    {
        // Odd numbers of places leave lanes empty.
        for (ulong seed = 1; seed <= 12; seed++)
        {
            var network = World.Random(seed, 60 + (int)seed, 150);
            var index = RoadIndex.Build(network);
            var targets = new TargetGraph(index, World.OnAllNodes(network));
            targets.Take(index, new ArcWeights(index, network.OpenHours));
            var wide = new SweepLanes(targets);
            var plain = new SweepLanes(targets);
            var sources = targets.OfPlace.AsSpan((int)seed, (int)(seed % 8) + 1);
            wide.Climb(sources, targets.Up);
            wide.Descend(targets.Down);
            plain.Climb(sources, targets.Up);
            plain.Descend(targets.Down, isWide: false);
            for (var local = 0; local < targets.Count; local++)
            {
                plain.At(local).ToArray().ShouldBe(wide.At(local).ToArray(), $"seed {seed}, local {local}");
            }
        }
    }

    [Fact]
    public void Opening_an_edge_never_lowers_any_access_and_equals_a_fresh_customisation_bit_for_bit()
    {
        var settings = TravelSettings.Parity;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var network = World.Random(seed, 120, 260);
            var index = RoadIndex.Build(network);
            var places = World.OnAllNodes(network);
            var closed = Enumerable.Range(0, network.EdgeCount).Select(e => (e + (int)seed) % 6 == 0).ToArray();
            var travel = PreparedTravel.Prepare(index, places, network.HoursWhen(closed, settings));
            var before = travel.Sweep(1);
            var access = MarketAccess.Of(before, places, settings, 1);
            for (var edge = 0; edge < network.EdgeCount; edge += 17)
            {
                if (!closed[edge])
                {
                    continue;
                }

                closed[edge] = false;
                travel.Open([edge], [network.OpenHours[edge]]);
                var after = travel.Sweep(1);
                var fresh = PreparedTravel.Prepare(index, places, network.HoursWhen(closed, settings)).Sweep(1);
                after.Hours.ToArray().ShouldBe(fresh.Hours.ToArray());
                var opened = MarketAccess.Of(after, places, settings, 1);
                for (var place = 0; place < places.Count; place++)
                {
                    opened.Values[place].ShouldBeGreaterThanOrEqualTo(access.Values[place]);
                }

                access = opened;
            }
        }
    }

    [Fact]
    public void Closing_then_opening_restores_the_same_bits()
    {
        var network = World.Random(3, 150, 320);
        var index = RoadIndex.Build(network);
        var travel = PreparedTravel.Prepare(index, World.OnAllNodes(network), network.OpenHours);
        var before = travel.Sweep(1).Hours.ToArray();
        var closed = Enumerable.Range(0, network.EdgeCount).Select(e => e % 3 == 0).ToArray();
        travel.Reset(network.HoursWhen(closed, TravelSettings.Parity));
        travel.Sweep(1).Hours.ToArray().ShouldNotBe(before);
        var edges = Enumerable.Range(0, network.EdgeCount).Where(e => closed[e]).ToArray();
        travel.Open(edges, [.. edges.Select(e => network.OpenHours[e])]);
        travel.Sweep(1).Hours.ToArray().ShouldBe(before);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Any_number_of_workers_gives_the_same_bits(int workers)
    {
        var network = World.Random(8, 190, 400);
        var travel = PreparedTravel.Prepare(RoadIndex.Build(network), World.OnAllNodes(network), network.OpenHours);
        travel.Sweep(workers).Hours.ToArray().ShouldBe(travel.Sweep(1).Hours.ToArray());
    }

    [Fact]
    public void One_way_edges_are_passed_only_forwards_and_self_loops_and_slower_parallels_do_not_count()
    {
        var network = World.Roads("0>1:2 0>1:1 1-1:0.1 1>2:1");
        var times = PreparedTravel.Prepare(RoadIndex.Build(network), World.OnAllNodes(network), network.OpenHours).Sweep(1);
        times.From(0).ToArray().ShouldBe([0, 1, 2]);
        times.From(2).ToArray().ShouldBe([double.PositiveInfinity, double.PositiveInfinity, 0]);
        times.UnreachablePairs().ShouldBe(3);
        times.FiniteSumHours().ShouldBe(4);
    }

    [Fact]
    public void Slowing_an_edge_through_Open_is_misuse()
    {
        var network = World.Roads("0-1:2");
        var travel = PreparedTravel.Prepare(RoadIndex.Build(network), World.OnAllNodes(network), network.OpenHours);
        Should.Throw<ArgumentException>(() => travel.Open([0], [3.0]));
    }

    private static double[,] FloydWarshall(RoadNetwork network, ReadOnlySpan<double> hours)
    {
        var n = network.NodeCount;
        var d = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                d[i, j] = i == j ? 0 : double.PositiveInfinity;
            }
        }

        for (var e = 0; e < network.EdgeCount; e++)
        {
            var (a, b) = (network.From[e], network.To[e]);
            d[a, b] = Math.Min(d[a, b], hours[e]);
            if (!network.OneWay[e])
            {
                d[b, a] = Math.Min(d[b, a], hours[e]);
            }
        }

        for (var k = 0; k < n; k++)
        {
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    d[i, j] = Math.Min(d[i, j], d[i, k] + d[k, j]);
                }
            }
        }

        return d;
    }
}
