using System.Globalization;
using NetTopologySuite.Geometries;
using Surefoot.Account;
using Surefoot.Geodesy;
using Surefoot.Journal;
using Surefoot.Registry.Accounting;

namespace Surefoot.Registry.Tests;

/// <summary>The account out of a journal: on both clocks, and with the finds beside it.</summary>
public abstract class AccountTests(StoreKind kind) : IDisposable
{
    private static readonly LandDistrict[] s_districts = [new("AZ-FUZ", "Füzuli", PlaneBox(46.9, 39.4, 47.5, 40))];

    private readonly TestFolder _folder = new(kind: kind);
    private int _batches;

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_later_version_of_a_hazard_does_not_record_its_ground_anew()
    {
        Hazard("HA-1", "2021-05-01", Box(47, 39.6, 10));
        Release("cleared-area", "CL-1", "2022-06-01", Box(47, 39.6, 5));
        Hazard("HA-1", "2023-02-01", Box(47, 39.6, 10), ("name", "with more evidence"));

        var total = Draw(null, new(2024, 1, 1)).Total.Land;

        (Ha(total.RecordedM2), Ha(total.ClearedM2), Ha(total.ClosingM2), total.ReopenedM2).ShouldBe((10, 5, 5, 0));
        Draw(null, new(2024, 1, 1)).Statement.OutsideHazard.ShouldBe(default);
    }

    [Fact]
    public void A_version_that_confirms_a_hazard_moves_its_ground_from_one_kind_to_the_other()
    {
        Hazard("HA-1", "2021-05-01", Box(47, 39.6, 10));
        Release("reduced-area", "RE-1", "2022-06-01", Box(47, 39.6, 4));
        Hazard("HA-1", "2023-02-01", Box(47.01, 39.6, 10), ("kind", "confirmed"));
        Hazard("HA-1", "2023-05-01", Box(47.01, 39.6, 10), ("kind", "confirmed"));

        var rows = Draw(new(2023, 1, 1), new(2023, 12, 31)).Statement.Rows;

        rows.Select(row => $"{row.Kind} {Ha(row.Opening.M2)} {Ha(row.Confirmed.M2)} {Ha(row.Corrections.M2)} {Ha(row.Closing.M2)}")
            .ShouldBe(["Suspected 6 -10 4 0", "Confirmed 0 10 0 10"]);
    }

    [Fact]
    public void Another_outline_changes_the_balance_as_a_correction_and_no_year_before()
    {
        Hazard("HA-1", "2021-05-01", Box(47, 39.6, 10));
        Hazard("HA-1", "2023-02-01", Box(47, 39.6, 7));

        Draw(new(2022, 1, 1), new(2022, 12, 31)).Total.Land.ShouldSatisfyAllConditions(
            year => Ha(year.OpeningM2).ShouldBe(10),
            year => Ha(year.ClosingM2).ShouldBe(10));
        Draw(new(2023, 1, 1), new(2023, 12, 31)).ShouldSatisfyAllConditions(
            year => Ha(year.Total.Land.OpeningM2).ShouldBe(10),
            year => Ha(year.Total.Land.CorrectionsM2).ShouldBe(-3),
            year => Ha(year.Total.Land.ClosingM2).ShouldBe(7),
            year => year.Statement.Balanced.ShouldBeTrue());
    }

    [Fact]
    public void What_was_not_known_at_the_opening_is_a_correction_if_asked_so()
    {
        Hazard("HA-1", "2021-05-01", Box(47, 39.6, 10));
        _folder.Clock.Now = new(2025, 4, 10, 0, 0, 0, TimeSpan.Zero);
        Hazard("HA-2", "2021-06-01", Box(47.1, 39.6, 2));
        DateTimeOffset before = new(2025, 4, 1, 0, 0, 0, TimeSpan.Zero);
        AccountRequest request = new(new(2022, 1, 1), new(2022, 12, 31));

        Line(Draw(request)).ShouldBe("12 0 12");
        Line(Draw(request with { OpeningKnownAt = before })).ShouldBe("10 2 12");
        Line(Draw(request with { KnownAt = before })).ShouldBe("10 0 10");

        static string Line(DrawnAccount drawn) => $"{Ha(drawn.Total.Land.OpeningM2)} {Ha(drawn.Total.Land.CorrectionsM2)} {Ha(drawn.Total.Land.ClosingM2)}";
    }

    [Fact]
    public void As_known_then_stays_what_it_was_whatever_is_learnt_later()
    {
        Hazard("HA-1", "2021-05-01", Box(47, 39.6, 10));
        Release("cleared-area", "CL-1", "2022-06-01", Box(47, 39.6, 5));
        Find("F-1", "2022-05-01", 47.0005, 39.6005, "CL-1");
        var known = _folder.Clock.Now;
        string[] then = [.. Enum.GetValues<AccountKey>().Select(by => Text(Draw(new(new(2022, 1, 1), new(2022, 12, 31), by, known))))];

        _folder.Clock.Now = known.AddDays(30);
        Hazard("HA-1", "2021-04-01", Box(47, 39.6, 3));
        Hazard("HA-3", "2022-02-01", Box(47.2, 39.6, 9), ("kind", "confirmed"));
        Release("cancelled-area", "CA-1", "2022-07-01", Box(47.2, 39.6, 9));
        Find("F-2", "2022-05-01", 47.2005, 39.6005, null);
        _folder.Store.UndoBatch(new WriteContext(TestFolder.Officer, "syn", "act-undo", "wrong sheet"), "batch-2");

        Enum.GetValues<AccountKey>().Select(by => Text(Draw(new(new(2022, 1, 1), new(2022, 12, 31), by, known)))).ShouldBe(then);
        Text(Draw(new(new(2022, 1, 1), new(2022, 12, 31)))).ShouldNotBe(then[0]);
    }

    [Fact]
    public void Finds_go_to_the_release_they_name_else_to_the_one_over_the_place_else_to_the_search_else_to_nobody()
    {
        Hazard("HA-1", "2021-01-01", Box(47, 39.6, 40));
        Release("cleared-area", "CL-1", "2022-06-01", Box(47, 39.6, 10), ("method", "manual"));
        Release("cleared-area", "CL-2", "2023-06-01", Box(47, 39.6015, 5), ("method", "dog"));
        Submit("search-coverage", "SC-1", "2022-01-01", Box(47.3, 39.6, 10), ("method", "mechanical"), ("from", "2022-01-01"), ("to", "2022-03-01"), ("passes", "1"), ("coverageShare", "1"));
        Find("named", "2022-05-01", 47.3005, 39.6005, "CL-1");
        Find("by-place", "2022-05-02", 47.0005, 39.6005, null);
        Find("after-release", "2022-06-02", 47.0005, 39.6005, null);
        Find("not-yet-released", "2022-05-03", 47.0005, 39.602, null);
        Find("not-yet-searched", "2022-05-03", 47.0005, 39.6035, null);
        Find("searched", "2022-03-01", 47.3005, 39.6005, null);
        Find("after-search", "2022-03-02", 47.3005, 39.6005, null);

        Finds(AccountKey.Method, new(2022, 12, 31)).ShouldBe("manual 2, mechanical 1, open 2, not-attributed 2");
        Finds(AccountKey.Method, new(2023, 12, 31)).ShouldBe("dog 1, manual 2, mechanical 1, open 1, not-attributed 2");
        Finds(AccountKey.HazardArea, new(2022, 12, 31)).ShouldBe("HA-1 3, not-attributed 4");
        Finds(AccountKey.District, new(2022, 12, 31)).ShouldBe("AZ-FUZ 7");
        Finds(AccountKey.Month, new(2022, 12, 31)).ShouldBe("2022-03 2, 2022-05 4, 2022-06 1");
        Draw(new(null, new(2022, 12, 31), AccountKey.Method)).Keys.Single(key => key.Key == "manual").Yield.ApPerHaCleared!.Value.ShouldBe(0.2, 0.001);
    }

    [Fact]
    public void A_part_of_a_year_or_month_is_marked()
    {
        Hazard("HA-1", "2021-05-01", Box(47, 39.6, 10));

        Draw(new(new(2022, 2, 2), new(2024, 3, 31), AccountKey.Year)).Keys.Select(key => $"{key.Key} {key.From:MM-dd} {key.To:MM-dd} {key.Complete}")
            .ShouldBe(["2022 02-02 12-31 False", "2023 01-01 12-31 True", "2024 01-01 03-31 False"]);
        Draw(new(new(2022, 2, 2), new(2022, 4, 30), AccountKey.Month)).Keys.Select(key => key.Complete).ShouldBe([false, true, true]);
    }

    [Fact]
    public void Months_make_the_year_and_districts_the_nation_to_the_last_decimal()
    {
        Hazard("HA-1", "2022-01-05", Box(47.495, 39.6, 77));
        Hazard("HA-2", "2022-03-09", Box(47.496, 39.6003, 31), ("kind", "confirmed"));
        Release("cancelled-area", "CA-1", "2022-03-31", Box(47.4993, 39.6, 5));
        Release("cleared-area", "CL-1", "2022-11-30", Box(47.4985, 39.6001, 13));
        Release("cleared-area", "CL-2", "2022-12-01", Box(47.4987, 39.6002, 9));

        foreach (var by in new[] { AccountKey.Month, AccountKey.District, AccountKey.Method, AccountKey.Kind, AccountKey.HazardArea })
        {
            var drawn = Draw(new(new(2022, 1, 1), new(2022, 12, 31), by));
            drawn.Statement.Balanced.ShouldBeTrue();
            foreach (var of in new Func<AccountKeyLine, decimal>[] { k => k.Land.RecordedM2, k => k.Land.GrossM2, k => k.Land.OverlapM2, k => k.Land.CancelledM2, k => k.Land.ClearedM2, k => k.Land.ReworkM2, k => k.ReleasedGrossM2, k => k.OutsideHazardM2 })
            {
                drawn.Keys.Sum(of).ShouldBe(of(drawn.Total), by.ToString());
            }

            drawn.Total.Land.ReworkM2.ShouldBePositive();
            drawn.Total.Land.OverlapM2.ShouldBePositive();
        }
    }

    private static Geometry PlaneBox(double west, double south, double east, double north) =>
        PlaneProjection.Karabakh.Project(GeometryFactory.Default.ToGeometry(new Envelope(west, east, south, north)));

    // 100 m in latitude; as wide as makes the hectares, near enough for whole numbers.
    private static string Box(double west, double south, double hectares)
    {
        var south0 = new GeoPoint(west, south);
        var (heightDeg, widthDeg) = (0.0009005, hectares * 0.0011667);
        if (hectares > 20)
        {
            (heightDeg, widthDeg) = (4 * heightDeg, widthDeg / 4);
        }

        return string.Create(CultureInfo.InvariantCulture, $$"""{"type":"Polygon","coordinates":[[[{{south0.LongitudeDeg}},{{south}}],[{{west + widthDeg}},{{south}}],[{{west + widthDeg}},{{south + heightDeg}}],[{{west}},{{south + heightDeg}}],[{{west}},{{south}}]]]}""");
    }

    private static int Ha(decimal m2) => (int)decimal.Round(m2 / 10_000);

    private static string Text(DrawnAccount drawn) => string.Join('\n', drawn.Keys.Select(key => key.ToString())) + drawn.Total + string.Join('\n', drawn.Statement.Rows);

    private string Finds(AccountKey by, DateOnly asOf) =>
        string.Join(", ", Draw(new(null, asOf, by)).Keys.Where(key => !key.Finds.IsZero).Select(key => $"{key.Key} {key.Finds.ApMines}"));

    private DrawnAccount Draw(DateOnly? from, DateOnly asOf) => Draw(new(from, asOf));

    private DrawnAccount Draw(AccountRequest request) =>
        DrawAccount.Handle(_folder.Reader, s_districts, request, cancellation: TestContext.Current.CancellationToken);

    private void Hazard(string id, string day, string shape, params (string, string)[] fields) => Submit("hazard-area", id, day, shape, [("kind", "suspected"), .. fields]);

    private void Release(string type, string id, string day, string shape, params (string, string)[] fields)
    {
        var method = type switch { "cancelled-area" => "non-technical-survey", "reduced-area" => "technical-survey", _ => "manual" };
        Submit(type, id, day, shape, [("releasedOn", day), ("method", method), .. fields]);
    }

    private void Find(string id, string day, double lon, double lat, string? release)
    {
        (string, string)[] fields = [("category", "ap-mine"), ("foundOn", day), ("count", "1")];
        Submit("found-item", id, day, string.Create(CultureInfo.InvariantCulture, $"{lon},{lat}"), release is null ? fields : [.. fields, ("releasedArea", release)]);
    }

    private void Submit(string type, string id, string day, string entered, params (string Field, string Value)[] fields)
    {
        var batch = $"batch-{++_batches}";
        _folder.Submit(batch, type, entered, [.. fields.Append(("id", id)).Append(("informationDate", day)).GroupBy(field => field.Item1).Select(field => field.Last())]);
        _folder.Approve(batch);
    }
}

public sealed class AccountTestsOnSqlite() : AccountTests(StoreKind.Sqlite);

public sealed class AccountTestsOnPostgres() : AccountTests(StoreKind.Postgres);
