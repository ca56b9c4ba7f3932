using CsCheck;
using NetTopologySuite.Geometries;

namespace Surefoot.Account.Tests;

/// <summary>What holds for any land: the same bits however it is computed, and parts that add up to the whole.</summary>
public sealed class ArrangementTests
{
    private static readonly DateOnly s_end = Shapes.Day(900);

    // Around the corner of four tiles, so that most polygons are cut.
    private static List<LandPolygon> Land(ulong seed, int count = 120) => Shapes.RandomLand(seed, count, 9000, 900);

    private static string Fingerprint(LandAccount account) => string.Join(
        '\n',
        Enum.GetValues<AccountKey>().SelectMany(by => account.Statement(Shapes.Day(200), Shapes.Day(700), by).Rows.Select(row => row.ToString()))
            .Concat(account.Findings(s_end).Select(finding => finding.ToString()))
            .Concat(account.PolygonBalances(s_end).Select(balance => $"{balance.Land.Id} {balance.Gross} {balance.Net} {balance.Open}")));

    public static TheoryData<int, bool> WaysToCompute => new(
        from workers in (int[])[1, 2, 7]
        from atOnce in (bool[])[true, false]
        select (workers, atOnce));

    [Theory]
    [MemberData(nameof(WaysToCompute))]
    public void Same_bits_in_100_shuffles_for_any_workers_all_at_once_or_one_by_one(int workers, bool atOnce)
    {
        // Hazards confirmed later among them, so that every kind of act is shuffled.
        var land = Shapes.RandomLand(1, 24, 9000, 900, 12).ConvertAll(polygon =>
            polygon.Kind == LandKind.Confirmed ? polygon with { SuspectedSince = polygon.Date.AddDays(-30) } : polygon);
        var districts = Shapes.FourDistricts(6000);
        var expected = Fingerprint(LandAccount.Compute(land, districts));

        for (var seed = 0UL; seed < 100; seed++)
        {
            var shuffled = Shapes.Shuffled(land, seed);
            var account = LandAccount.Compute(atOnce ? shuffled : [], Shapes.Shuffled(districts, seed), workers);
            foreach (var polygon in atOnce ? [] : shuffled)
            {
                account = account.With([polygon], [], workers);
            }

            Fingerprint(account).ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Number_of_workers_does_not_change_a_bit(int workers)
    {
        var land = Land(2, 300);
        var districts = Shapes.FourDistricts(6000);

        var parallel = LandAccount.Compute(land, districts, workers);

        Fingerprint(parallel).ShouldBe(Fingerprint(LandAccount.Compute(land, districts)));
        FaceText(parallel, workers).ShouldBe(FaceText(LandAccount.Compute(land, districts), 1));
    }

    [Fact]
    public void One_after_the_other_gives_the_bits_of_a_full_run()
    {
        var land = Land(3, 80);
        var districts = Shapes.FourDistricts(6000);
        var account = LandAccount.Compute(land.Take(60), districts);

        foreach (var polygon in land.Skip(60))
        {
            account = account.With([polygon], []);
        }

        Fingerprint(account).ShouldBe(Fingerprint(LandAccount.Compute(land, districts)));
        Fingerprint(account.With([], land.Skip(60).Select(polygon => polygon.Id))).ShouldBe(Fingerprint(LandAccount.Compute(land.Take(60), districts)));
    }

    [Fact]
    public void Polygon_is_replaced_by_taking_out_its_id_and_adding_it_again()
    {
        var before = Shapes.Land("A", LandKind.Suspected, 1, Shapes.Box(0, 0, 100, 100));
        var after = before with { Polygon = Shapes.Box(0, 0, 100, 50) };

        var account = LandAccount.Compute([before], []).With([after], ["A"]);

        account.Statement(null, s_end).Total.Closing.M2.ShouldBe(5000m);
    }

    [Fact]
    public void Account_with_everything_taken_out_is_empty()
    {
        var account = LandAccount.Compute([Shapes.Land("A", LandKind.Suspected, 1, Shapes.Box(0, 0, 100, 100))], []).With([], ["A"]);

        account.Polygons.ShouldBe(0);
        account.Tiles.ShouldBe(0);
        account.Statement(null, s_end).Total.Closing.M2.ShouldBe(0m);
    }

    [Fact]
    public void Two_polygons_of_one_id_are_misuse()
    {
        var polygon = Shapes.Land("A", LandKind.Suspected, 1, Shapes.Box(0, 0, 1, 1));

        Should.Throw<ArgumentException>(() => LandAccount.Compute([polygon, polygon], [])).Message.ShouldContain("A");
        Should.Throw<ArgumentException>(() => LandAccount.Compute([polygon], []).With([polygon], []));
        Should.Throw<ArgumentException>(() => LandAccount.Compute([polygon], []).With([], ["B"])).Message.ShouldContain("B");
    }

    [Fact]
    public void Every_statement_of_random_land_balances_and_its_parts_add_up()
    {
        Gen.Select(Gen.ULong[1, 1_000_000], Gen.Int[0, 900], Gen.Int[0, 900]).Sample(
            (seed, a, b) =>
            {
                var account = LandAccount.Compute(Shapes.RandomLand(seed, 25, 6000, 900, 12), Shapes.FourDistricts(2000));
                var (from, asOf) = (Shapes.Day(Math.Min(a, b)), Shapes.Day(Math.Max(a, b)));
                foreach (var by in Enum.GetValues<AccountKey>())
                {
                    account.Statement(from, asOf, by).Balanced.ShouldBeTrue(by.ToString());
                }

                // The opening of a period is the closing of the day before, worked out apart.
                account.Statement(from, asOf).Total.Opening.ShouldBe(account.Statement(null, from.AddDays(-1)).Total.Closing);
                account.PolygonBalances(asOf).Where(balance => balance.Land.IsRelease)
                    .ShouldAllBe(balance => balance.Gross == balance.Net + balance.Rework + balance.OutsideHazard);
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void Adding_a_release_never_increases_what_is_open()
    {
        Gen.Select(Gen.ULong[1, 1_000_000], Gen.Double[-4000, 4000], Gen.Double[-4000, 4000], Gen.Double[10, 2000], Gen.Int[0, 900]).Sample(
            (seed, x, y, size, day) =>
            {
                var account = LandAccount.Compute(Shapes.RandomLand(seed, 25, 6000, 900, 12), []);
                var before = account.Statement(null, s_end).Total;
                var release = Shapes.Land("new", LandKind.Cleared, day, Shapes.Box(Math.Round(x, 3), Math.Round(y, 3), Math.Round(size, 3), Math.Round(size, 3)));

                var after = account.With([release], []).Statement(null, s_end).Total;

                // New nodes may bend the edges they meet by half a millimetre: 25 outlines of at most 6 km cross the new one.
                (after.Closing - before.Closing).M2.ShouldBeLessThanOrEqualTo(25m * 6000 * 0.0005m);
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void Hazard_recorded_earlier_or_later_covers_the_union_of_its_polygons()
    {
        var land = Land(5, 200).Where(polygon => !polygon.IsRelease).ToList();
        var account = LandAccount.Compute(land, Shapes.FourDistricts(6000));

        var statement = account.Statement(null, s_end, AccountKey.District);

        // The districts' own edges add nodes; each moves an edge by at most half a millimetre.
        var union = LandUnion.Measure(land.ConvertAll(polygon => polygon.Polygon));
        ((double)(statement.Total.Closing - union.Net).M2).ShouldBe(0, 0.5);
        (statement.Gross - statement.Overlap).ShouldBe(statement.Total.Recorded);
        statement.Rows.Select(row => row.Key).Distinct().ShouldBe(["D1", "D2", "D3", AccountStatement.Unassigned]);
    }

    [Fact]
    public void Faces_of_a_day_are_valid_and_add_up_to_the_account_exactly()
    {
        var account = LandAccount.Compute(Land(6, 250), Shapes.FourDistricts(6000));

        foreach (var day in new[] { 0, 300, 900 })
        {
            var faces = account.Faces(Shapes.Day(day), byDistrict: true);
            foreach (var row in account.Statement(null, Shapes.Day(day), AccountKey.District).Rows)
            {
                var area = new ExactArea(faces.Where(face => face.State == row.Kind && face.District == row.Key).Sum(face => face.Area.TwiceMm2));
                area.ShouldBe(row.Closing);
            }

            foreach (var face in faces)
            {
                face.Polygon.IsValid.ShouldBeTrue();
                face.Polygon.Area.ShouldBe((double)face.Area.M2, 1e-3);
            }
        }
    }

    [Fact]
    public void Faces_of_different_states_never_share_ground()
    {
        var faces = LandAccount.Compute(Land(7, 80), []).Faces(s_end);

        var together = LandUnion.Measure([.. faces.Select(face => (Geometry)face.Polygon)]);

        // Between tiles a face may carry a node on a seam that its neighbour rounds apart.
        ((double)(together.Gross - together.Net).M2).ShouldBe(0, 0.01);
    }

    [Fact]
    public void Face_has_no_seam_where_tiles_meet()
    {
        var land = Shapes.Land("A", LandKind.Suspected, 1, Shapes.Wkt("POLYGON((-7000 -7000, 7000 -7000, 7000 7000, -7000 7000, -7000 -7000),(-100 -100,-100 100,100 100,100 -100,-100 -100))"));

        var face = LandAccount.Compute([land], []).Faces(s_end).ShouldHaveSingleItem();

        face.Polygon.EqualsTopologically(land.Polygon).ShouldBeTrue();
        face.Polygon.NumPoints.ShouldBe(10);
    }

    [Fact]
    public void Faces_that_touch_in_a_corner_are_apart_and_a_hole_may_touch_its_shell()
    {
        LandPolygon[] land =
        [
            Shapes.Land("A", LandKind.Suspected, 1, Shapes.Box(10, 10, 10, 10)),
            Shapes.Land("B", LandKind.Suspected, 1, Shapes.Box(20, 20, 10, 10)),
            Shapes.Land("C", LandKind.Suspected, 1, Shapes.Box(100, 100, 30, 30)),
            Shapes.Land("D", LandKind.Cleared, 2, Shapes.Wkt("POLYGON((100 110, 110 105, 110 115, 100 110))")),
        ];

        var open = LandAccount.Compute(land, []).Faces(s_end).Where(face => face.State == LandKind.Suspected).ToList();

        open.Count.ShouldBe(3);
        open.ShouldAllBe(face => face.Polygon.IsValid);
        open.Single(face => face.Polygon.NumInteriorRings == 1).Area.M2.ShouldBe(850m);
    }

    private static string FaceText(LandAccount account, int workers) =>
        string.Join('\n', account.Faces(s_end, byDistrict: true, workers).Select(face => $"{face.State} {face.District} {face.Polygon}"));
}
