namespace Surefoot.Account.Tests;

public sealed class StatementTests
{
    private static readonly DateOnly s_end = new(2023, 3, 31);

    // 10 ha suspected in district W, 10 ha confirmed in E; each partly released, 1 ha of it twice.
    private static readonly LandDistrict[] s_districts =
        [new("W", "West", Shapes.Box(-1000, 0, 1000, 1000)), new("E", "East", Shapes.Box(0, 0, 1000, 1000))];

    private static LandPolygon[] Land() =>
    [
        new("H1", LandKind.Suspected, new(2021, 1, 10), Shapes.Box(-1000, 0, 1000, 100)),
        new("H2", LandKind.Confirmed, new(2021, 2, 1), Shapes.Box(0, 0, 1000, 100)),
        new("C1", LandKind.Cleared, new(2022, 5, 31), Shapes.Box(-100, 0, 200, 100)) { Organisation = "anama", Method = "manual", Use = "road" },
        new("C2", LandKind.Cleared, new(2022, 6, 1), Shapes.Box(0, 0, 200, 100)) { Organisation = "army", Method = "dog" },
        new("N1", LandKind.Cancelled, new(2023, 3, 31), Shapes.Box(-500, 0, 100, 100)) { Organisation = "anama", Method = "non-technical-survey" },
    ];

    private static LandAccount Account => LandAccount.Compute(Land(), s_districts);

    private static string[] Lines(AccountStatement statement) => [.. statement.Rows.Select(row => FormattableString.Invariant(
        $"{row.Key} {(row.Kind == LandKind.Suspected ? "SHA" : "CHA")} {row.Opening.Ha:0}+{row.Recorded.Ha:0}-n{row.Cancelled.Ha:0}-c{row.Cleared.Ha:0} rework {row.Rework.Ha:0} = {row.Closing.Ha:0}"))];

    [Fact]
    public void Districts_split_the_ground_where_it_lies() => Lines(Account.Statement(null, s_end, AccountKey.District)).ShouldBe(
    [
        "E CHA 0+10-n0-c2 rework 1 = 8",
        "W SHA 0+10-n1-c1 rework 0 = 8",
    ]);

    [Fact]
    public void Nation_has_a_row_for_each_kind() => Lines(Account.Statement(null, s_end)).ShouldBe(
    [
        "nation SHA 0+10-n1-c1 rework 0 = 8",
        "nation CHA 0+10-n0-c2 rework 1 = 8",
    ]);

    [Fact]
    public void Kinds_are_the_nation_by_kind() => Lines(Account.Statement(null, s_end, AccountKey.Kind)).ShouldBe(
    [
        "confirmed CHA 0+10-n0-c2 rework 1 = 8",
        "suspected SHA 0+10-n1-c1 rework 0 = 8",
    ]);

    [Fact]
    public void Hazard_areas_hold_the_ground_that_they_recorded() => Lines(Account.Statement(null, s_end, AccountKey.HazardArea)).ShouldBe(
    [
        "H1 SHA 0+10-n1-c1 rework 0 = 8",
        "H2 CHA 0+10-n0-c2 rework 1 = 8",
    ]);

    [Fact]
    public void Years_chain_from_closing_to_opening() => Lines(Account.Statement(null, s_end, AccountKey.Year)).ShouldBe(
    [
        "2021 SHA 0+10-n0-c0 rework 0 = 10",
        "2021 CHA 0+10-n0-c0 rework 0 = 10",
        "2022 SHA 10+0-n0-c1 rework 0 = 9",
        "2022 CHA 10+0-n0-c2 rework 1 = 8",
        "2023 SHA 9+0-n1-c0 rework 0 = 8",
        "2023 CHA 8+0-n0-c0 rework 0 = 8",
    ]);

    [Fact]
    public void Months_of_a_period_start_and_end_with_it()
    {
        var statement = Account.Statement(new(2022, 5, 31), new(2022, 6, 1), AccountKey.Month);

        Lines(statement).ShouldBe(
        [
            "2022-05 SHA 10+0-n0-c1 rework 0 = 9",
            "2022-05 CHA 10+0-n0-c1 rework 0 = 9",
            "2022-06 SHA 9+0-n0-c0 rework 0 = 9",
            "2022-06 CHA 9+0-n0-c1 rework 1 = 8",
        ]);
        statement.Balanced.ShouldBeTrue();
    }

    [Fact]
    public void Organisations_hold_what_they_released_and_the_rest_is_open() => Lines(Account.Statement(null, s_end, AccountKey.Organisation)).ShouldBe(
    [
        "anama SHA 0+2-n1-c1 rework 0 = 0",
        "anama CHA 0+1-n0-c1 rework 0 = 0",
        "army CHA 0+1-n0-c1 rework 1 = 0",
        "open SHA 0+8-n0-c0 rework 0 = 8",
        "open CHA 0+8-n0-c0 rework 0 = 8",
    ]);

    [Fact]
    public void Release_after_the_period_is_open_in_it() => Lines(Account.Statement(null, new(2022, 5, 31), AccountKey.Organisation))
        .ShouldContain("open CHA 0+9-n0-c0 rework 0 = 9");

    [Fact]
    public void Use_that_is_not_stated_has_its_own_key() => Account.Statement(null, s_end, AccountKey.Use).Rows.Select(row => row.Key).Distinct()
        .ShouldBe(["road", AccountStatement.NotStated, AccountStatement.Open]);

    [Fact]
    public void Year_is_complete_from_its_last_day_on()
    {
        Account.Yearly(new(2022, 12, 30))[^1].ShouldSatisfyAllConditions(
            year => year.Complete.ShouldBeFalse(),
            year => year.To.ShouldBe(new(2022, 12, 30)));
        Account.Yearly(new(2022, 12, 31))[^1].Complete.ShouldBeTrue();
        var last = Account.Yearly(s_end)[^1];
        last.ShouldBe(new(2023, new(2023, 1, 1), s_end, false, ExactArea.FromM2(10_000), default, default, default));
        Account.Yearly(s_end)[1].Cleared.Ha.ShouldBe(3m);
    }

    [Fact]
    public void What_was_learnt_since_stands_under_corrections()
    {
        // As known in 2022 H1 was larger by a hectare outside any district.
        var then = LandAccount.Compute([.. Land()[1..], Land()[0] with { Polygon = Shapes.Box(-1100, 0, 1100, 100) }], s_districts);

        var statement = Account.Statement(new(2022, 1, 1), s_end, AccountKey.District, openingAsKnown: then);

        statement.Balanced.ShouldBeTrue();
        statement.Total.Opening.Ha.ShouldBe(21m);
        statement.Total.Corrections.Ha.ShouldBe(-1m);
        statement.Total.Closing.Ha.ShouldBe(16m);
        statement.Rows.Single(row => row.Key == AccountStatement.Unassigned).Corrections.Ha.ShouldBe(-1m);
        foreach (var by in Enum.GetValues<AccountKey>())
        {
            Account.Statement(new(2022, 1, 1), s_end, by, then).Balanced.ShouldBeTrue(by.ToString());
        }
    }

    [Fact]
    public void Overlapping_releases_are_found_with_their_area_and_place()
    {
        var finding = Account.Findings(s_end).ShouldHaveSingleItem();

        finding.Rule.ShouldBe(LandFindingRule.ReleasesOverlap);
        finding.PolygonId.ShouldBe("C2");
        finding.OtherId.ShouldBe("C1");
        finding.Area.Ha.ShouldBe(1m);
        finding.Place.EastingM.ShouldBeInRange(0, 100);
        Account.Findings(new(2022, 5, 31)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1.0, 0)]
    [InlineData(1.001, 1)]
    public void Overlap_of_up_to_a_square_metre_is_no_case(double widthM, int findings)
    {
        LandPolygon[] land =
        [
            Shapes.Land("H", LandKind.Suspected, 0, Shapes.Box(0, 0, 50, 50)),
            Shapes.Land("A", LandKind.Cleared, 1, Shapes.Box(0, 0, 10, 1)),
            Shapes.Land("B", LandKind.Cleared, 2, Shapes.Box(10 - widthM, 0, 10, 1)),
        ];

        LandAccount.Compute(land, []).Findings(Shapes.Day(9)).Count.ShouldBe(findings);
    }

    [Fact]
    public void Release_outside_hazard_and_hazard_over_released_ground_are_found()
    {
        LandPolygon[] land =
        [
            Shapes.Land("H", LandKind.Suspected, 0, Shapes.Box(0, 0, 100, 100)),
            Shapes.Land("R", LandKind.Cleared, 1, Shapes.Box(50, 0, 100, 100)),
            Shapes.Land("H2", LandKind.Confirmed, 2, Shapes.Box(90, 0, 10, 100)),
        ];

        var account = LandAccount.Compute(land, []);

        account.Findings(Shapes.Day(9)).Select(finding => $"{finding.Rule} {finding.PolygonId} {finding.OtherId} {finding.Area.M2:0}")
            .ShouldBe(["ReleaseOutsideHazard R  5000", "HazardOverReleased H2 R 1000"]);
        var release = account.PolygonBalances(Shapes.Day(9)).Single(balance => balance.Land.Id == "R");
        (release.Gross.M2, release.Net.M2, release.OutsideHazard.M2).ShouldBe((10_000m, 5_000m, 5_000m));
        account.Statement(null, Shapes.Day(9)).Total.Reopened.M2.ShouldBe(1000m);
    }

    [Fact]
    public void Period_that_ends_before_it_starts_is_misuse() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Account.Statement(s_end.AddDays(1), s_end));

    [Fact]
    public void Hazard_recorded_over_open_hazard_is_overlap_of_the_key_that_holds_the_ground()
    {
        LandPolygon[] land = [.. Land(), new("H3", LandKind.Suspected, new(2022, 1, 1), Shapes.Box(50, 0, 300, 100))];

        var account = LandAccount.Compute(land, s_districts);

        account.Statement(null, s_end, AccountKey.Organisation).Rows.Select(row => FormattableString.Invariant($"{row.Key} {row.Gross.Ha:0.#} {row.Overlap.Ha:0.#}"))
            .ShouldBe(["anama 2.5 0.5", "anama 1 0", "army 1 1", "army 1 0", "open 9.5 1.5", "open 8 0"]);
        account.Statement(null, s_end).Overlap.Ha.ShouldBe(3m);
        account.Statement(null, new(2021, 12, 31)).Overlap.Ha.ShouldBe(0m);
    }

    [Fact]
    public void Releases_of_a_key_add_up_to_their_polygons()
    {
        LandPolygon[] land = [.. Land(), new("C3", LandKind.Cleared, new(2022, 7, 1), Shapes.Box(-1200, 0, 300, 100)) { Organisation = "army", Method = "dog" }];

        var account = LandAccount.Compute(land, s_districts);

        Line(AccountKey.Organisation).ShouldBe("anama 3/0/0, army 2/1/2");
        Line(AccountKey.District).ShouldBe("E 2/1/0, W 3/0/0, unassigned 0/0/2");
        Line(AccountKey.Kind).ShouldBe("confirmed 2/1/0, suspected 3/0/0, not-attributed 0/0/2");
        Line(AccountKey.HazardArea).ShouldBe("H1 3/0/0, H2 2/1/0, not-attributed 0/0/2");
        Line(AccountKey.Year).ShouldBe("2022 4/1/2, 2023 1/0/0");

        string Line(AccountKey by) => string.Join(", ", account.Statement(null, s_end, by).Releases.Select(key =>
            FormattableString.Invariant($"{key.Key} {key.Net.Ha:0}/{key.Rework.Ha:0}/{key.OutsideHazard.Ha:0}")));
    }

    [Fact]
    public void Ground_at_a_point_tells_its_spells_and_all_acts_over_it()
    {
        LandPolygon[] land =
        [
            Shapes.Land("H", LandKind.Suspected, 0, Shapes.Box(0, 0, 100, 100)),
            Shapes.Land("R1", LandKind.Cancelled, 1, Shapes.Box(0, 0, 50, 100)),
            Shapes.Land("R2", LandKind.Cleared, 2, Shapes.Box(0, 0, 50, 100)),
            Shapes.Land("F", LandKind.Confirmed, 3, Shapes.Box(0, 0, 100, 100)) with { SuspectedSince = null },
        ];

        var account = LandAccount.Compute(land, s_districts);

        Text(25).ShouldBe("E: H>R1 F> | H R1 R2 F");
        Text(50).ShouldBe("E: H+F> | H F");
        Text(-1).ShouldBe("W:  | ");
        Text(9000).ShouldBe("unassigned:  | ");

        string Text(double x)
        {
            var ground = account.GroundAt(new(x, 50));
            var spells = ground.Spells.Select(spell => $"{spell.Recorded.Id}{(spell.Confirmed is { } by ? "+" + by.Id : "")}>{spell.Released?.Id}");
            return $"{ground.District}: {string.Join(' ', spells)} | {string.Join(' ', ground.Acts.Select(act => act.Id))}";
        }
    }

    [Fact]
    public void Two_neighbours_share_no_point_of_their_border_and_leave_none_out()
    {
        LandPolygon[] land =
        [
            Shapes.Land("A", LandKind.Suspected, 0, Shapes.Wkt("POLYGON((0 0, 10 0, 13 7, 10 20, 0 20, 0 0))")),
            Shapes.Land("B", LandKind.Suspected, 0, Shapes.Wkt("POLYGON((10 0, 30 0, 30 20, 10 20, 13 7, 10 0))")),
        ];

        var account = LandAccount.Compute(land, []);

        for (var i = 0; i <= 2000; i++)
        {
            var y = i / 100.0;
            var x = y < 7 ? 10 + (y * 3 / 7) : 13 - ((y - 7) * 3 / 13);
            account.GroundAt(new(x, y)).Acts.Count.ShouldBe(i == 2000 ? 0 : 1);
        }
    }

    [Fact]
    public void Hazard_that_was_confirmed_counts_once_in_the_gross_and_opens_what_was_released_before()
    {
        LandPolygon[] land =
        [
            new("H", LandKind.Confirmed, Shapes.Day(5), Shapes.Box(0, 0, 1000, 100)) { SuspectedSince = Shapes.Day(0) },
            Shapes.Land("R", LandKind.Cleared, 3, Shapes.Box(0, 0, 200, 100)),
        ];

        var account = LandAccount.Compute(land, []);
        var statement = account.Statement(null, Shapes.Day(9));

        Lines(statement).ShouldBe(["nation SHA 0+10-n0-c2 rework 0 = 0", "nation CHA 0+2-n0-c0 rework 0 = 10"]);
        statement.Balanced.ShouldBeTrue();
        (statement.Gross.Ha, statement.Total.Reopened.Ha).ShouldBe((12m, 2m));
        account.Statement(null, Shapes.Day(4)).Total.Closing.Ha.ShouldBe(8m);
        account.Findings(Shapes.Day(9)).ShouldHaveSingleItem().Rule.ShouldBe(LandFindingRule.HazardOverReleased);
        account.With([], ["H"]).Statement(null, Shapes.Day(9)).Gross.ShouldBe(default);
        Should.Throw<ArgumentException>(() => LandAccount.Compute([land[1] with { SuspectedSince = Shapes.Day(0) }], []));
        Should.Throw<ArgumentException>(() => LandAccount.Compute([land[0] with { SuspectedSince = Shapes.Day(5) }], []));
    }

    [Fact]
    public void Findings_about_some_polygons_are_those_of_all_in_which_they_have_a_part()
    {
        var account = LandAccount.Compute(Shapes.RandomLand(5, 150, 9000, 900), []);
        var all = account.Findings(Shapes.Day(900));
        string[] about = ["P00003", "P00070", "P00149"];

        account.Findings(Shapes.Day(900), about: about)
            .ShouldBe(all.Where(finding => about.Contains(finding.PolygonId) || about.Contains(finding.OtherId)));
        account.Findings(Shapes.Day(900), about: []).ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => account.Findings(Shapes.Day(900), about: ["nobody"]));
    }
}
