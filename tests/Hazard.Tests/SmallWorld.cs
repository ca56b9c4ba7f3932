using Surefoot.Hazard.Evidence;
using Surefoot.Hazard.Formulas;
using Surefoot.Numerics;
using Surefoot.Raster;

namespace Surefoot.Hazard.Tests;

/// <summary>A country of 20 × 20 km invented from a seed: clusters of items round positions, a confirmed area round half of them, search that went where something was expected.</summary>
internal static class SmallWorld
{
    public static (HazardEvidence Evidence, bool[] Truth) Make(ulong seed)
    {
        var random = new SeededRandom(seed);
        var grid = GridSpec.At(600_000, 4_420_000, 50, 401, 397);
        var positions = Enumerable.Range(0, 60).Select(i => new PlaceClaim(i, X(), Y(), 50)).ToArray();
        var items = new List<(double X, double Y)>();
        foreach (var position in positions)
        {
            if (random.NextUnit() < 0.7)
            {
                var n = 5 + random.NextIndex(60);
                for (var i = 0; i < n; i++)
                {
                    items.Add((position.XM + (220 * Normal()), position.YM + (220 * Normal())));
                }
            }
        }

        for (var i = 0; i < 700; i++)
        {
            items.Add((X(), Y()));
        }

        var areas = positions.Where(_ => random.NextUnit() < 0.5).Select((p, i) => new HazardAreaClaim(i, [Square(p.XM, p.YM, 500)], true)).ToList();
        areas.Add(new HazardAreaClaim(1000, [[600_500, 4_401_000, 619_000, 4_401_000, 619_000, 4_419_000, 600_500, 4_419_000]], false));
        var searches = new List<SearchClaim>();
        var finds = new List<FindClaim>();
        var records = new List<MinefieldRecordClaim>();
        var cancelled = new List<CancelledClaim>();
        for (var i = 0; i < 900; i++)
        {
            var toItem = random.NextUnit() < 0.35;
            var (x, y) = toItem ? items[random.NextIndex(items.Count)] : (X(), Y());
            double half = 60 + (140 * random.NextUnit());
            var empty = !items.Exists(t => Math.Abs(t.X - x) < half && Math.Abs(t.Y - y) < half);
            if (!toItem && empty && random.NextUnit() < 0.5)
            {
                cancelled.Add(new CancelledClaim(i, [Square(x, y, half)]));
                continue;
            }

            searches.Add(new SearchClaim(i, [Square(x, y, half)], i, i % 2, 1 + (i % 3 == 0 ? 1 : 0), 1.0, true, i));
            foreach (var item in items)
            {
                if (Math.Abs(item.X - x) < half && Math.Abs(item.Y - y) < half && random.NextUnit() < 0.85)
                {
                    finds.Add(new FindClaim(finds.Count, item.X, item.Y, 1));
                }
            }
        }

        for (var i = 0; i < 60; i++)
        {
            var genuine = i % 4 == 0;
            var (x, y) = genuine ? items[random.NextIndex(items.Count / 2)] : (X(), Y());
            records.Add(new MinefieldRecordClaim(i, [Square(x, y, 80)], genuine ? "right" : $"wrong-{i % 3}", 12, 40));
        }

        var evidence = new HazardEvidence
        {
            Grid = grid,
            Mask = Enumerable.Range(0, (int)grid.Cells).Select(c => c % grid.Columns is > 3 and < 396 && c / grid.Columns is > 3 and < 393).ToArray(),
            HazardAreas = [.. areas],
            MinefieldRecords = [.. records],
            Testimonies = Enumerable.Range(0, 80).Select(i => i % 4 == 0 ? new TestimonyClaim(i, X(), Y(), 100, 0.7, true) : new TestimonyClaim(i, items[i].X, items[i].Y, 80, 0.8, false)).ToArray(),
            MilitaryPositions = positions,
            Accidents = Enumerable.Range(0, 12).Select(i => new PlaceClaim(i, items[7 * i].X, items[7 * i].Y, 30)).ToArray(),
            Settlements = [new PlaceClaim(0, 605_000, 4_405_000, 50), new PlaceClaim(1, 614_000, 4_412_000, 50)],
            Roads = [[600_500, 4_402_000, 610_000, 4_409_000, 619_000, 4_411_000]],
            Searches = [.. searches],
            Cancelled = [.. cancelled],
            Finds = [.. finds],
            Methods = [new DetectionBelief(5, 1), new DetectionBelief(2.5, 1)],
        };
        var truth = new bool[grid.Cells];
        foreach (var (x, y) in items)
        {
            if (grid.TryCell(x, y, out var column, out var row))
            {
                truth[(row * grid.Columns) + column] = true;
            }
        }

        return (evidence, truth);

        double X() => 600_600 + (18_800 * random.NextUnit());
        double Y() => 4_401_000 + (18_000 * random.NextUnit());
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextUnit())) * Math.Cos(2 * Math.PI * random.NextUnit());
    }

    public static double[] Square(double x, double y, double half) => [x - half, y - half, x + half, y - half, x + half, y + half, x - half, y + half];
}
