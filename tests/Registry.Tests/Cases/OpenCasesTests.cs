using Surefoot.Registry.Acts;
using Surefoot.Registry.Cases;
using Surefoot.Registry.Rights;
using Surefoot.Registry.Tests.Land;

namespace Surefoot.Registry.Tests.Cases;

/// <summary>What opens a case, and what opens none.</summary>
public sealed class OpenCasesTests : IDisposable
{
    private readonly LandFolder _land = new();

    public OpenCasesTests()
    {
        _land.Hazard("HA-1", 47.1);
        _land.Cleared("CL-1", LandFolder.Square(47.1), "2022-01-01");
    }

    public void Dispose() => _land.Dispose();

    [Theory]
    [InlineData("2022-01-01", "accident-in-released-land AC-1,CL-1 since 2022-01-01 told syn-agency")]
    [InlineData("2023-06-01", "accident-in-released-land AC-1,CL-1 since 2023-06-01 told syn-agency")]
    [InlineData("2021-12-31", "")]
    public void An_accident_opens_one_from_the_day_of_release_on(string on, string expected)
    {
        Accident("AC-1", on);
        Cases().ShouldBe(expected);
    }

    [Theory]
    [InlineData("2022-01-02", 1)]
    [InlineData("2022-01-01", 0)]
    [InlineData("2021-06-01", 0)]
    public void A_find_opens_one_after_the_day_of_release(string on, int cases)
    {
        _land.Approve("found-item", "47.105,39.605", ("id", "FI-1"), ("category", "uxo"), ("foundOn", on), ("count", "1"), ("releasedArea", "CL-1"), ("organisation", "syn-other"));
        Count().ShouldBe(cases);
        if (cases == 1)
        {
            Cases().ShouldEndWith("told syn-agency,syn-other");
        }
    }

    [Fact]
    public void An_accident_counts_as_soon_as_it_is_handed_in_and_once()
    {
        var batch = _land.Submit("accident", "47.105,39.605", ("id", "AC-1"), ("occurredOn", "2023-06-01"), ("killed", "0"), ("injured", "1"));
        var open = new OpenCases(_land.Folder.Store, _land.Folder.Types);
        open.AfterBatch(batch, cancellation: TestContext.Current.CancellationToken).Opened.Count.ShouldBe(1);
        new ApproveRecords(_land.Folder.Store, _land.Folder.Policy).Handle(batch, TestFolder.Chief).Result!.Cases.ShouldBeNull();
        open.Everywhere(cancellation: TestContext.Current.CancellationToken).ShouldSatisfyAllConditions(again => again.Opened.ShouldBeEmpty(), again => again.Standing.ShouldBe(1));
        Count().ShouldBe(1);
    }

    [Fact]
    public void An_accident_outside_or_where_hazard_was_recorded_again_opens_none()
    {
        Accident("AC-1", "2023-06-01", "47.2,39.605");
        Count().ShouldBe(0);
        _land.Hazard("HA-2", 47.1, "2023-01-01");
        var before = Count();
        Accident("AC-2", "2023-06-01");
        Count().ShouldBe(before);
    }

    [Fact]
    public void A_release_that_comes_in_late_opens_one_for_the_accident_that_is_there()
    {
        Accident("AC-1", "2023-06-01", "47.205,39.605");
        Count().ShouldBe(0);
        _land.Cleared("CL-2", LandFolder.Square(47.2), "2022-05-01");
        Cases().ShouldStartWith("accident-in-released-land AC-1,CL-2");
    }

    [Fact]
    public void A_later_hazard_over_released_land_opens_one_and_a_square_metre_does_not()
    {
        _land.Approve("hazard-area", LandFolder.Box(47.11 - 0.000001, 39.6, 47.12, 39.600001), ("id", "HA-2"), ("kind", "suspected"), ("informationDate", "2023-01-01"));
        Count().ShouldBe(0);
        _land.Approve("hazard-area", LandFolder.Box(47.109, 39.6, 47.12, 39.61), ("id", "HA-3"), ("kind", "suspected"), ("informationDate", "2023-01-01"));
        Cases().ShouldBe("hazard-over-released HA-3,CL-1 since 2023-01-01 told syn-agency");
    }

    [Fact]
    public void A_new_version_of_the_released_hazard_opens_none_but_ground_it_adds_over_released_land_does()
    {
        _land.Cleared("CL-2", LandFolder.Square(47.11), "2022-01-01");
        _land.Approve("hazard-area", LandFolder.Square(47.1), ("id", "HA-1"), ("kind", "suspected"), ("name", "Near the mill"), ("informationDate", "2023-01-01"));
        Count().ShouldBe(0);
        _land.Approve("hazard-area", LandFolder.Box(47.1, 39.6, 47.115, 39.61), ("id", "HA-1"), ("kind", "suspected"), ("informationDate", "2023-06-01"));
        Cases().ShouldBe("hazard-over-released HA-1,CL-2 since 2023-06-01 told syn-agency");
    }

    [Fact]
    public void The_same_ground_released_by_two_organisations_tells_both()
    {
        _land.Cleared("CL-2", LandFolder.Square(47.105), "2022-03-01", ("organisation", "syn-other"));
        Cases().ShouldBe("same-ground-two-organisations CL-2,CL-1 since 2022-03-01 told syn-agency,syn-other");
        new ListCases(_land.Folder.Reader).Handle("syn-other", onlyOpen: true).Count.ShouldBe(1);
        new ListCases(_land.Folder.Reader).Handle("syn-agency", onlyOpen: true).Count.ShouldBe(1);
        new ListCases(_land.Folder.Reader).Handle("syn-third", onlyOpen: true).ShouldBeEmpty();
    }

    [Fact]
    public void Neighbours_that_only_touch_open_none()
    {
        _land.Cleared("CL-2", LandFolder.Square(47.11), "2022-03-01", ("organisation", "syn-other"));
        Count().ShouldBe(0);
    }

    [Fact]
    public void A_closed_case_stays_closed()
    {
        Accident("AC-1", "2023-06-01");
        var id = new ListCases(_land.Folder.Reader).Handle(null, onlyOpen: true).Single().Id;
        new CloseCase(_land.Folder.Store, _land.Folder.Types, _land.Folder.Policy, _land.Folder.Clock).Handle(id, "explained", "it lay outside, the point was wrong", TestFolder.Chief).Declined.ShouldBeNull();
        new OpenCases(_land.Folder.Store, _land.Folder.Types).Everywhere(cancellation: TestContext.Current.CancellationToken).Opened.ShouldBeEmpty();
        new ListCases(_land.Folder.Reader).Handle(null, onlyOpen: true).ShouldBeEmpty();
        var closed = new ListCases(_land.Folder.Reader).Handle(null, onlyOpen: false).Single();
        (closed.State, closed.Resolution, closed.DecidedBy).ShouldBe(("closed", "explained", TestFolder.Chief));
    }

    [Fact]
    public void A_case_reaches_who_sees_what_it_is_about_and_is_not_closed_by_who_it_is_about()
    {
        Accident("AC-1", "2023-06-01");
        var one = new ListCases(_land.Folder.Reader).Handle(null, onlyOpen: true).Single();
        var policy = Policy.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes("""
            {"form": 2, "version": 9, "effective": "2020-01-01",
             "roles": {"officer": [{"verb": ["record.read", "record.approve"], "scope": "all", "tier": "restricted", "types": ["cleared-area", "accident"]},
                                   {"verb": ["record.read", "record.approve"], "scope": "own-organisation", "tier": "restricted", "types": ["case"]}],
                       "narrow": [{"verb": ["record.read", "record.approve"], "scope": "all", "tier": "restricted", "types": ["cleared-area"]},
                                  {"verb": ["record.read", "record.approve"], "scope": "own-organisation", "tier": "restricted", "types": ["case"]}]},
             "persons": [{"name": "own", "role": "officer", "organisation": "syn-agency", "districts": [], "tasks": []},
                         {"name": "other", "role": "officer", "organisation": "syn-authority"},
                         {"name": "narrow", "role": "narrow", "organisation": "syn-authority"}]}
            """)));
        string? Close(string actor) => new CloseCase(_land.Folder.Store, _land.Folder.Types, policy, _land.Folder.Clock).Handle(one.Id, "explained", "our own ground", actor).Declined?.Code;

        Close("narrow").ShouldBe("case.unknown");
        Close("own").ShouldBe("case.own-ground");
        Close("other").ShouldBeNull();
    }

    [Fact]
    public void Whoever_is_told_of_a_case_sees_no_more_of_it_than_they_may()
    {
        Accident("AC-1", "2023-06-01");
        var one = new ListCases(_land.Folder.Reader).Handle(null, onlyOpen: true).Single();
        var told = Sight("syn-agency", "all", "cleared-area")!;
        told.Subjects.ShouldBe(["CL-1"]);
        double.IsNaN(told.LongitudeDeg).ShouldBeTrue("where somebody was harmed is not theirs to know");
        Sight("syn-other", "all", "cleared-area").ShouldBeNull();
        Sight("syn-other", "all", "cleared-area", "accident").ShouldBe(one);
        Sight("syn-agency", "none", "cleared-area")!.Subjects.ShouldBeEmpty();

        CaseListing? Sight(string organisation, string scope, params string[] types) => CaseSight.Of(
            _land.Folder.Reader.For(Policy.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""
                {"form": 2, "version": 9, "effective": "2020-01-01",
                 "roles": {"reader": [{"verb": "record.read", "scope": "{{scope}}", "tier": "restricted", "types": ["{{string.Join("\",\"", types)}}"]},
                                      {"verb": "record.read", "scope": "own-organisation", "tier": "restricted", "types": ["case"]}]},
                 "persons": [{"name": "ayla", "role": "reader", "organisation": "{{organisation}}"}]}
                """))).Viewer("ayla", Verbs.Read)),
            _land.Folder.Types,
            one);
    }

    [Theory]
    [InlineData("CASE-none", "explained", "why", TestFolder.Chief, "case.unknown")]
    [InlineData(null, "because", "why", TestFolder.Chief, "case.resolution")]
    [InlineData(null, "explained", "", TestFolder.Chief, "case.reason")]
    [InlineData(null, "explained", "why", TestFolder.Officer, "actor.no-right")]
    public void A_case_is_not_closed_without_right_resolution_and_reason(string? id, string resolution, string reason, string actor, string code)
    {
        Accident("AC-1", "2023-06-01");
        id ??= new ListCases(_land.Folder.Reader).Handle(null, onlyOpen: true).Single().Id;
        new CloseCase(_land.Folder.Store, _land.Folder.Types, _land.Folder.Policy, _land.Folder.Clock).Handle(id, resolution, reason, actor).Declined!.Code.ShouldBe(code);
    }

    private void Accident(string id, string on, string at = "47.105,39.605") =>
        _land.Approve("accident", at, ("id", id), ("occurredOn", on), ("informationDate", on), ("killed", "0"), ("injured", "1")).Declined.ShouldBeNull();

    private int Count() => new ListCases(_land.Folder.Reader).Handle(null, onlyOpen: false).Count;

    private string Cases() => string.Join('\n', new ListCases(_land.Folder.Reader).Handle(null, onlyOpen: false)
        .Select(one => $"{one.Kind} {string.Join(',', one.Subjects)} since {one.Since:yyyy-MM-dd} told {string.Join(',', one.Told)}"));
}
