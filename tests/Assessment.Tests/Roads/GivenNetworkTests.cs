using System.Xml.Linq;
using Surefoot.Assessment.Roads;
using Surefoot.Roads;

namespace Surefoot.Assessment.Tests.Roads;

/// <summary>Graphs and blocks given by files: two towns ten hours apart, or one hour through two blocks; two villages behind one block.</summary>
public sealed class GivenNetworkTests : IDisposable
{
    private static readonly RoadNetwork Network = RoadNetwork.Create(
        [46.0, 46.1, 46.2, 46.3, 46.4], [40, 40, 40, 40, 40], [0, 0, 4, 2, 2], [1, 4, 1, 3, 3], new bool[5], [200_000, 10_000, 10_000, 40_000, 20_000], [20, 20, 20, 20, 20]);

    private readonly string _folder = Directory.CreateTempSubdirectory("given").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Blocks_of_a_file_become_bundles_and_five_orders_of_which_bundles_lose_nothing()
    {
        var blocks = GivenBlocks.Read(Write("blocks.csv", "id,edges,cost\nvillage,4,1\nwest,1,1\neast,2,1\n"), Network.EdgeCount);
        var measured = Measure(blocks);
        measured.Synthetic.ShouldBeFalse();
        measured.Bundles[0].Areas.ShouldBe(["west", "east"]);
        measured.Bundles[1].Areas.ShouldBe(["village"]);
        measured.Orders.Select(o => o.Name).ShouldBe(["recorded", "impact-score", "nearest-first", "per-hazard-greedy", "bundles"]);
        var byName = measured.Orders.ToDictionary(o => o.Name, o => o.LossPercent);
        byName["bundles"].ShouldBe(0);
        byName["per-hazard-greedy"].ShouldBeGreaterThan(0);
        measured.Orders[0].GainByQuarter.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData("id,edges,cost\na,5,1\n", "names no row")]
    [InlineData("id,edges,cost\na,1,0\n", "not above zero")]
    [InlineData("id,edges\na,1\n", "cost")]
    public void A_damaged_file_of_blocks_is_refused(string file, string named) =>
        Should.Throw<RoadFileException>(() => GivenBlocks.Read(Write("blocks.csv", file), Network.EdgeCount)).Message.ShouldContain(named);

    [Fact]
    public void The_drawing_is_sound_XML_that_says_what_is_invented_and_every_loss()
    {
        var orders = Measure(GivenBlocks.Read(Write("blocks.csv", "id,edges,cost\nvillage,4,1\nwest,1,1\neast,2,1\n"), Network.EdgeCount)).Orders;
        var drawing = OrdersChart.Draw("Towns & villages", "SYNTHETIC: invented", orders);
        var svg = XDocument.Parse(drawing).Root!;
        svg.Value.ShouldContain("SYNTHETIC: invented");
        svg.Value.ShouldContain("Towns & villages");
        svg.Descendants().Count(e => e.Name.LocalName == "path").ShouldBe(5);
        foreach (var order in orders)
        {
            svg.Value.ShouldContain(order.LossPercent.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + " %");
        }

        drawing.ShouldNotContain("NaN");
        OrdersChart.Draw("x", null, orders).ShouldNotContain("SYNTHETIC");
    }

    [Fact]
    public void An_order_is_kept_beside_the_network_and_made_again_when_it_does_not_fit()
    {
        var file = Path.Combine(_folder, "sub", "road.order");
        RoadOrderFile.Open(Network, file, 1).WasKept.ShouldBeFalse();
        var (index, wasKept) = RoadOrderFile.Open(Network, file, 1);
        wasKept.ShouldBeTrue();
        index.Order.ToArray().ShouldBe(RoadIndex.Build(Network).Order.ToArray());

        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 0x40;
        File.WriteAllBytes(file, bytes);
        RoadOrderFile.Open(Network, file, 1).WasKept.ShouldBeFalse();

        // Slower roads are the same topology, another road is not.
        RoadOrderFile.Open(Network.Slowed([0.5, 1, 1, 1, 1]), file, 1).WasKept.ShouldBeTrue();
        RoadOrderFile.Open(Network.With([3], [4], [500], 5), file, 1).WasKept.ShouldBeFalse();
    }

    [Fact]
    public void Invented_people_are_the_same_for_a_seed()
    {
        MeasureBundles.DrawPeople(50, 3).ShouldBe(MeasureBundles.DrawPeople(50, 3));
        MeasureBundles.DrawPeople(50, 4).ShouldNotBe(MeasureBundles.DrawPeople(50, 3));
        MeasureBundles.DrawPeople(500, 3).Order().ElementAt(250).ShouldBeInRange(300, 520);
    }

    private static BundlesMeasured Measure(GivenBlocks blocks)
    {
        var places = Places.OnNodes([0, 1, 2, 3], [1000, 900, 40, 50]);
        var (_, apart) = RoadState.Tie(Network, 0, 5);
        return MeasureBundles.Handle(
            new RoadGraph(Network, ["0", "1", "2", "3", "4"], ["", "", "", "", ""]),
            apart,
            RoadIndex.Build(Network),
            isPeopleInvented: false,
            places,
            blocks,
            new BundleQuestion(Quarters: 6),
            TravelSettings.Parity with { MinimumHours = 0.01 },
            withOrders: true,
            2);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
