using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Surefoot.Planning;

namespace Surefoot.Assessment.Planning;

/// <param name="Code">ISO 3166-2.</param>
/// <param name="OpenM2">Open hazard on the day the plan was made.</param>
public sealed record PlanDistrict(string Code, string Name, double OpenM2);

/// <summary>Everything the engine is given, as one file: a run is made again from it, whatever has been recorded since.</summary>
public sealed record PlanInputs
{
    public required bool Synthetic { get; init; }

    /// <summary>The day the account was drawn for.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Last entry of the journal the records were read from.</summary>
    public required long JournalSequence { get; init; }

    /// <summary>Run whose expected items were used; null: none.</summary>
    public string? HazardRun { get; init; }

    /// <summary>Run whose corridors were used; null: none.</summary>
    public string? RoadsRun { get; init; }

    public required DateOnly Start { get; init; }

    public required int Years { get; init; }

    public required double DiscountRate { get; init; }

    public required IReadOnlyList<double> YearlyBudget { get; init; }

    public required IReadOnlyList<IReadOnlyList<int>> Seasons { get; init; }

    public required IReadOnlyList<PlanDistrict> Districts { get; init; }

    /// <summary>Ids of the hazard areas; a task's area is a position here.</summary>
    public required IReadOnlyList<string> Areas { get; init; }

    public required IReadOnlyList<TeamPool> Pools { get; init; }

    public required IReadOnlyList<TargetPeriod> Targets { get; init; }

    /// <summary>Where the targets come from, for people.</summary>
    public required string TargetBasis { get; init; }

    /// <summary>What was assumed, one sentence each.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    public required int Scenarios { get; init; }

    public required int BoundSteps { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>Corridors known when the plan was made; those that can be promised are joint worths of the same id.</summary>
    public required IReadOnlyList<AreaBundle> Corridors { get; init; }

    public required IReadOnlyList<JointWorth> Joint { get; init; }

    public required IReadOnlyList<ClearanceTask> Tasks { get; init; }

    [JsonIgnore]
    public DateOnly End => Start.AddYears(Years).AddDays(-1);

    /// <exception cref="ArgumentException">The inputs contradict themselves: the file was changed by hand.</exception>
    public PlanInstance ToInstance() => PlanInstance.Create(Start, Years, Tasks, Pools, Joint, Seasons, YearlyBudget, DiscountRate);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PlanJson.Options);

    public static PlanInputs FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<PlanInputs>(json, PlanJson.Options) ?? throw new JsonException("The file holds no inputs.");
}

internal static class PlanJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
