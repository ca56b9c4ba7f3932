using System.Text.Json.Serialization;

namespace Surefoot.Cli.Demo;

/// <summary>The keys of the demo's JSON; a part that is not built is null and left out.</summary>
internal sealed record DemoAnswer
{
    public required string Version { get; init; }
    public required DateOnly DataDate { get; init; }
    public required string Scale { get; init; }
    public required ulong Seed { get; init; }
    public bool Synthetic { get; init; } = true;
    public required IReadOnlyList<StepTime> Steps { get; init; }
    public required LandAccountSummary LandAccount { get; init; }
    public required IReadOnlyList<YearSummary> Yearly { get; init; }

    /// <summary>Cases opened, by kind.</summary>
    public IReadOnlyDictionary<string, int> Cases { get; init; } = new Dictionary<string, int>();

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HazardSummary? Hazard { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AccessSummary? Access { get; init; }

    public PlanSummary? Plan { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PrioritySummary? Priority { get; init; }

    public required long Entries { get; init; }
    public required string Head { get; init; }
    public long PeakBytes { get; init; }
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();
    public string? Url { get; init; }
}

internal sealed record LandAccountSummary(
    bool Balanced,
    DateOnly AsOf,
    decimal GrossM2,
    decimal OverlapM2,
    decimal OpeningM2,
    decimal RecordedM2,
    decimal CancelledM2,
    decimal ReducedM2,
    decimal ClearedM2,
    decimal ReworkM2,
    decimal CorrectionsM2,
    decimal ClosingM2,
    decimal RecordedSuspectedM2,
    decimal RecordedConfirmedM2);

internal sealed record YearSummary(int Year, DateOnly From, DateOnly To, bool Complete, double ClearedHa, long ApMines, long AtMines, long Uxo);

/// <param name="Areas">Ranked.</param>
/// <param name="First">Ids of the first ten.</param>
internal sealed record PrioritySummary(string Run, int Areas, IReadOnlyList<string> First);
