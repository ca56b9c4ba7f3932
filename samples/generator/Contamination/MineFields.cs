using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

/// <summary>Invents groups of rows as a statistical pattern near fronts, positions, roads, bridges and ridges.</summary>
/// <remarks>
/// A pattern to test estimators with, not a description of how anything is laid: lengths, gaps and spacings are broad random draws
/// with no regard to terrain, range or purpose, and there is no way to ask for a row at a place.
/// </remarks>
internal static class MineFields
{
    public static Field[] Make(Geography geography, FeatureGrid grid, Xy[] front, Position[] positions, ItemList items, int count, ulong seed)
    {
        var random = Draw.Stream(seed, Part.Fields);
        var nearFront = front.Where(geography.Box.Grown(-1500).Holds).ToArray();
        var bridges = geography.Roads.Where(r => r.Bridge).ToArray();
        var roads = geography.Roads.Where(r => r.Class is "primary" or "secondary" or "tertiary" or "minor" or "track").ToArray();
        var fields = new List<Field>();
        while (fields.Count < count)
        {
            var (at, along) = random.Weighted(nearFront.Length > 1 ? 9 : 0, 4, 3, bridges.Length > 0 ? 1 : 0, 1.5) switch
            {
                0 => AtFront(ref random, nearFront),
                1 => AtPosition(ref random, positions),
                2 => AtRoad(ref random, roads[random.NextIndex(roads.Length)], 60),
                3 => AtRoad(ref random, bridges[random.NextIndex(bridges.Length)], 35),
                _ => AtRidge(ref random, geography, grid),
            };
            var district = geography.DistrictAt(at);
            if (district < 0 || grid.Slope(at) > 0.7)
            {
                continue;
            }

            fields.Add(Lay(ref random, at, along, district, fields.Count, items));
        }

        return [.. fields];
    }

    private static Field Lay(ref SeededRandom random, Xy at, Xy along, int district, int index, ItemList items)
    {
        var category = random.Chance(0.66) ? Category.ApMine : Category.AtMine;
        var rows = 1 + random.Weighted(3, 4, 3, 1);
        var perRow = (int)Math.Clamp(Math.Exp(3.35 + (0.55 * random.Normal())), 6, 140);
        var spacing = random.Between(3, 11);
        var gap = random.Between(6, 22);
        var bend = random.Between(-0.0006, 0.0006);
        var across = along.Left();
        double halfLength = perRow * spacing / 2, halfWidth = (rows - 1) * gap / 2;
        for (var row = 0; row < rows; row++)
        {
            for (var k = 0; k < perRow; k++)
            {
                if (random.Chance(0.06))
                {
                    continue;
                }

                var t = ((k + 0.5) * spacing) - halfLength + (0.6 * random.Normal());
                var s = (row * gap) - halfWidth + (0.8 * random.Normal()) + (bend * t * t);
                var depth = category == Category.ApMine ? Math.Abs(4 + (3 * random.Normal())) : Math.Abs(12 + (5 * random.Normal()));
                items.Add(ref random, at + (along * t) + (across * s), category, index, depth);
            }
        }

        return new(at, along, halfLength, halfWidth + Math.Abs(bend * halfLength * halfLength) + 2, category, rows, spacing, random.Whole(1991, 2020), district);
    }

    private static (Xy At, Xy Along) AtFront(ref SeededRandom random, Xy[] front)
    {
        var i = random.NextIndex(front.Length - 1);
        var tangent = (front[i + 1] - front[i]).Unit();
        var at = front[i] + (tangent * random.Between(0, 250)) + (tangent.Left() * (1300 * random.Normal()));
        return (at, Turn(tangent, 0.25 * random.Normal()));
    }

    private static (Xy At, Xy Along) AtPosition(ref SeededRandom random, Position[] positions)
    {
        var position = positions[random.NextIndex(positions.Length)];
        var out_ = Turn(new Xy(1, 0), random.Between(0, 2 * Math.PI));
        return (position.At + (out_ * random.Between(80, 600)), Turn(out_.Left(), 0.3 * random.Normal()));
    }

    private static (Xy At, Xy Along) AtRoad(ref SeededRandom random, Feature road, double asideM)
    {
        var line = road.Parts[0];
        var i = random.NextIndex(line.Length - 1);
        var step = line[i + 1] - line[i];
        var tangent = step.Unit();
        return (line[i] + (step * random.NextUnit()) + (tangent.Left() * (asideM * random.Normal())), Turn(tangent, random.Chance(0.5) ? 0.2 * random.Normal() : Math.PI / 2));
    }

    private static (Xy At, Xy Along) AtRidge(ref SeededRandom random, Geography geography, FeatureGrid grid)
    {
        var box = geography.Box;
        var at = new Xy(random.Between(box.MinX, box.MaxX), random.Between(box.MinY, box.MaxY));
        for (var i = 0; i < 8; i++)
        {
            var other = at + new Xy(400 * random.Normal(), 400 * random.Normal());
            at = grid.At(grid.HeightM, other) > grid.At(grid.HeightM, at) ? other : at;
        }

        return (at, Turn(new Xy(1, 0), random.Between(0, Math.PI)));
    }

    private static Xy Turn(Xy v, double angle)
    {
        double c = Math.Cos(angle), s = Math.Sin(angle);
        return new((v.X * c) - (v.Y * s), (v.X * s) + (v.Y * c));
    }
}
