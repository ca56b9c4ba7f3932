namespace Surefoot.Planning;

/// <summary>One way to do a task.</summary>
/// <param name="Type">Team type that does it.</param>
/// <param name="M2PerTeamDay">Real output of one team on one working day on this ground: rate × utilisation × terrain factors.</param>
/// <param name="MaxTeams">Teams of one pool that can work side by side.</param>
public sealed record TaskMode(TeamType Type, double M2PerTeamDay, int MaxTeams)
{
    // A slice cut to whole days must not become a day longer by the last bit of a division.
    internal const double WholeDay = 1 - 1e-9;

    /// <summary>Working days of <paramref name="teams"/> teams: ⌈area / (output × teams)⌉, at least 1.</summary>
    public int WorkingDays(double areaM2, int teams, double slowness = 1) =>
        Math.Max(1, (int)Math.Min(1_000_000, Math.Ceiling(areaM2 * slowness / (M2PerTeamDay * teams) * WholeDay)));
}

/// <summary>A piece of work on one hazard area, or on a slice of it.</summary>
public sealed record ClearanceTask
{
    /// <summary>Stable name, such as the area's id and the phase.</summary>
    public required string Code { get; init; }

    /// <summary>Number of the hazard area it belongs to.</summary>
    public required int Area { get; init; }

    public required Phase Phase { get; init; }

    public required int District { get; init; }

    /// <summary>Elevation zone: decides the season.</summary>
    public required int Zone { get; init; }

    /// <summary>Ground to be worked, m².</summary>
    public required double AreaM2 { get; init; }

    public required IReadOnlyList<TaskMode> Modes { get; init; }

    /// <summary>Tasks that must be finished before: first the one on the same area, then those that open the way to it.</summary>
    public IReadOnlyList<int> Predecessors { get; init; } = [];

    /// <summary>Days between the end of a predecessor and this start, for quality checks and handover.</summary>
    public int LagDays { get; init; }

    /// <summary>First day it may start: access, consent, season of the crop. Days count from the plan's start.</summary>
    public int EarliestDay { get; init; }

    /// <summary>Worth when finished, money: released m² by use.</summary>
    public double Worth { get; init; }

    /// <summary>Land cleared when finished, m².</summary>
    public double ClearedM2 { get; init; }

    /// <summary>Land released in any way when finished, m²: cancelled, reduced or cleared.</summary>
    public double ReleasedM2 { get; init; }

    public double ExpectedItems { get; init; }
}

/// <summary>Worth that comes only when all of its tasks are finished: a corridor opened, families able to return.</summary>
/// <param name="Code">Stable name.</param>
/// <param name="Tasks">Task numbers.</param>
/// <param name="Worth">Money, at the day the last task is finished.</param>
public sealed record JointWorth(string Code, IReadOnlyList<int> Tasks, double Worth);

/// <summary>Teams of one type at one base.</summary>
/// <param name="Code">Stable name.</param>
/// <param name="Type">What they work with.</param>
/// <param name="BaseDistrict">Where they are.</param>
/// <param name="Teams">How many.</param>
/// <param name="CostPerTeamDay">Money per team and working day.</param>
/// <param name="Districts">Districts they can work in.</param>
public sealed record TeamPool(string Code, TeamType Type, int BaseDistrict, int Teams, double CostPerTeamDay, IReadOnlyList<int> Districts);
