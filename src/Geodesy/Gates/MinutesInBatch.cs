namespace Surefoot.Geodesy.Gates;

/// <summary>Sees decimal minutes typed as decimals (39°36.208' as 39.36208) in a whole batch. One row cannot tell: every third true row looks so too.</summary>
public static class MinutesInBatch
{
    /// <summary>With this many scattered rows a true batch looks like minutes once in a billion: 0.36 to the twentieth.</summary>
    public const int FewestRows = 20;

    /// <summary>The batch has rows enough, and not one fraction of a degree reaches 0.6. A reason to ask, not to refuse: places close together share their fractions.</summary>
    public static bool Suspected(IEnumerable<EnteredPosition> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var seen = new HashSet<(double, double)>();
        foreach (var row in rows)
        {
            if (Fraction(row.X) >= 0.6 || Fraction(row.Y) >= 0.6)
            {
                return false;
            }

            // The same place entered again says nothing new.
            seen.Add((row.X, row.Y));
        }

        return seen.Count >= FewestRows;
    }

    private static double Fraction(double value) => Math.Abs(value - Math.Truncate(value));
}
