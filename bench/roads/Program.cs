using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Surefoot.Roads;
using Surefoot.Roads.Bench;

// usage: NODES.csv.gz EDGES.csv.gz PLACES.csv LIMIT SOURCES WORKERS [NAME=SECONDS=SOURCES=FILE.f64 …]
// A peer's file holds its matrix, SOURCES × places, row by row, as little-endian doubles. Prints one line per way of making the matrix.
var limit = int.Parse(args[3], CultureInfo.InvariantCulture);
var sources = int.Parse(args[4], CultureInfo.InvariantCulture);
var workers = int.Parse(args[5], CultureInfo.InvariantCulture);
var graph = Graph.Read(args[0], args[1], args[2], limit);
var (network, places) = (graph.Network, graph.Places);
Console.WriteLine($"nodes {network.NodeCount}, edges {network.EdgeCount}, places {places.Count}, workers {workers}");

RoadIndex? index = null;
PreparedTravel? travel = null;
TravelTimes? times = null;
var before = GC.GetTotalMemory(true);
Say("order (once per topology)", Quickest(1, () => index = RoadIndex.Build(network, workers)), $"{index!.ArcCount} arcs");
var order = index.Order.ToArray();
Say("index from a kept order", Quickest(3, () => index = RoadIndex.Build(network, order)), $"{order.Length * 4 / 1e6:F1} MB kept");
Say("customise (once per state)", Median(5, () => travel = PreparedTravel.Prepare(index, places, network.OpenHours)), $"sweep reads {travel!.Swept.Nodes} nodes, {travel.Swept.Arcs} arcs; {(GC.GetTotalMemory(true) - before) / 1e6:F0} MB live");
var one = Median(5, () => times = travel.Sweep(1));
Say("sweep, 1 worker", one, $"{(double)travel.Swept.Arcs * ((places.Count + 7) / 8) / one / 1e9:F2} G arcs of 8 lanes a second");
var all = Median(9, () => times = travel.Sweep(workers));
Say($"sweep, {workers} workers", all, "");
var settings = TravelSettings.Parity;
Say("market access of the matrix", Median(5, () => MarketAccess.Of(times!, places, settings, workers)), "");

// Every arc of the sweep read once, index and weight (12 bytes), for each block of eight places, at the speed of a plain read of memory; values stay in cache.
var bytes = (12.0 * travel.Swept.Arcs) + (8.0 * 8 * travel.Swept.Nodes);
var bandwidth = ReadBandwidth();
var bound = bytes * ((places.Count + 7) / 8) / bandwidth;
Console.WriteLine($"bandwidth bound             {bound,9:F3} s  if every block of 8 read {bytes / 1e6:F1} MB at {bandwidth / 1e9:F1} GB/s: one worker takes {one / bound:F1} times that");

var truth = new double[(long)sources * places.Count];
var plain = Quickest(1, () => PlainDijkstra(truth)) * places.Count / sources;
Console.WriteLine($"own plain Dijkstra          {plain,9:F3} s  x{plain / all,-8:F0} one thread; the truth, in integers");
Console.WriteLine($"the sweep                             {Compare(times!.Hours, truth, sources)}");
foreach (var peer in args.Skip(6))
{
    var parts = peer.Split('=');
    var rows = int.Parse(parts[2], CultureInfo.InvariantCulture);
    var seconds = double.Parse(parts[1], CultureInfo.InvariantCulture);
    var hours = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(parts[3])).ToArray();
    var full = seconds * places.Count / rows;
    var scaled = rows == places.Count ? "" : $" ({rows} sources took {seconds:F1} s)";
    Console.WriteLine($"{parts[0],-27} {full,9:F3} s  x{full / all,-8:F0}{scaled} {Compare(hours, truth, rows)}");
}

OpenCorridors();

void OpenCorridors()
{
    var blocks = SimulatedBlocks.Draw(network, places, 300, 1);
    var worth = new OpeningWorth(index, places, Enumerable.Repeat(1000.0, places.Count).ToArray(), blocks, new TravelSettings(), workers);
    var pairs = Enumerable.Range(0, blocks.Length - 1).Select(i => new[] { i, i + 1 }).ToArray();
    var seconds = pairs.Take(100).Select(pair => Quickest(1, () => worth.Value(pair))).Order().ToArray();
    Console.WriteLine($"one corridor opened         {seconds[seconds.Length / 2],9:F4} s median of {seconds.Length} pairs of simulated blocks with all accesses, {seconds[seconds.Length * 95 / 100]:F4} s at 95 %");
    IReadOnlyList<CorridorBundle> bundles = [];
    Say("sixty bundles of 300 blocks", Quickest(1, () => bundles = CorridorBundles.Find(worth, new BundleSearch(60, 192, 16))), $"{bundles.Count} found, {worth.Sweeps} valuations");
}

// Hours as integers: every length is a whole number of decimetres and every speed divides 240 km/h, so that ten-thousandths of 1/240 h are exact.
void PlainDijkstra(double[] into)
{
    var units = new double[network.EdgeCount];
    for (var edge = 0; edge < units.Length; edge++)
    {
        units[edge] = (double)graph.LengthDm[edge] * (240 / graph.KmPerHour[edge]);
    }

    var tree = new ShortestPathTree(network);
    for (var origin = 0; origin < sources; origin++)
    {
        tree.Run(units, places.Node[origin]);
        for (var target = 0; target < places.Count; target++)
        {
            into[((long)origin * places.Count) + target] = tree.Hours[places.Node[target]] / 2_400_000;
        }
    }
}

string Compare(ReadOnlySpan<double> hours, double[] expected, int rows)
{
    var (equal, different) = (0L, 0L);
    for (var i = 0; i < rows * places.Count; i++)
    {
        if (hours[i] == expected[i])
        {
            equal++;
        }
        else if (double.IsInfinity(hours[i]) || double.IsInfinity(expected[i]) || Math.Abs(hours[i] - expected[i]) > 1e-12 * expected[i])
        {
            different++;
        }
    }

    return $"{(long)rows * places.Count} values: {equal} the nearest double to the exact sum, {different} differ by more than 1e-12, the rest by rounding{Ulps(hours, expected, rows)}";
}

string Ulps(ReadOnlySpan<double> hours, double[] expected, int rows)
{
    var worst = 0L;
    for (var i = 0; i < rows * places.Count; i++)
    {
        if (double.IsFinite(hours[i]) && double.IsFinite(expected[i]))
        {
            worst = Math.Max(worst, Math.Abs(BitConverter.DoubleToInt64Bits(hours[i]) - BitConverter.DoubleToInt64Bits(expected[i])));
        }
    }

    return worst == 0 ? "" : $", at most {worst} ulp";
}

static double ReadBandwidth()
{
    var block = new double[32 << 20];
    Array.Fill(block, 1);
    var sum = 0.0;
    var seconds = Quickest(3, () =>
    {
        var lanes = System.Numerics.Vector<double>.Zero;
        foreach (var vector in MemoryMarshal.Cast<double, System.Numerics.Vector<double>>(block))
        {
            lanes += vector;
        }

        sum += lanes[0];
    });
    return block.Length * 8.0 / seconds;
}

static void Say(string name, double seconds, string more) => Console.WriteLine($"{name,-27} {seconds,9:F4} s  {more}");

static double Quickest(int times, Action action) => Enumerable.Range(0, times).Select(_ => Time(action)).Min();

static double Median(int times, Action action) => Enumerable.Range(0, times).Select(_ => Time(action)).Order().ElementAt(times / 2);

static double Time(Action action)
{
    var start = Stopwatch.GetTimestamp();
    action();
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}
