using Surefoot.Assessment.Hazard;
using Surefoot.Raster;

namespace Surefoot.Assessment.Tests.Hazard;

public sealed class SnapshotEvidenceTests : IDisposable
{
    private readonly InventedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_a_hazard_area_there_is_no_land()
    {
        var (snapshot, refusal) = SnapshotEvidence.Handle(_folder.Store, _folder.Reader, _folder.Geography, new(InventedFolder.CellM), cancellation: TestContext.Current.CancellationToken);
        snapshot.ShouldBeNull();
        refusal!.Code.ShouldBe("hazard.no-land");
    }

    [Fact]
    public void Only_approved_records_are_evidence_and_each_is_known_by_its_name()
    {
        _folder.Add(
            ("hazard-area", InventedFolder.Square(47.1, 39.5, 0.01), [("id", "HA-1"), ("kind", "confirmed"), ("district", "AZ-FUZ")]),
            ("minefield-record", InventedFolder.Square(47.11, 39.5, 0.001), [("id", "MR-1"), ("sheet", "J-38-1"), ("scale", "100000"), ("itemCount", "30")]),
            ("testimony", InventedFolder.Point(47.12, 39.5), [("id", "TE-1"), ("givenOn", "2022-01-01"), ("radiusM", "80"), ("claim", "used-safely"), ("sourceReliability", "A"), ("informationReliability", "1")]),
            ("accident", InventedFolder.Point(47.13, 39.5), [("id", "AC-1"), ("occurredOn", "2022-01-01"), ("killed", "0"), ("injured", "1"), ("positionAccuracyM", "151")]),
            ("search-coverage", InventedFolder.Square(47.1, 39.5, 0.002), [("id", "SC-1"), ("method", "dog"), ("from", "2022-01-01"), ("to", "2022-02-01"), ("passes", "2"), ("coverageShare", "0.9")]),
            ("found-item", InventedFolder.Point(47.1, 39.5), [("id", "FI-1"), ("category", "at-mine"), ("foundOn", "2022-01-02"), ("count", "3")]),
            ("found-item", InventedFolder.Point(47.101, 39.5), [("id", "FI-2"), ("category", "uxo"), ("foundOn", "2022-01-02"), ("count", "1")]));
        _folder.Submit("waiting", ("found-item", InventedFolder.Point(47.102, 39.5), [("id", "FI-3"), ("category", "uxo"), ("foundOn", "2022-01-02"), ("count", "1")]));

        var snapshot = _folder.Snapshot();
        var evidence = snapshot.Evidence;
        evidence.HazardAreas.ShouldHaveSingleItem().Confirmed.ShouldBeTrue();
        var record = evidence.MinefieldRecords.ShouldHaveSingleItem();
        (record.Sheet, record.ItemCount).ShouldBe(("J-38-1", 30));
        record.PositionSigmaM.ShouldBe(23.7, 0.05);
        evidence.Testimonies.ShouldHaveSingleItem().SaysUsed.ShouldBeTrue();
        evidence.Accidents.ShouldHaveSingleItem().SigmaM.ShouldBe(100, 1e-9);
        var search = evidence.Searches.ShouldHaveSingleItem();
        (SearchMethods.All[search.Method].Code, search.Passes, search.Share, search.Labels).ShouldBe(("dog", 2, 0.9, true));
        evidence.Finds.Select(f => f.Count).ShouldBe([3, 1]);
        evidence.Finds.Select(f => snapshot.Sources.Find(f.Source, _folder.Store)).ShouldBe([new("found-item", "FI-1"), new("found-item", "FI-2")]);
        snapshot.Sources.Find(record.Source, _folder.Store).ShouldBe(new("minefield-record", "MR-1"));
        evidence.Roads.Length.ShouldBe(2, "two edges of one pair of nodes are one road");
    }

    [Fact]
    public void Of_a_disputed_hazard_every_standing_version_is_evidence_and_of_a_disputed_release_none()
    {
        (string, string)[] hazard = [("id", "HA-1"), ("kind", "suspected"), ("district", "AZ-FUZ")];
        (string, string)[] release = [("id", "CA-1"), ("releasedOn", "2022-05-01"), ("method", "non-technical-survey"), ("district", "AZ-FUZ")];
        _folder.Add(("hazard-area", InventedFolder.Square(47.1, 39.5, 0.01), hazard), ("cancelled-area", InventedFolder.Square(47.1, 39.5, 0.002), release));
        var before = _folder.Snapshot().Evidence;
        (before.HazardAreas.Length, before.Cancelled.Length).ShouldBe((1, 1));

        foreach (var batch in (string[])["one", "other"])
        {
            var moved = batch == "one" ? 47.12 : 47.08;
            _folder.Compete(batch, ("hazard-area", InventedFolder.Square(moved, 39.5, 0.01), hazard), ("cancelled-area", InventedFolder.Square(moved, 39.5, 0.002), release));
        }

        var disputed = _folder.Snapshot().Evidence;
        (disputed.HazardAreas.Length, disputed.Cancelled.Length).ShouldBe((3, 0));
    }

    [Fact]
    public void The_mask_is_the_cells_whose_centre_lies_in_a_district_with_recorded_hazard()
    {
        _folder.Add(("hazard-area", InventedFolder.Square(47.1, 39.5, 0.01), [("id", "HA-1"), ("kind", "suspected"), ("district", "AZ-FUZ")]));
        var evidence = _folder.Snapshot().Evidence;
        var grid = evidence.Grid;
        (grid.Epsg, grid.CellM, grid.WestM % grid.CellM, grid.NorthM % grid.CellM).ShouldBe((GridSpec.Utm38North, InventedFolder.CellM, 0, 0));
        // 0.24° × 0.18° at 39.5° N: about 20.65 × 19.98 km; the other district holds nothing and is left out.
        (evidence.Mask.Count(inside => inside) * grid.CellAreaM2 / 1e6).ShouldBe(20.65 * 19.98, 3);
    }

    [Fact]
    public void The_same_records_give_the_same_digest_for_any_number_of_workers_and_another_record_another()
    {
        _folder.FillWithSearchedLand();
        var one = _folder.Snapshot();
        _folder.Snapshot(workers: 3).EvidenceSha256.ShouldBe(one.EvidenceSha256);
        _folder.Add(("found-item", InventedFolder.Point(47.1, 39.5), [("id", "FI-NEW"), ("category", "uxo"), ("foundOn", "2022-01-02"), ("count", "1")]));
        var two = _folder.Snapshot();
        two.EvidenceSha256.ShouldNotBe(one.EvidenceSha256);
        two.Journal.Sequence.ShouldBeGreaterThan(one.Journal.Sequence);
        _folder.Snapshot(new(InventedFolder.CellM, KnownAt: one.Journal.RecordedAt)).EvidenceSha256.ShouldBe(one.EvidenceSha256);
    }

    [Fact]
    public void Evidence_with_a_later_information_date_is_left_out()
    {
        _folder.Add(
            ("hazard-area", InventedFolder.Square(47.1, 39.5, 0.01), [("id", "HA-1"), ("kind", "suspected"), ("district", "AZ-FUZ"), ("informationDate", "2021-01-01")]),
            ("found-item", InventedFolder.Point(47.1, 39.5), [("id", "FI-1"), ("category", "uxo"), ("foundOn", "2023-01-02"), ("count", "1"), ("informationDate", "2023-01-02")]));
        _folder.Snapshot(new(InventedFolder.CellM, new DateOnly(2023, 1, 1))).Evidence.Finds.ShouldBeEmpty();
        _folder.Snapshot(new(InventedFolder.CellM, new DateOnly(2023, 1, 2))).Evidence.Finds.Length.ShouldBe(1);
    }
}
