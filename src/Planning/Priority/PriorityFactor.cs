namespace Surefoot.Planning.Priority;

/// <summary>One thing that counts in favour of an area.</summary>
/// <param name="Code">Unique among the factors of a ranking.</param>
/// <param name="IsCount">True: one point for every <paramref name="Unit"/> of the value, at most <paramref name="Most"/>; false: one point if the value is above 0, once.</param>
/// <param name="Unit">Of the value, above 0. With 1 and no most, a count is IMSMA NG's rule (METHODS 3).</param>
/// <param name="Most">Points at most, above 0.</param>
public sealed record PriorityFactor(string Code, bool IsCount, double Unit = 1, double Most = double.PositiveInfinity)
{
    /// <summary>Points of a value; a value that is not above 0, or not a number, gives none.</summary>
    public double Points(double value) => !(value > 0) ? 0 : IsCount ? Math.Min(Most, value / Unit) : 1;

    /// <summary>The least value that gives so many points; null where no value does.</summary>
    public double? ValueFor(double points) => points > (IsCount ? Most : 1) ? null : IsCount ? points * Unit : 1;
}
