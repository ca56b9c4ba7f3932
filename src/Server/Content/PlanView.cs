namespace Surefoot.Server.Content;

/// <summary>An accepted plan as the page shows it.</summary>
/// <param name="Run">Identifier of the run.</param>
/// <param name="Corridors">Best first.</param>
/// <param name="Quarters">Ascending, without gaps: the columns of the timeline.</param>
/// <param name="Districts">The rows of the timeline.</param>
public sealed record PlanView(
    string Run,
    IReadOnlyList<CorridorRow> Corridors,
    IReadOnlyList<Quarter> Quarters,
    IReadOnlyList<DistrictPlan> Districts,
    IReadOnlyList<TargetRow> Targets);

/// <summary>Hazard areas worth opening together because a road runs through them.</summary>
/// <param name="Gain">Access gained, in person-equivalents (METHODS 2).</param>
/// <param name="AreaM2">To release before the road opens.</param>
/// <param name="At">Where the map goes when it is chosen: longitude, latitude.</param>
public sealed record CorridorRow(int Rank, string Id, string Name, double Gain, double AreaM2, IReadOnlyList<string> Areas, (double Lon, double Lat) At);

public readonly record struct Quarter(int Year, int Number)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Year} Q{Number}");
}

/// <param name="HectaresByQuarter">As many as the plan has quarters.</param>
/// <param name="Tasks">Count of tasks in the district.</param>
public sealed record DistrictPlan(string District, string Name, int Tasks, IReadOnlyList<double> HectaresByQuarter);

/// <param name="Name">What is promised, such as "Clear 62,000 ha".</param>
/// <param name="Probability">That it is met, from the plan's scenarios.</param>
public sealed record TargetRow(int Year, string Name, double ClearedHa, double Probability);
