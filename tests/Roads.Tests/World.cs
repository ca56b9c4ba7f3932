using Surefoot.Numerics;

namespace Surefoot.Roads.Tests;

/// <summary>Small graphs in a line of text, and random ones.</summary>
internal static class World
{
    /// <summary>"0-1:2" an edge of 2 hours both ways, "0>1:2" one-way. Roads at 20 km/h; walking is a quarter of that.</summary>
    public static RoadNetwork Roads(string text)
    {
        var edges = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word =>
        {
            var oneWay = word.Contains('>', StringComparison.Ordinal);
            var parts = word.Split('-', '>', ':');
            return (From: Number(parts[0]), To: Number(parts[1]), OneWay: oneWay, Hours: Number(parts[2]));
        }).ToList();
        var nodes = edges.Count == 0 ? 1 : (int)edges.Max(e => Math.Max(e.From, e.To)) + 1;
        return RoadNetwork.Create(
            [.. Enumerable.Range(0, nodes).Select(n => 46.0 + (n * 0.01))],
            [.. Enumerable.Repeat(39.8, nodes)],
            [.. edges.Select(e => (int)e.From)],
            [.. edges.Select(e => (int)e.To)],
            [.. edges.Select(e => e.OneWay)],
            [.. edges.Select(e => e.Hours * 20_000)],
            [.. edges.Select(_ => 20.0)]);
    }

    /// <summary>Random directed graph with parallel edges, self loops, zero lengths and parts that do not meet.</summary>
    public static RoadNetwork Random(ulong seed, int nodes, int edges)
    {
        var random = new SeededRandom(seed);
        var from = new int[edges];
        var to = new int[edges];
        var oneWay = new bool[edges];
        var length = new double[edges];
        for (var edge = 0; edge < edges; edge++)
        {
            from[edge] = random.NextIndex(nodes);

            // Mostly short steps, as in a road graph, some anywhere.
            to[edge] = random.NextUnit() < 0.8 ? Math.Min(nodes - 1, from[edge] + random.NextIndex(4)) : random.NextIndex(nodes);
            oneWay[edge] = random.NextUnit() < 0.3;
            length[edge] = random.NextUnit() < 0.02 ? 0 : Math.Round(random.NextUnit() * 5000, 1);
        }

        return RoadNetwork.Create(
            [.. Enumerable.Range(0, nodes).Select(n => 46 + (n * 0.001))],
            [.. Enumerable.Repeat(40.0, nodes)],
            from,
            to,
            oneWay,
            length,
            [.. Enumerable.Range(0, edges).Select(e => RoadSpeed.KmPerHour((e % 5) switch { 0 => "trunk", 1 => "primary", 2 => "tertiary", 3 => "minor", _ => "track" }))]);
    }

    public static Places OnAllNodes(RoadNetwork network) =>
        Places.OnNodes([.. Enumerable.Range(0, network.NodeCount)], [.. Enumerable.Range(0, network.NodeCount).Select(n => 100.0 + (n % 7 * 50))]);

    /// <summary>Edge hours in whole ticks: a plain search over these adds without rounding.</summary>
    public static double[] Ticks(ReadOnlySpan<double> hours) => [.. hours.ToArray().Select(TravelTicks.FromHours)];

    /// <summary>A street grid of some width and height with a few streets missing: large enough for cuts.</summary>
    public static RoadNetwork Grid(ulong seed, int width, int height)
    {
        var random = new SeededRandom(seed);
        var from = new List<int>();
        var to = new List<int>();
        for (var node = 0; node < width * height; node++)
        {
            if (node % width < width - 1 && random.NextUnit() < 0.9)
            {
                from.Add(node);
                to.Add(node + 1);
            }

            if (node < width * (height - 1) && random.NextUnit() < 0.9)
            {
                from.Add(node);
                to.Add(node + width);
            }
        }

        return RoadNetwork.Create(
            [.. Enumerable.Range(0, width * height).Select(n => 46 + (n % width * 0.01))],
            [.. Enumerable.Range(0, width * height).Select(n => 39 + (n / width * 0.01))],
            [.. from],
            [.. to],
            [.. from.Select((_, e) => e % 7 == 0)],
            [.. from.Select((_, e) => 500.0 + (e * 37 % 900))],
            [.. from.Select((_, e) => e % 5 == 0 ? 60.0 : 20.0)]);
    }

    /// <summary>Market access on the nodes 0 … places−1 with the given people, closed edges infinite, no floor worth speaking of.</summary>
    public static double[] Access(RoadNetwork network, double[] people, TravelSettings settings, params int[] closedEdges)
    {
        var closed = new bool[network.EdgeCount];
        foreach (var edge in closedEdges)
        {
            closed[edge] = true;
        }

        var places = Places.OnNodes([.. Enumerable.Range(0, people.Length)], people);
        var travel = PreparedTravel.Prepare(RoadIndex.Build(network), places, network.HoursWhen(closed, settings));
        return MarketAccess.Of(travel.Sweep(1), places, settings, 1).Values.ToArray();
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
