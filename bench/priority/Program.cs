using System.Diagnostics;
using System.Globalization;
using Surefoot.Numerics;
using Surefoot.Planning.Priority;

// usage: Surefoot.PriorityBench AREAS OUT.csv [WORKERS]: writes the values it ranked, so that the peer ranks the same, and prints seconds and results to compare.
var (areas, file, workers) = (int.Parse(args[0], CultureInfo.InvariantCulture), args[1], args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Environment.ProcessorCount);
const int Factors = 20;
var random = new SeededRandom(1, 1);
var values = new double[areas * Factors];
for (var i = 0; i < values.Length; i++)
{
    // Most areas have none of most things, as on a real list.
    values[i] = random.NextUnit() < 0.3 ? Math.Round(random.NextUnit() * 100, 3) : 0;
}

using (var text = new StreamWriter(file))
{
    for (var area = 0; area < areas; area++)
    {
        text.WriteLine(string.Join(',', values.Skip(area * Factors).Take(Factors).Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
    }
}

var table = PriorityTable.Create([.. Enumerable.Range(0, Factors).Select(factor => new PriorityFactor("f" + factor, true))], values, [.. Enumerable.Repeat(true, areas)]);
var weights = Enumerable.Range(0, Factors).Select(factor => 1.0 + (factor % 5)).ToArray();
var bands = Enumerable.Repeat(new PreferenceBand(1, 40), Factors).ToArray();
var tradeoffs = new Tradeoff[areas];
for (var area = 0; area < areas; area++)
{
    tradeoffs[area] = new(table.Score(area, weights), random.NextUnit(), random.NextUnit());
}

var ranking = Time("sum", () => RankAreas.ByWeightedSum(table, weights));
var flows = Time("flows", () => Promethee.NetFlows(table, weights, bands));
var fronts = Time("fronts", () => ParetoFront.Fronts(tradeoffs));
var stable = Time("stability", () => RankStability.Probability(table, weights, new(50), workers));
var raise = Time("raise", () => WhatWouldRaise.Find(table, weights, ranking, ranking.Order[13], 5));
Console.WriteLine($"first {string.Join(' ', ranking.Order.Take(10))}");
Console.WriteLine($"flow {string.Join(' ', flows.Take(5).Select(flow => flow.ToString("R", CultureInfo.InvariantCulture)))}");
Console.WriteLine($"front1 {fronts.Count(front => front == 1)} stable {stable.Sum():R} raise {raise.Count}");

static T Time<T>(string what, Func<T> work)
{
    work();
    var seconds = new double[5];
    var result = default(T);
    for (var run = 0; run < seconds.Length; run++)
    {
        var started = Stopwatch.GetTimestamp();
        result = work();
        seconds[run] = Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    Array.Sort(seconds);
    Console.WriteLine($"{what} {seconds[2]:F4}");
    return result!;
}
