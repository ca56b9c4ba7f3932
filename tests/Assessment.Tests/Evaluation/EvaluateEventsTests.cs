using System.Globalization;
using System.Text;
using Surefoot.Assessment.Evaluation;
using Surefoot.Hazard.Evaluation;

namespace Surefoot.Assessment.Tests.Evaluation;

/// <summary>Events forward in time on 36,527 real events (METHODS 1).</summary>
public sealed class EvaluateEventsTests
{
    // Stated by the spine's issue: the cells' origin is not part of the recipe.
    private const double Tolerance = 0.005;

    [Fact]
    public void Accidents_after_2012_give_the_published_kernel_and_are_ranked_better_by_ours()
    {
        var result = Run(newCells: false, out var rows);
        result.Events.ShouldBe(36_526);
        result.OutOfPlace.ShouldBe(1);
        rows["kernel-2km"].Positives.ShouldBe(648);
        rows["kernel-2km"].Auc.GetValueOrDefault().ShouldBe(0.889, Tolerance);
        rows["kernel-2km"].AveragePrecision.GetValueOrDefault().ShouldBe(0.052, Tolerance);
        rows["kernel-2km"].Top5.GetValueOrDefault().ShouldBe(0.508, Tolerance);
        rows["surefoot"].Auc.GetValueOrDefault().ShouldBeGreaterThan(0.905);
        rows["surefoot"].AveragePrecision.GetValueOrDefault().ShouldBeGreaterThan(0.09);
    }

    [Fact]
    public void New_cells_alone_are_harder_and_still_ranked_better_by_ours()
    {
        Run(newCells: true, out var rows);
        rows["kernel-4km"].Auc.GetValueOrDefault().ShouldBe(0.833, Tolerance);
        rows["kernel-4km"].AveragePrecision.GetValueOrDefault().ShouldBe(0.008, Tolerance);
        rows["kernel-4km"].Top5.GetValueOrDefault().ShouldBe(0.294, Tolerance);
        rows["surefoot"].Auc.GetValueOrDefault().ShouldBeGreaterThan(0.86);
    }

    [Fact]
    public void A_place_with_a_lost_sign_is_left_out_and_counted()
    {
        var text = new StringBuilder("year,type,lon,lat\n");
        for (var i = 0; i < 60; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{2000 + (i % 10)},{1 + (i % 2)},{-74 + (0.03 * (i % 7))},{4 + (0.03 * (i % 5))}\n");
        }

        text.Append("2003,1,74.1,4.0\n2003,1,,4.0\n");
        var result = EvaluateEvents.Run(DelimitedTable.Read(Encoding.UTF8.GetBytes(text.ToString())), new EventEvaluationOptions(2006, [1], Resamples: 0, ForestTrees: 5), out var refusal);
        refusal.ShouldBeNull();
        result.ShouldNotBeNull().OutOfPlace.ShouldBe(2);
        result.Events.ShouldBe(60);
    }

    [Fact]
    public void A_file_without_the_columns_is_refused() =>
        EvaluateEvents.Run(DelimitedTable.Read("a,b\n1,2\n"u8), new EventEvaluationOptions(2012, []), out var refusal).ShouldBeNull(refusal?.Message);

    private static EventEvaluation Run(bool newCells, out Dictionary<string, EvaluationRow> rows)
    {
        var result = EvaluateEvents.Run(
            SharedData.Table("colombia-mine-events/events_1990_2019.csv"),
            new EventEvaluationOptions(2012, [1, 2], newCells, Workers: 2, Resamples: 0, ForestTrees: 20),
            out var refusal);
        refusal.ShouldBeNull();
        foreach (var row in result.ShouldNotBeNull().Rows)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"EV {row.Model,-14} n {row.N} {row.Positives} auc {row.Auc:F4} ap {row.AveragePrecision:F4} top5 {row.Top5:F4} ll {row.LogLoss:F4} slope {row.CalibrationSlope:F2}"));
        }

        rows = result.Rows.ToDictionary(r => r.Model, StringComparer.Ordinal);
        return result;
    }
}
