using Surefoot.Journal;
using Surefoot.Registry.Land;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Tests;

public abstract class ReadingTests(StoreKind kind) : IDisposable
{
    private const string Square = """{"type":"Polygon","coordinates":[[[47,39.6],[47.01,39.6],[47.01,39.61],[47,39.61],[47,39.6]]]}""";
    private const string OtherSquare = """{"type":"Polygon","coordinates":[[[46,39.6],[46.01,39.6],[46.01,39.61],[46,39.61],[46,39.6]]]}""";

    private readonly TestFolder _folder = new(kind: kind);

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_submitted_record_is_listed_only_after_approval()
    {
        _folder.Submit("b1", "hazard-area", Square, ("id", "HA-1"), ("kind", "suspected"));
        _folder.Reader.List("hazard-area", RecordQuery.Now).ShouldBeEmpty();
        _folder.Reader.List("hazard-area", RecordQuery.Now with { ApprovedOnly = false }).ShouldHaveSingleItem().State.ShouldBe(EntryState.Submitted);

        _folder.Approve("b1");
        var row = _folder.Reader.List("hazard-area", RecordQuery.Now).ShouldHaveSingleItem();
        (row.Id, row.Version, row.State, row["kind"], row["synthetic"]).ShouldBe(("HA-1", 1, EntryState.Approved, "suspected", true));
        _folder.Reader.StateOfBatch("b1").ShouldBe(EntryState.Approved);
    }

    [Fact]
    public void A_row_becomes_the_record_that_declares_it()
    {
        _folder.Submit("b1", "hazard-area", Square, ("id", "HA-1"), ("kind", "confirmed"), ("categories", "uxo;ap-mine"), ("reportedAreaM2", "950000.5"));
        _folder.Approve("b1");
        _folder.Reader.Get("hazard-area", "HA-1").As<HazardArea>().ShouldBe(
            new HazardArea { Kind = "confirmed", ReportedAreaM2 = 950000.5 } with { Categories = null },
            new IgnoringCategories());
        _folder.Reader.Get("hazard-area", "HA-1").As<HazardArea>().Categories.ShouldBe(["uxo", "ap-mine"]);
    }

    [Fact]
    public void Lists_answer_as_of_both_clocks()
    {
        var clock = _folder.Clock;
        clock.Now = At(2024, 1, 10);
        _folder.Submit("b1", "hazard-area", Square, ("id", "HA-1"), ("kind", "suspected"), ("informationDate", "2021-05-01"));
        clock.Now = At(2024, 1, 20);
        _folder.Approve("b1");
        clock.Now = At(2024, 6, 1);
        _folder.Submit("b2", "hazard-area", Square, ("id", "HA-1"), ("kind", "confirmed"), ("informationDate", "2023-03-01"));
        clock.Now = At(2024, 6, 2);
        _folder.Approve("b2");
        clock.Now = At(2024, 12, 1);
        _folder.Store.UndoBatch(new WriteContext(TestFolder.Officer, "syn", "act-undo", "wrong sheet"), "b2");

        KindAsOf(null, null).ShouldBe("suspected");
        KindAsOf(null, At(2024, 1, 15)).ShouldBe("none");
        KindAsOf(null, At(2024, 2, 1)).ShouldBe("suspected");
        KindAsOf(null, At(2024, 6, 3)).ShouldBe("confirmed");
        KindAsOf(new DateOnly(2023, 2, 28), At(2024, 6, 3)).ShouldBe("suspected");
        KindAsOf(new DateOnly(2023, 3, 1), At(2024, 6, 3)).ShouldBe("confirmed");
        KindAsOf(new DateOnly(2021, 4, 30), At(2024, 6, 3)).ShouldBe("none");
        KindAsOf(new DateOnly(2023, 3, 1), null).ShouldBe("suspected");
    }

    [Fact]
    public void A_box_a_condition_and_a_page_narrow_the_list()
    {
        _folder.Submit("b1", "hazard-area", Square, ("id", "HA-2"), ("kind", "suspected"), ("district", "AZ-FUZ"));
        _folder.Submit("b1", "hazard-area", OtherSquare, ("id", "HA-1"), ("kind", "confirmed"), ("district", "AZ-LAC"));
        _folder.Submit("b1", "hazard-area", Square, ("id", "HA-3"), ("kind", "confirmed"), ("district", "AZ-FUZ"));
        _folder.Approve("b1");

        Ids(RecordQuery.Now).ShouldBe("HA-2 HA-1 HA-3");
        Ids(RecordQuery.Now with { Order = RecordOrder.Id }).ShouldBe("HA-1 HA-2 HA-3");
        Ids(RecordQuery.Now with { Box = new GeoBox(47.005, 39.5, 48, 40) }).ShouldBe("HA-2 HA-3");
        Ids(RecordQuery.Now with { Box = new GeoBox(47.005, 39.5, 48, 40), AsOf = new DateOnly(2022, 1, 1) }).ShouldBe("HA-2 HA-3");
        Ids(RecordQuery.Now with { Where = new Dictionary<string, string> { ["district"] = "AZ-FUZ", ["kind"] = "confirmed" } }).ShouldBe("HA-3");
        Ids(RecordQuery.Now with { Order = RecordOrder.Id, Limit = 1, Offset = 1 }).ShouldBe("HA-2");
        _folder.Reader.Count("hazard-area", RecordQuery.Now with { Where = new Dictionary<string, string> { ["kind"] = "confirmed" } }).ShouldBe(2);
        Should.Throw<ArgumentException>(() => Ids(RecordQuery.Now with { Where = new Dictionary<string, string> { ["colour"] = "red" } }));
    }

    [Fact]
    public void Finds_come_as_bare_points_with_the_coordinates_as_entered()
    {
        _folder.Submit("b1", "found-item", "47.123456789,39.6", ("id", "F-1"), ("category", "uxo"), ("foundOn", "2021-04-01"), ("count", "3"));
        _folder.Approve("b1");
        _folder.Reader.ListFoundItemPoints(RecordQuery.Now, TestContext.Current.CancellationToken).ShouldHaveSingleItem()
            .ShouldBe(new FoundItemPoint(1, 47.123456789, 39.6, "uxo", new DateOnly(2021, 4, 1), 3, null));
    }

    [Fact]
    public void A_forgotten_casualty_is_still_counted_but_says_nothing()
    {
        _folder.Submit("b1", "casualty", "", ("id", "C-1"), ("accident", "A-1"), ("outcome", "injured"), ("sex", "female"));
        _folder.Approve("b1");
        var row = _folder.Reader.Get("casualty", "C-1");
        row["sex"].ShouldBe("female");

        _folder.Store.DestroyKey(row.RecordId, new WriteContext(TestFolder.Chief, "syn", "act-forget", "consent withdrawn")).ShouldBeOfType<Decided>();
        var forgotten = _folder.Reader.Get("casualty", "C-1");
        forgotten.Values.ShouldAllBe(value => value == null);
        forgotten.InformationDate.ShouldBe(new DateOnly(2021, 5, 1));
        _folder.Reader.Count("casualty", RecordQuery.Now).ShouldBe(1);
    }

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 12, 0, 0, TimeSpan.Zero);

    private string KindAsOf(DateOnly? asOf, DateTimeOffset? knownAt) =>
        _folder.Reader.List("hazard-area", new RecordQuery(AsOf: asOf, KnownAt: knownAt)).SingleOrDefault()?["kind"] as string ?? "none";

    private string Ids(RecordQuery query) => string.Join(' ', _folder.Reader.List("hazard-area", query).Select(row => row.Id));

    private sealed class IgnoringCategories : IEqualityComparer<HazardArea>
    {
        public bool Equals(HazardArea? x, HazardArea? y) => x! with { Categories = null } == y! with { Categories = null };

        public int GetHashCode(HazardArea obj) => obj.Kind.GetHashCode(StringComparison.Ordinal);
    }
}

public sealed class ReadingTestsOnSqlite() : ReadingTests(StoreKind.Sqlite);

public sealed class ReadingTestsOnPostgres() : ReadingTests(StoreKind.Postgres);
