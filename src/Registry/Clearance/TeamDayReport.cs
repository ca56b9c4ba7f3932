using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Clearance;

/// <summary>One team, one day: what it searched, with what, how deep, what it left and why. A day without work has a reason and no ground.</summary>
/// <remarks>Counts of finds are the team's claim, held against the finds themselves; they are never added to them.</remarks>
[RecordType("team-day-report", Area = "Clearance", Tier = Tier.Restricted, Shape = ShapeKind.Polygon, ShapeOptional = true, EventDate = nameof(WorkedOn))]
public sealed record TeamDayReport
{
    [Field(Required = true)]
    public required DateOnly WorkedOn { get; init; }

    [Field(Required = true, Reference = "team", Indexed = true)]
    public required string Team { get; init; }

    [Field(Required = true, Reference = "task", Indexed = true)]
    public required string Task { get; init; }

    [Field(Code = "search-method")]
    public string? Method { get; init; }

    /// <summary>Machines and animals that worked.</summary>
    [Field(Reference = "animal|machine")]
    public IReadOnlyList<string>? Assets { get; init; }

    [Field(Min = 0, Max = 1000)]
    public int? Deminers { get; init; }

    [Field(Min = 0, Max = 24)]
    public double? WorkedHours { get; init; }

    [Field(Min = 0)]
    public double? SearchedAreaM2 { get; init; }

    [Field(Min = 0, Max = 1000)]
    public int? DepthCm { get; init; }

    [Field(Min = 0)]
    public double? UncheckedAreaM2 { get; init; }

    [Field(Code = "unchecked-reason")]
    public string? UncheckedReason { get; init; }

    [Field(Min = 0)]
    public int? ApMines { get; init; }

    [Field(Min = 0)]
    public int? AtMines { get; init; }

    [Field(Min = 0)]
    public int? Uxo { get; init; }

    [Field(Min = 0)]
    public int? Submunitions { get; init; }

    [Field(Min = -60, Max = 60)]
    public double? TemperatureC { get; init; }

    [Field(Min = 0, Max = 100)]
    public double? WindMetresPerSecond { get; init; }

    [Field(Code = "ground-rain")]
    public string? Rain { get; init; }

    [Field(Code = "stand-down-reason")]
    public string? StandDownReason { get; init; }
}
