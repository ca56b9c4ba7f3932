using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Surefoot.Roads;

// usage: NODES.csv.gz EDGES.csv.gz PLACES.csv SCIPY.f64 SCIPY_SECONDS [WORKERS]
// Prints one line per way of making the matrix: seconds, ratio to SciPy in the same run, parity of every value.
var nodes = ReadRows(args[0]).ToList();
var edges = ReadRows(args[1]).ToList();
var settlements = ReadRows(args[2]).ToList();
var scipySeconds = double.Parse(args[4], CultureInfo.InvariantCulture);
var workers = args.Length > 5 ? int.Parse(args[5], CultureInfo.InvariantCulture) : Environment.ProcessorCount;

var network = RoadNetwork.Create(
    [.. nodes.Select(r => Number(r["lon"]))],
    [.. nodes.Select(r => Number(r["lat"]))],
    [.. edges.Select(r => (int)Number(r["from"]))],
    [.. edges.Select(r => (int)Number(r["to"]))],
    [.. edges.Select(r => r["oneway"] != "0")],
    [.. edges.Select(r => Number(r["length_m"]))],
    [.. edges.Select(r => RoadSpeed.KmPerHour(r["class"]))]);
var places = Places.Snap(
    network,
    [.. settlements.Select(r => Number(r["lon"]))],
    [.. settlements.Select(r => Number(r["lat"]))],
    [.. settlements.Select(_ => 1.0)]);
var expected = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(args[3])).ToArray();
Console.WriteLine($"nodes {network.NodeCount}, edges {network.EdgeCount}, places {places.Count}, workers {workers}");
Console.WriteLine($"scipy csgraph.dijkstra      {scipySeconds,9:F3} s");

// Each way runs three times and the quickest counts: the first pays for compilation.
var tree = new ShortestPathTree(network);
var plain = new double[places.Count * places.Count];
var plainSeconds = Quickest(1, () =>
{
    for (var origin = 0; origin < places.Count; origin++)
    {
        tree.Run(network.OpenHours, places.Node[origin]);
        for (var target = 0; target < places.Count; target++)
        {
            plain[(origin * places.Count) + target] = tree.Hours[places.Node[target]];
        }
    }
});
Report("plain Dijkstra, one thread", plainSeconds, plain);

RoadIndex? index = null;
Console.WriteLine($"index (once per topology)   {Quickest(3, () => index = RoadIndex.Build(network)),9:F3} s, {index!.ArcCount} arcs");
PreparedTravel? travel = null;
Console.WriteLine($"customise (once per state)  {Quickest(3, () => travel = PreparedTravel.Prepare(index, places, network.OpenHours)),9:F3} s");
foreach (var count in new[] { 1, workers }.Distinct())
{
    TravelTimes? times = null;
    var seconds = Quickest(5, () => times = travel!.Sweep(count));
    Report($"sweep, {count} worker(s)", seconds, times!.Hours);
}

// Corridor bundles on the same graph with simulated blocks: every 60th edge and its neighbours in the file, by 1,000 blocks in all.
var blocks = Enumerable.Range(0, 1000).Select(b => new RoadBlock([.. Enumerable.Range(b * 60, 3).Where(e => e < network.EdgeCount)], 1 + (b % 7))).ToArray();
var income = Enumerable.Repeat(1000.0, places.Count).ToArray();
var start = Stopwatch.GetTimestamp();
var worth = new OpeningWorth(index, places, income, blocks, new TravelSettings(), workers);
Console.WriteLine($"state with 1,000 blocks     {Stopwatch.GetElapsedTime(start).TotalSeconds,9:F3} s");
start = Stopwatch.GetTimestamp();
for (var i = 0; i < 20; i++)
{
    worth.Value([i, i + 1]);
}

Console.WriteLine($"one opening valued          {Stopwatch.GetElapsedTime(start).TotalSeconds / 20,9:F3} s");
start = Stopwatch.GetTimestamp();
var bundles = CorridorBundles.Find(worth, new BundleSearch());
Console.WriteLine($"ten bundles                 {Stopwatch.GetElapsedTime(start).TotalSeconds,9:F3} s, {worth.Sweeps} sweeps, sizes {string.Join(' ', bundles.Select(b => b.Blocks.Count))}, gains {string.Join(' ', bundles.Select(b => b.GainInOrder.ToString("F0", CultureInfo.InvariantCulture)))}");
start = Stopwatch.GetTimestamp();
var greedy = CorridorBundles.PerHazardGreedy(worth, bundles.SelectMany(b => b.Blocks), 20, 8);
var orders = CoordinationLoss.Compare(
    worth,
    [
        new("recorded", [.. Enumerable.Range(0, blocks.Length)]),
        new("nearest-first", CoordinationLoss.NearestFirst(worth, places.Node[0])),
        new("per-hazard-greedy", greedy),
        new("bundles", CoordinationLoss.ByBundles(worth, bundles)),
    ],
    20,
    20,
    4);
Console.WriteLine($"four orders, 20 quarters    {Stopwatch.GetElapsedTime(start).TotalSeconds,9:F3} s, loss {string.Join(", ", orders.Select(o => $"{o.Name} {o.LossPercent:F1} %"))}");

static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

static double Quickest(int times, Action action)
{
    var best = double.PositiveInfinity;
    for (var i = 0; i < times; i++)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    return best;
}

void Report(string name, double seconds, ReadOnlySpan<double> hours)
{
    var worst = 0.0;
    var different = 0;
    for (var i = 0; i < expected.Length; i++)
    {
        if (double.IsInfinity(expected[i]) || double.IsInfinity(hours[i]) || expected[i] == 0)
        {
            different += expected[i] == hours[i] ? 0 : 1;
            continue;
        }

        var relative = Math.Abs(hours[i] - expected[i]) / expected[i];
        worst = Math.Max(worst, relative);
        different += relative > 1e-12 ? 1 : 0;
    }

    Console.WriteLine($"{name,-27} {seconds,9:F3} s  x{scipySeconds / seconds,-8:F1} {expected.Length} values, {different} differ, worst relative {worst:E1}");
}

static IEnumerable<Dictionary<string, string>> ReadRows(string file)
{
    using var stream = File.OpenRead(file);
    using var plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
    using var reader = new StreamReader(plain);
    var header = reader.ReadLine()!.Split(',');
    while (reader.ReadLine() is { } line)
    {
        var cells = line.Split(',');
        yield return header.Zip(cells).ToDictionary(p => p.First, p => p.Second);
    }
}
