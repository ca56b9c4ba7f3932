namespace Surefoot.Planning;

/// <summary>What a team works with. Codes in files: survey, surface-search, manual, dog, machine.</summary>
public enum TeamType
{
    Survey,
    SurfaceSearch,
    Manual,
    Dog,
    Machine,
}

/// <summary>Step in the life of a hazard area; later phases need the earlier ones.</summary>
public enum Phase
{
    /// <summary>Non-technical survey: cancels land by evidence.</summary>
    Survey,

    /// <summary>Machines open the ground. They never release land: a search follows.</summary>
    Preparation,

    /// <summary>Search of the ground, which clears it.</summary>
    Search,
}
