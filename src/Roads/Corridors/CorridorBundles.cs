namespace Surefoot.Roads;

/// <summary>Blocks that are worth removing together.</summary>
/// <param name="Blocks">Block numbers, ascending: none can be left out without losing worth.</param>
/// <param name="Gain">B(S) against the state at the start, this bundle alone.</param>
/// <param name="GainInOrder">What it adds after the bundles ranked before it.</param>
/// <param name="NewlyConnected">Places it gives their first way, in its turn.</param>
/// <param name="Cost">Of the blocks that still stood in its turn.</param>
public sealed record CorridorBundle(IReadOnlyList<int> Blocks, double Gain, double GainInOrder, int NewlyConnected, double Cost);

/// <summary>Ranks corridors by worth per cost; after each choice the rest are valued again in the new state (METHODS 2).</summary>
/// <remarks>
/// Two blocks on one way are complements: each alone is worth little or nothing. So sets are chosen, not blocks. Greedy over sets is not an
/// optimum in general; on one corridor per pair it is. Places connected for the first time have no growth rate and are worth nothing in
/// <see cref="Worth.Gain"/>: among sets of no gain those that connect most places per cost come first.
/// </remarks>
public static class CorridorBundles
{
    // A block whose removal changes a bundle's gain by less than this share does not belong to it: well above rounding (1e−13), far below any worth.
    private const double NegligibleShare = 1e-9;

    /// <summary>Finds bundles in order of choice. The state of <paramref name="worth"/> is put back to the start.</summary>
    public static IReadOnlyList<CorridorBundle> Find(OpeningWorth worth, BundleSearch search, IProgress<int>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(worth);
        ArgumentNullException.ThrowIfNull(search);
        worth.Reset();
        var candidates = BundleCandidates.Find(worth, search).Select(c => new Candidate(c.Blocks) { Cost = BundleCandidates.Cost(worth, c.Blocks) }).ToList();
        foreach (var candidate in candidates)
        {
            candidate.Worth = worth.Value(candidate.Blocks);
        }

        var chosen = new List<CorridorBundle>();
        while (chosen.Count < search.Bundles && candidates.Count > 0)
        {
            if (chosen.Count > 0)
            {
                Revalue(worth, candidates, search.Revalued);
            }

            candidates.Sort(ByRate);
            var best = candidates[0];
            candidates.RemoveAt(0);
            if (best.Worth is { Gain: <= 0, NewlyConnected: 0 })
            {
                break;
            }

            var (blocks, alone) = Shrink(worth, best, isFirst: chosen.Count == 0);
            var cost = BundleCandidates.Cost(worth, blocks);
            worth.Remove(blocks);
            chosen.Add(new CorridorBundle(blocks, alone, best.Worth.Gain, best.Worth.NewlyConnected, cost));
            progress?.Report(chosen.Count);
            foreach (var candidate in candidates)
            {
                candidate.Drop(blocks, worth);
            }

            candidates.RemoveAll(c => c.Blocks.Length == 0);
        }

        worth.Reset();
        for (var i = 0; i < chosen.Count; i++)
        {
            if (double.IsNaN(chosen[i].Gain))
            {
                chosen[i] = chosen[i] with { Gain = worth.Value(chosen[i].Blocks).Gain };
            }
        }

        return chosen;
    }

    /// <summary>The baseline that must lose: single blocks by their own worth per cost, valued again after each, ties in recorded order.</summary>
    /// <param name="worth">State is put back to the start.</param>
    /// <param name="considered">Blocks that may have worth; others follow in recorded order.</param>
    /// <param name="rounds">Choices that are made with full knowledge; the rest follow by their last known worth.</param>
    /// <param name="revalued">Blocks valued again in each round.</param>
    /// <returns>All blocks, in order.</returns>
    public static int[] PerHazardGreedy(OpeningWorth worth, IEnumerable<int> considered, int rounds, int revalued)
    {
        ArgumentNullException.ThrowIfNull(worth);
        ArgumentNullException.ThrowIfNull(considered);
        worth.Reset();
        var singles = considered.Distinct().Order().Select(b => new Candidate([b]) { Cost = worth.Blocks[b].Cost }).ToList();
        foreach (var single in singles)
        {
            single.Worth = worth.Value(single.Blocks);
        }

        var order = new List<int>();
        for (var round = 0; round < rounds && singles.Count > 0; round++)
        {
            if (round > 0)
            {
                Revalue(worth, singles, revalued);
            }

            singles.Sort(ByRate);
            worth.Remove(singles[0].Blocks);
            order.Add(singles[0].Blocks[0]);
            singles.RemoveAt(0);
        }

        order.AddRange(singles.Select(s => s.Blocks[0]));
        worth.Reset();
        var isTaken = order.ToHashSet();
        order.AddRange(Enumerable.Range(0, worth.Blocks.Count).Where(b => !isTaken.Contains(b)));
        return [.. order];
    }

    private static void Revalue(OpeningWorth worth, List<Candidate> candidates, int count)
    {
        candidates.Sort(ByRate);
        var best = double.NegativeInfinity;
        for (var i = 0; i < candidates.Count; i++)
        {
            // Complements can gain by what was opened, so a known low value is no bound: the leading ones are always looked at again,
            // the others when they lost a block or when a leader fell below them.
            var candidate = candidates[i];
            if (i < count || candidate.HasChanged || candidate.Rate > best)
            {
                candidate.Worth = worth.Value(candidate.Blocks);
                candidate.HasChanged = false;
                best = Math.Max(best, candidate.Rate);
            }
        }
    }

    /// <summary>Leaves out blocks without which the set is worth the same.</summary>
    private static (int[] Blocks, double Alone) Shrink(OpeningWorth worth, Candidate best, bool isFirst)
    {
        var blocks = best.Blocks;
        for (var i = blocks.Length - 1; i >= 0 && blocks.Length > 1; i--)
        {
            int[] fewer = [.. blocks.AsSpan(0, i), .. blocks.AsSpan(i + 1)];
            var value = worth.Value(fewer);
            if (value.Gain >= best.Worth.Gain * (1 - NegligibleShare) && value.NewlyConnected >= best.Worth.NewlyConnected)
            {
                blocks = fewer;
            }
        }

        return (blocks, isFirst ? best.Worth.Gain : double.NaN);
    }

    private static int ByRate(Candidate a, Candidate b)
    {
        var byGain = b.Rate.CompareTo(a.Rate);
        if (byGain != 0)
        {
            return byGain;
        }

        var byPlaces = (b.Worth.NewlyConnected / b.Cost).CompareTo(a.Worth.NewlyConnected / a.Cost);
        return byPlaces != 0 ? byPlaces : BlockSetComparer.Compare(a.Blocks, b.Blocks);
    }

    private sealed class Candidate(int[] blocks)
    {
        public int[] Blocks { get; private set; } = blocks;

        public required double Cost { get; set; }

        public Worth Worth { get; set; }

        public bool HasChanged { get; set; }

        public double Rate => Worth.Gain / Cost;

        public void Drop(int[] gone, OpeningWorth worth)
        {
            var left = Blocks.Where(b => Array.BinarySearch(gone, b) < 0).ToArray();
            if (left.Length < Blocks.Length)
            {
                Blocks = left;
                Cost = left.Length == 0 ? 1 : BundleCandidates.Cost(worth, left);
                HasChanged = true;
            }
        }
    }
}
