namespace Surefoot.Hazard.Evidence;

/// <summary>Evidence of one origin; its terms are added into one bar of the answer to "why".</summary>
public enum EvidenceGroup
{
    /// <summary>Level of the land as a whole.</summary>
    Prior,
    HazardAreas,
    MinefieldRecords,
    Testimonies,
    MilitaryPositions,
    Places,
    Accidents,
    Finds,
    Cancelled,
    Search,
}

/// <summary>Names of the groups as printed.</summary>
public static class EvidenceGroups
{
    public const int Count = 10;

    private static readonly string[] Names = ["prior", "hazard-areas", "minefield-records", "testimonies", "military-positions", "places", "accidents", "finds", "cancelled-land", "search"];

    public static string Name(this EvidenceGroup group) => Names[(int)group];
}
