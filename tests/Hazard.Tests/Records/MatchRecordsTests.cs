using Surefoot.Hazard.Records;

namespace Surefoot.Hazard.Tests.Records;

public sealed class MatchRecordsTests
{
    private static readonly (double, double, double)[] Errors = [(0, 0, 0), (320, -210, 0), (0, 0, 2.8), (-90, 40, 0), (0, 0, 0)];

    private static readonly Lazy<(SheetWorld World, MatchResult Result)> Matched = new(() =>
    {
        var world = SheetWorld.Make(11, Errors);
        return (world, MatchRecords.Run(world.Evidence, workers: 2));
    });

    [Fact]
    public void Shift_and_turn_of_each_sheet_lie_in_their_95_percent_region()
    {
        var (world, result) = Matched.Value;
        for (var sheet = 0; sheet < Errors.Length; sheet++)
        {
            var (fit, truth) = (result.Sheets[sheet]!, world.Corrections[sheet]);
            fit.Resolved.ShouldBeTrue();
            fit.Covers(truth.EastM, truth.NorthM, truth.TurnRad).ShouldBeTrue($"sheet {sheet}: {fit.Pose} for {truth}");

            // A tenth of the largest shift, and not a region as wide as the country.
            Math.Sqrt(fit.Covariance[0] + fit.Covariance[4]).ShouldBeLessThan(40);
        }
    }

    [Fact]
    public void Trust_tells_records_of_real_fields_from_records_of_nothing()
    {
        var (world, result) = Matched.Value;
        var judged = Enumerable.Range(0, result.Records.Length).Where(i => Math.Abs(Math.Log(result.Records[i].RatioMoved)) > 0.2).ToList();
        judged.Count.ShouldBeGreaterThan(25);
        double above = 0, pairs = 0;
        foreach (var real in judged.Where(i => world.Real[i]))
        {
            foreach (var none in judged.Where(i => !world.Real[i]))
            {
                above += result.Records[real].Trust > result.Records[none].Trust ? 1 : 0;
                pairs++;
            }
        }

        // A dozen records of nothing: each wrong pair moves the share by a hundredth.
        (above / pairs).ShouldBeGreaterThan(0.85);
    }

    [Fact]
    public void A_record_on_a_shifted_sheet_is_doubted_where_it_is_drawn_and_believed_where_it_belongs()
    {
        var shifted = Matched.Value.Result.Records.Where(record => record.Sheet == 1).ToList();
        shifted.Average(record => record.Trust).ShouldBeGreaterThan(shifted.Average(record => record.TrustAsDrawn) + 0.3);
    }

    [Fact]
    public void A_row_with_finds_is_met_and_a_searched_one_without_is_doubted_but_never_disproved()
    {
        var rows = Matched.Value.Result.Records.SelectMany(record => record.Rows).ToList();
        rows.Count(row => row.State == RowState.Met).ShouldBeGreaterThan(20);
        rows.Where(row => row.State == RowState.Doubted).ShouldAllBe(row => row.Finds == 0 && row.Detection >= 0.3 && row.Chance > 0);
        rows.Where(row => row.State == RowState.Unknown).ShouldAllBe(row => row.Detection < 0.3);

        // The corridor is the row and its error; with a sheet well known it is not much more than the record's own.
        rows.ShouldAllBe(row => row.HalfWidth95M >= row.Band.HalfWidthM + (1.95 * SheetWorld.SigmaM));
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_number_of_workers()
    {
        var world = SheetWorld.Make(5, [(150, 60, 0), (0, 0, 0)], perSheet: 6);
        var (one, three) = (MatchRecords.Run(world.Evidence, workers: 1), MatchRecords.Run(world.Evidence, workers: 3));
        three.Records.Select(record => record.Trust).ShouldBe(one.Records.Select(record => record.Trust));
        three.Sheets.Select(sheet => sheet!.Pose).ShouldBe(one.Sheets.Select(sheet => sheet!.Pose));
    }

    [Fact]
    public void A_sheet_without_any_find_stays_where_it_is_and_says_that_it_does_not_know()
    {
        var world = SheetWorld.Make(7, [(300, 0, 0)], perSheet: 4);
        var fit = MatchRecords.Run(world.Evidence with { Finds = [], Searched = [] }).Sheets[0]!;
        (fit.Resolved, fit.Judged).ShouldBe((false, 0));
        Math.Sqrt(fit.Covariance[0]).ShouldBeGreaterThan(150);
        fit.Covers(world.Corrections[0].EastM, world.Corrections[0].NorthM, 0).ShouldBeTrue();
    }

    [Fact]
    public void A_datum_left_out_is_named()
    {
        var world = SheetWorld.Make(3, [(-102, -10, 0)], slips: [new("datum left out", 102, 10, 0.12)]);
        MatchRecords.Run(world.Evidence).Sheets[0]!.Slip.ShouldBe("datum left out");
    }

    [Fact]
    public void A_record_drawn_far_from_its_sheet_is_not_moved_with_it()
    {
        var world = SheetWorld.Make(3, [(250, 0, 0)]);
        var stray = world.Evidence.Records[0] with { Bands = [world.Evidence.Records[0].Bands[0] with { XM = 60_000 }] };
        var match = MatchRecords.Run(world.Evidence with { Records = [stray, .. world.Evidence.Records[1..]] }).Records[0];
        (match.OffSheet, match.Rows[0].Band.XM).ShouldBe((true, 60_000.0));
    }

    [Fact]
    public void No_records_give_an_empty_answer() => MatchRecords.Run(new([], [], [], [])).Records.ShouldBeEmpty();
}
