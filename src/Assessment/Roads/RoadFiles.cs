using Surefoot.Roads;

namespace Surefoot.Assessment.Roads;

/// <summary>A road graph read from its two files.</summary>
/// <param name="Network">Nodes by ascending id; edges in the order of the file, so that an edge number is a row number (0-based).</param>
/// <param name="EdgeId">Id of each edge as written.</param>
/// <param name="EdgeClass">Class of each edge as written.</param>
public sealed record RoadGraph(RoadNetwork Network, IReadOnlyList<string> EdgeId, IReadOnlyList<string> EdgeClass)
{
    /// <summary>Surface of each edge as written; empty where the file has no such column.</summary>
    public IReadOnlyList<string> Surface { get; init; } = [];

    /// <summary>Metres above the sea of each node; empty where it is not known.</summary>
    public IReadOnlyList<double> ElevationM { get; init; } = [];
}

/// <summary>Settlements read from a file.</summary>
/// <param name="Id">As written, or the row number where the file has no id.</param>
/// <param name="LongitudeDeg">One per place.</param>
/// <param name="LatitudeDeg">One per place.</param>
/// <param name="Weight">N: people; 1 where the file states none.</param>
/// <param name="WithoutPeople">Places whose number of people the file does not state.</param>
public sealed record PlaceList(IReadOnlyList<string> Id, double[] LongitudeDeg, double[] LatitudeDeg, double[] Weight, int WithoutPeople);

/// <summary>A file that cannot be used: where, what, and what would be right.</summary>
public sealed class RoadFileException(string code, string message, string where, string hint) : Exception(message)
{
    public string Code { get; } = code;
    public string Where { get; } = where;
    public string Hint { get; } = hint;
}
