using System.Text.Json;
using Surefoot.Assessment.Planning;
using Surefoot.Planning.Priority;

namespace Surefoot.Assessment.Priority;

/// <param name="Rank">From 1, by the weighted sum; areas that failed a gate come last.</param>
/// <param name="RankProbability">Share of drawn weights with which it is among the first <see cref="PrioritySettings.Within"/>.</param>
/// <param name="FlowRank">Rank by net outranking flow (PROMETHEE II): a second opinion that does not add up unlike things.</param>
/// <param name="Front">1: no other area is better in score, cost and expected items at once.</param>
public sealed record RankedArea(int Rank, string Area, double Score, bool Eligible, double RankProbability, double NetFlow, int FlowRank, int Front);

/// <summary>A ranking as it is kept: no clock and no machine in it, so that a repeat gives the same bytes. First to last.</summary>
public sealed record PriorityRanking(IReadOnlyList<RankedArea> Areas)
{
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PlanJson.Options);

    public static PriorityRanking FromJson(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<PriorityRanking>(json, PlanJson.Options) ?? throw new JsonException("The file holds no ranking.");
}

/// <summary>Ranks the areas of prepared inputs by several methods at once.</summary>
public static class RankPriorities
{
    public static PriorityRanking Handle(PriorityInputs inputs, int workers = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var table = inputs.ToTable();
        var weights = inputs.Criteria.Weights;
        var ranking = RankAreas.ByWeightedSum(table, weights);
        var settings = inputs.Settings;
        var probability = RankStability.Probability(table, weights, new(settings.Within, settings.Concentration, settings.Samples, settings.Seed), workers, cancellation);
        var bands = table.Factors.Select(factor => new PreferenceBand(0, double.IsFinite(factor.Most) && factor.IsCount ? factor.Unit * factor.Most : null)).ToArray();
        var flows = Promethee.NetFlows(table, weights, bands);
        var byFlow = RankAreas.ByScore(table, flows);
        var fronts = ParetoFront.Fronts([.. inputs.Areas.Select((area, i) => new Tradeoff(ranking.Score[i], area.CostUsd, area.ExpectedItems))]);
        return new([.. ranking.Order.Select(i => new RankedArea(ranking.Rank[i], inputs.Areas[i].Area, ranking.Score[i], table.Eligible[i], probability[i], flows[i], byFlow.Rank[i], fronts[i]))]);
    }
}
