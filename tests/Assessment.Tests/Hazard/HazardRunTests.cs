using Surefoot.Assessment.Hazard;
using Surefoot.Raster;

namespace Surefoot.Assessment.Tests.Hazard;

public sealed class HazardRunTests : IDisposable
{
    private readonly InventedFolder _folder = new();

    public HazardRunTests() => _folder.FillWithSearchedLand();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_kept_with_what_decided_it_and_reads_back()
    {
        var snapshot = _folder.Snapshot();
        var model = _folder.Fit(snapshot);
        var (run, map) = MakeRun.Handle(snapshot, model, _folder.Runs, _folder.Settings, cancellation: TestContext.Current.CancellationToken);

        var read = _folder.Runs.FindRun(_folder.Runs.LatestRun!)!;
        (read with { Geography = run.Geography }).ShouldBe(run);
        read.Geography.Keys.ShouldBe(["districts.geojson", "roads/nodes.csv.gz", "roads/edges.csv.gz"]);
        _folder.Runs.FindModelOf(run.Run)!.Id().ShouldBe(run.Model);
        _folder.Runs.FindModel(run.Model)!.Id().ShouldBe(model.Id());
        var raster = _folder.Runs.ReadProbability(run.Run, out _)!;
        RasterHash.Sha256(raster).ShouldBe(run.Sha256.Probability);
        raster.Grid.ShouldBe(map.Probability.Grid);
        _folder.Runs.FindBroken().ShouldBeEmpty();
    }

    [Fact]
    public void The_file_of_an_invented_country_says_so()
    {
        var snapshot = _folder.Snapshot();
        var (run, _) = MakeRun.Handle(snapshot, _folder.Fit(snapshot), _folder.Runs, _folder.Settings, cancellation: TestContext.Current.CancellationToken);
        GeoTiff.Description(_folder.Runs.ProbabilityFile(run.Run)).ShouldStartWith("SYNTHETIC");
    }

    [Fact]
    public void The_same_inputs_are_the_same_run_with_the_same_bits_for_any_number_of_workers()
    {
        var runs = new[] { 1, 2, 7 }.Select(workers =>
        {
            var snapshot = _folder.Snapshot(workers: workers);
            var model = FitModel.Handle(snapshot, _folder.Runs, 1, workers, TestContext.Current.CancellationToken).Model!;
            return MakeRun.Handle(snapshot, model, _folder.Runs, _folder.Settings, workers, cancellation: TestContext.Current.CancellationToken).Run;
        }).ToList();
        runs.Select(r => r.Run).Distinct().Count().ShouldBe(1);
        runs.Select(r => r.Model).Distinct().Count().ShouldBe(1);
        runs.Select(r => r.Sha256).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void A_run_repeats_after_the_journal_has_grown()
    {
        var before = _folder.Snapshot();
        var (run, _) = MakeRun.Handle(before, _folder.Fit(before), _folder.Runs, _folder.Settings, cancellation: TestContext.Current.CancellationToken);
        AddFinds();

        var now = SnapshotEvidence.PositionOf(_folder.Store);
        var again = RepeatRun.Handle(run, _folder.Runs.FindModelOf(run.Run)!, _folder.Snapshot(RepeatRun.SettingsOf(run, now)), cancellation: TestContext.Current.CancellationToken);
        (again.Identical, again.EvidenceIdentical).ShouldBe((true, true));
        var other = RepeatRun.Handle(run, _folder.Runs.FindModelOf(run.Run)!, _folder.Snapshot(), cancellation: TestContext.Current.CancellationToken);
        (other.Identical, other.EvidenceIdentical).ShouldBe((false, false));
    }

    [Fact]
    public void Two_runs_differ_where_new_evidence_came_in_and_it_is_named()
    {
        var before = _folder.Snapshot();
        var model = _folder.Fit(before);
        var (first, _) = MakeRun.Handle(before, model, _folder.Runs, _folder.Settings, cancellation: TestContext.Current.CancellationToken);
        AddFinds();
        var (second, _) = MakeRun.Handle(_folder.Snapshot(), model, _folder.Runs, _folder.Settings, cancellation: TestContext.Current.CancellationToken);

        var comparison = CompareRuns.Handle(_folder.Runs, first, second, _folder.Store).Comparison!;
        comparison.CellsChanged.ShouldBeGreaterThan(0);
        comparison.LargestChange.ShouldBeGreaterThan(0);
        comparison.ModelChanged.ShouldBeFalse();
        comparison.Entries.Select(e => e.Id).ShouldBe(["SC-NEW", "FI-NEW-1", "FI-NEW-2"]);
        CompareRuns.Handle(_folder.Runs, first, first, _folder.Store).Comparison!.CellsChanged.ShouldBe(0);
    }

    [Fact]
    public void Two_runs_as_of_two_days_differ_by_what_became_true_in_between()
    {
        _folder.Add(("found-item", InventedFolder.Point(47.1, 39.5), [("id", "FI-LATE"), ("category", "uxo"), ("foundOn", "2024-01-02"), ("count", "1"), ("informationDate", "2024-01-02")]));
        var settings = new SnapshotSettings(InventedFolder.CellM, new DateOnly(2023, 12, 31));
        var before = _folder.Snapshot(settings);
        var model = _folder.Fit(before);
        var (first, _) = MakeRun.Handle(before, model, _folder.Runs, _folder.Settings, cancellation: TestContext.Current.CancellationToken);
        var (second, _) = MakeRun.Handle(_folder.Snapshot(), model, _folder.Runs, _folder.Settings, cancellation: TestContext.Current.CancellationToken);
        second.Run.ShouldNotBe(first.Run);
        MakeRun.Handle(before, model, _folder.Runs, _folder.Settings, cancellation: TestContext.Current.CancellationToken);
        (_folder.Runs.LatestRun, _folder.Runs.LatestPresentRun).ShouldBe((first.Run, second.Run));
        CompareRuns.Handle(_folder.Runs, second, first, _folder.Store).Comparison!.Entries.ShouldHaveSingleItem().Id.ShouldBe("FI-LATE");
    }

    [Fact]
    public void The_reasons_add_up_to_the_map_and_name_the_records()
    {
        _folder.Add(("testimony", InventedFolder.Point(47.1, 39.5), [("id", "TE-1"), ("givenOn", "2022-01-01"), ("radiusM", "300"), ("claim", "mines-seen"), ("sourceReliability", "A"), ("informationReliability", "1")]));
        var snapshot = _folder.Snapshot();
        var model = _folder.Fit(snapshot);
        var (_, map) = MakeRun.Handle(snapshot, model, _folder.Runs, _folder.Settings, cancellation: TestContext.Current.CancellationToken);
        var explain = ExplainPlace.Prepare(snapshot, model, _folder.Store);

        var reasons = explain.At(47.1, 39.5)!;
        var (x, y) = HazardPlane.Place(47.1, 39.5);
        map.Probability.Grid.TryCell(x, y, out var column, out var row).ShouldBeTrue();
        reasons.Probability.ShouldBe(map.Probability.Row(row)[column]);
        reasons.Groups.Sum(g => g.LogOdds).ShouldBe(Math.Log(reasons.Probability / (1 - reasons.Probability)), 1e-3);
        reasons.Groups.Single(g => g.Name == "testimonies").Records.ShouldBe([new("testimony", "TE-1")]);
        reasons.Groups.Single(g => g.Name == "hazard-areas").Records.ShouldContain(new EvidenceRecord("hazard-area", "HA-WIDE"));
        reasons.Low.ShouldBeLessThanOrEqualTo(reasons.Probability);
        reasons.High.ShouldBeGreaterThanOrEqualTo(reasons.Probability);
        explain.At(46.05, 40.05).ShouldBeNull();
    }

    [Fact]
    public void A_changed_raster_is_found()
    {
        var snapshot = _folder.Snapshot();
        var (run, map) = MakeRun.Handle(snapshot, _folder.Fit(snapshot), _folder.Runs, _folder.Settings, cancellation: TestContext.Current.CancellationToken);
        var values = map.Probability.Values;
        values[values.IndexOfAnyInRange(0f, 1f)] = 0.123f;
        GeoTiff.Write(map.Probability, _folder.Runs.ProbabilityFile(run.Run), "changed", cancellation: TestContext.Current.CancellationToken);
        _folder.Runs.FindBroken().ShouldBe([run.Run]);
    }

    [Fact]
    public void Land_that_nobody_searched_teaches_nothing()
    {
        using var folder = new InventedFolder();
        folder.Add(("hazard-area", InventedFolder.Square(47.1, 39.5, 0.01), [("id", "HA-1"), ("kind", "suspected"), ("district", "AZ-FUZ")]));
        var (model, refusal) = FitModel.Handle(folder.Snapshot(), folder.Runs, cancellation: TestContext.Current.CancellationToken);
        model.ShouldBeNull();
        refusal!.Code.ShouldBe("hazard.nothing-to-learn");
    }

    private void AddFinds() => _folder.Add(
        ("search-coverage", InventedFolder.Square(47.1, 39.5, 0.002), [("id", "SC-NEW"), ("method", "manual"), ("from", "2022-01-01"), ("to", "2022-02-01"), ("passes", "1"), ("coverageShare", "1")]),
        ("found-item", InventedFolder.Point(47.1, 39.5), [("id", "FI-NEW-1"), ("category", "uxo"), ("foundOn", "2022-01-02"), ("count", "1")]),
        ("found-item", InventedFolder.Point(47.101, 39.5), [("id", "FI-NEW-2"), ("category", "uxo"), ("foundOn", "2022-01-02"), ("count", "1")]));
}
