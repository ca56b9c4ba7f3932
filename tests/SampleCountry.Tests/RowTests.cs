using System.Text;
using NetTopologySuite.Geometries;

namespace Surefoot.SampleCountry.Tests;

/// <summary>Finds, accidents, claims and truth, read back from the files.</summary>
public sealed class RowTests(SmallSample small) : IClassFixture<SmallSample>
{
    private static readonly string[] CsvFiles =
        ["found-items.csv", "accidents.csv", "casualties.csv", "testimonies.csv", "military-positions.csv", "settlements.csv", "road-blockages.csv", "minefield-records.csv"];

    private readonly MadeSample _made = small.Made;

    [Theory]
    [InlineData(2021, 782, 399, 1001)]
    [InlineData(2022, 366, 172, 623)]
    [InlineData(2023, 146, 210, 960)]
    [InlineData(2024, 179, 99, 2465)]
    [InlineData(2025, 52, 21, 550)]
    public void Finds_of_a_year_are_the_printed_ones(int year, int ap, int at, int uxo)
    {
        var finds = _made.Rows("found-items.csv").Where(f => f.Date("foundOn").Year == year).ToLookup(f => f["category"], f => f.Whole("count"));
        finds["ap-mine"].Sum().ShouldBe(ap);
        finds["at-mine"].Sum().ShouldBe(at);
        (finds["uxo"].Sum() + finds["submunition"].Sum()).ShouldBe(uxo);
    }

    [Fact]
    public void Finds_lie_in_the_polygon_they_name_within_the_days_of_its_search()
    {
        var areas = _made.Areas("cleared").Concat(_made.Areas("reduced")).ToDictionary(a => a.Id);
        var work = _made.Coverage.GroupBy(c => c["releasedArea"]).ToDictionary(g => g.Key, g => (From: g.Min(c => c.Date("from")), To: g.Max(c => c.Date("to"))));
        foreach (var find in _made.Rows("found-items.csv"))
        {
            var area = areas[find["releasedArea"]];
            area.Area.Distance(new Point(find.At)).ShouldBeLessThan(1, find.Id);
            find.Date("foundOn").ShouldBeInRange(work[area.Id].From, work[area.Id].To);
            work[area.Id].To.ShouldBeLessThanOrEqualTo(area.Date("releasedOn"));
            find.Date("foundOn").Year.ShouldBe(area.Date("releasedOn").Year);
        }
    }

    [Fact]
    public void Finds_are_true_items_a_metre_away_at_most()
    {
        var finds = _made.Rows("found-items.csv").ToDictionary(f => f.Id);
        var found = _made.Rows("truth/true-items.csv.gz").Where(t => t["foundBy"].StartsWith("SYN-FI-", StringComparison.Ordinal)).ToArray();
        found.Length.ShouldBe(finds.Count);
        foreach (var item in found)
        {
            var find = finds[item["foundBy"]];
            find["category"].ShouldBe(item["category"]);
            find.At.Distance(item.At).ShouldBeLessThan(1);
        }
    }

    [Fact]
    public void Some_true_items_were_missed_in_searched_land_and_cancelled_land_is_mostly_empty()
    {
        var left = _made.Rows("truth/true-items.csv.gz").Where(t => t["foundBy"].Length == 0).Select(t => t.At).ToArray();
        ShareWithItems(_made.Areas("cleared"), left).ShouldBeInRange(0.02, 0.6);
        ShareWithItems(_made.Areas("cancelled"), left).ShouldBeInRange(0.001, 0.2);
    }

    [Fact]
    public void Casualties_are_persons_of_the_accidents_and_sum_to_the_printed_figures()
    {
        var accidents = _made.Rows("accidents.csv");
        accidents.Sum(a => a.Whole("killed")).ShouldBe(3);
        accidents.Sum(a => a.Whole("injured")).ShouldBe(14);
        var people = _made.Rows("casualties.csv").ToLookup(c => c["accident"]);
        foreach (var accident in accidents)
        {
            people[accident.Id].Count(p => p["outcome"] == "killed").ShouldBe(accident.Whole("killed"));
            people[accident.Id].Count(p => p["outcome"] == "injured").ShouldBe(accident.Whole("injured"));
            accident.Date("occurredOn").ShouldBeInRange(new(2020, 11, 10), new(2024, 12, 31));
        }

        people.Count.ShouldBe(accidents.Count);
    }

    [Fact]
    public void Casualties_carry_no_name()
    {
        _made.Rows("casualties.csv")[0].Fields.Keys.ShouldBe(["id", "informationDate", "organisation", "synthetic", "accident", "outcome", "sex", "ageBand", "civilian"]);
    }

    [Fact]
    public void Every_row_says_that_it_is_synthetic_and_bears_its_own_id_and_a_date_in_the_sample()
    {
        var rows = CsvFiles.SelectMany(f => _made.Rows(f)).Concat(_made.Areas("hazard")).Concat(_made.Areas("cleared")).Concat(_made.Areas("reduced")).Concat(_made.Areas("cancelled")).Concat(_made.Coverage).ToArray();
        foreach (var row in rows)
        {
            row.Id.ShouldStartWith("SYN-");
            row["synthetic"].ToLowerInvariant().ShouldBe("true");
            row["organisation"].ShouldStartWith("SYN-");
            row.Date("informationDate").ShouldBeInRange(new(2020, 11, 10), new(2025, 3, 31));
        }

        rows.Select(r => r.Id).Distinct().Count().ShouldBe(rows.Length);
    }

    [Fact]
    public void A_quarter_of_the_records_is_genuine_and_lands_on_its_field()
    {
        var truth = _made.Rows("truth/records.csv");
        truth.Count(t => t["genuine"] == "true").ShouldBe(10);
        truth.Select(t => t["errorKind"]).Distinct().Count().ShouldBe(6);
        foreach (var record in truth.Where(t => t["genuine"] == "true"))
        {
            Offset(record).ShouldBeLessThan(70);
        }

        truth.Where(t => t["errorKind"] == "shifted-sheet").Min(Offset).ShouldBeGreaterThan(60);
    }

    [Fact]
    public void Sheets_shift_all_their_records_together()
    {
        foreach (var sheet in _made.Rows("truth/records.csv").Where(r => r["errorKind"] == "shifted-sheet").GroupBy(r => r["sheet"]))
        {
            foreach (var record in sheet)
            {
                (record.Number("offsetEastM") - record.Number("dx")).ShouldBe(0, 60);
                (record.Number("offsetNorthM") - record.Number("dy")).ShouldBe(0, 60);
            }
        }
    }

    [Fact]
    public void Better_rated_testimonies_are_more_often_right()
    {
        var right = _made.Rows("truth/testimonies.csv").ToDictionary(t => t.Id, t => t["right"] == "true");
        var rated = _made.Rows("testimonies.csv").ToLookup(t => t["sourceReliability"][0] <= 'C', t => right[t.Id] ? 1.0 : 0);
        rated[true].Average().ShouldBeGreaterThan(rated[false].Average() + 0.1);
    }

    [Fact]
    public void Hidden_place_names_stay_hidden()
    {
        var places = _made.Rows("settlements.csv");
        places.ShouldContain(p => p["nameShown"] == "false");
        places.Where(p => p["nameShown"] == "false").ShouldAllBe(p => p["nameAz"].Length == 0 && p["nameEn"].Length == 0);
    }

    [Fact]
    public void Blockages_name_edges_of_the_road_network()
    {
        var text = Encoding.UTF8.GetString(FeatureFile.Unpack(Path.Combine(MadeSample.Geography, "roads", "edges.csv.gz")));
        var edges = text.Split('\n').Skip(1).Select(l => l.Split(',')[0]).ToHashSet();
        foreach (var blockage in _made.Rows("road-blockages.csv"))
        {
            blockage["edges"].Split(';').ShouldAllBe(e => edges.Contains(e));
            blockage["wkt"].ShouldStartWith("LINESTRING (");
        }
    }

    private static double Offset(Row record) => new Coordinate(0, 0).Distance(new(record.Number("offsetEastM"), record.Number("offsetNorthM")));

    private static double ShareWithItems(IReadOnlyList<Row> areas, Coordinate[] items)
    {
        var tree = new NetTopologySuite.Index.KdTree.KdTree<string>();
        foreach (var item in items)
        {
            tree.Insert(item, "");
        }

        return areas.Count(a => tree.Query(a.Area.EnvelopeInternal).Any(n => a.Area.Contains(new Point(n.Coordinate)))) / (double)areas.Count;
    }
}
