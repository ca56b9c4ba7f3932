namespace Surefoot.Registry.Land;

/// <summary>What is to be thought of a reported area beside the polygon's (INTEGRITY 4, rule 5).</summary>
public enum AreaVerdict
{
    Same,
    Flagged,

    /// <summary>Not to be approved until explained.</summary>
    Far,
}

/// <summary>Holds a reported against a computed area.</summary>
public static class ReportedArea
{
    public static AreaVerdict Judge(double reportedM2, double computedM2, LandRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var differenceM2 = Math.Abs(reportedM2 - computedM2);
        return differenceM2 <= Math.Max(rules.AcceptedAreaShare * computedM2, rules.AcceptedAreaM2) ? AreaVerdict.Same
            : differenceM2 <= rules.FlaggedAreaShare * computedM2 ? AreaVerdict.Flagged
            : AreaVerdict.Far;
    }
}
