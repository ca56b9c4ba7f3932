using Surefoot.Numerics;
using Surefoot.Roads;

namespace Surefoot.Assessment.Roads;

/// <summary>What to compare on a graph that is given by files.</summary>
/// <param name="Bundles">Corridors wanted at most.</param>
/// <param name="Quarters">Pace of the orders.</param>
/// <param name="ImpactKm">Of the impact score.</param>
public sealed record BundleQuestion(int Bundles = 60, int Quarters = 20, double ImpactKm = 5);

/// <summary>Blocks on a graph that is given by files.</summary>
/// <param name="Ids">One per block.</param>
/// <param name="IsSynthetic">True where they are drawn from a seed: every answer and chart says so.</param>
public sealed record GivenBlocks(IReadOnlyList<string> Ids, RoadBlock[] Blocks, bool IsSynthetic)
{
    /// <summary>Blocks drawn from a seed.</summary>
    public static GivenBlocks Simulate(RoadNetwork network, Places places, int count, ulong seed)
    {
        var blocks = SimulatedBlocks.Draw(network, places, count, seed);
        return new([.. blocks.Select((_, i) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SYN-B-{i + 1:0000}"))], blocks, true);
    }

    /// <param name="file">Columns id, edges (0-based rows of the edge file, parted by semicolons), cost (above 0, one unit for all); optional only_slows (0 or 1).</param>
    /// <exception cref="RoadFileException">A cell cannot be read.</exception>
    public static GivenBlocks Read(string file, int edgeCount)
    {
        var table = RoadTable.Read(file);
        var id = table.Require("id");
        var edges = table.Require("edges");
        var cost = table.Require("cost");
        var slows = table.Find("only_slows");
        var blocks = new RoadBlock[table.Count];
        for (var row = 0; row < blocks.Length; row++)
        {
            var numbers = table.Text(row, edges).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(text => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var edge) && edge < edgeCount
                    ? edge
                    : throw table.Bad(row, edges, $"names no row of the edge file from 0 to {edgeCount - 1}", "Rows are 0-based and parted by semicolons."));
            blocks[row] = new RoadBlock([.. numbers.Distinct().Order()], table.Number(row, cost), slows >= 0 && table.Text(row, slows) == "1");
            if (blocks[row].Cost <= 0)
            {
                throw table.Bad(row, cost, "is not above zero", "A cost is what removal takes, in one unit for all blocks.");
            }
        }

        return new([.. Enumerable.Range(0, table.Count).Select(row => table.Text(row, id))], blocks, false);
    }
}

/// <summary>A bundle of a graph that is given by files.</summary>
public sealed record GivenBundle(int Rank, IReadOnlyList<string> Areas, double Gain, double GainInOrder, int NewlyConnected, double Cost);

/// <param name="SyntheticPeople">People per place were drawn from the seed.</param>
/// <param name="GainOfAll">Worth of opening every block, persons.</param>
/// <param name="Valuations">Openings that some place could notice.</param>
public sealed record BundlesMeasured(
    int Nodes,
    int Edges,
    int Places,
    int Blocks,
    bool Synthetic,
    bool SyntheticPeople,
    double People,
    double GainOfAll,
    int NewlyConnected,
    IReadOnlyList<GivenBundle> Bundles,
    IReadOnlyList<OrderResult> Orders,
    ApartResult Apart,
    int Valuations);

/// <summary>Bundles and orders on a graph that is given by files: for countries without a data folder.</summary>
public static class MeasureBundles
{
    public static BundlesMeasured Handle(
        RoadGraph graph,
        ApartResult apart,
        RoadIndex index,
        bool isPeopleInvented,
        Places places,
        GivenBlocks blocks,
        BundleQuestion question,
        TravelSettings settings,
        bool withOrders,
        int workers,
        IProgress<string>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(question);
        var people = places.Weight.ToArray();
        progress?.Report("taking the state of the roads");
        var worth = new OpeningWorth(index, places, people, blocks.Blocks, settings, workers, cancellation);
        var all = worth.Value(Enumerable.Range(0, blocks.Blocks.Length));
        progress?.Report("looking for corridors");
        var bundles = CorridorBundles.Find(worth, new BundleSearch(question.Bundles, Candidates: 192, Revalued: 16));
        progress?.Report("comparing orders");
        var orders = withOrders ? CompareOrders.Handle(worth, bundles, people, places, question.Quarters, question.ImpactKm) : [];
        return new(
            graph.Network.NodeCount,
            graph.Network.EdgeCount,
            places.Count,
            blocks.Blocks.Length,
            blocks.IsSynthetic,
            isPeopleInvented,
            people.Sum(),
            all.Gain,
            all.NewlyConnected,
            [.. bundles.Select((b, i) => new GivenBundle(i + 1, [.. b.Blocks.Select(block => blocks.Ids[block])], b.Gain, b.GainInOrder, b.NewlyConnected, b.Cost))],
            orders,
            apart,
            worth.Sweeps);
    }

    /// <summary>Invented people, lognormal with median 400 and ln-sd 1.1, from a seed: villages and a few towns.</summary>
    public static double[] DrawPeople(int places, ulong seed)
    {
        var random = new SeededRandom(seed, 2);
        var people = new double[places];
        for (var place = 0; place < places; place++)
        {
            var normal = -6.0;
            for (var i = 0; i < 12; i++)
            {
                normal += random.NextUnit();
            }

            people[place] = Math.Round(400 * ExpLog.Exp(1.1 * normal));
        }

        return people;
    }
}
