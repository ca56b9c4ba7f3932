using Surefoot.Numerics;

namespace Surefoot.Roads.Tests;

public sealed class OpeningWorthTests
{
    private static readonly TravelSettings Settings = TravelSettings.Parity with { MinimumHours = 0.001, ClosedAs = ClosedEdge.Detour };

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(30)]
    public void Going_through_the_ends_of_opened_edges_gives_the_bits_of_a_full_sweep(int edgesPerBlock)
    {
        for (ulong seed = 1; seed <= 12; seed++)
        {
            var network = World.Random(seed, 90, 210);
            var index = RoadIndex.Build(network);
            var places = World.OnAllNodes(network);
            var random = new SeededRandom(seed, 5);
            var blocks = new RoadBlock[5];
            for (var block = 0; block < blocks.Length; block++)
            {
                var edges = new int[edgesPerBlock];
                for (var i = 0; i < edges.Length; i++)
                {
                    edges[i] = random.NextIndex(network.EdgeCount);
                }

                blocks[block] = new RoadBlock([.. edges.Distinct()], 1);
            }

            var worth = new OpeningWorth(index, places, Income(places), blocks, Settings, 2);
            worth.Remove([2]);
            worth.Remove([0, 4]);
            var closed = new bool[network.EdgeCount];
            foreach (var edge in blocks[1].Edges.Concat(blocks[3].Edges))
            {
                closed[edge] = true;
            }

            var fresh = PreparedTravel.Prepare(index, places, network.HoursWhen(closed, Settings)).Sweep(true, 1);
            worth.Times.Ticks.ShouldBe(fresh.Ticks, $"seed {seed}");
            worth.Times.Hours.ToArray().ShouldBe(fresh.Hours.ToArray());
            worth.Access.ToArray().ShouldBe(MarketAccess.Of(fresh, places, Settings, 1).Values.ToArray());
        }
    }

    [Fact]
    public void Putting_all_back_restores_the_start_bit_for_bit()
    {
        var network = World.Random(4, 80, 200);
        var places = World.OnAllNodes(network);
        var blocks = Enumerable.Range(0, 8).Select(b => new RoadBlock([b * 20, (b * 20) + 3], 1)).ToArray();
        var worth = new OpeningWorth(RoadIndex.Build(network), places, Income(places), blocks, Settings, 1);
        var times = worth.Times.Hours.ToArray();
        var access = worth.Access.ToArray();
        var value = worth.Value([0, 3]);
        worth.Remove([1, 2]);
        worth.Remove([5]);
        worth.Reset();
        worth.Times.Hours.ToArray().ShouldBe(times);
        worth.Access.ToArray().ShouldBe(access);
        worth.Value([0, 3]).ShouldBe(value);
        worth.IsGone(1).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0-1:1", 1)]
    [InlineData("0-1:1 1-2:1 2-3:1 3-4:1", 2)]
    [InlineData("0-1:1 0-2:1 0-3:1 0-4:1", 1)]
    [InlineData("0-0:1", 0)]
    public void Few_nodes_touch_every_edge(string roads, int expected)
    {
        var network = World.Roads(roads);
        var nodes = ThroughNodes.Touching(network, [.. Enumerable.Range(0, network.EdgeCount)]);
        nodes.Length.ShouldBe(expected);
        for (var edge = 0; edge < network.EdgeCount; edge++)
        {
            (network.From[edge] == network.To[edge] || nodes.Contains(network.From[edge]) || nodes.Contains(network.To[edge])).ShouldBeTrue();
        }
    }

    private static double[] Income(Places places) => [.. Enumerable.Range(0, places.Count).Select(p => 100.0 + p)];
}
