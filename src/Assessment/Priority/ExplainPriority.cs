using System.Globalization;
using Surefoot.Planning.Priority;

namespace Surefoot.Assessment.Priority;

/// <param name="Name">Code of the factor.</param>
/// <param name="Points">Weight × what the value counts for.</param>
public sealed record ExplainedFactor(string Name, string Label, double Value, double Weight, double Points, string Counts);

/// <param name="What">weight or value.</param>
/// <param name="Says">For people.</param>
public sealed record Raise(string Factor, string What, double From, double To, string Says);

/// <summary>Why an area stands where it does.</summary>
/// <param name="Wanted">The rank that <see cref="WhatWouldRaise"/> speaks of.</param>
/// <param name="Summary">In sentences that a village committee can read.</param>
public sealed record PriorityExplanation(
    AreaToRank About,
    int Rank,
    int Areas,
    double Score,
    double RankProbability,
    IReadOnlyList<ExplainedFactor> Factors,
    IReadOnlyList<JudgedGate> Gates,
    int Wanted,
    IReadOnlyList<Raise> WhatWouldRaise,
    IReadOnlyList<string> Summary);

/// <summary>Explains one area of a ranking: what it scored for, what gates it passed, what would make it come higher.</summary>
public static class ExplainPriority
{
    /// <summary>Null if the ranking has no such area.</summary>
    public static PriorityExplanation? Handle(PriorityInputs inputs, PriorityRanking ranking, string area, int wanted = 5)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(ranking);
        var number = inputs.Areas.Select(one => one.Area).ToList().IndexOf(area);
        if (number < 0 || ranking.Areas.FirstOrDefault(one => one.Area == area) is not { } place)
        {
            return null;
        }

        var about = inputs.Areas[number];
        var table = inputs.ToTable();
        var weights = inputs.Criteria.Weights;
        var factors = inputs.Criteria.Factors
            .Select((factor, i) => new ExplainedFactor(factor.Code, factor.Label, about.Values[i], factor.Weight, factor.Weight * table.Points(number)[i], factor.Counts))
            .OrderByDescending(factor => factor.Points).ToArray();
        var raises = WhatWouldRaise.Find(table, weights, RankAreas.ByWeightedSum(table, weights), number, wanted)
            .Where(change => change.IsWeight || !inputs.Criteria.Factors[change.Factor].Harm)
            .Select(change => Describe(inputs.Criteria, change, wanted)).ToArray();
        return new(about, place.Rank, ranking.Areas.Count, place.Score, place.RankProbability, factors, about.Gates, wanted, raises, Summary(inputs, ranking, about, place, factors));
    }

    private static Raise Describe(PriorityCriteria criteria, RankChange change, int wanted)
    {
        var factor = criteria.Factors[change.Factor];
        var to = factor.Whole ? Math.Ceiling(change.To) : Math.Ceiling(change.To * 100) / 100;
        return change.IsWeight
            ? new(factor.Code, "weight", change.From, change.To, Text($"if “{factor.Label}” weighed {Figure(change.To)} instead of {Figure(change.From)}, it would be {Ordinal(wanted)} or better"))
            : new(factor.Code, "value", change.From, factor.Unit is null ? change.To : to, factor.Unit is null
                ? Text($"if it counted as “{factor.Label}”, it would be {Ordinal(wanted)} or better")
                : Text($"if “{factor.Label}” were {Figure(to)} instead of {Figure(change.From)}, it would be {Ordinal(wanted)} or better"));
    }

    private static List<string> Summary(PriorityInputs inputs, PriorityRanking ranking, AreaToRank about, RankedArea place, ExplainedFactor[] factors)
    {
        List<string> says =
        [
            Text($"{about.Name ?? about.Area} is {Ordinal(place.Rank)} of {ranking.Areas.Count:N0} areas that are still open, with {Figure(place.Score)} points; the first has {Figure(ranking.Areas[0].Score)}."),
        ];
        if (about.Gates.Where(gate => !gate.Passed).ToArray() is { Length: > 0 } failed)
        {
            says.Add($"It waits behind all others: {string.Join("; ", failed.Select(gate => $"“{inputs.Criteria.Gates.First(one => one.Code == gate.Name).Label}” {(gate.Known ? "is answered with no" : "is not on record")}"))}.");
        }

        var counting = factors.Where(factor => factor.Points > 0).ToArray();
        says.Add(counting.Length == 0
            ? "Nothing that counts is on record for it."
            : $"Its points: {string.Join("; ", counting.Select(factor => Text($"{factor.Label} {Figure(factor.Points)}{(factor.Value == 1 ? "" : $" (for {Figure(factor.Value)})")}")))}.");
        says.Add(Text($"If the weights are changed a little at random, it is among the first {inputs.Settings.Within} in {place.RankProbability:P0} of the cases."));
        return says;
    }

    private static string Figure(double value) => value.ToString(Math.Abs(value) >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture);

    private static string Ordinal(int rank) => string.Create(CultureInfo.InvariantCulture, $"{rank:N0}{((rank % 100) is >= 11 and <= 13 ? "th" : (rank % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" })}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
