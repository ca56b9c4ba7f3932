using NetTopologySuite.Geometries;

namespace Surefoot.Account.Tests;

/// <summary>Tiles in which more polygons lie than one arrangement should hold: in parts, and yet as if they were whole.</summary>
public sealed class CrowdedTileTests
{
    private static readonly DateOnly s_end = Shapes.Day(900);
    private static readonly List<LandDistrict> s_districts = Shapes.FourDistricts(6000);

    // Some 350 in each of four tiles, most of them near the corner where the tiles meet.
    private static readonly List<LandPolygon> s_land = [.. Shapes.RandomLand(21, 800, 3000, 150, 10), .. Later(Shapes.RandomLand(22, 600, 9000, 300, 10))];

    private static IEnumerable<LandPolygon> Later(List<LandPolygon> land) => land.Select(polygon => polygon with { Id = "L" + polygon.Id, RecordId = "L" + polygon.Id });

    private static string Fingerprint(LandAccount account, int workers = 1) => string.Join(
        '\n',
        Enum.GetValues<AccountKey>().SelectMany(by => account.Statement(Shapes.Day(200), Shapes.Day(700), by).Rows.Select(row => row.ToString()))
            .Concat(account.Findings(s_end).Select(finding => finding.ToString()))
            .Concat(account.Faces(s_end, byDistrict: true, workers).Select(face => $"{face.State} {face.District} {face.Area} {face.Polygon.AsText()}")));

    [Fact]
    public void Growing_crowded_and_thinning_out_again_gives_the_bits_of_a_full_run()
    {
        var full = LandAccount.Compute(s_land, s_districts);
        var half = LandAccount.Compute(s_land.Take(700), s_districts);
        half.Tiles.ShouldBe(full.Tiles);
        var account = half;
        foreach (var few in s_land.Skip(700).Chunk(35))
        {
            account = account.With(few, [], 2);
        }

        Fingerprint(account).ShouldBe(Fingerprint(full));
        foreach (var few in s_land.Skip(700).Chunk(70))
        {
            account = account.With([], few.Select(polygon => polygon.Id));
        }

        Fingerprint(account).ShouldBe(Fingerprint(half));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Neither_order_nor_workers_change_a_bit(int workers) =>
        Fingerprint(LandAccount.Compute(Shapes.Shuffled(s_land, 5), Shapes.Shuffled(s_districts, 6), workers), workers).ShouldBe(Fingerprint(LandAccount.Compute(s_land, s_districts)));

    [Fact]
    public void One_new_polygon_changes_nothing_that_it_does_not_touch()
    {
        // A hazard far off in the same tile: areas of the rest stay to the bit, so a correction never shows where nothing was corrected.
        var before = LandAccount.Compute(s_land, s_districts);
        var added = Shapes.Land("N", LandKind.Suspected, 1, Shapes.Box(4700.5, 4700.5, 200, 200));

        var after = before.With([added], []);

        after.PolygonBalances(s_end).Where(balance => balance.Land.Id != "N").ShouldBe(before.PolygonBalances(s_end));
    }

    [Fact]
    public void Statements_balance_and_faces_are_valid_and_add_up_exactly()
    {
        var account = LandAccount.Compute(s_land, s_districts);

        foreach (var by in Enum.GetValues<AccountKey>())
        {
            account.Statement(Shapes.Day(100), Shapes.Day(800), by).Balanced.ShouldBeTrue();
        }

        var faces = account.Faces(s_end, byDistrict: true);
        faces.ShouldAllBe(face => face.Polygon.IsValid);
        foreach (var row in account.Statement(null, s_end, AccountKey.District).Rows)
        {
            new ExactArea(faces.Where(face => face.State == row.Kind && face.District == row.Key).Sum(face => face.Area.TwiceMm2)).ShouldBe(row.Closing);
        }
    }

    [Fact]
    public void Area_of_the_union_is_that_of_doubles_and_of_the_account()
    {
        var hazards = s_land.ConvertAll(polygon => polygon with { Kind = LandKind.Suspected });
        var union = LandUnion.Measure(hazards.ConvertAll(polygon => polygon.Polygon), 2);

        union.Net.ShouldBe(LandAccount.Compute(hazards, []).Statement(null, s_end).Total.Closing);
        var doubles = NetTopologySuite.Operation.OverlayNG.UnaryUnionNG.Union(
            GeometryFactory.Default.BuildGeometry(hazards.ConvertAll(polygon => polygon.Polygon)), new PrecisionModel(PrecisionModels.Floating)).Area;

        // 48 km²; nodes are rounded to the millimetre, so a boundary of hundreds of kilometres wavers by tenths of a millimetre.
        ((double)union.Net.M2).ShouldBe(doubles, 2);
    }

    [Fact]
    public void Face_has_no_seam_where_the_parts_of_a_crowded_tile_meet()
    {
        // Three hundred small fields in one corner: there the tile is in many parts, beyond in few.
        var land = Shapes.Land("A", LandKind.Suspected, 1, Shapes.Box(10, 10, 4980, 4980));
        var fields = Enumerable.Range(0, 300).Select(i => Shapes.Land($"F{i}", LandKind.Cleared, 2, Shapes.Box(50 + (i % 20 * 40), 50 + (i / 20 * 40), 20, 20)));

        var faces = LandAccount.Compute([land, .. fields], []).Faces(s_end);

        var open = faces.Single(face => face.State == LandKind.Suspected).Polygon;
        open.NumInteriorRings.ShouldBe(300);
        open.NumPoints.ShouldBe(5 * 301);
    }
}
