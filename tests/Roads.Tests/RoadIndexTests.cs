namespace Surefoot.Roads.Tests;

public sealed class RoadIndexTests
{
    [Fact]
    public void A_grid_is_cut_along_its_middle_and_its_searches_stay_short()
    {
        // Minimum degree alone makes the deepest climb of this grid 30 % longer; a good order of n nodes in the plane needs about 4·√n.
        var network = World.Grid(1, 60, 40);
        var index = RoadIndex.Build(network);
        var deepest = Enumerable.Range(0, network.NodeCount).Max(rank => Climb(index, rank));
        deepest.ShouldBeLessThan((int)(4 * Math.Sqrt(network.NodeCount)));
        index.ArcCount.ShouldBeLessThan(network.EdgeCount * 10);
    }

    [Fact]
    public void Any_number_of_workers_finds_the_same_order()
    {
        var network = World.Grid(2, 50, 50);
        var one = RoadIndex.Build(network, 1).Order.ToArray();
        RoadIndex.Build(network, 2).Order.ToArray().ShouldBe(one);
        RoadIndex.Build(network, 7).Order.ToArray().ShouldBe(one);
    }

    [Fact]
    public void A_kept_order_makes_the_same_index_and_any_order_the_same_times()
    {
        var network = World.Grid(3, 12, 15);
        var places = World.OnAllNodes(network);
        var index = RoadIndex.Build(network);
        var kept = RoadIndex.Build(network, index.Order);
        kept.Head.ShouldBe(index.Head);
        kept.First.ShouldBe(index.First);
        var byRow = RoadIndex.Build(network, [.. Enumerable.Range(0, network.NodeCount)]);
        PreparedTravel.Prepare(byRow, places, network.OpenHours).Sweep(1).Hours.ToArray()
            .ShouldBe(PreparedTravel.Prepare(index, places, network.OpenHours).Sweep(2).Hours.ToArray());
    }

    [Theory]
    [InlineData("0 1")]
    [InlineData("0 1 1")]
    [InlineData("0 1 3")]
    public void An_order_that_does_not_name_every_node_once_is_misuse(string order) =>
        Should.Throw<ArgumentException>(() => RoadIndex.Build(World.Roads("0-1:1 1-2:1"), [.. order.Split(' ').Select(int.Parse)]));

    [Fact]
    public void Higher_neighbours_are_a_clique_of_ancestors_in_a_postorder()
    {
        var index = RoadIndex.Build(World.Grid(4, 20, 20));
        for (var rank = 0; rank < index.Parent.Length; rank++)
        {
            var above = index.Head.AsSpan(index.First[rank], index.First[rank + 1] - index.First[rank]);
            for (var i = 0; i < above.Length; i++)
            {
                for (var j = i + 1; j < above.Length; j++)
                {
                    RoadIndex.FindArc(index.First, index.Head, above[i], above[j]).ShouldBeGreaterThanOrEqualTo(0);
                }
            }

            // Subtrees are runs of ranks: the children of a rank end just before it, the last of them at the rank below.
            if (rank > 0 && index.Parent.AsSpan().Contains(rank))
            {
                index.Parent[rank - 1].ShouldBe(rank);
            }
        }
    }

    [Fact]
    public void A_graph_without_edges_or_without_nodes_has_an_index()
    {
        RoadIndex.Build(RoadNetwork.Create([], [], [], [], [], [], [])).ArcCount.ShouldBe(0);
        RoadIndex.Build(RoadNetwork.Create([46, 46, 46], [39, 39, 39], [], [], [], [], [])).Order.Length.ShouldBe(3);
    }

    private static int Climb(RoadIndex index, int rank)
    {
        var steps = 0;
        for (var at = rank; at >= 0; at = index.Parent[at])
        {
            steps++;
        }

        return steps;
    }
}
