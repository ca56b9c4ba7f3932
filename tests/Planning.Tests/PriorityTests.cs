using Surefoot.Numerics;
using Surefoot.Planning.Priority;

namespace Surefoot.Planning.Tests;

public sealed class PriorityTests
{
    [Fact]
    public void A_count_gives_its_number_and_anything_else_one_point_once()
    {
        var table = PriorityTable.Create([new("people", true), new("road", false), new("families", true, 10, 3)], [7, 4, 250, 0, 0, -5, double.NaN, 1, 25], [true, true, true]);

        table.Points(0).ToArray().ShouldBe([7, 1, 3]);
        table.Points(1).ToArray().ShouldBe([0, 0, 0]);
        table.Points(2).ToArray().ShouldBe([0, 1, 2.5]);
        table.Score(0, [2, 5, 1]).ShouldBe(22);
    }

    [Fact]
    public void Areas_that_failed_a_gate_come_last_and_equal_ones_in_their_order()
    {
        var table = PriorityTable.Create([new("people", true)], [5, 9, 9, 100], [true, true, true, false]);

        var ranking = RankAreas.ByWeightedSum(table, [1]);

        ranking.Order.ShouldBe([1, 2, 0, 3]);
        ranking.Rank.ShouldBe([3, 1, 2, 4]);
    }

    [Fact]
    public void Judgements_that_agree_give_their_own_weights_back()
    {
        double[] weights = [0.5, 0.3, 0.15, 0.05];
        var judged = new double[4, 4];
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                judged[i, j] = weights[i] / weights[j];
            }
        }

        var found = AnalyticHierarchy.Weigh(judged);

        found.Weights.Zip(weights).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-12);
        found.ConsistencyRatio.ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Judgements_of_a_published_example_give_its_weights_and_ratio()
    {
        // For 1 3 5 / ⅓ 1 2 / ⅕ ½ 1 the eigenvector is 0.648, 0.230, 0.122, λ = 3.0037 and CR = 0.003, as any textbook of the method computes it.
        var found = AnalyticHierarchy.Weigh(new[,] { { 1, 3, 5 }, { 1.0 / 3, 1, 2 }, { 0.2, 0.5, 1 } });

        found.Weights[0].ShouldBe(0.648, 0.001);
        found.Weights[1].ShouldBe(0.230, 0.001);
        found.Weights[2].ShouldBe(0.122, 0.001);
        found.LargestEigenvalue.ShouldBe(3.0037, 0.0002);
        found.ConsistencyRatio.ShouldBe(0.0032, 0.0002);
        AnalyticHierarchy.Weigh(new[,] { { 1, 9, 1.0 / 9 }, { 1.0 / 9, 1, 9 }, { 9, 1.0 / 9, 1 } }).IsConsistent.ShouldBeFalse();
    }

    [Fact]
    public void Judgements_that_are_not_reciprocal_are_refused() =>
        Should.Throw<ArgumentException>(() => AnalyticHierarchy.Weigh(new[,] { { 1, 3.0 }, { 0.5, 1 } })).Message.ShouldContain("reciprocal");

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(1, 4)]
    [InlineData(2, 2)]
    [InlineData(0, null)]
    public void Flows_equal_those_summed_over_all_pairs(double indifference, int? preference)
    {
        var random = new SeededRandom(7, 1);
        var values = new double[60 * 3];
        for (var i = 0; i < values.Length; i++)
        {
            // Whole numbers, so that differences fall on the bounds too.
            values[i] = random.NextIndex(9);
        }

        var table = PriorityTable.Create([new("a", true), new("b", true), new("c", false)], values, [.. Enumerable.Repeat(true, 60)]);
        PreferenceBand[] bands = [new(indifference, preference), new(0, 2), new(indifference, preference)];

        var flows = Promethee.NetFlows(table, [3, 1, 2], bands);

        for (var a = 0; a < 60; a++)
        {
            var expected = 0.0;
            for (var factor = 0; factor < 3; factor++)
            {
                var column = Enumerable.Range(0, 60).Select(area => table.Value(area, factor)).ToArray();
                var p = bands[factor].Preference ?? column.Max() - column.Min();
                expected += new[] { 3.0, 1, 2 }[factor] / 6 / 59 * column.Sum(other => Preference(column[a] - other, bands[factor].Indifference, p) - Preference(other - column[a], bands[factor].Indifference, p));
            }

            flows[a].ShouldBe(expected, 1e-12);
        }

        flows.Sum().ShouldBe(0, 1e-12);
    }

    private static double Preference(double difference, double q, double p) => difference <= q ? (q == p && difference > q ? 1 : 0) : difference >= p ? 1 : (difference - q) / (p - q);

    [Fact]
    public void An_area_is_on_a_front_that_beats_nobody_before_it()
    {
        var random = new SeededRandom(3, 1);
        var areas = new Tradeoff[300];
        for (var i = 0; i < areas.Length; i++)
        {
            areas[i] = new(random.NextIndex(12), random.NextIndex(12), random.NextIndex(12));
        }

        var front = ParetoFront.Fronts(areas);

        bool Beats(Tradeoff a, Tradeoff b) => a.Benefit >= b.Benefit && a.Cost <= b.Cost && a.Risk <= b.Risk && a != b;
        for (var i = 0; i < areas.Length; i++)
        {
            var beatenBy = Enumerable.Range(0, areas.Length).Where(j => Beats(areas[j], areas[i])).Select(j => front[j]).DefaultIfEmpty(0).Max();
            front[i].ShouldBe(beatenBy + 1);
        }
    }

    [Fact]
    public void A_lead_in_every_factor_is_certain_and_a_lead_by_weights_is_not()
    {
        var table = PriorityTable.Create([new("a", true), new("b", true)], [9, 9, 8, 0, 0, 8, 1, 1], [true, true, true, true]);

        var share = RankStability.Probability(table, [0.5, 0.5], new(2, Samples: 4000));

        share[0].ShouldBe(1);
        share[1].ShouldBe(0.5, 0.03);
        (share[1] + share[2]).ShouldBe(1);
        share[3].ShouldBe(0);
    }

    [Fact]
    public void Stability_has_the_same_bits_for_any_number_of_workers()
    {
        var table = Random(500, 6);
        var one = RankStability.Probability(table, [1, 2, 3, 4, 0, 0.1], new(20, Samples: 200));

        RankStability.Probability(table, [1, 2, 3, 4, 0, 0.1], new(20, Samples: 200), 7).ShouldBe(one);
        one.Sum().ShouldBe(20, 1e-9);
    }

    [Fact]
    public void Drawn_weights_have_the_mean_and_spread_of_their_distribution()
    {
        var random = new SeededRandom(11, 1);
        foreach (var shape in new[] { 0.3, 1, 4.5, 40 })
        {
            var draws = new double[40_000];
            for (var i = 0; i < draws.Length; i++)
            {
                draws[i] = GammaDraw.Next(ref random, shape);
            }

            // Mean and variance of a gamma number of scale 1 are its shape.
            var mean = draws.Average();
            mean.ShouldBe(shape, 5 * Math.Sqrt(shape / draws.Length));
            draws.Average(draw => (draw - mean) * (draw - mean)).ShouldBe(shape, 0.05 * shape + 0.02);
        }
    }

    [Fact]
    public void Each_change_named_gives_the_rank_and_a_little_less_does_not()
    {
        var table = Random(200, 5);
        double[] weights = [3, 1, 0.5, 2, 1];
        var ranking = RankAreas.ByWeightedSum(table, weights);
        var tried = 0;
        foreach (var area in new[] { ranking.Order[13], ranking.Order[60], ranking.Order[150] })
        {
            foreach (var change in WhatWouldRaise.Find(table, weights, ranking, area, 5))
            {
                RankWith(table, weights, area, change, change.To).ShouldBeLessThanOrEqualTo(5, change.ToString());
                RankWith(table, weights, area, change, change.From + (0.999 * (change.To - change.From))).ShouldBeGreaterThan(5, change.ToString());
                tried++;
            }
        }

        tried.ShouldBeGreaterThan(5);
        WhatWouldRaise.Find(table, weights, ranking, ranking.Order[3], 5).ShouldBeEmpty();
    }

    private static int RankWith(PriorityTable table, double[] weights, int area, RankChange change, double to)
    {
        var changed = (double[])weights.Clone();
        var values = Enumerable.Range(0, table.Areas).SelectMany(row => Enumerable.Range(0, table.Factors.Count).Select(factor => table.Value(row, factor))).ToArray();
        if (change.IsWeight)
        {
            changed[change.Factor] = to;
        }
        else
        {
            values[(area * table.Factors.Count) + change.Factor] = to;
        }

        return RankAreas.ByWeightedSum(PriorityTable.Create(table.Factors, values, [.. table.Eligible]), changed).Rank[area];
    }

    private static PriorityTable Random(int areas, int factors)
    {
        var random = new SeededRandom(5, 1);
        var values = new double[areas * factors];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = random.NextUnit() * 10;
        }

        return PriorityTable.Create([.. Enumerable.Range(0, factors).Select(f => new PriorityFactor("f" + f, true, 1, 100))], values, [.. Enumerable.Range(0, areas).Select(a => a % 9 != 0)]);
    }
}
