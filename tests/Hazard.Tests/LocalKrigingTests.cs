using Surefoot.Hazard.Evaluation;
using Surefoot.Numerics;

namespace Surefoot.Hazard.Tests;

public sealed class LocalKrigingTests
{
    private static readonly double[] s_rangesOfSpacing = [1, 2, 4, 8, 16];

    [Fact]
    public void Log_odds_are_those_of_the_formula_solved_by_elimination()
    {
        var places = Scattered(30, 3);
        var fold = Enumerable.Range(0, places.Count).Select(i => i % 5).ToArray();
        double[] x = [0.4, 3.3, 9.0];
        double[] y = [0.1, 2.2, -4.0];
        var asked = LocalKriging.LogOdds(places, fold, x, y, [0, 7, 2]);
        for (var i = 0; i < x.Length; i++)
        {
            int[] left = [0, 7, 2];
            asked[i].ShouldBe(ByElimination(places, Enumerable.Range(0, places.Count).Where(j => fold[j] != left[i]).ToArray(), x[i], y[i], LocalKriging.SpacingKm(places)), 1e-9);
        }
    }

    [Fact]
    public void Twins_side_by_side_count_for_less_than_two_places_apart()
    {
        // A kernel average would count the pair twice.
        var apart = new LabelledPlaces([1, -1, 0, 30], [0, 0, 1, 30], [1, 1, 0, 0]);
        var twins = new LabelledPlaces([1, 1.000001, 0, 30], [0, 0, 1, 30], [1, 1, 0, 0]);
        int[] folds = [0, 0, 0, 0];
        LocalKriging.LogOdds(twins, folds, [0], [0], null).Single().ShouldBeLessThan(LocalKriging.LogOdds(apart, folds, [0], [0], null).Single());
    }

    [Fact]
    public void Far_from_everything_the_answer_is_the_share_of_all()
    {
        var places = Scattered(100, 5);
        var positives = places.Label.Sum();
        LocalKriging.LogOdds(places, new int[100], [5000], [5000], null).Single().ShouldBe(ExpLog.Logit((positives + 0.5) / 101), 1e-9);
    }

    [Fact]
    public void Places_on_one_another_and_a_single_one_do_no_harm()
    {
        var heap = new LabelledPlaces([2, 2, 2, 2], [1, 1, 1, 1], [1, 1, 0, 1]);
        LocalKriging.LogOdds(heap, [0, 1, 2, 3], [2, 8], [1, 1], null).ShouldAllBe(value => double.IsFinite(value));
        LocalKriging.LogOdds(new([2], [1], [1]), [0], [2], [1], [0]).ShouldAllBe(value => double.IsFinite(value));
    }

    [Fact]
    public void The_model_gives_the_same_bits_for_any_number_of_workers()
    {
        var places = Scattered(160, 8);
        var fold = SpatialBlocks.Of(places.XKm, places.YKm, 4);
        double[][] covariates = [places.XKm, Array.ConvertAll(places.YKm, v => v * v)];
        var x = Enumerable.Range(0, 60).Select(i => i / 6.0).ToArray();
        var one = KrigedModel.Predict(places, fold, covariates, x, x, [x, x], workers: 1);
        one.ShouldAllBe(p => p > 0 && p < 1);
        foreach (var workers in new[] { 2, 7 })
        {
            KrigedModel.Predict(places, fold, covariates, x, x, [x, x], workers).ShouldBe(one);
        }
    }

    [Fact]
    public void A_covariate_that_tells_everything_is_used_and_one_of_noise_is_not()
    {
        var places = Scattered(300, 11);
        var fold = SpatialBlocks.Of(places.XKm, places.YKm, 2);
        var random = new SeededRandom(4);
        var noise = places.Label.Select(_ => random.NextUnit()).ToArray();
        var x = places.XKm[..50];
        var y = places.YKm[..50];
        var without = KrigedModel.Predict(places, fold, [], x, y, []);
        KrigedModel.Predict(places, fold, [noise], x, y, [noise[..50]]).Zip(without, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(0.05);
        var told = KrigedModel.Predict(places, fold, [places.Label], x, y, [places.Label[..50]]);
        for (var i = 0; i < told.Length; i++)
        {
            told[i].ShouldBe(places.Label[i], 0.4);
        }
    }

    private static double ByElimination(LabelledPlaces places, int[] rows, double x, double y, double spacingKm)
    {
        var b = (rows.Sum(j => places.Label[j]) + 0.5) / (rows.Length + 1);
        var sum = 0.0;
        foreach (var range in s_rangesOfSpacing.Select(r => r * spacingKm))
        {
            var n = rows.Length;
            var a = new double[n, n + 1];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    a[i, j] = Math.Exp(-Distance(rows[i], rows[j]) / range) + (i == j ? 0.5 : 0);
                }

                a[i, n] = places.Label[rows[i]] - b;
            }

            for (var z = 0; z < n; z++)
            {
                for (var i = 0; i < n; i++)
                {
                    var factor = i == z ? 0 : a[i, z] / a[z, z];
                    for (var j = z; j <= n; j++)
                    {
                        a[i, j] -= factor * a[z, j];
                    }
                }
            }

            var share = b + Enumerable.Range(0, n).Sum(i => Math.Exp(-Math.Sqrt(Math.Pow(places.XKm[rows[i]] - x, 2) + Math.Pow(places.YKm[rows[i]] - y, 2)) / range) * a[i, n] / a[i, i]);
            sum += ExpLog.Logit(Math.Clamp(share, 0.02, 0.98));
        }

        return sum / s_rangesOfSpacing.Length;

        double Distance(int i, int j) => Math.Sqrt(Math.Pow(places.XKm[i] - places.XKm[j], 2) + Math.Pow(places.YKm[i] - places.YKm[j], 2));
    }

    private static LabelledPlaces Scattered(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        var x = new double[count];
        var y = new double[count];
        var label = new double[count];
        for (var i = 0; i < count; i++)
        {
            (x[i], y[i]) = (random.NextUnit() * 10, random.NextUnit() * 10);
            label[i] = random.NextUnit() < (x[i] > 5 ? 0.7 : 0.1) ? 1 : 0;
        }

        return new(x, y, label);
    }
}
