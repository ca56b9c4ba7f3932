using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Surefoot.Planning.Priority;
using Surefoot.Registry.Community;
using Surefoot.Registry.Reading;

namespace Surefoot.Assessment.Priority;

/// <summary>How strict a gate is.</summary>
public enum GateRule
{
    /// <summary>Not asked.</summary>
    Off,

    /// <summary>What is known to fail does not pass; what is not on record does.</summary>
    Known,

    /// <summary>Only what is known to pass does.</summary>
    Required,
}

/// <param name="Counts">What is counted, for people.</param>
/// <param name="WithinM">Metres from the area, where the factor looks around it.</param>
/// <param name="Unit">Of one point; null: one point if there is anything, once.</param>
/// <param name="Most">Points at most.</param>
/// <param name="Whole">The value is a number of things.</param>
/// <param name="Harm">People hurt: it counts, but is never named as a way to come higher.</param>
public sealed record FactorCriterion(string Code, string Label, string Counts, double Weight, double? WithinM = null, double? Unit = null, double? Most = null, bool Whole = true, bool Harm = false)
{
    public PriorityFactor ToFactor() => new(Code, Unit is not null, Unit ?? 1, Most ?? double.PositiveInfinity);
}

public sealed record GateCriterion(string Code, string Label, GateRule Rule);

/// <summary>The score of a community impact survey, after the way of the landmine impact surveys: victims and blocked uses have weights.</summary>
/// <param name="High">A score from this on is high,</param>
/// <param name="Medium">from this on medium, below low.</param>
public sealed record ImpactCriterion(double RecentVictim, double EarlierVictim, IReadOnlyDictionary<string, double> Blocked, double High, double Medium)
{
    public double Score(CommunityImpactSurvey survey)
    {
        ArgumentNullException.ThrowIfNull(survey);
        return ((survey.RecentVictims ?? 0) * RecentVictim) + ((survey.EarlierVictims ?? 0) * EarlierVictim) + (survey.Blocked ?? []).Distinct(StringComparer.Ordinal).Sum(use => Blocked.GetValueOrDefault(use));
    }
}

/// <summary>What counts when it is decided what is cleared first: data with a version, kept with every ranking.</summary>
public sealed record PriorityCriteria(string Source, int Version, DateOnly Effective, IReadOnlyList<FactorCriterion> Factors, IReadOnlyList<GateCriterion> Gates, ImpactCriterion Impact)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>As shipped.</summary>
    public static PriorityCriteria BuiltIn { get; } = ReadBuiltIn();

    [JsonIgnore]
    public double[] Weights => [.. Factors.Select(factor => factor.Weight)];

    /// <summary>The criteria in force on a day: the shipped ones with what the newest approved version that is effective says otherwise.</summary>
    public static PriorityCriteria InForce(RegistryReader reader, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var newest = reader.List("priority-criteria", RecordQuery.Now).Select(row => row.As<PriorityCriteriaRecord>())
            .Where(record => record.Effective <= day)
            .OrderBy(record => record.Effective).ThenBy(record => record.Version).LastOrDefault();
        if (newest is null)
        {
            return BuiltIn;
        }

        var criteria = BuiltIn.With(
            (newest.Weights ?? []).Select(Pair).ToDictionary(pair => pair.Name, pair => double.Parse(pair.Value, CultureInfo.InvariantCulture), StringComparer.Ordinal),
            (newest.Gates ?? []).Select(Pair).ToDictionary(pair => pair.Name, pair => Enum.Parse<GateRule>(pair.Value, ignoreCase: true), StringComparer.Ordinal));
        return criteria with { Version = newest.Version, Effective = newest.Effective, Source = newest.Source ?? BuiltIn.Source };
    }

    /// <summary>Other weights and gates than these; what is not named stays.</summary>
    /// <exception cref="ArgumentException">A factor or gate that is not among these, or a weight that is not a number from 0.</exception>
    public PriorityCriteria With(IReadOnlyDictionary<string, double> weights, IReadOnlyDictionary<string, GateRule>? gates = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach (var (code, weight) in weights)
        {
            if (!Factors.Any(factor => factor.Code == code))
            {
                throw new ArgumentException($"There is no factor {code}; known are {string.Join(", ", Factors.Select(factor => factor.Code))}.", nameof(weights));
            }

            if (!(weight >= 0) || double.IsInfinity(weight))
            {
                throw new ArgumentException($"The weight of {code} is a number from 0.", nameof(weights));
            }
        }

        if (gates?.Keys.FirstOrDefault(code => !Gates.Any(gate => gate.Code == code)) is { } unknown)
        {
            throw new ArgumentException($"There is no gate {unknown}; known are {string.Join(", ", Gates.Select(gate => gate.Code))}.", nameof(gates));
        }

        return this with
        {
            Factors = [.. Factors.Select(factor => weights.TryGetValue(factor.Code, out var weight) ? factor with { Weight = weight } : factor)],
            Gates = [.. Gates.Select(gate => gates is not null && gates.TryGetValue(gate.Code, out var rule) ? gate with { Rule = rule } : gate)],
        };
    }

    /// <summary>Weights (and gates) from a file: <c>{"weights": {"school": 4}, "gates": {"secure": "required"}, "judgements": [["school", "road", 3]]}</c>.</summary>
    /// <remarks>With judgements in pairs the weights of the factors they name come from the analytic hierarchy process, in sum as much as these had before.</remarks>
    /// <exception cref="JsonException">The file is not of this form.</exception>
    /// <exception cref="ArgumentException">It names what there is not, judges a pair twice or not at all, or its judgements contradict each other too much.</exception>
    public PriorityCriteria With(ReadOnlySpan<byte> file)
    {
        var content = JsonSerializer.Deserialize<WeightFile>(file, s_json) ?? throw new JsonException("The file is empty.");
        var criteria = With(content.Weights ?? new Dictionary<string, double>(), content.Gates);
        return content.Judgements is { Count: > 0 } judgements ? criteria.Judged(judgements) : criteria;
    }

    private PriorityCriteria Judged(IReadOnlyList<JsonElement[]> judgements)
    {
        if (judgements.Any(one => one is not [{ ValueKind: JsonValueKind.String }, { ValueKind: JsonValueKind.String }, { ValueKind: JsonValueKind.Number }]))
        {
            throw new JsonException("A judgement is [\"factor\", \"other factor\", how many times more it counts].");
        }

        var pairs = judgements.Select(one => (A: one[0].GetString()!, B: one[1].GetString()!, Times: one[2].GetDouble())).ToArray();
        var codes = pairs.SelectMany(pair => new[] { pair.A, pair.B }).Distinct(StringComparer.Ordinal).ToArray();
        var matrix = new double[codes.Length, codes.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            matrix[i, i] = 1;
        }

        foreach (var (a, b, times) in pairs)
        {
            var (i, j) = (Array.IndexOf(codes, a), Array.IndexOf(codes, b));
            if (i == j || matrix[i, j] != 0 || !(times > 0))
            {
                throw new ArgumentException($"{a} over {b} is judged twice, or not by a number above 0.", nameof(judgements));
            }

            (matrix[i, j], matrix[j, i]) = (times, 1 / times);
        }

        for (var i = 0; i < codes.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (matrix[i, j] == 0)
                {
                    throw new ArgumentException($"{codes[j]} over {codes[i]} is not judged; every pair of the named factors is.", nameof(judgements));
                }
            }
        }

        var found = AnalyticHierarchy.Weigh(matrix);
        if (!found.IsConsistent)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The judgements contradict each other: consistency ratio {found.ConsistencyRatio:N3}, below 0.1 is wanted."), nameof(judgements));
        }

        var total = Factors.Where(factor => codes.Contains(factor.Code)).Sum(factor => factor.Weight);
        return With(codes.Select((code, i) => (code, Weight: found.Weights[i] * (total > 0 ? total : codes.Length))).ToDictionary(one => one.code, one => one.Weight, StringComparer.Ordinal));
    }

    private static (string Name, string Value) Pair(string text) => text.Split('=') is [var name, var value] ? (name, value) : throw new InvalidDataException($"'{text}' is not NAME=VALUE.");

    private static PriorityCriteria ReadBuiltIn()
    {
        using var stream = typeof(PriorityCriteria).Assembly.GetManifestResourceStream("Surefoot.Assessment.Priority.criteria.json")!;
        return JsonSerializer.Deserialize<PriorityCriteria>(stream, s_json)!;
    }

    private sealed record WeightFile(IReadOnlyDictionary<string, double>? Weights, IReadOnlyDictionary<string, GateRule>? Gates, IReadOnlyList<JsonElement[]>? Judgements);
}
