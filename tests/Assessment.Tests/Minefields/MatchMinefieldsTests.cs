using System.Globalization;
using Surefoot.Assessment.Minefields;
using Surefoot.Assessment.Tests.Hazard;
using Surefoot.Geodesy;
using Surefoot.Numerics;

namespace Surefoot.Assessment.Tests.Minefields;

public sealed class MatchMinefieldsTests : IDisposable
{
    // Metres by which the sheet is drawn off.
    private const double EastM = 260;
    private const double NorthM = -150;

    private readonly InventedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_shifted_sheet_is_found_kept_and_read_again()
    {
        Fill();
        var match = MatchMinefields.Handle(_folder.Store, _folder.Reader, cancellation: TestContext.Current.CancellationToken)!;
        var sheet = match.Sheet("SHIFTED")!;
        (sheet.Records, sheet.Resolved, sheet.Slip).ShouldBe((10, true, null));
        sheet.MoveEastM.ShouldBe(-EastM, 3 * sheet.SigmaEastM);
        sheet.MoveNorthM.ShouldBe(-NorthM, 3 * sheet.SigmaNorthM);
        match.Records.Where(record => record.Sheet == "SHIFTED").Average(record => record.Trust).ShouldBeGreaterThan(0.6);
        match.Records.Sum(record => record.Met).ShouldBeGreaterThan(5);
        match.Units.Single().Unit.ShouldBe("U-1");

        var runs = new MatchRuns(_folder.Path);
        runs.Find().ShouldBeNull();
        runs.Keep(match);
        var again = runs.Find()!;
        again.Find("MR-3")!.Rows[0].Corridor.ShouldBe(match.Find("MR-3")!.Rows[0].Corridor);
        MatchRuns.IsStale(again, _folder.Store).ShouldBeFalse();
        _folder.Add(("found-item", InventedFolder.Point(47.1, 39.5), [("id", "FI-LATE"), ("category", "uxo"), ("foundOn", "2022-01-15"), ("count", "1")]));
        MatchRuns.IsStale(again, _folder.Store).ShouldBeTrue();

        // The truth as the generator writes it: the sheet's shift is what the drawing did.
        var truth = match.Records.Select(record => FormattableString.Invariant($"{record.Id},false,SHIFTED,{EastM},{NorthM},0.000,shifted-sheet,,F,{EastM},{NorthM}"));
        var judged = JudgeMatch.Handle(match, ["header", .. truth]);
        (judged.Sheets, judged.Resolved, judged.UnjudgedSheets).ShouldBe((1, 1, 0));
        judged.MedianMissM.ShouldBeLessThan(30);
    }

    [Fact]
    public void Without_records_there_is_nothing_to_match() =>
        MatchMinefields.Handle(_folder.Store, _folder.Reader, cancellation: TestContext.Current.CancellationToken).ShouldBeNull();

    [Fact]
    public void A_record_is_described_with_score_rows_and_budget()
    {
        _folder.Add(("minefield-record", InventedFolder.Square(47.1, 39.5, 0.001), [("id", "MR-1"), ("sheet", "S"), ("scale", "25000"), ("rows", "2"), ("displacementM", "40"), ("displacementCause", "flood")]));
        var found = DescribeMinefield.Handle(_folder.Store, _folder.Reader, "MR-1")!;
        found.Rows!.Bands.Length.ShouldBe(2);
        found.Rows.ByPoints.ShouldBeFalse();
        found.Rows.Errors.Select(error => error.Source).ShouldBe(["drawing on the sheet", "movement since"]);
        found.Rows.SigmaM.ShouldBe(Math.Sqrt((5.92 * 5.92) + (20 * 20)), 0.01);
        found.Completeness.Elements.Count.ShouldBe(15);
        DescribeMinefield.Handle(_folder.Store, _folder.Reader, "MR-2").ShouldBeNull();
    }

    [Fact]
    public void Rows_between_named_points_run_where_the_points_lie()
    {
        _folder.Add(("minefield-record", InventedFolder.Square(47.1, 39.5, 0.001),
        [
            ("id", "MR-1"), ("sheet", "S"), ("north", "true"), ("angleUnit", "degree"), ("lengthUnit", "m"),
            ("points", """[{"name":"RP","role":"reference-point","asWritten":"47.1, 39.5","sigmaM":2}]"""),
            ("legs", """[{"from":"RP","to":"SP","bearing":90,"distance":100},{"from":"SP","to":"TP","bearing":0,"distance":60}]"""),
            ("drawnRows", """[{"name":"A","from":"SP","to":"TP"}]"""),
        ]));
        var rows = DescribeMinefield.Handle(_folder.Store, _folder.Reader, "MR-1")!.Rows!;
        (rows.ByPoints, rows.Names.Single()).ShouldBe((true, "A"));
        var reference = EqualAreaPlane.Karabakh.Forward(new GeoPoint(47.1, 39.5));
        rows.Bands[0].XM.ShouldBe(reference.EastingM + 100, 1);
        rows.Bands[0].YM.ShouldBe(reference.NorthingM + 30, 1);
        rows.Errors.Select(error => error.Source).ShouldBe(["reference points", "bearings and tape"]);
    }

    [Fact]
    public void The_slip_of_a_datum_left_out_is_that_of_the_guide()
    {
        // 102 m at 39.7 N 47.0 E; the rotation signs of EPSG:15865 mixed up, 29 m.
        var slips = KnownSlips.At(new GeoPoint(47, 39.7));
        Math.Sqrt((slips[0].EastM * slips[0].EastM) + (slips[0].NorthM * slips[0].NorthM)).ShouldBe(102, 1);
        Math.Sqrt((slips[1].EastM * slips[1].EastM) + (slips[1].NorthM * slips[1].NorthM)).ShouldBe(29, 1);
    }

    // Ten long fields, searched and found; a sheet on which all are drawn 300 m off; searched ground without anything about.
    private void Fill()
    {
        var random = new SeededRandom(4);
        List<(string, string, (string, string)[])> rows = [];
        for (var f = 0; f < 10; f++)
        {
            var centre = EqualAreaPlane.Karabakh.Forward(new GeoPoint(47.05 + (0.15 * random.NextUnit()), 39.43 + (0.12 * random.NextUnit())));
            var (sin, cos) = Math.SinCos(Math.PI * random.NextUnit());
            rows.Add(("search-coverage", Shape(centre, 1, 0, 230, 230, 0, 0), [("id", $"SC-{f}"), ("method", "manual"), ("from", "2022-01-01"), ("to", "2022-02-01"), ("passes", "1"), ("coverageShare", "1")]));
            for (var k = 0; k < 30; k++)
            {
                double t = 140 * ((2 * random.NextUnit()) - 1), s = 12 * ((2 * random.NextUnit()) - 1);
                var at = EqualAreaPlane.Karabakh.Inverse(new PlanePoint(centre.EastingM + (t * cos) - (s * sin), centre.NorthingM + (t * sin) + (s * cos)));
                rows.Add(("found-item", InventedFolder.Point(at.LongitudeDeg, at.LatitudeDeg), [("id", $"FI-{f}-{k}"), ("category", "ap-mine"), ("foundOn", "2022-01-15"), ("count", "1")]));
            }

            rows.Add(("minefield-record", Shape(centre, cos, sin, 152, 24, EastM, NorthM), [("id", $"MR-{f}"), ("sheet", "SHIFTED"), ("authorUnit", "U-1"), ("category", "ap-mine"), ("itemCount", "35"), ("rows", "1"), ("scale", "50000")]));
        }

        for (var i = 0; i < 120; i++)
        {
            var centre = EqualAreaPlane.Karabakh.Forward(new GeoPoint(47.03 + (0.19 * random.NextUnit()), 39.42 + (0.14 * random.NextUnit())));
            rows.Add(("search-coverage", Shape(centre, 1, 0, 180, 180, 0, 0), [("id", $"SC-E-{i}"), ("method", "manual"), ("from", "2022-01-01"), ("to", "2022-02-01"), ("passes", "1"), ("coverageShare", "1")]));
        }

        _folder.Add([.. rows]);
    }

    private static string Shape(PlanePoint centre, double cos, double sin, double halfLength, double halfWidth, double east, double north)
    {
        var corners = ((double T, double S)[])[(-halfLength, -halfWidth), (halfLength, -halfWidth), (halfLength, halfWidth), (-halfLength, halfWidth), (-halfLength, -halfWidth)];
        return """{"type":"Polygon","coordinates":[[""" + string.Join(",", corners.Select(c =>
        {
            var at = EqualAreaPlane.Karabakh.Inverse(new PlanePoint(centre.EastingM + east + (c.T * cos) - (c.S * sin), centre.NorthingM + north + (c.T * sin) + (c.S * cos)));
            return string.Create(CultureInfo.InvariantCulture, $"[{at.LongitudeDeg:F7},{at.LatitudeDeg:F7}]");
        })) + "]]}";
    }
}
