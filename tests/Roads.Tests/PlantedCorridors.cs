using Surefoot.Numerics;

namespace Surefoot.Roads.Tests;

/// <summary>An instance whose optimum is known: pairs of towns that trade with each other alone, each with a slow way round and a quick corridor under some blocks.</summary>
/// <remarks>
/// A corridor's worth is 2·Y·((slow/quick)^(θβ) − 1) once its last block is gone, nothing before; corridors do not touch, so worths add up. Worth per
/// block falls tenfold from corridor to corridor, which makes "best corridor first" the optimum (held against all orders by the test). Blocks are
/// recorded in turn, one of each corridor, so that the recorded order is poor.
/// </remarks>
internal sealed record PlantedCorridors(RoadNetwork Network, Places Places, double[] Income, RoadBlock[] Blocks, int[] CorridorOfBlock, double[] Worth)
{
    public int[] BlocksOf(int corridor) => [.. Enumerable.Range(0, Blocks.Length).Where(b => CorridorOfBlock[b] == corridor)];

    public static PlantedCorridors Make(ulong seed, int corridors, TravelSettings settings)
    {
        var random = new SeededRandom(seed, 77);
        var roads = new List<string>();
        var towns = new List<int>();
        var income = new List<double>();
        var worth = new double[corridors];
        var chains = new List<List<int>>();
        var node = 0;
        var edge = 0;

        // The numbers of the corridors say nothing about their rank.
        var rankOf = Enumerable.Range(0, corridors).ToArray();
        for (var i = corridors - 1; i > 0; i--)
        {
            var j = random.NextIndex(i + 1);
            (rankOf[i], rankOf[j]) = (rankOf[j], rankOf[i]);
        }

        for (var corridor = 0; corridor < corridors; corridor++)
        {
            // The corridor of the lowest rank has one block: greedy sees it at once and takes it first.
            var blocks = rankOf[corridor] == corridors - 1 ? 1 : 2 + random.NextIndex(3);
            var slow = 4 + random.NextIndex(6);
            var growth = Math.Pow(slow, settings.Theta * settings.Beta) - 1;
            var each = Math.Round(blocks * Math.Pow(10, corridors - rankOf[corridor]) / (2 * growth), 3);
            var from = node++;
            var to = node++;
            towns.AddRange([from, to]);
            income.AddRange([each, each]);
            worth[corridor] = 2 * each * (ExpLog.Pow(Math.Pow(1.0 / slow, -settings.Theta), settings.Beta) - 1);
            roads.Add(FormattableString.Invariant($"{from}-{to}:{slow}"));
            edge++;
            var chain = new List<int>();
            var at = from;
            for (var block = 0; block < blocks; block++)
            {
                var next = block == blocks - 1 ? to : node++;

                // Halves and quarters of an hour add up to one exactly.
                var hours = block == blocks - 1 ? 1 - (0.25 * (blocks - 1)) : 0.25;
                roads.Add(FormattableString.Invariant($"{at}-{next}:{hours}"));
                chain.Add(edge++);
                at = next;
            }

            chains.Add(chain);
        }

        var list = new List<RoadBlock>();
        var of = new List<int>();
        for (var turn = 0; turn < 4; turn++)
        {
            for (var corridor = 0; corridor < corridors; corridor++)
            {
                if (turn < chains[corridor].Count)
                {
                    list.Add(new RoadBlock([chains[corridor][turn]], 1));
                    of.Add(corridor);
                }
            }
        }

        return new(World.Roads(string.Join(' ', roads)), Places.OnNodes([.. towns], [.. towns.Select(_ => 50.0)]), [.. income], [.. list], [.. of], worth);
    }

    /// <summary>Σ over years of what is open, one block a year, discounted: by the formula, without a road graph.</summary>
    public double NetPresentValue(IReadOnlyList<int> order, double discountRate)
    {
        var left = Enumerable.Range(0, Worth.Length).Select(c => BlocksOf(c).Length).ToArray();
        var open = 0.0;
        var value = 0.0;
        for (var year = 0; year < order.Count; year++)
        {
            var corridor = CorridorOfBlock[order[year]];
            open += --left[corridor] == 0 ? Worth[corridor] : 0;
            value += open / Math.Pow(1 + discountRate, year + 1);
        }

        return value;
    }

    /// <summary>What someone does who looks at single hazards: the one worth most now, else the first recorded; by the formula.</summary>
    public int[] SingleHazardOrder()
    {
        var left = Enumerable.Range(0, Worth.Length).Select(c => BlocksOf(c).Length).ToArray();
        var order = new List<int>();
        while (order.Count < Blocks.Length)
        {
            var next = Enumerable.Range(0, Blocks.Length).Except(order)
                .OrderByDescending(b => left[CorridorOfBlock[b]] == 1 ? Worth[CorridorOfBlock[b]] : 0)
                .ThenBy(b => b)
                .First();
            left[CorridorOfBlock[next]]--;
            order.Add(next);
        }

        return [.. order];
    }
}
