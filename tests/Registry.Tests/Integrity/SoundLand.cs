using System.Globalization;
using System.Text;
using Surefoot.Account;
using Surefoot.Geodesy;
using Surefoot.Journal;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Integrity;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Tests.Land;

namespace Surefoot.Registry.Tests.Integrity;

/// <summary>A small country in which no check finds anything: a hazard half released, with its search, a find, an accident, a handover and a visit.</summary>
internal sealed class SoundLand : IDisposable
{
    public const string Half = "{\"type\":\"Polygon\",\"coordinates\":[[[47.1001,39.6001],[47.1051,39.6001],[47.1051,39.6101],[47.1001,39.6101],[47.1001,39.6001]]]}";

    private static readonly DateOnly s_today = new(2025, 3, 31);

    public SoundLand()
    {
        // Written in December, looked at in March: what waits has waited long enough.
        Folder.Clock.Now = new(2024, 12, 1, 12, 0, 0, TimeSpan.Zero);
        Append(DataFolderStamp.Entry(synthetic: true, new DateOnly(2024, 12, 1)));
        Add("release-criteria", "", ("id", "NAT@1"), ("code", "NAT"), ("version", "1"), ("effective", "2020-11-10"), ("requirements", "all was asked"), ("minimumCoverageShare", "0.9"));
        Add("hazard-area", LandFolder.Square(47.1001, 39.6001), ("id", "HA-1"), ("kind", "suspected"), ("status", "open"), ("informationDate", "2021-01-01"), ("district", "AZ-FUZ"));
        Add("cleared-area", Half, Release("CL-1"));
        Add("search-coverage", Half, Search("SC-1", "CL-1"));
        Add("found-item", "47.10312,39.60512", Find("FI-1"));
        Add("accident", "47.10812,39.60512", ("id", "AC-1"), ("occurredOn", "2021-06-01"), ("informationDate", "2021-06-02"), ("killed", "0"), ("injured", "1"), ("district", "AZ-FUZ"));
        Add("casualty", "", ("id", "CS-1"), ("accident", "AC-1"), ("outcome", "injured"));
        Add("handover", "", ("id", "HO-1"), ("areas", "CL-1"), ("handedOverOn", "2022-03-01"), ("informationDate", "2022-03-01"), ("handedOverTo", "village committee"), ("residualRisk", "items below 20 cm"));
        Add("land-use-visit", "47.10312,39.60512", ("id", "LV-1"), ("releasedArea", "CL-1"), ("visitedOn", "2022-09-01"), ("informationDate", "2022-09-01"), ("actualUse", "agriculture"));
        Folder.Approve("sound");
    }

    public TestFolder Folder { get; } = new();

    public static (string Field, string Value)[] Release(string id, params (string Field, string Value)[] more) =>
        Merge([("id", id), ("hazardArea", "HA-1"), ("district", "AZ-FUZ"), ("releasedOn", "2022-01-01"), ("informationDate", "2022-01-01"), ("method", "manual"), ("criteria", "NAT@1"), ("depthCm", "20"), ("specifiedDepthCm", "20"), ("landUse", "agriculture")], more);

    public static (string Field, string Value)[] Search(string id, string area, params (string Field, string Value)[] more) =>
        Merge([("id", id), ("releasedArea", area), ("method", "manual"), ("from", "2021-11-01"), ("to", "2021-12-01"), ("informationDate", "2021-12-01"), ("passes", "1"), ("coverageShare", "0.95"), ("district", "AZ-FUZ")], more);

    public static (string Field, string Value)[] Find(string id, params (string Field, string Value)[] more) =>
        Merge([("id", id), ("category", "ap-mine"), ("foundOn", "2021-11-15"), ("informationDate", "2021-11-16"), ("count", "1"), ("releasedArea", "CL-1"), ("district", "AZ-FUZ")], more);

    public static (string Field, string Value)[] Testimony(string id, params (string Field, string Value)[] more) =>
        Merge([("id", id), ("givenOn", "2021-03-01"), ("informationDate", "2021-03-01"), ("radiusM", "50"), ("claim", "mines-seen")], more);

    /// <summary>Records it as approved, without asking the gates: as if it came in before there were any.</summary>
    public void Plant(string type, string entered, params (string Field, string Value)[] fields)
    {
        Folder.Submit("planted", type, entered, fields);
        Folder.Approve("planted");
    }

    public void Submit(string type, string entered, params (string Field, string Value)[] fields) => Folder.Submit("waiting", type, entered, fields);

    /// <summary>What no import would take: written past the checks of rows.</summary>
    public void PlantRaw(string type, string id, string payload, string entered, string informationDate = "2021-03-01", string? eventDate = null, DateTimeOffset? deviceTime = null, EntryState state = EntryState.Submitted, int baseVersion = NewEntry.LatestVersion, bool approve = true)
    {
        var descriptor = Folder.Types.Get(type);
        Append(
            new NewEntry
            {
                RecordType = type,
                Schema = descriptor.Schema,
                ClientKey = id,
                BaseVersion = baseVersion,
                InformationDate = DateOnly.ParseExact(informationDate, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                EventDate = eventDate is null ? null : DateOnly.ParseExact(eventDate, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                DeviceTime = deviceTime,
                State = state,
                Tier = descriptor.Tier,
                Payload = CanonicalJson.FromUtf8(Encoding.UTF8.GetBytes(payload)),
                Geometry = Encoding.UTF8.GetBytes(entered),
            },
            "raw");
        if (approve)
        {
            Folder.Approve("raw");
        }
    }

    public void PlantMany(IEnumerable<NewEntry> entries)
    {
        Folder.Store.Append(new WriteContext(TestFolder.Officer, "syn-mine-action-centre", "many", "test"), entries, null, CancellationToken.None);
        Folder.Approve("many");
    }

    public CheckResult Check(string code) => RunChecks.Handle(Data(), code).Single();

    public IReadOnlyList<CheckResult> CheckAll() => RunChecks.Handle(Data());

    public void Dispose() => Folder.Dispose();

    private CheckData Data() => new(Folder.Store, Folder.Types, CodeListCatalogue.BuiltIn, Districts(), s_today, cancellation: TestContext.Current.CancellationToken);

    private static List<LandDistrict> Districts() =>
    [
        District("AZ-FUZ", LandFolder.Box(46.9, 39.4, 47.6, 39.9)),
        District("AZ-CAB", LandFolder.Box(46.2, 39.4, 46.9, 39.9)),
        District("AZ-AGM", LandFolder.Box(46.2, 39.9, 46.9, 40.2)),
    ];

    private static LandDistrict District(string code, string geoJson)
    {
        var shape = EnteredGeometry.Parse(Encoding.UTF8.GetBytes(geoJson)).Geometry!;
        return new(code, code, PlaneProjection.Karabakh.Project(shape));
    }

    private void Add(string type, string entered, params (string Field, string Value)[] fields) => Folder.Submit("sound", type, entered, fields);

    private void Append(NewEntry entry, string batch = "stamp") =>
        Folder.Store.Append(new WriteContext(TestFolder.Officer, "syn-mine-action-centre", batch, "test"), [entry], null, CancellationToken.None);

    private static (string Field, string Value)[] Merge((string Field, string Value)[] fields, (string Field, string Value)[] more) =>
        [.. fields.Where(field => more.All(other => other.Field != field.Field)), .. more.Where(field => field.Value.Length > 0)];
}
