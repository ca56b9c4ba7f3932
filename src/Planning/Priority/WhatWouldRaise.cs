namespace Surefoot.Planning.Priority;

/// <summary>One change by which an area would reach a rank, all else unchanged.</summary>
/// <param name="Factor">Number of the factor.</param>
/// <param name="IsWeight">True: the factor's weight becomes <paramref name="To"/>; false: the area's value does.</param>
/// <param name="From">As it is.</param>
/// <param name="To">The least that suffices.</param>
public sealed record RankChange(int Factor, bool IsWeight, double From, double To);

/// <summary>What would make an area come as high as a wanted rank: another value of one factor, or another weight of one.</summary>
public static class WhatWouldRaise
{
    // Passing by a hair: an equal score would be settled by the order of the areas.
    private const double Hair = 1e-9;

    /// <summary>Empty where the area has the rank already, is not eligible, or no single change suffices.</summary>
    public static IReadOnlyList<RankChange> Find(PriorityTable table, ReadOnlySpan<double> weights, Ranking ranking, int area, int wantedRank)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(ranking);
        table.Check(weights);
        ArgumentOutOfRangeException.ThrowIfLessThan(wantedRank, 1);
        if (!table.Eligible[area] || ranking.Rank[area] <= wantedRank)
        {
            return [];
        }

        List<RankChange> changes = [];
        var above = ranking.Score[ranking.Order[wantedRank - 1]];
        var needed = above - ranking.Score[area] + (Hair * Math.Max(1, Math.Abs(above)));
        for (var factor = 0; factor < weights.Length; factor++)
        {
            var points = table.Points(area)[factor];
            if (weights[factor] > 0 && table.Factors[factor].ValueFor(points + (needed / weights[factor])) is { } value)
            {
                changes.Add(new(factor, false, table.Value(area, factor), value));
            }

            if (RaisedWeight(table, ranking, area, factor, wantedRank) is { } more)
            {
                changes.Add(new(factor, true, weights[factor], weights[factor] + more));
            }
        }

        return changes;
    }

    /// <summary>The least addition to a weight by which at most <paramref name="wantedRank"/> − 1 eligible areas stay above; null if none does.</summary>
    private static double? RaisedWeight(PriorityTable table, Ranking ranking, int area, int factor, int wantedRank)
    {
        var own = table.Points(area)[factor];
        List<(double At, int Step)> crossings = [];
        var above = 0;
        for (var other = 0; other < table.Areas; other++)
        {
            if (other == area || !table.Eligible[other])
            {
                continue;
            }

            var lead = ranking.Score[other] - ranking.Score[area];
            var gain = own - table.Points(other)[factor];
            var leads = ranking.Rank[other] < ranking.Rank[area];
            above += leads ? 1 : 0;
            if (leads && gain > 0)
            {
                // Overtaken just after this.
                crossings.Add(((lead / gain) + (Hair * Math.Max(1, lead / gain)), -1));
            }
            else if (!leads && gain < 0)
            {
                // Overtakes already at this.
                crossings.Add((lead / gain, +1));
            }
        }

        crossings.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : b.Step.CompareTo(a.Step));
        for (var i = 0; i < crossings.Count; i++)
        {
            above += crossings[i].Step;
            if (above < wantedRank && (i + 1 == crossings.Count || crossings[i + 1].At > crossings[i].At))
            {
                return crossings[i].At;
            }
        }

        return null;
    }
}
