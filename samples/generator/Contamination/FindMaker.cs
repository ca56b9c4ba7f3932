using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

/// <summary>One find: a true item found in the work of one released polygon.</summary>
internal sealed record Find(int Item, int Release, int Day, Written At, int DepthCm, bool Destroyed)
{
    public int Index { get; init; }

    public string Id => $"SYN-FI-{Index + 1:D6}";
}

/// <summary>The truth and what was found of it.</summary>
/// <param name="FindOf">Index of the find of each item, −1 when it was not found.</param>
internal sealed record Truth(Item[] Items, int[] FindOf, List<Find> Finds);

/// <summary>Decides which candidates are true, and which true items were found, so that each year's finds are exactly the printed ones.</summary>
/// <remarks>
/// In the land first released by clearance or technical survey in a year, as many candidates of a group become true as give the printed
/// finds at the expected detection; elsewhere the same share of candidates is kept as there on average. Which of the true ones were missed
/// depends on method, depth, soil, and on a part that all items of one polygon share: misses come together.
/// </remarks>
internal static class FindMaker
{
    /// <summary>Finds over true items in searched land: AP mines, AT mines, UXO with submunitions.</summary>
    public static readonly double[] ExpectedDetection = [0.90, 0.94, 0.91];

    public static Truth Make(LandState land, List<Item> candidates, List<Release> releases, ScaleTargets targets, VariantRules rules, ulong seed)
    {
        var random = Draw.Stream(seed, Part.Finds);
        var pools = Pool(land.Mesh, candidates, releases, targets);
        var keep = KeepShares(pools, targets);
        var items = new List<Item>();
        var found = new List<(int Item, int Release)>();
        var soil = new Noise(seed ^ ((ulong)Part.Soil << 32));
        var shared = releases.Select(_ => rules.PolygonMissSpread * random.Normal()).ToArray();
        var pooled = new bool[candidates.Count];
        for (var year = 0; year < targets.Years.Length; year++)
        {
            for (var g = 0; g < 3; g++)
            {
                var pool = pools[year, g];
                foreach (var (item, _) in pool)
                {
                    pooled[item] = true;
                }

                Choose(ref random, pool, candidates, targets.Years[year].Finds(g), g, items, found, (item, release) => Ease(item, releases[release], soil, rules) + shared[release], land.Mesh, releases);
            }
        }

        for (var i = 0; i < candidates.Count; i++)
        {
            if (!pooled[i] && candidates[i].Keep < keep[candidates[i].Category.Group()])
            {
                items.Add(candidates[i]);
            }
        }

        return Finish(ref random, items, found, releases);
    }

    /// <summary>Candidates by year and group in the land that clearance or technical survey released first.</summary>
    private static List<(int Item, int Release)>[,] Pool(Mesh mesh, List<Item> candidates, List<Release> releases, ScaleTargets targets)
    {
        var byCell = new Dictionary<int, int>();
        var byPart = new Dictionary<int, int>();
        for (var r = 0; r < releases.Count; r++)
        {
            if (releases[r].Kind == ReleaseKind.Cancelled)
            {
                continue;
            }

            foreach (var cell in releases[r].Fresh.Cells)
            {
                byCell.Add(cell, r);
            }

            if (releases[r].Fresh.Part is { } part)
            {
                byPart.Add(part.Cell, r);
            }
        }

        var pools = new List<(int, int)>[targets.Years.Length, 3];
        for (var y = 0; y < targets.Years.Length; y++)
        {
            for (var g = 0; g < 3; g++)
            {
                pools[y, g] = [];
            }
        }

        for (var i = 0; i < candidates.Count; i++)
        {
            var cell = candidates[i].Cell;
            var inside = byCell.TryGetValue(cell, out var release)
                || (byPart.TryGetValue(cell, out release) && mesh.RingHolds(releases[release].Fresh.Part!.Ring(mesh), candidates[i].At));
            if (inside)
            {
                pools[releases[release].Year - targets.Years[0].Year, candidates[i].Category.Group()].Add((i, release));
            }
        }

        return pools;
    }

    private static double[] KeepShares(List<(int Item, int Release)>[,] pools, ScaleTargets targets)
    {
        var keep = new double[3];
        for (var g = 0; g < 3; g++)
        {
            double wanted = 0, there = 0;
            for (var y = 0; y < targets.Years.Length; y++)
            {
                wanted += targets.Years[y].Finds(g) / ExpectedDetection[g];
                there += pools[y, g].Count;
            }

            keep[g] = Math.Clamp(wanted / Math.Max(1, there), 0.55, 0.95);
        }

        return keep;
    }

    private static void Choose(
        ref SeededRandom random,
        List<(int Item, int Release)> pool,
        List<Item> candidates,
        int finds,
        int group,
        List<Item> items,
        List<(int Item, int Release)> found,
        Func<Item, int, double> ease,
        Mesh mesh,
        List<Release> releases)
    {
        var wanted = (int)Math.Ceiling(finds / ExpectedDetection[group]);
        var ordered = pool.Select(p => (Item: candidates[p.Item], p.Release)).OrderBy(p => p.Item.Keep).ThenBy(p => p.Item.At.X).ThenBy(p => p.Item.At.Y).ToList();
        if (ordered.Count > wanted)
        {
            ordered.RemoveRange(wanted, ordered.Count - wanted);
        }

        Repeat(ref random, ordered, wanted, group, mesh, releases);
        var scored = new (double Score, int Index)[ordered.Count];
        for (var i = 0; i < ordered.Count; i++)
        {
            scored[i] = (ease(ordered[i].Item, ordered[i].Release) + random.Logistic(), i);
        }

        Array.Sort(scored, (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Index.CompareTo(b.Index));
        var isFound = new bool[ordered.Count];
        foreach (var (_, index) in scored.AsSpan(0, finds))
        {
            isFound[index] = true;
        }

        for (var i = 0; i < ordered.Count; i++)
        {
            if (isFound[i])
            {
                found.Add((items.Count, ordered[i].Release));
            }

            items.Add(ordered[i].Item);
        }
    }

    /// <summary>Where a year's land holds fewer candidates than the table needs, neighbours are added within metres of those there.</summary>
    private static void Repeat(ref SeededRandom random, List<(Item Item, int Release)> pool, int wanted, int group, Mesh mesh, List<Release> releases)
    {
        var original = pool.Count;
        if (original == 0)
        {
            throw new InvalidOperationException($"No candidate of group {group} lies in a year's cleared land; take another seed.");
        }

        while (pool.Count < wanted)
        {
            var (item, release) = pool[random.NextIndex(original)];
            var at = item.At + new Xy(4 * random.Normal(), 4 * random.Normal());
            var part = releases[release].Fresh.Part;
            if (mesh.CellAt(at) == item.Cell && (part is null || part.Cell != item.Cell || mesh.RingHolds(part.Ring(mesh), at)))
            {
                pool.Add((item with { At = at }, release));
            }
        }
    }

    /// <summary>Log odds of being found, up to a constant of the year: method against category, depth, soil.</summary>
    private static double Ease(Item item, Release release, Noise soil, VariantRules rules)
    {
        var method = release.Method switch
        {
            "manual" => item.Category == Category.ApMine ? 0.4 : 0.6,
            "mechanical" => item.Category == Category.AtMine ? 0.2 : -0.6,
            "dog" or "rat" => 0.1,
            "surface-search" => item.DepthCm <= 2 ? 1.2 : -1.8,
            "mixed" => 0.9,
            _ => -2.2,
        };
        var bad = Math.Max(0, soil.At(item.At.X / 6000, item.At.Y / 6000));
        return method - (0.035 * item.DepthCm) - (rules.SoilMissStrength * 2 * bad);
    }

    private static Truth Finish(ref SeededRandom random, List<Item> items, List<(int Item, int Release)> found, List<Release> releases)
    {
        var finds = new List<Find>(found.Count);
        foreach (var (index, releaseIndex) in found)
        {
            var item = items[index];
            var release = releases[releaseIndex];
            var angle = random.Between(0, 2 * Math.PI);
            var error = random.Between(0, 0.9);
            var at = Written.From(item.At + new Xy(error * Math.Cos(angle), error * Math.Sin(angle)));
            finds.Add(new(index, releaseIndex, random.Whole(release.From, release.To), at, item.DepthCm, random.Chance(0.97)));
        }

        finds.Sort((a, b) => a.Day != b.Day ? a.Day.CompareTo(b.Day) : a.Item.CompareTo(b.Item));
        var findOf = new int[items.Count];
        Array.Fill(findOf, -1);
        for (var i = 0; i < finds.Count; i++)
        {
            finds[i] = finds[i] with { Index = i };
            findOf[finds[i].Item] = i;
        }

        return new([.. items], findOf, finds);
    }
}
