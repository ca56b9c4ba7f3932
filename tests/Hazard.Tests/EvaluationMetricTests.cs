using Surefoot.Hazard.Evaluation;
using Surefoot.Hazard.Learning;
using Surefoot.Numerics;

namespace Surefoot.Hazard.Tests;

public sealed class EvaluationMetricTests
{
    [Fact]
    public void Ties_count_half_in_AUC_and_as_one_step_in_average_precision()
    {
        var ranked = new RankedScores([0.9, 0.5, 0.5, 0.1], [1, 1, 0, 0]);
        ranked.Auc().ShouldBe(3.5 / 4);
        ranked.AveragePrecision().ShouldBe((0.5 * 1.0) + (0.5 * 2 / 3));
        new RankedScores([1.0, 1.0, 1.0, 1.0], [1, 0, 0, 1]).AveragePrecision().ShouldBe(0.5);
        new RankedScores([1.0, 2.0], [0, 0]).Auc().ShouldBeNull();
    }

    [Fact]
    public void Top_share_takes_the_cells_at_the_cut_in_proportion()
    {
        // k = ⌈0.4·5⌉ = 2: one cell above the cut (a positive), then one of three equal cells of which two are positive.
        new RankedScores([0.9, 0.5, 0.5, 0.5, 0.1], [1, 1, 1, 0, 0]).TopShare(0.4).GetValueOrDefault().ShouldBe((1 + (2.0 / 3)) / 3, 1e-12);
    }

    [Fact]
    public void Log_loss_is_held_at_the_clip() =>
        new RankedScores([0.0, 1.0], [1, 1]).LogLoss().ShouldBe(-Math.Log(1e-15) / 2, 1e-9);

    [Fact]
    public void Weights_of_the_bootstrap_act_as_repeated_rows()
    {
        double[] scores = [0.9, 0.7, 0.7, 0.4, 0.2];
        double[] labels = [1, 0, 1, 0, 1];
        var ranked = new RankedScores(scores, labels);
        var weights = ranked.InRankOrder([2, 1, 0, 3, 1]);
        var repeated = new RankedScores([0.9, 0.9, 0.7, 0.4, 0.4, 0.4, 0.2], [1, 1, 0, 0, 0, 0, 1]);
        ranked.Auc(weights).ShouldBe(repeated.Auc());
        ranked.AveragePrecision(weights).ShouldBe(repeated.AveragePrecision());
        ranked.LogLoss(weights).ShouldBe(repeated.LogLoss(), 1e-12);
    }

    [Fact]
    public void Calibration_of_probabilities_drawn_from_themselves_is_one_and_zero()
    {
        var random = new SeededRandom(8);
        var p = Enumerable.Range(0, 100_000).Select(_ => ExpLog.Logistic((4 * random.NextUnit()) - 3)).ToArray();
        var y = Array.ConvertAll(p, v => random.NextUnit() < v ? 1.0 : 0.0);
        var (slope, intercept) = new RankedScores(p, y).Calibration().ShouldNotBeNull();
        // Standard errors at this size are about 0.01.
        slope.ShouldBe(1.0, 0.03);
        intercept.ShouldBe(0.0, 0.03);
    }

    [Fact]
    public void Logistic_regression_with_known_detection_finds_the_weights_behind_imperfect_search()
    {
        var random = new SeededRandom(21);
        const int N = 60_000;
        var x = new double[N];
        var label = new double[N];
        var detection = new double[N];
        for (var i = 0; i < N; i++)
        {
            x[i] = (4 * random.NextUnit()) - 2;
            detection[i] = 0.3 + (0.6 * random.NextUnit());
            label[i] = random.NextUnit() < ExpLog.Logistic(-1 + (1.5 * x[i])) && random.NextUnit() < detection[i] ? 1 : 0;
        }

        var honest = LogisticRegression.Fit(x, 1, label, [0.0], default, detection);
        honest.Coefficients[0].ShouldBe(1.5, 0.08);
        honest.Intercept.ShouldBe(-1.0, 0.06);
        // Taking "nothing found" for "nothing there" is off by far more than that.
        LogisticRegression.Fit(x, 1, label, [0.0]).Intercept.ShouldBeLessThan(-1.4);
    }

    [Fact]
    public void Forest_learns_a_rule_that_no_single_feature_shows()
    {
        var random = new SeededRandom(2);
        double[] a = Draw(), b = Draw(), noise = Draw();
        var label = a.Zip(b, (u, v) => (u > 0.5) == (v > 0.5) ? 1.0 : 0.0).ToArray();
        var forest = RandomForest.Fit([a, b, noise], label, 60, 5, 3, 2);
        var p = forest.Predict([a, b, noise], 2);
        new RankedScores(p, label).Auc().GetValueOrDefault().ShouldBeGreaterThan(0.97);
        RandomForest.Fit([a, b, noise], label, 60, 5, 3, 1).Predict([a, b, noise]).ShouldBe(p);

        double[] Draw() => Enumerable.Range(0, 2000).Select(_ => random.NextUnit()).ToArray();
    }

    [Fact]
    public void Nearest_distances_are_whole_metres_so_that_ties_stay_ties()
    {
        var known = new LabelledPlaces([0, 1], [0, 0], [1, 0]);
        PointModels.Nearest(known, [0.00014, 0.0002], [0, 0]).ShouldBe([0.0, 0.0]);
        PointModels.Nearest(known, [3, 0], [4, 0]).ShouldBe([-5000.0, 0.0]);
    }

    [Fact]
    public void Kernel_far_from_everything_is_the_base_rate()
    {
        var known = new LabelledPlaces([0, 1, 2], [0, 0, 0], [1, 0, 0]);
        PointModels.Kernel(known, [500], [500], 2)[0].ShouldBe(1.0 / 3, 1e-12);
    }
}
