using Surefoot.Registry.Accounting;

namespace Surefoot.Reporting;

/// <summary>Everything one report states. Plain figures: the report computes none but sums and shares of what is given.</summary>
public sealed record CountryReport
{
    public required string Title { get; init; }

    /// <summary>Invented data: the ribbon stands on every page.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>Calendar year of the report.</summary>
    public required int Year { get; init; }

    /// <summary>The day the figures are drawn for; before 31 December the year is a part.</summary>
    public required DateOnly AsOf { get; init; }

    public required string SoftwareVersion { get; init; }

    public required long JournalEntries { get; init; }

    /// <summary>Hash of the journal's last entry.</summary>
    public required string JournalHead { get; init; }

    public required string Attribution { get; init; }

    public required ReportLand Land { get; init; }

    public required IReadOnlyList<ReportYear> Years { get; init; }

    /// <summary>Null: no run was judged, and the section is absent.</summary>
    public ReportHazard? Hazard { get; init; }

    /// <summary>Null: no roads run.</summary>
    public ReportRoads? Roads { get; init; }

    /// <summary>Null: no plan.</summary>
    public ReportPlan? Plan { get; init; }

    /// <summary>Questions that a country added; none, and the section is absent.</summary>
    public IReadOnlyList<ReportAddedField> AddedFields { get; init; } = [];
}

/// <param name="Label">The question.</param>
/// <param name="Records">Approved records it could be asked of.</param>
/// <param name="Answered">Of them, those with an answer.</param>
/// <param name="Answers">Most frequent first, by their labels.</param>
public sealed record ReportAddedField(string RecordType, string Label, long Records, long Answered, IReadOnlyList<(string Answer, long Count)> Answers);

/// <summary>The land account: since the beginning, and for the year of the report.</summary>
/// <param name="EverGrossM2">Sum of all recorded polygons, overlaps counted each time.</param>
/// <param name="OverlapM2">Of that, drawn more than once.</param>
public sealed record ReportLand(
    bool Balanced,
    decimal EverGrossM2,
    decimal OverlapM2,
    LandFigures EverSuspected,
    LandFigures EverConfirmed,
    LandFigures YearSuspected,
    LandFigures YearConfirmed,
    IReadOnlyList<DistrictLine> Districts);

/// <summary>A district since the beginning.</summary>
public sealed record DistrictLine(string Code, string Name, LandFigures Suspected, LandFigures Confirmed);

/// <param name="Complete">False for a part of a year: it is drawn and named as a part.</param>
/// <param name="Uxo">Submunitions included.</param>
public sealed record ReportYear(int Year, DateOnly From, DateOnly To, bool Complete, double CancelledHa, double ReducedHa, double ClearedHa, long ApMines, long AtMines, long Uxo)
{
    public double? MinesPerHa => ClearedHa > 0 ? (ApMines + AtMines) / ClearedHa : null;
}

/// <summary>How good the hazard map is where the truth is known and the ground was not yet searched.</summary>
/// <param name="Models">The map itself first, then baselines.</param>
public sealed record ReportHazard(long Cells, double CellSizeM, long EvaluatedCells, long Positives, IReadOnlyList<ReportModel> Models);

public sealed record ReportModel(string Name, double? Auc, double? AveragePrecision, double? LogLoss, double? CalibrationSlope);

/// <param name="GainOfAllPersons">What opening everything would be worth, person-equivalents.</param>
/// <param name="Orders">Order of release and what it loses against the best, percent.</param>
public sealed record ReportRoads(int Settlements, int Edges, int ClosedEdges, double People, double GainOfAllPersons, IReadOnlyList<ReportCorridor> Corridors, IReadOnlyList<(string Name, double LossPercent)> Orders);

/// <param name="Opens">When the plan opens it; null: not within the plan.</param>
public sealed record ReportCorridor(string Name, double GainPersons, double AreaM2, int Areas, DateOnly? Opens);

/// <summary>The plan.</summary>
/// <param name="Tasks">In the instance; <paramref name="Planned"/> of them lie within the horizon.</param>
/// <param name="TargetBasis">Where the targets come from.</param>
/// <param name="Scenarios">Simulated futures behind each probability.</param>
/// <param name="Quarters">First days, ascending.</param>
public sealed record ReportPlan(
    string Run,
    DateOnly Start,
    DateOnly End,
    int Tasks,
    int Planned,
    int Teams,
    bool Feasible,
    double Objective,
    double Bound,
    double GapPercent,
    string TargetBasis,
    int Scenarios,
    IReadOnlyList<ReportTarget> Targets,
    IReadOnlyList<DateOnly> Quarters,
    IReadOnlyList<ReportTimeline> Districts,
    IReadOnlyList<ReportMethod> Methods,
    IReadOnlyList<(string Name, double Worth)> Limits,
    IReadOnlyList<string> Assumptions);

/// <param name="IsPart">The plan covers only a part of the year, and the target is that part.</param>
public sealed record ReportTarget(int Year, DateOnly From, DateOnly To, bool IsPart, double TargetHa, double PlannedHa, double Items, double Probability, double P10Ha, double P50Ha, double P90Ha);

public sealed record ReportTimeline(string Name, int Tasks, double CancelledHa, IReadOnlyList<double> ClearedHa);

public sealed record ReportMethod(string Name, int Teams, int Tasks, double WorkedHa, double CancelledHa, double ClearedHa, double Items);
