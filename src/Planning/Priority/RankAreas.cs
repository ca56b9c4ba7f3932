namespace Surefoot.Planning.Priority;

/// <summary>Areas from first to last.</summary>
/// <param name="Order">Area numbers, first to last.</param>
/// <param name="Rank">Of each area, from 1.</param>
/// <param name="Score">Of each area.</param>
public sealed record Ranking(IReadOnlyList<int> Order, IReadOnlyList<int> Rank, IReadOnlyList<double> Score);

/// <summary>Ranks areas by score: eligible ones first, equal scores in the order of the areas.</summary>
public static class RankAreas
{
    /// <summary>The transparent weighted sum (IMSMA NG's rule, METHODS 3).</summary>
    public static Ranking ByWeightedSum(PriorityTable table, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(table);
        table.Check(weights);
        var scores = new double[table.Areas];
        for (var area = 0; area < scores.Length; area++)
        {
            scores[area] = table.Score(area, weights);
        }

        return ByScore(table, scores);
    }

    /// <summary>By any score, one for each area; the higher the better.</summary>
    public static Ranking ByScore(PriorityTable table, double[] scores)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(scores);
        var order = new int[scores.Length];
        for (var area = 0; area < order.Length; area++)
        {
            order[area] = area;
        }

        Array.Sort(order, (a, b) => Compare(table, scores, a, b));
        var rank = new int[order.Length];
        for (var place = 0; place < order.Length; place++)
        {
            rank[order[place]] = place + 1;
        }

        return new(order, rank, scores);
    }

    /// <summary>Below 0 if the first comes before the second.</summary>
    internal static int Compare(PriorityTable table, double[] scores, int a, int b)
    {
        var eligible = table.Eligible[b].CompareTo(table.Eligible[a]);
        var score = eligible != 0 ? eligible : scores[b].CompareTo(scores[a]);
        return score != 0 ? score : a.CompareTo(b);
    }
}
