using Surefoot.Geodesy;

namespace Surefoot.Account;

/// <summary>What the geometry says that a person has to look at.</summary>
public enum LandFindingRule
{
    /// <summary>Ground was released that was no recorded hazard.</summary>
    ReleaseOutsideHazard,

    /// <summary>Two releases cover the same ground, and no hazard was recorded between them (INTEGRITY 4, rule 7).</summary>
    ReleasesOverlap,

    /// <summary>A hazard was recorded over ground released before: the release is to be reviewed.</summary>
    HazardOverReleased,
}

/// <summary>A finding of the account, summed over all places where the same polygons meet.</summary>
/// <param name="Polygon">The later polygon, which raised it: record, organisation, method.</param>
/// <param name="Other">The earlier polygon; null for a release outside hazard.</param>
/// <param name="Date">Day from which it holds.</param>
/// <param name="Place">A point on the rim of the largest piece (pieces of one tile taken together), in the account's plane.</param>
public sealed record LandFinding(LandFindingRule Rule, LandPolygon Polygon, LandPolygon? Other, DateOnly Date, ExactArea Area, PlanePoint Place)
{
    public string PolygonId => Polygon.Id;

    public string? OtherId => Other?.Id;

    /// <summary>True if two different organisations reported the same ground: one gain, and both are to be told.</summary>
    public bool OfTwoOrganisations => Other is not null && Other.Organisation != Polygon.Organisation;
}

/// <summary>What one polygon did to the account up to a day.</summary>
/// <param name="Gross">Its own area as arranged.</param>
/// <param name="Net">Release: ground it took out of the account. Hazard: ground it was the first to record, or to record again.</param>
/// <param name="NetConfirmed">The part of <paramref name="Net"/> that was confirmed hazard when released (of a hazard: when recorded).</param>
/// <param name="Rework">Release of ground released before.</param>
/// <param name="OutsideHazard">Release of ground that was no recorded hazard. For a release gross = net + rework + outside.</param>
/// <param name="Open">Of a hazard: the part of <paramref name="Net"/> still open.</param>
public sealed record PolygonBalance(
    LandPolygon Land, ExactArea Gross, ExactArea Net, ExactArea NetConfirmed, ExactArea Rework, ExactArea OutsideHazard, ExactArea Open);
