using System.Globalization;

namespace Surefoot.Assessment.Priority;

/// <param name="From">Rank before; null: it was not ranked.</param>
/// <param name="To">Rank after; null: it is no longer open.</param>
/// <param name="Why">What moved its points most, for people.</param>
public sealed record MovedArea(string Area, int? From, int? To, string Why);

/// <summary>What changed between two rankings, and why: released, newly recorded, other values, other weights, other gates; the rest was pushed by others.</summary>
public static class ComparePriorities
{
    /// <summary>Areas whose rank differs, those that moved most first.</summary>
    public static IReadOnlyList<MovedArea> Handle(PriorityInputs before, PriorityRanking first, PriorityInputs after, PriorityRanking second)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(second);
        var (a, b) = (before.Areas.ToDictionary(area => area.Area, StringComparer.Ordinal), after.Areas.ToDictionary(area => area.Area, StringComparer.Ordinal));
        var (was, now) = (first.Areas.ToDictionary(area => area.Area, StringComparer.Ordinal), second.Areas.ToDictionary(area => area.Area, StringComparer.Ordinal));
        return
        [
            .. was.Keys.Union(now.Keys, StringComparer.Ordinal)
                .Select(id => new MovedArea(id, was.GetValueOrDefault(id)?.Rank, now.GetValueOrDefault(id)?.Rank, Why(before.Criteria, a.GetValueOrDefault(id), after.Criteria, b.GetValueOrDefault(id))))
                .Where(moved => moved.From != moved.To)
                .OrderByDescending(moved => moved.From is null || moved.To is null ? int.MaxValue : Math.Abs(moved.From.Value - moved.To.Value))
                .ThenBy(moved => moved.Area, StringComparer.Ordinal),
        ];
    }

    private static string Why(PriorityCriteria criteria, AreaToRank? before, PriorityCriteria later, AreaToRank? after)
    {
        if (before is null || after is null)
        {
            return before is null ? "newly open" : "no longer open";
        }

        var gates = later.Gates.Select(gate => (gate.Label, Was: Passed(before, gate.Code), Is: Passed(after, gate.Code))).Where(gate => gate.Was != gate.Is).Select(gate => $"{gate.Label}: {(gate.Is ? "now yes" : "no longer")}").ToArray();
        if (gates.Length > 0)
        {
            return string.Join("; ", gates);
        }

        var changes = later.Factors.Select(factor => (factor, Old: Points(criteria, before, factor.Code), New: Points(later, after, factor.Code)))
            .Where(change => change.Old.Points != change.New.Points)
            .OrderByDescending(change => Math.Abs(change.New.Points - change.Old.Points))
            .Take(3)
            .Select(change => change.Old.Value != change.New.Value
                ? string.Create(CultureInfo.InvariantCulture, $"{change.factor.Label} {change.Old.Value:0.##} → {change.New.Value:0.##}")
                : string.Create(CultureInfo.InvariantCulture, $"weight of {change.factor.Label} {change.Old.Weight:0.##} → {change.New.Weight:0.##}"))
            .ToArray();
        return changes.Length > 0 ? string.Join("; ", changes) : "others came or went";
    }

    private static bool Passed(AreaToRank area, string gate) => area.Gates.FirstOrDefault(one => one.Name == gate)?.Passed ?? true;

    private static (double Value, double Weight, double Points) Points(PriorityCriteria criteria, AreaToRank area, string code)
    {
        for (var i = 0; i < criteria.Factors.Count; i++)
        {
            if (criteria.Factors[i] is var factor && factor.Code == code)
            {
                return (area.Values[i], factor.Weight, factor.Weight * factor.ToFactor().Points(area.Values[i]));
            }
        }

        return default;
    }
}
