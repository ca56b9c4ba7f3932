namespace Surefoot.SampleCountry;

internal sealed record FloodMove(int Item, Xy Before, Xy After);

/// <summary>What one invented flood did.</summary>
internal sealed record FloodEvent(int Day, Xy Centre, double RadiusM, double RiverM, double Mobility, double MeanTravelM, int Near, List<FloodMove> Moves);

/// <summary>One flood: near-surface items by a river travel down the steepest way of a disturbed relief.</summary>
internal static class Flood
{
    private const double RadiusM = 16_000;
    private const double RiverM = 320;
    private const double MeanTravelM = 900;

    /// <summary>Moves items in place and tells which; only items never found move, since the flood came before the data date but after much of the work.</summary>
    public static FloodEvent Make(Relief relief, FeatureGrid grid, Truth truth, HashSet<int> gone, VariantRules rules, ulong seed, int workers)
    {
        var random = Draw.Stream(seed, Part.Flood);
        var disturbed = relief.WithError(random.NextBits(), 1.5, workers);
        var near = Enumerable.Range(0, truth.Items.Length)
            .Where(i => truth.FindOf[i] < 0 && !gone.Contains(i) && grid.At(grid.River, truth.Items[i].At) <= RiverM)
            .ToArray();
        var centre = near.Length == 0 ? default : truth.Items[near[random.NextIndex(near.Length)]].At;
        var moves = new List<FloodMove>();
        var reached = 0;
        foreach (var index in near)
        {
            var item = truth.Items[index];
            if ((item.At - centre).Length > RadiusM)
            {
                continue;
            }

            reached++;
            var light = item.Category == Category.AtMine ? 0.5 : 1;
            if (!random.Chance(rules.FloodMobility * light * Math.Exp(-item.DepthCm / 12.0)))
            {
                continue;
            }

            var after = Travel(disturbed, item.At, random.Exponential(MeanTravelM)) + new Xy(25 * random.Normal(), 25 * random.Normal());
            moves.Add(new(index, item.At, after));
            truth.Items[index] = item with { At = after, DepthCm = (byte)random.Whole(0, 45) };
        }

        return new(Days.Of(2024, 5, 18), centre, RadiusM, RiverM, rules.FloodMobility, MeanTravelM, reached, moves);
    }

    private static Xy Travel(Relief relief, Xy from, double lengthM)
    {
        var cell = relief.CellAt(from);
        if (cell < 0)
        {
            return from;
        }

        var walked = 0.0;
        while (walked < lengthM)
        {
            int column = cell % relief.Columns, row = cell / relief.Columns;
            var best = -1;
            double steepest = 0, step = 0;
            for (var j = Math.Max(0, row - 1); j <= Math.Min(relief.Rows - 1, row + 1); j++)
            {
                for (var i = Math.Max(0, column - 1); i <= Math.Min(relief.Columns - 1, column + 1); i++)
                {
                    var other = (j * relief.Columns) + i;
                    var away = Relief.CellM * (i != column && j != row ? 1.4142135623730951 : 1);
                    var fall = (relief.Heights[cell] - relief.Heights[other]) / away;
                    if (fall > steepest)
                    {
                        (best, steepest, step) = (other, fall, away);
                    }
                }
            }

            if (best < 0)
            {
                break;
            }

            cell = best;
            walked += step;
        }

        return walked == 0 ? from : relief.Centre(cell);
    }
}
