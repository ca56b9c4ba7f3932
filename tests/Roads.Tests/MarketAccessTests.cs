using Surefoot.Numerics;

namespace Surefoot.Roads.Tests;

public sealed class MarketAccessTests
{
    private static readonly TravelSettings Settings = TravelSettings.Parity with { MinimumHours = 0.01 };

    [Fact]
    public void Two_towns_see_each_other_by_the_formula_exactly()
    {
        var access = World.Access(World.Roads("0-1:2"), [300, 700], Settings);
        access[0].ShouldBe(700 * ExpLog.Pow(2, -3.8));
        access[1].ShouldBe(300 * ExpLog.Pow(2, -3.8));
        access[0].ShouldBe(700 * Math.Pow(2, -3.8), 700 * 1e-14);
    }

    [Fact]
    public void A_cut_line_gives_zero_and_never_NaN()
    {
        var access = World.Access(World.Roads("0-1:2"), [300, 700], Settings, 0);
        access.ShouldBe([0.0, 0.0]);
    }

    [Fact]
    public void A_closed_road_is_walked_when_closures_are_detours()
    {
        var access = World.Access(World.Roads("0-1:2"), [300, 700], Settings with { ClosedAs = ClosedEdge.Detour }, 0);
        access[0].ShouldBe(700 * ExpLog.Pow(8, -3.8));
    }

    [Fact]
    public void Walking_a_closed_track_is_never_quicker_than_driving_it_open()
    {
        var network = RoadNetwork.Create([46, 46.1], [39, 39], [0], [1], [false], [4000], [3]);
        network.ClosedHours(0, new TravelSettings()).ShouldBe(4.0 / 3);
    }

    [Fact]
    public void Two_places_on_one_node_count_with_the_floor()
    {
        var network = World.Roads("0-1:2");
        var places = Places.OnNodes([0, 0], [10, 20]);
        var times = PreparedTravel.Prepare(RoadIndex.Build(network), places, network.OpenHours).Sweep(1);
        times.Hours.ToArray().ShouldBe([0.0, 0, 0, 0]);
        MarketAccess.Of(times, places, Settings, 1).Values.ToArray().ShouldBe([20 * ExpLog.Pow(0.01, -3.8), 10 * ExpLog.Pow(0.01, -3.8)]);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(3.8)]
    [InlineData(8.0)]
    public void Scaling_all_hours_scales_access_by_the_power(double theta)
    {
        // Twice the hours are twice the ticks without rounding; what is left is the error of two powers.
        const double Factor = 2;
        var settings = Settings with { Theta = theta, MinimumHours = 1e-9 };
        var network = World.Random(5, 60, 120);
        var places = World.OnAllNodes(network);
        var index = RoadIndex.Build(network);
        var hours = network.OpenHours.ToArray().Select(h => h + 0.001).ToArray();
        var once = MarketAccess.Of(PreparedTravel.Prepare(index, places, hours).Sweep(1), places, settings, 1);
        var scaled = MarketAccess.Of(PreparedTravel.Prepare(index, places, hours.Select(h => h * Factor).ToArray()).Sweep(1), places, settings, 1);
        for (var place = 0; place < places.Count; place++)
        {
            var expected = once.Values[place] * Math.Pow(Factor, -theta);
            Math.Abs(scaled.Values[place] - expected).ShouldBeLessThanOrEqualTo(expected * 1e-13);
        }
    }

    [Fact]
    public void On_two_way_roads_people_weighted_totals_are_symmetric()
    {
        var network = World.Roads("0-1:2 1-2:1 0-2:5 2-3:0.5 3-0:4");
        double[] people = [100, 250, 40, 900];
        var places = Places.OnNodes([0, 1, 2, 3], people);
        var times = PreparedTravel.Prepare(RoadIndex.Build(network), places, network.OpenHours).Sweep(1);
        for (var a = 0; a < 4; a++)
        {
            for (var b = 0; b < 4; b++)
            {
                // Σ_o N_o · MA_o is a sum over unordered pairs only if every pair takes as long there as back.
                times.From(a)[b].ShouldBe(times.From(b)[a], 1e-12);
            }
        }

        var access = MarketAccess.Of(times, places, Settings, 1);
        var total = Enumerable.Range(0, 4).Sum(o => people[o] * access.Values[o]);
        var pairs = 0.0;
        for (var a = 0; a < 4; a++)
        {
            for (var b = 0; b < a; b++)
            {
                pairs += 2 * people[a] * people[b] * Math.Pow(times.From(a)[b], -3.8);
            }
        }

        total.ShouldBe(pairs, pairs * 1e-12);
    }

    [Fact]
    public void Access_legs_add_the_way_on_foot_at_both_ends()
    {
        var network = RoadNetwork.Create([46, 47], [40, 40], [0], [1], [false], [40_000], [20]);
        var places = Places.Snap(network, [46, 47], [40.1, 40], [50, 60]);
        var legKm = 6371.0088 * 0.1 * Math.PI / 180;
        places.AccessKm[0].ShouldBe(legKm, 1e-6);
        var times = PreparedTravel.Prepare(RoadIndex.Build(network), places, network.OpenHours).Sweep(1);
        var access = MarketAccess.Of(times, places, new TravelSettings(), 1);
        access.Values[0].ShouldBe(60 * Math.Pow(2 + (legKm / 5), -3.8), 1e-6);
        access.Values[0].ShouldBe(access.Values[1] * 60 / 50, 1e-9);
    }

    [Fact]
    public void A_place_connected_for_the_first_time_is_counted_apart()
    {
        var before = Single(closed: true);
        var after = Single(closed: false);
        MarketAccess.CountNewlyConnected(before, after).ShouldBe(2);
        MarketAccess.CountNewlyConnected(after, after).ShouldBe(0);

        static MarketAccess Single(bool closed)
        {
            var network = World.Roads("0-1:1");
            var places = Places.OnNodes([0, 1], [1, 1]);
            var travel = PreparedTravel.Prepare(RoadIndex.Build(network), places, network.HoursWhen([closed], TravelSettings.Parity));
            return MarketAccess.Of(travel.Sweep(1), places, TravelSettings.Parity, 1);
        }
    }
}
