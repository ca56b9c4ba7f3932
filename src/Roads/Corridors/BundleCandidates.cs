using System.Collections.Concurrent;
using Surefoot.Numerics;

namespace Surefoot.Roads;

/// <summary>Sets of blocks that lie together on a good way between two places, with an estimate of what each is worth.</summary>
/// <remarks>
/// Ours. From each place a shortest-path tree over roads as if open, with a penalty for each block at several levels; the blocks met on the
/// way to a place form a set. No subsets are enumerated: a set is proposed only because some pair of places would use exactly it.
/// Estimate of a pair: Y_o β N_d (τ_open^−θ − τ_now^−θ) / MA_o, the first order of B(S); a set's estimate includes the sets inside it.
/// </remarks>
internal static class BundleCandidates
{
    public static List<(int[] Blocks, double Estimate)> Find(OpeningWorth worth, BundleSearch search)
    {
        var blocksOnEdge = BlocksOnEdges(worth);
        var arcs = ArcList.Of(worth.Network);
        var trees = new ConcurrentBag<Scratch>();
        var found = new Dictionary<int[], double>(BlockSetComparer.Instance);
        var open = worth.TimesWithoutBlocks();
        foreach (var level in search.Levels)
        {
            var hours = PenalisedHours(worth, blocksOnEdge, level);
            var rows = new List<(int[] Blocks, double Estimate)>[worth.Places.Count];
            RowLoop.Run(rows.Length, worth.Workers, new PlaceRow(worth, search, blocksOnEdge, hours, open, arcs, trees, rows), null, worth.Cancellation);
            foreach (var row in rows)
            {
                foreach (var (blocks, estimate) in row)
                {
                    found[blocks] = found.GetValueOrDefault(blocks) + estimate;
                }
            }
        }

        // Rank once alone, then again with the sets inside each: a corridor also serves the pairs that need only a part of it.
        var ranked = found.Select(f => (Blocks: f.Key, Estimate: f.Value)).ToList();
        ranked.Sort((a, b) => Compare(worth, a, b));
        var pool = ranked.Take(search.Candidates * 8).ToList();
        var whole = pool.Select(outer => (outer.Blocks, pool.Where(inner => IsInside(inner.Blocks, outer.Blocks)).Sum(inner => inner.Estimate))).ToList();
        whole.Sort((a, b) => Compare(worth, a, b));
        return [.. whole.Take(search.Candidates)];
    }

    private static int Compare(OpeningWorth worth, (int[] Blocks, double Estimate) a, (int[] Blocks, double Estimate) b)
    {
        var byRate = (b.Estimate / Cost(worth, b.Blocks)).CompareTo(a.Estimate / Cost(worth, a.Blocks));
        return byRate != 0 ? byRate : BlockSetComparer.Compare(a.Blocks, b.Blocks);
    }

    internal static double Cost(OpeningWorth worth, IEnumerable<int> blocks) => blocks.Sum(b => worth.Blocks[b].Cost);

    private static bool IsInside(int[] inner, int[] outer)
    {
        var at = 0;
        foreach (var block in inner)
        {
            while (at < outer.Length && outer[at] < block)
            {
                at++;
            }

            if (at == outer.Length || outer[at] != block)
            {
                return false;
            }
        }

        return true;
    }

    private static int[][] BlocksOnEdges(OpeningWorth worth)
    {
        var lists = new List<int>?[worth.Network.EdgeCount];
        for (var block = 0; block < worth.Blocks.Count; block++)
        {
            if (!worth.IsGone(block))
            {
                foreach (var edge in worth.Blocks[block].Edges)
                {
                    (lists[edge] ??= []).Add(block);
                }
            }
        }

        return [.. lists.Select(list => list is null ? [] : list.Distinct().ToArray())];
    }

    private static double[] PenalisedHours(OpeningWorth worth, int[][] blocksOnEdge, double level)
    {
        var hours = worth.Network.OpenHours.ToArray();
        for (var edge = 0; edge < hours.Length; edge++)
        {
            foreach (var block in blocksOnEdge[edge])
            {
                // A block over many edges of one way is paid about once.
                hours[edge] += level / worth.Blocks[block].Edges.Count;
            }
        }

        return hours;
    }

    private readonly struct PlaceRow(
        OpeningWorth worth,
        BundleSearch search,
        int[][] blocksOnEdge,
        double[] hours,
        TravelTimes open,
        ArcList arcs,
        ConcurrentBag<Scratch> trees,
        List<(int[] Blocks, double Estimate)>[] rows) : IRowOperation
    {
        public void Invoke(int row)
        {
            rows[row] = [];
            var places = worth.Places;
            if (worth.Access[row] == 0 && worth.Income[row] == 0)
            {
                return;
            }

            // Only a pair that all openings together make quicker can propose anything: most places have none, and their search is spared.
            var quicker = new List<int>();
            for (var place = 0; place < places.Count; place++)
            {
                if (open.From(row)[place] < worth.Times.From(row)[place] && open.From(row)[place] <= search.RadiusHours)
                {
                    quicker.Add(place);
                }
            }

            if (quicker.Count == 0)
            {
                return;
            }

            if (!trees.TryTake(out var scratch))
            {
                scratch = new Scratch(arcs);
            }

            var snapped = places;
            int[] targets = [.. quicker.Select(place => snapped.Node[place])];
            scratch.Tree.Run(hours, places.Node[row], search.RadiusHours, targets);
            FollowWays(scratch);
            Collect(row, quicker, scratch);
            trees.Add(scratch);
        }

        private void Collect(int row, List<int> quicker, Scratch scratch)
        {
            var places = worth.Places;
            var now = worth.Times.From(row);
            var found = new Dictionary<int[], double>(BlockSetComparer.Instance);
            foreach (var place in quicker)
            {
                var node = places.Node[place];

                // Settled is what is not farther than the radius: only there are the blocks known.
                if (place == row || scratch.Tree.Hours[node] > search.RadiusHours || scratch.Blocks[node] is not { Length: > 0 } blocks
                    || !(scratch.OpenHours[node] < now[place]))
                {
                    continue;
                }

                var legs = MarketAccess.LegHours(places, row, place, worth.Settings);
                var rise = MarketAccess.Term(places.Weight[place], scratch.OpenHours[node], legs, worth.Settings)
                    - MarketAccess.Term(places.Weight[place], now[place], legs, worth.Settings);

                // A place without any access has no growth rate; its whole income stands in, so that its corridor is looked at.
                var before = Math.Max(worth.Access[row], rise * worth.Settings.Beta);
                found[blocks] = found.GetValueOrDefault(blocks) + (rise > 0 ? worth.Income[row] * worth.Settings.Beta * rise / before : 0);
            }

            foreach (var (blocks, estimate) in found)
            {
                rows[row].Add((blocks, estimate));
            }
        }

        /// <summary>For each settled node the blocks met on the way, sorted, and the hours if they were gone; null when there are too many.</summary>
        private void FollowWays(Scratch scratch)
        {
            var tree = scratch.Tree;
            foreach (var node in tree.Settled)
            {
                var edge = tree.ParentEdge[node];
                if (edge < 0)
                {
                    scratch.Blocks[node] = [];
                    scratch.OpenHours[node] = 0;
                    continue;
                }

                var parent = tree.ParentNode[node];
                var blocks = scratch.Blocks[parent];
                foreach (var block in blocksOnEdge[edge])
                {
                    blocks = With(blocks, block);
                }

                scratch.Blocks[node] = blocks;
                scratch.OpenHours[node] = scratch.OpenHours[parent] + worth.Network.OpenHours[edge];
            }
        }

        private int[]? With(int[]? blocks, int block)
        {
            if (blocks is null)
            {
                return null;
            }

            var at = Array.BinarySearch(blocks, block);
            if (at >= 0)
            {
                return blocks;
            }

            return blocks.Length >= search.LargestSet ? null : [.. blocks.AsSpan(0, ~at), block, .. blocks.AsSpan(~at)];
        }
    }

    /// <summary>Buffers of one worker, by node.</summary>
    private sealed class Scratch(ArcList arcs)
    {
        public ShortestPathTree Tree { get; } = new(arcs);

        public int[]?[] Blocks { get; } = new int[arcs.First.Length - 1][];

        public double[] OpenHours { get; } = new double[arcs.First.Length - 1];
    }
}
