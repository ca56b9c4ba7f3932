using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

/// <summary>An invented former military position.</summary>
internal sealed record Position(Xy At, string Kind, int FromYear, int ToYear, int District);

internal static class Positions
{
    /// <summary>Nearly half near the front, the rest on local heights, by main roads and round settlements.</summary>
    public static Position[] Make(Geography geography, FeatureGrid grid, Xy[] front, int count, ulong seed)
    {
        var random = Draw.Stream(seed, Part.Positions);
        var near = front.Where(geography.Box.Grown(-1000).Holds).ToArray();
        var positions = new List<Position>();
        while (positions.Count < count)
        {
            var kind = near.Length == 0 ? random.Weighted(0, 4, 3, 2) : random.Weighted(5, 3, 2, 1.5);
            var at = kind switch
            {
                0 => near[random.NextIndex(near.Length)] + new Xy(1600 * random.Normal(), 1600 * random.Normal()),
                1 => LocalHeight(ref random, geography, grid),
                2 => NearRoad(ref random, geography),
                _ => geography.Settlements[random.NextIndex(geography.Settlements.Length)].At + new Xy(900 * random.Normal(), 900 * random.Normal()),
            };
            var district = geography.DistrictAt(at);
            if (district < 0)
            {
                continue;
            }

            var from = random.Whole(1992, 2016);
            positions.Add(new(at, random.Of("trench", "trench", "strongpoint", "battery", "checkpoint", "depot"), from, random.Whole(Math.Max(from + 1, 1996), 2020), district));
        }

        return [.. positions];
    }

    private static Xy LocalHeight(ref SeededRandom random, Geography geography, FeatureGrid grid)
    {
        var box = geography.Box;
        var best = new Xy(random.Between(box.MinX, box.MaxX), random.Between(box.MinY, box.MaxY));
        var start = best;
        for (var i = 0; i < 12; i++)
        {
            var other = start + new Xy(700 * random.Normal(), 700 * random.Normal());
            if (grid.At(grid.HeightM, other) > grid.At(grid.HeightM, best))
            {
                best = other;
            }
        }

        return best;
    }

    private static Xy NearRoad(ref SeededRandom random, Geography geography)
    {
        var road = geography.Roads[random.NextIndex(geography.Roads.Count)];
        var line = road.Parts[0];
        return line[random.NextIndex(line.Length)] + new Xy(150 * random.Normal(), 150 * random.Normal());
    }
}
