using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

/// <summary>Invents the recorded hazard areas: confirmed ones round what is there, suspected ones over most of the rest, to the exact printed totals.</summary>
internal sealed partial class HazardMaker
{
    // Share of confirmed areas drawn over suspected land instead of beside it.
    private const double OverlayShare = 0.3;

    private readonly LandState _land;
    private readonly Mesh _mesh;
    private readonly ScaleTargets _targets;
    private readonly Growth _growth;
    private readonly Noise _lean;
    private readonly List<Draft> _confirmed = [];
    private readonly List<Draft> _suspected = [];
    private readonly bool[] _overlay;
    private readonly long[] _confirmedPart;
    private SeededRandom _random;

    private HazardMaker(LandState land, ScaleTargets targets, ulong seed)
    {
        _land = land;
        _mesh = land.Mesh;
        _targets = targets;
        _growth = new(_mesh);
        _random = Draw.Stream(seed, Part.Hazards);
        _lean = new(_random.NextBits());
        _overlay = new bool[_mesh.Count];
        _confirmedPart = new long[_mesh.Count];
    }

    /// <summary>Fills the land state's hazard columns and gives the areas, confirmed first.</summary>
    public static List<HazardArea> Make(LandState land, string[] districtCodes, ScaleTargets targets, ulong seed)
    {
        var maker = new HazardMaker(land, targets, seed);
        maker.Confirm();
        maker.Suspect();
        maker.DateSuspected(districtCodes);
        maker.DateConfirmed(districtCodes);
        maker.Overlap();
        return maker.Finish();
    }

    private static long Twice(decimal km2) => decimal.ToInt64(km2 * 2_000_000_000_000m);

    private void Confirm()
    {
        var weights = new double[_mesh.Count];
        for (var cell = 0; cell < weights.Length; cell++)
        {
            weights[cell] = _mesh.Inside[cell] ? 0.012 + Math.Min(1, _land.Mines(cell) / 12.0) + Math.Min(0.1, _land.Candidates(cell, 2) / 300.0) : 0;
        }

        var choice = new WeightedChoice(weights);
        var left = Twice(_targets.ConfirmedKm2);
        var mean = left / (double)_targets.ConfirmedAreas * 0.84 / (2e6 * Mesh.SideM * Mesh.SideM * 2.598);
        while (true)
        {
            var seed = choice.Next(ref _random);
            if (!Free(seed))
            {
                continue;
            }

            var district = _mesh.District[seed];
            var size = (int)Math.Clamp(mean * Math.Exp((0.55 * _random.Normal()) - 0.1), 5, 110);
            var middle = _mesh.Centre(seed);
            double Cost(int c) => ((_mesh.Centre(c) - middle).Length / 260) - (_land.Mines(c) > 0 ? 2.5 : 0) + _random.Exponential(0.8);
            bool Allowed(int c) => Free(c) && _mesh.District[c] == district;
            if (left > 160L * _mesh.TwiceMm2[seed])
            {
                var cells = _growth.Grow(seed, size, Allowed, Cost);
                if (cells.Count >= 4)
                {
                    left -= Take(new Shape(WithoutHoles(cells, Allowed)), _random.Chance(OverlayShare));
                }
            }
            else if (left > 45L * _mesh.TwiceMm2[seed])
            {
                var cells = _growth.Grow(seed, 24, Allowed, Cost);
                if (cells.Count >= 4)
                {
                    left -= Take(new Shape(WithoutHoles(cells, Allowed)), false);
                }
            }
            else if (_growth.GrowExact(seed, left, Allowed, Cost) is { } last)
            {
                // Over suspected land, so that the other part of the cut cell stays suspected.
                Take(last, true);
                return;
            }
        }

        bool Free(int cell) => cell >= 0 && _mesh.Inside[cell] && _land.Confirmed[cell] < 0 && !_land.Locked[cell];
    }

    /// <summary>Takes in cells that lie deep in the shape: nobody leaves a hole of one cell in a confirmed area.</summary>
    private int[] WithoutHoles(List<int> cells, Func<int, bool> allowed)
    {
        var members = cells.ToHashSet();
        for (var i = 0; i < cells.Count; i++)
        {
            for (var edge = 0; edge < 6; edge++)
            {
                var next = _mesh.Neighbour(cells[i], edge);
                var beside = 0;
                for (var other = 0; other < 6 && !members.Contains(next); other++)
                {
                    beside += members.Contains(_mesh.Neighbour(next, other)) ? 1 : 0;
                }

                if (beside >= 4 && allowed(next))
                {
                    members.Add(next);
                    cells.Add(next);
                }
            }
        }

        return [.. cells];
    }

    private long Take(Shape shape, bool overlay)
    {
        var index = _confirmed.Count;
        foreach (var cell in shape.Cells)
        {
            _land.Confirmed[cell] = index;
            _overlay[cell] = overlay;
        }

        if (shape.Part is { } part)
        {
            _land.Locked[part.Cell] = true;
            _confirmedPart[part.Cell] = part.TwiceMm2;
        }

        _confirmed.Add(new(shape, _mesh.District[shape.Cells[0]], overlay));
        return shape.TwiceMm2(_mesh);
    }

    private void Suspect()
    {
        var free = new List<int>();
        for (var cell = 0; cell < _mesh.Count; cell++)
        {
            if (_mesh.Inside[cell] && (_land.Confirmed[cell] < 0 || _overlay[cell]))
            {
                free.Add(cell);
            }
        }

        var wanted = _targets.HazardAreas - _targets.ConfirmedAreas;
        var available = free.Sum(c => _mesh.TwiceMm2[c]);
        var needed = Twice(_targets.SuspectedKm2) + _confirmed.Where(c => c.Overlay).Sum(c => c.Shape.TwiceMm2(_mesh));
        var seeds = (int)(1.02 * wanted * (available / (double)needed));
        var region = Partition(free, seeds);
        var groups = free.Where(c => region[c] >= 0).GroupBy(c => region[c]).Select(g => g.ToArray()).Where(g => g.Length >= 4).ToList();
        var scored = groups.Select(g => (Cells: g, Score: Suspicion(g))).OrderByDescending(g => g.Score).ThenBy(g => g.Cells[0]).Select(g => g.Cells).ToList();
        KeepToTotal(scored, Twice(_targets.SuspectedKm2));
    }

    /// <summary>Every free cell goes to the seed that reaches it first over edges of random length; districts stay apart.</summary>
    private int[] Partition(List<int> free, int seeds)
    {
        var region = new int[_mesh.Count];
        var open = new bool[_mesh.Count];
        foreach (var cell in free)
        {
            region[cell] = -1;
            open[cell] = true;
        }

        var queue = new PriorityQueue<(int Cell, int Region), (double Cost, int Cell)>();
        var next = 0;
        for (; next < seeds; next++)
        {
            queue.Enqueue((free[_random.NextIndex(free.Count)], next), (0, next));
        }

        var scan = 0;
        while (true)
        {
            while (queue.TryDequeue(out var at, out var priority))
            {
                if (region[at.Cell] >= 0)
                {
                    continue;
                }

                region[at.Cell] = at.Region;
                for (var edge = 0; edge < 6; edge++)
                {
                    var other = _mesh.Neighbour(at.Cell, edge);
                    if (open[other] && region[other] < 0 && _mesh.District[other] == _mesh.District[at.Cell])
                    {
                        queue.Enqueue((other, at.Region), (priority.Cost + _random.Between(0.4, 1.6), other));
                    }
                }
            }

            // Land that no seed could reach, walled in by confirmed areas, starts a region of its own.
            while (scan < free.Count && region[free[scan]] >= 0)
            {
                scan++;
            }

            if (scan == free.Count)
            {
                return region;
            }

            queue.Enqueue((free[scan], next++), (0, 0));
        }
    }

    private double Suspicion(int[] cells)
    {
        var sum = 0.0;
        foreach (var cell in cells)
        {
            var p = _mesh.Centre(cell);
            sum += Math.Exp(-_land.Grid.At(_land.Grid.Front, p) / 15000) + (0.8 * Math.Exp(-_land.Grid.At(_land.Grid.Position, p) / 1800))
                + (0.3 * _land.Access[cell]) + Math.Min(1, _land.All(cell) / 15.0);
        }

        return (sum / cells.Length) + (0.35 * _lean.At(_mesh.Centre(cells[0]).X / 14000, _mesh.Centre(cells[0]).Y / 14000)) + _random.Between(0, 0.35);
    }

    private void KeepToTotal(List<int[]> scored, long left)
    {
        var at = 0;
        for (; at < scored.Count; at++)
        {
            var area = scored[at].Sum(SuspectedOnly);
            if (area > left)
            {
                break;
            }

            left -= area;
            _suspected.Add(new(new Shape(scored[at]), _mesh.District[scored[at][0]], false));
        }

        // Too little left to draw a last one: one group fewer.
        while (left < 12L * _mesh.TwiceMm2[scored[0][0]])
        {
            at--;
            left += scored[at].Sum(SuspectedOnly);
            _suspected.RemoveAt(_suspected.Count - 1);
        }

        // The last one is cut out of a group without confirmed land in it, from whichever cell lets the total come out.
        for (; at < scored.Count; at++)
        {
            var cells = scored[at].ToHashSet();
            if (cells.Any(c => _land.Confirmed[c] >= 0 || _land.Locked[c]) || cells.Sum(c => _mesh.TwiceMm2[c]) < left)
            {
                continue;
            }

            for (var tries = 0; tries < 60; tries++)
            {
                var seed = scored[at][_random.NextIndex(scored[at].Length)];
                var middle = _mesh.Centre(seed);
                if (_growth.GrowExact(seed, left, cells.Contains, c => ((_mesh.Centre(c) - middle).Length / 260) + _random.Exponential(0.5)) is { } last)
                {
                    _land.Locked[last.Part!.Cell] = true;
                    _suspected.Add(new(last, _mesh.District[seed], false));
                    return;
                }
            }
        }

        throw new InvalidOperationException("The districts do not hold as much suspected land as the totals ask for; take another seed.");
    }

    private long SuspectedOnly(int cell) => _land.Confirmed[cell] >= 0 ? 0 : _mesh.TwiceMm2[cell] - _confirmedPart[cell];

    /// <summary>A tenth of the suspected areas reach into their neighbours, as areas drawn by different teams do.</summary>
    private void Overlap()
    {
        for (var i = 0; i < _suspected.Count; i++)
        {
            var draft = _suspected[i];
            if (!_random.Chance(0.1) || draft.Shape.Part is not null)
            {
                continue;
            }

            var own = draft.Shape.Cells.ToHashSet();
            var extra = new List<int>();
            var start = draft.Shape.Cells.FirstOrDefault(c => BesideOther(c, own), -1);
            if (start < 0)
            {
                continue;
            }

            var queue = new Queue<int>([start]);
            var wanted = _random.Whole(5, 18);
            while (extra.Count < wanted && queue.TryDequeue(out var at))
            {
                for (var edge = 0; edge < 6; edge++)
                {
                    var next = _mesh.Neighbour(at, edge);
                    if (extra.Count < wanted && CanOverlap(next, draft.District) && own.Add(next))
                    {
                        extra.Add(next);
                        queue.Enqueue(next);
                    }
                }
            }

            foreach (var cell in extra)
            {
                _land.RecordedDay[cell] = Math.Max(_land.RecordedDay[cell], draft.Day);
            }

            _suspected[i] = draft with { Shape = new([.. draft.Shape.Cells, .. extra]) };
        }

        bool CanOverlap(int cell, int district) =>
            _land.Suspected[cell] >= 0 && _land.Confirmed[cell] < 0 && !_land.Locked[cell] && _mesh.District[cell] == district;

        bool BesideOther(int cell, HashSet<int> own)
        {
            for (var edge = 0; edge < 6; edge++)
            {
                var next = _mesh.Neighbour(cell, edge);
                if (!own.Contains(next) && CanOverlap(next, _mesh.District[cell]))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private List<HazardArea> Finish()
    {
        var areas = _confirmed.Select((d, i) => new HazardArea(i, true, d.District, d.Day, d.Shape)).ToList();
        areas.AddRange(_suspected.Select((d, i) => new HazardArea(_confirmed.Count + i, false, d.District, d.Day, d.Shape)));
        for (var cell = 0; cell < _mesh.Count; cell++)
        {
            if (_land.Suspected[cell] >= 0)
            {
                _land.Suspected[cell] += _confirmed.Count;
            }
        }

        return areas;
    }

    private sealed record Draft(Shape Shape, int District, bool Overlay)
    {
        public int Day { get; init; }
    }
}
