using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Union;

namespace Surefoot.SampleCountry.Tests;

/// <summary>Areas and dates judged from the files by unions in the account's plane, which the generator never makes.</summary>
public sealed class AreaTests(SmallSample small) : IClassFixture<SmallSample>
{
    private readonly MadeSample _made = small.Made;

    [Fact]
    public void Hazard_areas_net_of_overlap_have_the_printed_totals()
    {
        var hazards = _made.Areas("hazard");
        var confirmed = MadeSample.UnionArea(hazards.Where(h => h["kind"] == "confirmed"));
        var all = MadeSample.UnionArea(hazards);
        confirmed.ShouldBe(88.79e6, 100);
        (all - confirmed).ShouldBe(611.23e6, 100);
        _made.Summary.ConfirmedM2.ShouldBe(confirmed, 20);
        _made.Summary.SuspectedM2.ShouldBe(all - confirmed, 20);
    }

    [Fact]
    public void Hazard_areas_overlap_by_a_few_per_cent()
    {
        var hazards = _made.Areas("hazard");
        var overlap = (hazards.Sum(h => h.Area.Area) / MadeSample.UnionArea(hazards)) - 1;
        overlap.ShouldBeInRange(0.02, 0.09);
    }

    [Fact]
    public void Cleared_land_of_a_year_net_of_all_released_before_is_the_printed_figure()
    {
        var net = NetByYear("cleared");
        net[2021].ShouldBe(865.4e4, 100);
        net[2022].ShouldBe(1829.8e4, 100);
        net[2023].ShouldBe(2211.7e4, 100);
        net[2024].ShouldBe(2584.3e4, 100);
        net[2025].ShouldBe(518.4e4, 100);
        net.Keys.Min().ShouldBe(2021);
    }

    [Fact]
    public void Some_cleared_polygons_clear_ground_again()
    {
        var again = _made.Areas("cleared").Sum(c => c.Area.Area) - NetByYear("cleared").Values.Sum();
        again.ShouldBeGreaterThan(10_000);
        again.ShouldBeLessThan(0.05 * _made.Summary.ClearedM2);
    }

    [Fact]
    public void Released_polygons_lie_in_hazard_recorded_before_them()
    {
        var tree = Index(_made.Areas("hazard"));
        foreach (var release in Released())
        {
            var recorded = tree.Query(release.Area.EnvelopeInternal).Where(h => h.Date("informationDate") < release.Date("releasedOn")).Select(h => (Geometry)h.Area).ToList();
            recorded.ShouldNotBeEmpty(release.Id);
            release.Area.Difference(UnaryUnionOp.Union(recorded)).Area.ShouldBeLessThan(1, release.Id);
        }
    }

    [Fact]
    public void No_hazard_is_recorded_on_land_released_before()
    {
        var tree = Index(Released());
        foreach (var hazard in _made.Areas("hazard"))
        {
            foreach (var release in tree.Query(hazard.Area.EnvelopeInternal).Where(r => r.Date("releasedOn") < hazard.Date("informationDate")))
            {
                hazard.Area.Intersection(release.Area).Area.ShouldBeLessThan(1, $"{hazard.Id} {release.Id}");
            }
        }
    }

    [Fact]
    public void Polygons_are_valid_turn_anticlockwise_and_keep_to_their_district()
    {
        var district = PreparedGeometryFactory.Prepare(Fuzuli().Buffer(0.01));
        foreach (var row in _made.Areas("hazard").Concat(Released()).Concat(_made.Coverage))
        {
            row.Area.IsValid.ShouldBeTrue(row.Id);
            row.Anticlockwise.ShouldBeTrue(row.Id);
            row["district"].ShouldBe("AZ-FUZ");
            district.Covers(row.Area).ShouldBeTrue(row.Id);
        }
    }

    [Fact]
    public void Reported_areas_are_near_the_computed_ones_but_not_copies()
    {
        var rows = _made.Areas("hazard").Concat(Released()).ToArray();
        var apart = rows.Select(r => Math.Abs((r.Number("reportedAreaM2") / r.Area.Area) - 1)).ToArray();
        apart.Max().ShouldBeLessThan(0.01);
        apart.Average().ShouldBeGreaterThan(0.0005);
    }

    [Fact]
    public void Every_release_names_a_hazard_area_that_holds_it()
    {
        var hazards = _made.Areas("hazard").ToDictionary(h => h.Id);
        foreach (var release in Released())
        {
            release.Area.Difference(hazards[release["hazardArea"]].Area).Area.ShouldBeLessThan(1, release.Id);
        }
    }

    private IEnumerable<Row> Released() => _made.Areas("cancelled").Concat(_made.Areas("reduced")).Concat(_made.Areas("cleared"));

    private Dictionary<int, double> NetByYear(string kind)
    {
        var tree = Index(Released());
        var wanted = _made.Areas(kind).Select(r => r.Id).ToHashSet();
        var net = new Dictionary<int, double>();
        foreach (var release in Released().Where(r => wanted.Contains(r.Id)))
        {
            var on = release.Date("releasedOn");
            var before = tree.Query(release.Area.EnvelopeInternal).Where(r => r.Date("releasedOn") < on).Select(r => (Geometry)r.Area).ToList();
            var fresh = before.Count == 0 ? release.Area.Area : release.Area.Difference(UnaryUnionOp.Union(before)).Area;
            net[on.Year] = net.GetValueOrDefault(on.Year) + fresh;
        }

        return net;
    }

    private static STRtree<Row> Index(IEnumerable<Row> rows)
    {
        var tree = new STRtree<Row>();
        foreach (var row in rows)
        {
            tree.Insert(row.Area.EnvelopeInternal, row);
        }

        tree.Build();
        return tree;
    }

    private static Polygon Fuzuli()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(MadeSample.Geography, "districts.geojson")));
        var feature = document.RootElement.GetProperty("features").EnumerateArray().First(f => f.GetProperty("properties").GetProperty("iso").GetString() == "AZ-FUZ");
        return MadeSample.ReadPolygon(feature.GetProperty("geometry").GetProperty("coordinates"));
    }
}
