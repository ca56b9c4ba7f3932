using Surefoot.Registry.Acts;
using Surefoot.Registry.Land;

namespace Surefoot.Registry.Tests.Land;

/// <summary>What is approved, flagged and refused about land, on both sides of each rule.</summary>
public sealed class LandGateTests : IDisposable
{
    // Area of LandFolder.Square at 39.6° north, in the account's plane.
    private const double SquareM2 = 953_540;

    private readonly LandFolder _land = new();

    public void Dispose() => _land.Dispose();

    [Theory]
    [InlineData(1.009, null)]
    [InlineData(1.011, "area.reported")]
    [InlineData(0.951, "area.reported")]
    public void A_reported_area_near_the_polygon_s_is_approved(double share, string? flag) =>
        Codes(Report(share)).ShouldBe(flag is null ? "" : flag);

    [Theory]
    [InlineData(1.051)]
    [InlineData(0.949)]
    public void A_reported_area_far_from_the_polygon_s_is_not_approved_until_explained(double share)
    {
        Report(share).Declined!.Code.ShouldBe("area.reported-far");
        Codes(Report(share, ("areaExplanation", "two teams reported one area"))).ShouldBe("area.reported-far");
    }

    [Fact]
    public void Fifty_square_metres_are_never_a_difference()
    {
        var small = LandFolder.Square(47.1, side: 0.0001);
        _land.Cleared("CL-1", small, more: ("reportedAreaM2", "140")).Declined.ShouldBeNull();
        _land.Cleared("CL-2", small, more: ("reportedAreaM2", "180")).Declined!.Code.ShouldBe("area.reported-far");
    }

    [Fact]
    public void A_batch_with_far_areas_is_refused_with_its_rows_and_stays_submitted()
    {
        var folder = _land.Folder;
        folder.Submit("imp", "cleared-area", LandFolder.Square(47.1), ("id", "CL-1"), ("releasedOn", "2022-01-01"), ("method", "manual"), ("reportedAreaM2", "5"));
        folder.Submit("imp", "cleared-area", LandFolder.Square(47.2), ("id", "CL-2"), ("releasedOn", "2022-01-01"), ("method", "manual"));
        folder.Submit("imp", "cleared-area", LandFolder.Square(47.3), ("id", "CL-3"), ("releasedOn", "2022-01-01"), ("method", "manual"), ("reportedAreaM2", "9"));
        var outcome = new ApproveRecords(folder.Store, folder.Policy).Handle("imp", TestFolder.Chief);
        outcome.Declined!.Where.ShouldBe("CL-1, CL-3");
        folder.Reader.Count("cleared-area", Reading.RecordQuery.Now).ShouldBe(0);
    }

    [Fact]
    public void Unchecked_ground_needs_a_reason()
    {
        _land.Cleared("CL-1", LandFolder.Square(47.1), more: ("uncheckedAreaM2", "120")).Declined!.Code.ShouldBe("land.unchecked-unexplained");
        _land.Cleared("CL-2", LandFolder.Square(47.2), more: [("uncheckedAreaM2", "120"), ("uncheckedReason", "slope")]).Declined.ShouldBeNull();
        _land.Cleared("CL-3", LandFolder.Square(47.3), more: ("uncheckedAreaM2", "0")).Declined.ShouldBeNull();
    }

    [Theory]
    [InlineData("NAT@1", "2021-12-31", "")]
    [InlineData("NAT@2", "2022-01-01", "")]
    [InlineData("NAT@1", "2022-01-01", "land.criteria-not-in-force")]
    [InlineData("NAT@2", "2021-12-31", "land.criteria-not-in-force")]
    [InlineData("NAT@3", "2022-06-01", "land.criteria-unknown")]
    [InlineData(null, "2022-06-01", "land.criteria-missing")]
    public void A_release_by_itself_needs_criteria_that_were_in_force_and_an_import_is_flagged(string? criteria, string on, string rule)
    {
        _land.Criteria(1, "2020-11-10");
        _land.Criteria(2, "2022-01-01");
        (string, string)[] more = criteria is null ? [] : [("criteria", criteria)];
        _land.Submit("cleared-area", LandFolder.Square(47.1), [("id", "CL-1"), ("releasedOn", on), ("method", "manual"), .. more]);
        (_land.ApproveRecord("CL-1").Declined?.Code ?? "").ShouldBe(rule);
        Codes(_land.Cleared("CL-2", LandFolder.Square(47.2), on, more)).ShouldBe(rule);
    }

    [Fact]
    public void Criteria_for_one_kind_of_release_do_not_serve_another()
    {
        _land.Criteria(kinds: "cancelled-area;reduced-area");
        Codes(_land.Cleared("CL-1", LandFolder.Square(47.1), more: ("criteria", "NAT@1"))).ShouldBe("land.criteria-other-kind");
        Codes(_land.Approve("reduced-area", LandFolder.Square(47.1), ("id", "RD-1"), ("releasedOn", "2022-01-01"), ("method", "technical-survey"), ("criteria", "NAT@1"))).ShouldBe("");
    }

    [Theory]
    [InlineData("testimony:T-1", "land.evidence-not-direct")]
    [InlineData("found-item:FI-9", "land.evidence-unknown")]
    [InlineData("hearsay:T-1", "land.evidence-kind")]
    [InlineData("testimony:T-1;found-item:FI-1", "")]
    public void A_confirmed_hazard_by_itself_needs_direct_evidence(string evidence, string rule)
    {
        _land.Approve("found-item", "47.105,39.605", ("id", "FI-1"), ("category", "uxo"), ("foundOn", "2021-01-01"), ("count", "1"));
        _land.Approve("testimony", "47.105,39.605", ("id", "T-1"), ("givenOn", "2021-01-01"), ("radiusM", "50"), ("claim", "mines-seen"));
        _land.Submit("hazard-area", LandFolder.Square(47.1), ("id", "HA-1"), ("kind", "confirmed"), ("evidence", evidence));
        (_land.ApproveRecord("HA-1").Declined?.Code ?? "").ShouldBe(rule);
    }

    [Fact]
    public void A_suspected_hazard_and_an_import_need_none()
    {
        _land.Submit("hazard-area", LandFolder.Square(47.1), ("id", "HA-1"), ("kind", "suspected"));
        _land.ApproveRecord("HA-1").Declined.ShouldBeNull();
        Codes(_land.Approve("hazard-area", LandFolder.Square(47.2), ("id", "HA-2"), ("kind", "confirmed"))).ShouldBe("land.evidence-not-direct");
    }

    [Fact]
    public void A_country_sets_how_strict_it_is_from_a_day_on()
    {
        _land.Approve("land-rules", "", ("id", "RULES-2"), ("informationDate", "2025-01-01"), ("version", "2"), ("effective", "2025-03-01"), ("criteriaOfBatch", "refuse"), ("criteriaOfRecord", "off"), ("flaggedAreaShare", "0.5")).Declined.ShouldBeNull();
        _land.Cleared("CL-1", LandFolder.Square(47.1)).Declined!.Code.ShouldBe("land.criteria-missing");
        _land.Submit("cleared-area", LandFolder.Square(47.1), ("id", "CL-2"), ("releasedOn", "2022-01-01"), ("method", "manual"), ("reportedAreaM2", "700000"));
        Codes(_land.ApproveRecord("CL-2")).ShouldBe("area.reported land.no-search");
        _land.Folder.Clock.Now.ShouldBe(new DateTimeOffset(2025, 3, 31, 12, 0, 0, TimeSpan.Zero));
        LandRules.InForce(_land.Folder.Reader, new DateOnly(2025, 2, 28)).ShouldBe(LandRules.BuiltIn);
    }

    [Fact]
    public void Rules_that_let_one_organisation_shrink_hazard_take_another_one()
    {
        (string, string)[] weaker = [("id", "RULES-2"), ("informationDate", "2025-01-01"), ("version", "2"), ("effective", "2025-03-01"), ("organisationsToShrink", "1")];
        _land.Submit("land-rules", "", weaker);
        new LandGates(_land.Folder.Store, _land.Folder.Types).CheckRecord(_land.Folder.Reader.ListVersions("land-rules").Single().RecordId, "syn-mine-action-centre").ShouldHaveSingleItem().Rule.ShouldBe("land.rules-weaker-same-organisation");
        _land.ApproveRecord("RULES-2").Declined.ShouldBeNull("the chief is of another organisation");
    }

    [Fact]
    public void A_hazard_loses_ground_only_with_a_reason_and_by_another_organisation()
    {
        _land.Hazard("HA-1", 47.1);
        var smaller = LandFolder.Box(47.1, 39.6, 47.109, 39.61);
        Next("HA-1", smaller).Declined!.Code.ShouldBe("land.hazard-less-unexplained");
        Next("HA-1", smaller, ("changeReason", "survey drew the edge")).ShouldSatisfyAllConditions(outcome => Codes(outcome).ShouldBe("land.hazard-less"));

        _land.Submit("hazard-area", LandFolder.Box(47.1, 39.6, 47.108, 39.61), ("id", "HA-1"), ("kind", "suspected"), ("changeReason", "again"));
        var flags = new LandGates(_land.Folder.Store, _land.Folder.Types).CheckRecord(_land.Folder.Reader.Get("hazard-area", "HA-1").RecordId, "syn-mine-action-centre");
        flags.Single(flag => flag.Refused).Rule.ShouldBe("land.hazard-less-same-organisation");
    }

    [Fact]
    public void A_hazard_that_grows_or_stays_is_approved_and_a_downgrade_needs_a_reason()
    {
        _land.Hazard("HA-1", 47.1);
        Codes(Next("HA-1", LandFolder.Box(47.1, 39.6, 47.12, 39.61), ("kind", "confirmed"))).ShouldBe("land.evidence-not-direct");
        Next("HA-1", LandFolder.Box(47.1, 39.6, 47.12, 39.61)).Declined!.Code.ShouldBe("land.hazard-less-unexplained");
        Codes(Next("HA-1", LandFolder.Box(47.1, 39.6, 47.12, 39.61), ("changeReason", "the find was elsewhere"))).ShouldBe("land.hazard-less");
    }

    private static string Codes(ActOutcome outcome) =>
        outcome.Declined is { } declined ? "declined " + declined.Code : string.Join(' ', outcome.Result!.Flags?.Select(flag => flag.Rule).Where(rule => rule != "land.criteria-missing" || outcome.Result.Flags.Count == 1) ?? []);

    private ActOutcome Report(double share, params (string, string)[] more) =>
        _land.Approve("hazard-area", LandFolder.Square(47.1), [("id", $"HA-{share}-{more.Length}"), ("kind", "suspected"), ("reportedAreaM2", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{SquareM2 * share:F0}")), .. more]);

    private ActOutcome Next(string id, string shape, params (string Field, string Value)[] more) =>
        _land.Approve("hazard-area", shape, [("id", id), .. more.Any(one => one.Field == "kind") ? more : [("kind", "suspected"), .. more]]);
}
