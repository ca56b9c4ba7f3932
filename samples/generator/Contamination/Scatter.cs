using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

/// <summary>Invents scattered items: submunition footprints, ordnance round positions and settlements, sites of exploded depots, and a thin background.</summary>
internal static class Scatter
{
    public static void Make(Geography geography, FeatureGrid grid, Xy[] front, Position[] positions, ItemList items, double wanted, ulong seed)
    {
        var random = Draw.Stream(seed, Part.Scatter);
        var nearFront = front.Where(geography.Box.Grown(-1500).Holds).ToArray();
        var depots = positions.Where(p => p.Kind is "depot" or "battery").ToArray();
        var settlements = new WeightedChoice([.. geography.Settlements.Select(s => 1 / (1 + (grid.At(grid.Front, s.At) / 9000.0)))]);
        var end = items.Items.Count + (int)wanted;
        while (items.Items.Count < end)
        {
            switch (random.Weighted(1.1, 9, 7, 0.35, 5))
            {
                case 0:
                    Footprint(ref random, Anchor(ref random, nearFront, positions), items);
                    break;
                case 1:
                    Cluster(ref random, positions[random.NextIndex(positions.Length)].At, random.Between(120, 420), 45, items);
                    break;
                case 2:
                    var place = geography.Settlements[settlements.Next(ref random)].At;
                    Cluster(ref random, place + new Xy(500 * random.Normal(), 500 * random.Normal()), random.Between(150, 700), 55, items);
                    break;
                case 3 when depots.Length > 0:
                    Cluster(ref random, depots[random.NextIndex(depots.Length)].At, random.Between(60, 220), 420, items);
                    break;
                default:
                    var box = geography.Box;
                    Cluster(ref random, new(random.Between(box.MinX, box.MaxX), random.Between(box.MinY, box.MaxY)), random.Between(100, 900), 6, items);
                    break;
            }
        }
    }

    private static Xy Anchor(ref SeededRandom random, Xy[] nearFront, Position[] positions) =>
        nearFront.Length > 0 && random.Chance(0.6)
            ? nearFront[random.NextIndex(nearFront.Length)] + new Xy(4500 * random.Normal(), 4500 * random.Normal())
            : positions[random.NextIndex(positions.Length)].At + new Xy(800 * random.Normal(), 800 * random.Normal());

    private static void Footprint(ref SeededRandom random, Xy at, ItemList items)
    {
        var angle = random.Between(0, Math.PI);
        var along = new Xy(Math.Cos(angle), Math.Sin(angle));
        double length = random.Between(90, 320), width = random.Between(50, 130);
        var count = 1 + (int)random.Exponential(95);
        for (var i = 0; i < count; i++)
        {
            items.Add(ref random, at + (along * (length * random.Normal())) + (along.Left() * (width * random.Normal())), Category.Submunition, -1, random.Exponential(5));
        }
    }

    private static void Cluster(ref SeededRandom random, Xy at, double spreadM, double meanCount, ItemList items)
    {
        var count = 1 + (int)random.Exponential(meanCount);
        for (var i = 0; i < count; i++)
        {
            var depth = random.Chance(0.45) ? 0 : random.Exponential(16);
            items.Add(ref random, at + new Xy(spreadM * random.Normal(), spreadM * random.Normal()), Category.Uxo, -1, depth);
        }
    }
}
