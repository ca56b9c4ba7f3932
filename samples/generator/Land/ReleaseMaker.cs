using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

/// <summary>Invents what was released, year by year: cleared land to the exact printed totals, reduced and cancelled land on top.</summary>
internal sealed class ReleaseMaker
{
    // Of the candidates in cleared land about this share becomes true items; see ItemThinning.
    private const double ExpectedKeep = 0.72;
    private const double ReworkShare = 0.02;

    // Work goes on beside earlier work: tasks, not confetti.
    private const double BesideShare = 0.88;

    private static readonly double[] MonthWeights = [4, 5, 9, 10, 11, 11, 10, 11, 10, 9, 6, 4];
    private static readonly double[] FirstMonths2025 = [3584, 2863, 5995, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly double[] SizeWeights = [28, 25, 18, 12, 8, 5, 0, 4];

    private readonly LandState _land;
    private readonly Mesh _mesh;
    private readonly ScaleTargets _targets;
    private readonly VariantRules _rules;
    private readonly Growth _growth;
    private readonly List<Release> _releases = [];
    private readonly int[] _count = new int[3];
    private readonly List<int>[] _done = [[], [], []];
    private readonly WeightedChoice[] _rich;
    private readonly WeightedChoice _plain;
    private readonly WeightedChoice _empty;
    private int _reworked;
    private SeededRandom _random;

    private ReleaseMaker(LandState land, ScaleTargets targets, VariantRules rules, ulong seed)
    {
        _land = land;
        _mesh = land.Mesh;
        _targets = targets;
        _rules = rules;
        _growth = new(_mesh);
        _random = Draw.Stream(seed, Part.Releases);
        _rich = [.. Enumerable.Range(0, 3).Select(g => Choice(c => land.Candidates(c, g) * (0.2 + land.Access[c])))];
        _plain = Choice(c => land.Access[c] / Square(1 + land.All(c)));
        _empty = Choice(c => land.All(c) == 0 && land.Confirmed[c] < 0 ? 0.5 + land.Access[c] : 0.002);
    }

    public static List<Release> Make(LandState land, ScaleTargets targets, VariantRules rules, ulong seed, CancellationToken cancellation)
    {
        var maker = new ReleaseMaker(land, targets, rules, seed);
        maker.Unclear(ReleaseKind.Cancelled, 2020, 0.01);
        double[] shares = [0.06, 0.17, 0.25, 0.4, 0.12];
        for (var i = 0; i < targets.Years.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            maker.Clear(targets.Years[i]);
            maker.Unclear(ReleaseKind.Reduced, targets.Years[i].Year, shares[i]);
            maker.Unclear(ReleaseKind.Cancelled, targets.Years[i].Year, shares[i] * 0.99);
        }

        return maker._releases;
    }

    private static double Square(double x) => x * x;

    private WeightedChoice Choice(Func<int, double> weight)
    {
        var weights = new double[_mesh.Count];
        for (var cell = 0; cell < weights.Length; cell++)
        {
            weights[cell] = _land.HazardOf(cell) >= 0 && !_land.Locked[cell] ? weight(cell) : 0;
        }

        return new(weights);
    }

    private void Clear(YearTarget target)
    {
        var left = target.ClearedTwiceMm2;
        var done = new double[3];
        var goal = new double[3];
        for (var g = 0; g < 3; g++)
        {
            goal[g] = target.Finds(g) / FindMaker.ExpectedDetection[g] / ExpectedKeep;
        }

        var average = (long)(2e6 * Mesh.SideM * Mesh.SideM * 2.598);
        while (left > 14 * average)
        {
            var days = DrawDays(target.Year);
            var seed = DrawSeed(Lagging(1 - (left / (double)target.ClearedTwiceMm2), done, goal), days.From);
            if (seed < 0)
            {
                continue;
            }

            var cells = GrowFrom(seed, days.From, 1 + _random.Weighted(SizeWeights));
            foreach (var cell in cells)
            {
                left -= _mesh.TwiceMm2[cell];
                for (var g = 0; g < 3; g++)
                {
                    done[g] += _land.Candidates(cell, g);
                }
            }

            Commit(ReleaseKind.Cleared, new([.. cells]), days, Rework(cells, days.From));
        }

        ClearExactly(target.Year, left);
    }

    private void ClearExactly(int year, long left)
    {
        for (var tries = 0; tries < 20_000; tries++)
        {
            var days = DrawDays(year);
            var seed = DrawSeed(-1, days.From);
            if (seed < 0)
            {
                continue;
            }

            var hazard = _land.HazardOf(seed);
            if (_growth.GrowExact(seed, left, c => _land.HazardOf(c) == hazard && _land.CanRelease(c, days.From), _ => _random.NextUnit()) is { } last)
            {
                _land.Locked[last.Part!.Cell] = true;
                Commit(ReleaseKind.Cleared, last, days, []);
                return;
            }
        }

        throw new InvalidOperationException($"No place was found for the last cleared polygon of {year}; take another seed.");
    }

    /// <summary>The group that is farthest behind the area, −1 when none is behind.</summary>
    private static int Lagging(double areaShare, double[] done, double[] goal)
    {
        var worst = -1;
        var most = 0.0;
        for (var g = 0; g < 3; g++)
        {
            var lag = areaShare - (done[g] / goal[g]);
            if (lag > most)
            {
                (worst, most) = (g, lag);
            }
        }

        return worst;
    }

    private (int From, int To, int ReleasedOn) DrawDays(int year)
    {
        var month = 1 + _random.Weighted(year == 2025 ? FirstMonths2025 : MonthWeights);
        var released = year == 2020
            ? _random.Whole(Days.Of(2020, 12, 5), Days.Of(2020, 12, 31))
            : Math.Max(Days.Of(year, month, 1) + _random.NextIndex(DateTime.DaysInMonth(year, month)), Days.Of(year, 1, 8));
        var first = year == 2020 ? Days.Start + 5 : Days.Of(year, 1, 2);
        var to = Math.Max(released - _random.Whole(1, 10), first + 1);
        return (Math.Max(to - _random.Whole(4, 75), first), to, released);
    }

    private int DrawSeed(int group, int from)
    {
        if (_random.Chance(BesideShare) && SeedBeside(ReleaseKind.Cleared, from, c => group < 0 || _land.Candidates(c, group) > 0) is var beside and >= 0)
        {
            return beside;
        }

        var choice = group < 0 ? _plain : _rich[group];
        for (var tries = 0; tries < 400; tries++)
        {
            var cell = choice.Next(ref _random);
            if (_land.CanRelease(cell, from) && InSeason(cell, from))
            {
                return cell;
            }
        }

        return -1;
    }

    /// <summary>A cell two or fewer away from earlier work of the same kind, −1 when a few tries find none.</summary>
    private int SeedBeside(ReleaseKind kind, int from, Func<int, bool> wanted)
    {
        var done = _done[(int)kind];
        for (var tries = 0; tries < 25 && done.Count > 0; tries++)
        {
            // Mostly beside the latest work.
            var back = Math.Min(done.Count - 1, (int)_random.Exponential(600));
            var cell = _mesh.Neighbour(done[done.Count - 1 - back], _random.NextIndex(6));
            if (cell >= 0 && _land.ReleasedDay[cell] > 0)
            {
                cell = _mesh.Neighbour(cell, _random.NextIndex(6));
            }

            if (cell >= 0 && _land.CanRelease(cell, from) && InSeason(cell, from) && wanted(cell))
            {
                return cell;
            }
        }

        return -1;
    }

    /// <summary>High ground rests from December to March, with few exceptions.</summary>
    private bool InSeason(int cell, int day) =>
        Days.Date(day).Month is > 3 and < 12 || _land.Grid.At(_land.Grid.HeightM, _mesh.Centre(cell)) < 1400 || _random.Chance(0.1);

    private List<int> GrowFrom(int seed, int from, int count)
    {
        var hazard = _land.HazardOf(seed);
        var middle = _mesh.Centre(seed);
        return _growth.Grow(
            seed,
            count,
            c => _land.HazardOf(c) == hazard && _land.CanRelease(c, from),
            c => _random.Exponential(0.4) + ((_mesh.Centre(c) - middle).Length / 200) - (0.4 * Math.Min(2, _land.All(c) / 20.0)));
    }

    /// <summary>One or two cells beside the new ones that were released before: the same ground cleared twice.</summary>
    private int[] Rework(List<int> cells, int from)
    {
        if (_reworked >= ReworkShare * (_count[(int)ReleaseKind.Cleared] + 1))
        {
            return [];
        }

        var again = new List<int>();
        var hazard = _land.HazardOf(cells[0]);
        foreach (var cell in cells)
        {
            for (var edge = 0; edge < 6 && again.Count < 2; edge++)
            {
                var next = _mesh.Neighbour(cell, edge);
                if (next >= 0 && !_land.Locked[next] && _land.ReleasedDay[next] > 0 && _land.ReleasedDay[next] < from && _land.HazardOf(next) == hazard
                    && !again.Contains(next) && !cells.Contains(next))
                {
                    again.Add(next);
                }
            }
        }

        _reworked += again.Count > 0 ? 1 : 0;
        return [.. again];
    }

    /// <summary>Reduced by technical survey, or cancelled by non-technical survey: land where little is, a little of it by mistake.</summary>
    private void Unclear(ReleaseKind kind, int year, double share)
    {
        var km2 = kind == ReleaseKind.Cancelled ? _targets.CancelledKm2 : _targets.ReducedKm2;
        var left = (long)(km2 * share * 2e12);
        for (var misses = 0; left > 0 && misses < 3000;)
        {
            var days = DrawDays(year);
            var careless = _random.Chance(_rules.CarelessCancellation);
            var limit = careless ? int.MaxValue : kind == ReleaseKind.Cancelled ? 0 : 2;
            var seed = !careless && _random.Chance(BesideShare) ? SeedBeside(kind, days.From, c => _land.All(c) <= limit) : -1;
            seed = seed >= 0 ? seed : careless ? _plain.Next(ref _random) : _empty.Next(ref _random);
            if (!_land.CanRelease(seed, days.From) || !InSeason(seed, days.From) || (kind == ReleaseKind.Cancelled && _land.Confirmed[seed] >= 0))
            {
                misses++;
                continue;
            }

            misses = 0;
            var count = kind == ReleaseKind.Cancelled
                ? (_random.Chance(0.06) ? _random.Whole(20, 60) : _random.Whole(3, 11))
                : _random.Whole(2, 8);
            var hazard = _land.HazardOf(seed);
            var middle = _mesh.Centre(seed);
            var cells = _growth.Grow(
                seed,
                count,
                c => _land.HazardOf(c) == hazard && _land.CanRelease(c, days.From) && _land.All(c) <= limit && (_land.Mines(c) == 0 || careless),
                c => _random.Exponential(0.4) + ((_mesh.Centre(c) - middle).Length / 250));
            if (cells.Count == 0)
            {
                continue;
            }

            left -= cells.Sum(c => _mesh.TwiceMm2[c]);
            Commit(kind, new([.. cells]), days, []);
        }
    }

    private void Commit(ReleaseKind kind, Shape fresh, (int From, int To, int ReleasedOn) days, int[] again)
    {
        var index = _count[(int)kind]++;
        foreach (var cell in fresh.Cells)
        {
            _land.ReleasedDay[cell] = days.ReleasedOn;
            _land.ReleasedBy[cell] = _releases.Count;
            _done[(int)kind].Add(cell);
        }

        var (method, depth, use) = Describe(kind, fresh);
        _releases.Add(new(kind, index, _land.HazardOf(fresh.Cells[0]), _mesh.District[fresh.Cells[0]], fresh, again, days.From, days.To, days.ReleasedOn, method, depth, use));
    }

    private (string Method, int DepthCm, string LandUse) Describe(ReleaseKind kind, Shape fresh)
    {
        if (kind == ReleaseKind.Cancelled)
        {
            return ("non-technical-survey", 0, "");
        }

        if (kind == ReleaseKind.Reduced)
        {
            return ("technical-survey", 0, "");
        }

        var mines = fresh.Cells.Sum(_land.Mines);
        var others = fresh.Cells.Sum(c => _land.Candidates(c, 2));
        var method = (mines, others) switch
        {
            ( > 0, _) => _random.Weighted(48, 12, 13, 4, 3, 20),
            (0, > 0) => _random.Weighted(18, 2, 3, 1, 66, 10),
            _ => _random.Weighted(18, 20, 14, 2, 42, 4),
        };
        string[] methods = ["manual", "mechanical", "dog", "rat", "surface-search", "mixed"];
        var depth = methods[method] == "surface-search" ? 0 : _random.Of(15, 20, 20, 30);
        var p = _mesh.Centre(fresh.Cells[0]);
        var grid = _land.Grid;
        var use = grid.At(grid.Settlement, p) < 700 ? _random.Weighted(2, 6, 1, 0.5, 0.5, 0, 1)
            : grid.At(grid.MainRoad, p) < 250 ? _random.Weighted(4, 1, 5, 1, 0.5, 0, 1)
            : _random.Weighted(9, 1, 0.6, 0.8, 0.8, grid.At(grid.HeightM, p) > 900 ? 2 : 0.2, 1.5);
        string[] uses = ["agriculture", "housing", "road", "power", "water", "forest", "other"];
        return (methods[method], depth, uses[use]);
    }
}
