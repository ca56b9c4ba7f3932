namespace Surefoot.Assessment.Priority;

/// <summary>A gate of one area as judged.</summary>
/// <param name="Known">Whether anything is on record that decides it.</param>
public sealed record JudgedGate(string Name, bool Passed, bool Known);

/// <summary>An open hazard area with everything that a ranking needs of it; kept, so that a ranking is made again without the records.</summary>
/// <param name="OpenM2">Still to be released.</param>
/// <param name="Values">In the order of the criteria's factors.</param>
/// <param name="CostUsd">Of survey and search, by the planner's prices.</param>
/// <param name="ExpectedItems">On its open ground: the risk to those who work there.</param>
public sealed record AreaToRank(
    string Area, string? Name, string District, bool Confirmed, double OpenM2, double Longitude, double Latitude, IReadOnlyList<double> Values, IReadOnlyList<JudgedGate> Gates, double CostUsd, double ExpectedItems);
