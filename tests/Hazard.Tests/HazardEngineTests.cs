using System.Diagnostics;
using Surefoot.Hazard.Evaluation;
using Surefoot.Hazard.Evidence;
using Surefoot.Hazard.Formulas;
using Surefoot.Numerics;
using Surefoot.Raster;

namespace Surefoot.Hazard.Tests;

public sealed class HazardEngineTests
{
    private const string PrintHash = "SUREFOOT_PRINT_HAZARD_HASH";

    [Fact]
    public void The_same_evidence_gives_the_same_bits_for_one_two_and_seven_workers()
    {
        var (evidence, _) = SmallWorld.Make(1);
        var model = FitHazard.Run(evidence, new FitOptions(), 1);
        var one = RunHazard.Run(evidence, model, 1);
        foreach (var workers in new[] { 2, 7 })
        {
            var again = FitHazard.Run(evidence, new FitOptions(), workers);
            again.Weights.ShouldBe(model.Weights);
            again.Intercept.ShouldBe(model.Intercept);
            var map = RunHazard.Run(evidence, again, workers);
            RasterHash.Sha256(map.Probability).ShouldBe(RasterHash.Sha256(one.Probability));
            RasterHash.Sha256(map.ExpectedItems).ShouldBe(RasterHash.Sha256(one.ExpectedItems));
        }
    }

    [Fact]
    public void The_same_bits_come_out_with_hardware_intrinsics_off()
    {
        var here = Hashes();
        if (Environment.GetEnvironmentVariable(PrintHash) is { Length: > 0 } path)
        {
            File.WriteAllText(path, here);
            return;
        }

        var file = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(Environment.ProcessPath.ShouldNotBeNull(), ["-method", "*" + nameof(The_same_bits_come_out_with_hardware_intrinsics_off)])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["DOTNET_EnableHWIntrinsic"] = "0";
            start.Environment[PrintHash] = file;
            using var process = Process.Start(start).ShouldNotBeNull();
            var said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            File.ReadAllText(file).ShouldBe(here);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void On_land_not_yet_searched_the_fused_map_beats_finds_alone_and_maps_alone(ulong seed)
    {
        var (evidence, truth) = SmallWorld.Make(seed);
        var judged = EvaluateHazard.NotYetSearched(evidence);
        var rows = EvaluateHazard.Judge(
            [
                ("surefoot", Map(null)),
                ("kernel-only", Map([EvidenceGroup.Finds])),
                ("maps-only", Map([EvidenceGroup.HazardAreas, EvidenceGroup.MinefieldRecords])),
            ],
            truth,
            judged);
        foreach (var row in rows)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{seed} {row.Model} n {row.N} pos {row.Positives} auc {row.Auc:F3} ap {row.AveragePrecision:F3} ll {row.LogLoss:F4} slope {row.CalibrationSlope:F2}");
        }

        foreach (var baseline in rows.Skip(1))
        {
            rows[0].AveragePrecision.GetValueOrDefault().ShouldBeGreaterThan(baseline.AveragePrecision.GetValueOrDefault());
            rows[0].LogLoss.GetValueOrDefault().ShouldBeLessThan(baseline.LogLoss.GetValueOrDefault());
        }

        rows[0].CalibrationSlope.GetValueOrDefault().ShouldBeInRange(0.8, 1.25);

        FloatRaster Map(EvidenceGroup[]? groups) => RunHazard.Run(evidence, FitHazard.Run(evidence, new FitOptions(Groups: groups), 2), 2).Probability;
    }

    [Fact]
    public void The_explanation_adds_up_to_the_bits_of_the_map_and_names_the_claims()
    {
        var (evidence, _) = SmallWorld.Make(2);
        var model = FitHazard.Run(evidence, new FitOptions(), 2);
        var map = RunHazard.Run(evidence, model, 2);
        var explain = ExplainCell.Prepare(evidence, model, 2);
        var random = new SeededRandom(4);
        for (var i = 0; i < 200; i++)
        {
            int column = 4 + random.NextIndex(390), row = 4 + random.NextIndex(388);
            var why = explain.At(evidence.Grid.CentreX(column), evidence.Grid.CentreY(row)).ShouldNotBeNull();
            ((float)why.Probability).ShouldBe(map.Probability.Row(row)[column]);
            ((float)why.ExpectedItems).ShouldBe(map.ExpectedItems.Row(row)[column]);
            ExpLog.Logistic(why.Contributions.Sum(c => c.LogOdds)).ShouldBe(why.Probability, 1e-5);
            why.Low.ShouldBeLessThanOrEqualTo(why.Probability);
            why.High.ShouldBeGreaterThanOrEqualTo(why.Probability);
        }

        var record = evidence.MinefieldRecords[0];
        explain.At(record.Rings[0][0] + 80, record.Rings[0][1] + 80).ShouldNotBeNull()
            .Contributions[(int)EvidenceGroup.MinefieldRecords].Sources.ShouldContain(record.Source);
        explain.At(evidence.Grid.WestM + 10, evidence.Grid.NorthM - 10).ShouldBeNull();
    }

    [Fact]
    public void Search_without_finds_lowers_a_cell_by_exactly_its_miss_chance()
    {
        var (evidence, model, x, y) = Plain();
        var before = Probability(evidence, model, x, y);
        var searched = evidence with { Searches = [new SearchClaim(0, [SmallWorld.Square(x, y, 200)], 0, 0, 2, 0.9, true, 0)] };
        var q = SearchMiss.SamePart(0.9, 2, evidence.Methods[0]);
        Probability(searched, model, x, y).ShouldBe(SearchMiss.After(before, q), 1e-6);
    }

    [Fact]
    public void Passes_of_one_method_add_up_and_methods_follow_one_another()
    {
        var (evidence, model, x, y) = Plain();
        var before = Probability(evidence, model, x, y);
        var searched = evidence with
        {
            Searches =
            [
                new SearchClaim(0, [SmallWorld.Square(x, y, 200)], 0, 0, 1, 1.0, true, 0),
                new SearchClaim(1, [SmallWorld.Square(x, y, 300)], 1, 0, 2, 1.0, true, 0),
                new SearchClaim(2, [SmallWorld.Square(x, y, 250)], 2, 1, 1, 1.0, true, 0),
            ],
        };
        var q = evidence.Methods[0].Miss(3) * evidence.Methods[1].Miss(1);
        Probability(searched, model, x, y).ShouldBe(SearchMiss.After(before, q), 1e-6);
    }

    [Fact]
    public void Sheets_whose_records_meet_finds_are_trusted_more_than_sheets_whose_records_do_not()
    {
        var (evidence, _) = SmallWorld.Make(3);
        var model = FitHazard.Run(evidence, new FitOptions(), 2);
        foreach (var sheet in model.SheetTrust.Keys.Where(s => s != "right"))
        {
            model.SheetTrust["right"].ShouldBeGreaterThan(model.SheetTrust[sheet]);
        }
    }

    [Fact]
    public void Without_searched_land_there_is_nothing_to_learn() =>
        Should.Throw<ArgumentException>(() => FitHazard.Run(SmallWorld.Make(1).Evidence with { Searches = [], Finds = [], Cancelled = [] }, new FitOptions()));

    private static (HazardEvidence Evidence, HazardModel Model, double X, double Y) Plain()
    {
        var (evidence, _) = SmallWorld.Make(1);
        var model = FitHazard.Run(evidence, new FitOptions(), 2);
        // A world without finds and searches, and a model that does not look at find rates.
        var weights = (double[])model.Weights.Clone();
        weights.AsSpan(Features.FindRate150, 4).Clear();
        return (evidence with { Searches = [], Finds = [], MinefieldRecords = [], Cancelled = [] }, model with { Weights = weights }, 610_025, 4_410_025);
    }

    private static double Probability(HazardEvidence evidence, HazardModel model, double x, double y)
    {
        evidence.Grid.TryCell(x, y, out var column, out var row).ShouldBeTrue();
        return RunHazard.Run(evidence, model).Probability.Row(row)[column];
    }

    private static string Hashes()
    {
        var (evidence, _) = SmallWorld.Make(1);
        var map = RunHazard.Run(evidence, FitHazard.Run(evidence, new FitOptions(), 2), 2);
        return RasterHash.Sha256(map.Probability) + RasterHash.Sha256(map.ExpectedItems);
    }
}
