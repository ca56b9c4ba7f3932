using Surefoot.Journal;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Integrity;
using Surefoot.Registry.Tests.Land;

namespace Surefoot.Registry.Tests.Integrity;

/// <summary>Every check is quiet where all is well, and finds the record that is planted for it.</summary>
public sealed class IntegrityTests
{
    private const string AnyPoint = "47.12345,39.61234";

    private static readonly Dictionary<string, (string Id, Action<SoundLand> Plant)> s_planted = new(StringComparer.Ordinal)
    {
        ["journal.unapproved"] = ("T-1", land => land.Submit("testimony", AnyPoint, SoundLand.Testimony("T-1"))),
        ["journal.returned"] = ("T-1", land =>
        {
            land.Submit("testimony", AnyPoint, SoundLand.Testimony("T-1"));
            new ReturnRecords(land.Folder.Store, land.Folder.Policy).Handle("waiting", TestFolder.Chief, "unclear").Declined.ShouldBeNull();
        }
        ),
        ["journal.draft"] = ("T-1", land => land.PlantRaw("testimony", "T-1", Testimony, AnyPoint, eventDate: "2021-03-01", state: EntryState.Draft, approve: false)),
        ["journal.overtaken"] = ("T-1", land =>
        {
            land.Submit("testimony", AnyPoint, SoundLand.Testimony("T-1"));
            land.Plant("testimony", AnyPoint, SoundLand.Testimony("T-1", ("radiusM", "60")));
        }
        ),
        ["journal.withdrawal-proposed"] = ("HA-X", land =>
        {
            land.Plant("hazard-area", LandFolder.Square(47.2001), HazardFields("HA-X"));
            new WithdrawRecords(land.Folder.Store, land.Folder.Policy).Handle("HA-X", TestFolder.Officer, "a slip").Result!.State.ShouldBe("approved");
        }
        ),
        ["journal.hazard-taken-alone"] = ("HA-X", land =>
        {
            land.Plant("hazard-area", LandFolder.Square(47.2001), HazardFields("HA-X"));
            land.Folder.Store.Withdraw(new WriteContext("x", "y", "act", "z"), land.Folder.Reader.Get("hazard-area", "HA-X").RecordId).ShouldBeOfType<Decided>();
        }
        ),
        ["journal.conflict"] = ("T-1", land =>
        {
            land.Plant("testimony", AnyPoint, SoundLand.Testimony("T-1"));
            land.PlantRaw("testimony", "T-1", Testimony.Replace("50", "60", StringComparison.Ordinal), AnyPoint, eventDate: "2021-03-01", baseVersion: 1, approve: false);
            land.PlantRaw("testimony", "T-1", Testimony.Replace("50", "70", StringComparison.Ordinal), AnyPoint, eventDate: "2021-03-01", baseVersion: 1, approve: false);
        }
        ),
        ["journal.stale-approval"] = ("CL-1", land =>
        {
            land.Folder.Submit("newer", "release-criteria", "", ("id", "NAT@1"), ("code", "NAT"), ("version", "1"), ("effective", "2020-11-10"), ("requirements", "all was asked twice"), ("minimumCoverageShare", "0.9"));
            land.Folder.Approve("newer");
        }
        ),
        ["journal.information-late"] = ("T-1", land => land.PlantRaw("testimony", "T-1", Testimony, AnyPoint, informationDate: "2025-02-01", eventDate: "2021-03-01")),
        ["journal.device-clock"] = ("T-1", land => land.PlantRaw("testimony", "T-1", Testimony, AnyPoint, eventDate: "2021-03-01", deviceTime: new(2024, 12, 5, 0, 0, 0, TimeSpan.Zero))),
        ["journal.store-weak"] = ("sqlite", land =>
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(land.Folder.Store.Place.Folder, File.GetUnixFileMode(land.Folder.Store.Place.Folder) | UnixFileMode.OtherWrite);
            }
        }
        ),
        ["case.open"] = ("CASE-", land => Accident(land, openCases: true)),
        ["case.unseen"] = ("CASE-", land => Accident(land, openCases: false)),
        ["geometry.invalid"] = ("HA-X", land => land.PlantRaw("hazard-area", "HA-X", Hazard, """{"type":"Polygon","coordinates":[[[47.2,39.7],[47.21,39.71],[47.21,39.7],[47.2,39.71],[47.2,39.7]]]}""")),
        ["geometry.missing"] = ("T-1", land => land.PlantRaw("testimony", "T-1", Testimony, "", eventDate: "2021-03-01")),
        ["geometry.district"] = ("T-1", land => land.Plant("testimony", "46.51234,39.61234", SoundLand.Testimony("T-1", ("district", "AZ-FUZ")))),
        ["geometry.coarse"] = ("T-1", land => land.Plant("testimony", "47.12,39.61", SoundLand.Testimony("T-1"))),
        ["geometry.long-leg"] = ("HA-X", land => land.Plant("hazard-area", LandFolder.Box(47.2001, 39.7, 47.2701, 39.71), HazardFields("HA-X"))),
        ["geometry.size"] = ("HA-X", land => land.Plant("hazard-area", LandFolder.Square(47.2001, 39.7001, 0.00004), HazardFields("HA-X"))),
        ["geometry.tiny-part"] = ("HA-X", land => land.Plant("hazard-area", """{"type":"MultiPolygon","coordinates":[[[[47.2001,39.7],[47.2101,39.7],[47.2101,39.71],[47.2001,39.71],[47.2001,39.7]]],[[[47.22,39.7],[47.22002,39.7],[47.22002,39.70002],[47.22,39.70002],[47.22,39.7]]]]}""", HazardFields("HA-X"))),
        ["geometry.duplicate"] = ("HA-X", land => land.Plant("hazard-area", LandFolder.Square(47.1001, 39.6001), HazardFields("HA-X"))),
        ["dates.before-programme"] = ("T-1", land => land.PlantRaw("testimony", "T-1", Testimony.Replace("2021-03-01", "1970-01-01", StringComparison.Ordinal), AnyPoint, eventDate: "1970-01-01")),
        ["dates.future"] = ("T-1", land => land.PlantRaw("testimony", "T-1", Testimony, AnyPoint, informationDate: "2026-01-01", eventDate: "2021-03-01")),
        ["dates.known-before"] = ("T-1", land => land.PlantRaw("testimony", "T-1", Testimony, AnyPoint, informationDate: "2021-02-01", eventDate: "2021-03-01")),
        ["dates.release-before-hazard"] = ("CL-X", land => land.Plant("cleared-area", LandFolder.Square(47.2001), SoundLand.Release("CL-X", ("releasedOn", "2020-12-31")))),
        ["dates.search-after-release"] = ("SC-X", land => land.Plant("search-coverage", SoundLand.Half, SoundLand.Search("SC-X", "CL-1", ("to", "2022-01-02")))),
        ["references.dangling"] = ("SC-X", land => land.Plant("search-coverage", SoundLand.Half, SoundLand.Search("SC-X", "CL-99"))),
        ["references.accident-persons"] = ("AC-1", land => land.Plant("casualty", "", ("id", "CS-2"), ("accident", "AC-1"), ("outcome", "killed"))),
        ["references.accident-nobody"] = ("AC-2", land => land.Plant("accident", "47.10812,39.60512", ("id", "AC-2"), ("occurredOn", "2021-06-01"), ("informationDate", "2021-06-02"), ("killed", "0"), ("injured", "0"))),
        ["codes.retired"] = ("T-1", land => land.PlantRaw("testimony", "T-1", Testimony.Replace("mines-seen", "smoke-seen", StringComparison.Ordinal), AnyPoint, eventDate: "2021-03-01")),
        ["codes.district"] = ("T-1", land => land.Plant("testimony", AnyPoint, SoundLand.Testimony("T-1", ("district", "AZ-ZZZ")))),
        ["units.area"] = ("HA-X", land => land.Plant("hazard-area", LandFolder.Square(47.2001), HazardFields("HA-X", ("reportedAreaM2", "95.3")))),
        ["units.depth"] = ("FI-X", land => land.Plant("found-item", "47.10312,39.60512", SoundLand.Find("FI-X", ("depthCm", "301")))),
        ["synthetic.mixed"] = ("T-1", land => land.Plant("testimony", AnyPoint, SoundLand.Testimony("T-1", ("synthetic", "false")))),
        ["land.outside-hazard"] = ("CL-X", land => land.Plant("cleared-area", LandFolder.Square(47.2001), SoundLand.Release("CL-X"))),
        ["land.released-twice"] = ("CL-X", land => land.Plant("cleared-area", SoundLand.Half, SoundLand.Release("CL-X", ("releasedOn", "2022-02-01")))),
        ["land.hazard-over-released"] = ("HA-X", land => land.Plant("hazard-area", SoundLand.Half, HazardFields("HA-X", ("informationDate", "2023-01-01")))),
        ["land.closed-but-open"] = ("HA-X", land => land.Plant("hazard-area", LandFolder.Square(47.2001), HazardFields("HA-X", ("status", "closed")))),
        ["land.open-but-released"] = ("HA-X", land =>
        {
            land.Folder.Submit("planted", "hazard-area", LandFolder.Square(47.2001), HazardFields("HA-X", ("status", "open")));
            land.Plant("cleared-area", LandFolder.Square(47.2001), SoundLand.Release("CL-X"));
        }
        ),
        ["land.handed-over-open"] = ("HO-1", land => land.Plant("hazard-area", SoundLand.Half, HazardFields("HA-X", ("informationDate", "2023-01-01")))),
        ["land.area-far"] = ("HA-X", land => land.Plant("hazard-area", LandFolder.Square(47.2001), HazardFields("HA-X", ("reportedAreaM2", "900000")))),
        ["land.area-differs"] = ("HA-X", land => land.Plant("hazard-area", LandFolder.Square(47.2001), HazardFields("HA-X", ("reportedAreaM2", "980000")))),
        ["land.no-criteria"] = ("CL-X", land => land.Plant("cleared-area", LandFolder.Square(47.2001), SoundLand.Release("CL-X", ("criteria", "")))),
        ["land.criteria-not-in-force"] = ("CL-X", land => land.Plant("cleared-area", LandFolder.Square(47.2001), SoundLand.Release("CL-X", ("criteria", "NAT@2")))),
        ["land.confirmed-indirect"] = ("HA-X", land => land.Plant("hazard-area", LandFolder.Square(47.2001), HazardFields("HA-X", ("kind", "confirmed")))),
        ["land.no-search"] = ("CL-X", land => land.Plant("cleared-area", LandFolder.Square(47.2001), SoundLand.Release("CL-X"))),
        ["land.coverage-low"] = ("CL-X", land =>
        {
            land.Folder.Submit("planted", "cleared-area", LandFolder.Square(47.2001), SoundLand.Release("CL-X"));
            land.Plant("search-coverage", LandFolder.Square(47.2001), SoundLand.Search("SC-X", "CL-X", ("coverageShare", "0.89")));
        }
        ),
        ["land.depth"] = ("CL-X", land => land.Plant("cleared-area", LandFolder.Square(47.2001), SoundLand.Release("CL-X", ("depthCm", "19")))),
        ["land.unchecked-unexplained"] = ("CL-X", land => land.Plant("cleared-area", LandFolder.Square(47.2001), SoundLand.Release("CL-X", ("uncheckedAreaM2", "10")))),
        ["land.use-differs"] = ("LV-X", land => land.Plant("land-use-visit", "47.10312,39.60512", ("id", "LV-X"), ("releasedArea", "CL-1"), ("visitedOn", "2023-09-01"), ("informationDate", "2023-09-01"), ("actualUse", "housing"))),
        ["land.no-district"] = ("unassigned", land => land.Plant("hazard-area", LandFolder.Square(47.7001), HazardFields("HA-X"))),
        ["finds.outside-land"] = ("FI-X", land => land.Plant("found-item", "47.20312,39.60512", SoundLand.Find("FI-X", ("releasedArea", "")))),
        ["finds.other-release"] = ("FI-X", land => land.Plant("found-item", "47.10812,39.60512", SoundLand.Find("FI-X"))),
        ["finds.count"] = ("FI-X", land => land.Plant("found-item", "47.10312,39.60512", SoundLand.Find("FI-X", ("count", "1001")))),
        ["finds.one-district"] = ("AZ-FUZ", land => land.PlantMany(
            Enumerable.Range(0, 1000).Select(i => land.Folder.Entry("found-item", "47.10312,39.60512", SoundLand.Find($"FI-F{i}")))
                .Append(land.Folder.Entry("found-item", "47.10312,39.60512", SoundLand.Find("FI-C", ("district", "AZ-CAB"))))
                .Append(land.Folder.Entry("found-item", "47.10312,39.60512", SoundLand.Find("FI-A", ("district", "AZ-AGM")))))),
        ["finds.no-district"] = ("FI-X", land => land.Plant("found-item", "47.10312,39.60512", SoundLand.Find("FI-X", ("district", "")))),
    };

    private const string Testimony = """{"claim":"mines-seen","givenOn":"2021-03-01","organisation":"syn-agency","position":{"crs":4326,"form":"xy"},"radiusM":50,"synthetic":true}""";
    private const string Hazard = """{"kind":"suspected","organisation":"syn-agency","position":{"crs":4326,"form":"geojson"},"synthetic":true}""";

    public static TheoryData<string> Codes => [.. s_planted.Keys];

    [Fact]
    public void A_sound_country_gives_no_finding_at_all()
    {
        using var land = new SoundLand();
        land.CheckAll().Where(result => result.Findings > 0).Select(result => $"{result.Check.Code}: {string.Join(", ", result.Records)}").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_check_finds_what_is_planted_for_it(string code)
    {
        using var land = new SoundLand();
        var (id, plant) = s_planted[code];
        plant(land);
        var result = land.Check(code);
        result.Records.ShouldContain(record => record.Id.StartsWith(id, StringComparison.Ordinal), code);
        result.Findings.ShouldBe(result.Records.Count);
    }

    [Fact]
    public void Every_check_is_tested_has_an_owner_and_says_what_to_do()
    {
        // A balance that does not add up cannot be made from data: the account would have to be broken.
        RunChecks.All.Select(check => check.Code).ShouldBe([.. s_planted.Keys, "land.balance"], ignoreOrder: true);
        RunChecks.All.Count.ShouldBeGreaterThanOrEqualTo(30);
        foreach (var check in RunChecks.All)
        {
            check.Title.ShouldNotBeEmpty();
            check.Means.ShouldNotBeEmpty();
            check.Fix.ShouldNotBeEmpty();
            check.Owner.ShouldMatch("^[a-z-]+$");
        }
    }

    [Fact]
    public void An_unknown_check_is_refused() =>
        Should.Throw<ArgumentException>(() =>
        {
            using var land = new SoundLand();
            land.Check("land.nothing");
        });

    private static (string Field, string Value)[] HazardFields(string id, params (string Field, string Value)[] more) =>
        [.. new[] { ("id", id), ("kind", "suspected"), ("informationDate", "2021-01-01") }.Where(field => more.All(other => other.Field != field.Item1)), .. more];

    private static void Accident(SoundLand land, bool openCases)
    {
        land.Submit("accident", "47.10312,39.60512", ("id", "AC-2"), ("occurredOn", "2023-06-01"), ("informationDate", "2023-06-02"), ("killed", "0"), ("injured", "1"));
        new ApproveRecords(land.Folder.Store, land.Folder.Policy).Handle("waiting", TestFolder.Chief, openCases: openCases).Declined.ShouldBeNull();
    }
}
