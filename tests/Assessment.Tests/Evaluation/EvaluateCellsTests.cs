using System.Globalization;
using System.Text;
using Surefoot.Assessment.Evaluation;
using Surefoot.Hazard.Evaluation;

namespace Surefoot.Assessment.Tests.Evaluation;

/// <summary>The published recipe on the 2022 grid of eastern Antioquia (METHODS 1): figures to the third decimal.</summary>
public sealed class EvaluateCellsTests
{
    private const double ThirdDecimal = 0.0005;

    // The forest's figures move by its seed, and ours cuts features into bins.
    private const double ForestTolerance = 0.02;

    // The rule keeps 42 covariates (rwi_missing varies inside most municipalities), the published table 41; without that one the third decimal agrees.
    private const double LogisticTolerance = 0.004;

    private static readonly CellColumns Antioquia = new("mines_outcome", "LONGITUD_X", "LATITUD_Y", "Municipio");

    [Fact]
    public void Sonson_held_out_gives_the_published_baselines()
    {
        var rows = Evaluate(new CellSplit.HoldOut("SONSON"), new CellEvaluationOptions(Workers: 2, Resamples: 100));
        rows["base-rate"].N.ShouldBe(1108);
        rows["base-rate"].Positives.ShouldBe(172);
        Holds(rows["base-rate"].AveragePrecision, 0.155);
        Holds(rows["base-rate"].LogLoss, 0.478);
        Holds(rows["nearest"], 0.808, 0.387, 0.278, null, ThirdDecimal);
        Holds(rows["kernel-2km"], 0.785, 0.445, 0.314, 0.476, ThirdDecimal);
        Holds(rows["kernel-5km"], 0.836, 0.383, 0.209, 0.409, ThirdDecimal);
        Holds(rows["logistic"], 0.694, 0.225, 0.070, 0.479, LogisticTolerance);
        Holds(rows["random-forest"], 0.794, 0.376, 0.297, 0.388, ForestTolerance);
        rows["surefoot"].AveragePrecision.GetValueOrDefault().ShouldBeGreaterThan(0.46);
        rows["surefoot"].LogLoss.GetValueOrDefault().ShouldBeLessThan(0.385);
        rows["surefoot"].Interval.ShouldNotBeNull().AveragePrecision.ShouldNotBeNull().Low.ShouldBeLessThan(0.445);
    }

    [Fact]
    public void Leaving_each_municipality_out_gives_the_published_baselines_and_beats_the_honest_one_beyond_chance()
    {
        // Forty trees keep this test short; the forest's published figures are held by the other test.
        var rows = Evaluate(new CellSplit.LeaveOneOut(), new CellEvaluationOptions(Workers: 2, Resamples: 100, ForestTrees: 40));
        rows["nearest"].N.ShouldBe(4489);
        Holds(rows["nearest"], 0.653, 0.419, 0.226, null, ThirdDecimal);
        Holds(rows["kernel-2km"], 0.762, 0.519, 0.250, 0.574, ThirdDecimal);
        Holds(rows["kernel-5km"], 0.742, 0.444, 0.197, 0.529, ThirdDecimal);
        Holds(rows["logistic"], 0.639, 0.333, 0.140, 0.585, LogisticTolerance);
        Holds(rows["kernel-logistic"].AveragePrecision, 0.527);
        rows["kernel-logistic"].LogLoss.GetValueOrDefault().ShouldBe(0.482, 0.001);
        var ours = rows["surefoot"];
        ours.AveragePrecision.GetValueOrDefault().ShouldBeGreaterThan(0.55);
        ours.LogLoss.GetValueOrDefault().ShouldBeLessThan(0.465);
        ours.CalibrationSlope.GetValueOrDefault().ShouldBeInRange(0.8, 1.2);
        var lead = rows["kernel-logistic"].Lead.ShouldNotBeNull();
        lead.AveragePrecision.ShouldNotBeNull().Low.ShouldBeGreaterThan(0);
        lead.LogLoss.ShouldNotBeNull().Low.ShouldBeGreaterThan(0);
        ours.Lead.ShouldBeNull();
    }

    [Fact]
    public void Hold_out_matches_a_group_exactly()
    {
        EvaluateCells.Run(World(), new CellColumns("label", "x", "y", "g"), new CellSplit.HoldOut("a"), new CellEvaluationOptions(), out var refusal).ShouldBeNull();
        refusal.ShouldNotBeNull().Code.ShouldBe("evaluation.nothing-to-judge");
    }

    [Fact]
    public void A_test_file_without_labels_gives_predictions_for_each_of_its_rows()
    {
        var judged = DelimitedTable.Read(Encoding.Latin1.GetBytes("x;y;name;slope\n-75.1;6.1;PE\u00A5OL;3\n-75.2;6.2;\"a;b\";4\n"));
        judged.IsUtf8.ShouldBeFalse();
        var result = EvaluateCells.Run(World(), new CellColumns("label", "x", "y", "g"), new CellSplit.TestFile(judged), new CellEvaluationOptions(Resamples: 0, ForestTrees: 5), out var refusal);
        refusal.ShouldBeNull();
        result.ShouldNotBeNull().Rows.ShouldBeEmpty();
        result.Predictions.Select(p => p.Row).ShouldBe([0, 1]);
        result.Predictions.ShouldAllBe(p => p.Probability > 0 && p.Probability < 1);
        result.Features.ShouldBe(["slope"]);
    }

    [Fact]
    public void Rows_with_label_minus_one_are_out_of_training_and_test()
    {
        var table = World("-75.05,6.05,-1,A,9,1\n");
        var result = EvaluateCells.Run(table, new CellColumns("label", "x", "y", "g"), new CellSplit.LeaveOneOut(), new CellEvaluationOptions(Resamples: 0, ForestTrees: 5), out _);
        result.ShouldNotBeNull().Rows[0].N.ShouldBe(40);
        result.Predictions.Select(p => p.Row).ShouldNotContain(40);
    }

    [Fact]
    public void The_same_seed_gives_the_same_figures_for_one_and_three_workers()
    {
        var one = EvaluateCells.Run(World(), new CellColumns("label", "x", "y", "g"), new CellSplit.Blocks(5), new CellEvaluationOptions(Workers: 1, Resamples: 50, ForestTrees: 9), out _);
        var three = EvaluateCells.Run(World(), new CellColumns("label", "x", "y", "g"), new CellSplit.Blocks(5), new CellEvaluationOptions(Workers: 3, Resamples: 50, ForestTrees: 9), out _);
        three.ShouldNotBeNull().Rows.ShouldBe(one.ShouldNotBeNull().Rows);
        three.Predictions.ShouldBe(one.Predictions);
    }

    private static DelimitedTable World(string more = "")
    {
        var text = new StringBuilder("x,y,label,g,slope,constant\n");
        for (var i = 0; i < 40; i++)
        {
            var label = i % 3 == 0 || i % 7 == 0 ? 1 : 0;
            text.Append(CultureInfo.InvariantCulture, $"{-75 - (0.013 * (i % 8))},{6 + (0.017 * (i / 8))},{label},{"ABCD"[i % 4]},{(i * 5 % 11) + label},{"ABCD".IndexOf("ABCD"[i % 4], StringComparison.Ordinal)}\n");
        }

        return DelimitedTable.Read(Encoding.UTF8.GetBytes(text.Append(more).ToString()));
    }

    private static Dictionary<string, EvaluationRow> Evaluate(CellSplit split, CellEvaluationOptions options)
    {
        var result = EvaluateCells.Run(SharedData.Table("reland-antioquia-2022/train_all.csv"), Antioquia, split, options, out var refusal);
        refusal.ShouldBeNull();
        result.ShouldNotBeNull().Features.Count.ShouldBe(42);
        foreach (var row in result.Rows)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Model,-14} auc {row.Auc:F3} ap {row.AveragePrecision:F3} top10 {row.Top10:F3} ll {row.LogLoss:F3} brier {row.Brier:F3} slope {row.CalibrationSlope:F2} icpt {row.CalibrationIntercept:F2} apint {row.Interval?.AveragePrecision}"));
        }

        return result.Rows.ToDictionary(r => r.Model, StringComparer.Ordinal);
    }

    private static void Holds(EvaluationRow row, double auc, double averagePrecision, double top10, double? logLoss, double tolerance)
    {
        row.Auc.GetValueOrDefault().ShouldBe(auc, tolerance, row.Model + " auc");
        row.AveragePrecision.GetValueOrDefault().ShouldBe(averagePrecision, tolerance, row.Model + " average precision");
        row.Top10.GetValueOrDefault().ShouldBe(top10, tolerance, row.Model + " top 10 %");
        if (logLoss is { } loss)
        {
            row.LogLoss.GetValueOrDefault().ShouldBe(loss, tolerance, row.Model + " log loss");
        }
        else
        {
            row.LogLoss.ShouldBeNull();
        }
    }

    private static void Holds(double? value, double expected) => value.GetValueOrDefault().ShouldBe(expected, ThirdDecimal);
}
