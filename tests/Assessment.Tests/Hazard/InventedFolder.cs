using System.Globalization;
using System.IO.Compression;
using System.Text;
using Surefoot.Assessment.Hazard;
using Surefoot.Journal;
using Surefoot.Numerics;
using Surefoot.Registry.Checking;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;

namespace Surefoot.Assessment.Tests.Hazard;

/// <summary>A data folder with a real journal and a reference geography of one district of about 20 × 20 km.</summary>
internal sealed class InventedFolder : IDisposable
{
    public const double CellM = 100;

    private const double West = 47.0, South = 39.4, East = 47.24, North = 39.58;

    private readonly StandingClock _clock = new();
    private readonly RecordTypes _types = RecordTypes.BuiltIn;
    private readonly string _root = Directory.CreateTempSubdirectory("surefoot-assessment-").FullName;
    private int _batches;

    public InventedFolder()
    {
        Geography = Directory.CreateDirectory(System.IO.Path.Combine(_root, "geography", "roads")).Parent!.FullName;
        File.WriteAllText(
            System.IO.Path.Combine(Geography, "districts.geojson"),
            $$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"iso":"AZ-FUZ"},"geometry":{{Box(West, South, East, North)}}},{"type":"Feature","properties":{"iso":"AZ-AGM"},"geometry":{{Box(46, 40, 46.1, 40.1)}}}]}""");
        Compress("nodes.csv.gz", "id,lon,lat\n0,47.01,39.41\n1,47.2,39.5\n2,47.22,39.57\n");
        Compress("edges.csv.gz", "id,from,to,class,oneway,length_m,ref\n0,0,1,minor,0,1,\n1,1,0,minor,0,1,\n2,1,2,minor,0,1,\n");
        Store = JournalStore.Open(Path, new RegistryProjector(_types), _clock);
        Reader = new RegistryReader(Store, _types);
        Runs = new HazardRuns(Path);
    }

    public string Path => System.IO.Path.Combine(_root, "data");

    public string Geography { get; }

    public JournalStore Store { get; }

    public RegistryReader Reader { get; }

    public HazardRuns Runs { get; }

    public RunSettings Settings => new(Geography, true, "test");

    /// <summary>Areas, positions, searches and finds round a few hot places, drawn from a fixed seed; all approved.</summary>
    public void FillWithSearchedLand()
    {
        var random = new SeededRandom(3);
        List<(string, string, (string, string)[])> rows = [];
        var hot = Enumerable.Range(0, 25).Select(_ => At(ref random)).ToArray();
        for (var i = 0; i < hot.Length; i++)
        {
            rows.Add(("military-position", Point(hot[i].Lon, hot[i].Lat), [("id", $"MP-{i}"), ("kind", "trench")]));
            if (i % 2 == 0)
            {
                rows.Add(("hazard-area", Square(hot[i].Lon, hot[i].Lat, 0.005), [("id", $"HA-{i}"), ("kind", "confirmed"), ("district", "AZ-FUZ")]));
            }
        }

        rows.Add(("hazard-area", Box(West, South, East, North), [("id", "HA-WIDE"), ("kind", "suspected"), ("district", "AZ-FUZ")]));
        for (var i = 0; i < 250; i++)
        {
            var near = random.NextUnit() < 0.5;
            var at = near ? hot[random.NextIndex(hot.Length)] : At(ref random);
            var (lon, lat) = (at.Lon + (0.006 * (random.NextUnit() - 0.5)), at.Lat + (0.006 * (random.NextUnit() - 0.5)));
            rows.Add(("search-coverage", Square(lon, lat, 0.0012),
                [("id", $"SC-{i}"), ("method", i % 3 == 0 ? "surface-search" : "manual"), ("from", "2022-01-01"), ("to", "2022-02-01"), ("passes", "1"), ("coverageShare", "0.97"), ("district", "AZ-FUZ")]));
            for (var k = 0; k < (near ? 3 : 0); k++)
            {
                rows.Add(("found-item", Point(lon + (0.001 * (random.NextUnit() - 0.5)), lat + (0.001 * (random.NextUnit() - 0.5))), [("id", $"FI-{i}-{k}"), ("category", "ap-mine"), ("foundOn", "2022-01-15"), ("count", "1")]));
            }
        }

        for (var i = 0; i < 40; i++)
        {
            var (lon, lat) = At(ref random);
            rows.Add(("cancelled-area", Square(lon, lat, 0.002), [("id", $"CN-{i}"), ("releasedOn", "2022-03-01"), ("method", "non-technical-survey")]));
        }

        Add([.. rows]);
    }

    /// <summary>Appends records of any types as one batch and approves it.</summary>
    public void Add(params (string Type, string Entered, (string Field, string Value)[] Fields)[] rows)
    {
        var batch = $"batch-{_batches++}";
        Submit(batch, rows);
        Store.ApproveBatch(new WriteContext("syn-operations-chief", "syn-authority", $"act-{batch}", "test"), batch).ShouldBeOfType<Decided>();
    }

    public void Submit(string batch, params (string Type, string Entered, (string Field, string Value)[] Fields)[] rows)
    {
        // Each batch a day later, so that what was known when can be told apart.
        _clock.Now = _clock.Now.AddDays(1);
        Store.Append(
            new WriteContext("syn-information-officer", "syn-centre", batch, "test"), (IReadOnlyList<NewEntry>)[.. rows.Select(row => Entry(row.Type, row.Entered, row.Fields))], null, TestContext.Current.CancellationToken);
    }

    /// <summary>Versions written by somebody who saw no more than the first: they compete with whatever came since.</summary>
    public void Compete(string batch, params (string Type, string Entered, (string Field, string Value)[] Fields)[] rows)
    {
        _clock.Now = _clock.Now.AddDays(1);
        Store.Append(
            new WriteContext("syn-district-officer-fuzuli", "SYN-OP-1", batch, "test"), (IReadOnlyList<NewEntry>)[.. rows.Select(row => Entry(row.Type, row.Entered, row.Fields) with { BaseVersion = 1 })], null, TestContext.Current.CancellationToken);
    }

    public HazardSnapshot Snapshot(SnapshotSettings? settings = null, int workers = 1)
    {
        var (snapshot, refusal) = SnapshotEvidence.Handle(Store, Reader, Geography, settings ?? new(CellM), workers, null, TestContext.Current.CancellationToken);
        refusal.ShouldBeNull();
        return snapshot!;
    }

    public StoredModel Fit(HazardSnapshot snapshot) => FitModel.Handle(snapshot, Runs, 1, 1, TestContext.Current.CancellationToken).Model.ShouldNotBeNull();

    public static string Point(double lon, double lat) => string.Create(CultureInfo.InvariantCulture, $$"""{"type":"Point","coordinates":[{{lon:F7}},{{lat:F7}}]}""");

    public static string Square(double lon, double lat, double halfDeg) => Box(lon - halfDeg, lat - halfDeg, lon + halfDeg, lat + halfDeg);

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private NewEntry Entry(string type, string entered, (string Field, string Value)[] fields)
    {
        var descriptor = _types.Get(type);
        var texts = fields.ToDictionary(field => field.Field, field => (string?)field.Value);
        texts.TryAdd("organisation", "syn-agency");
        texts.TryAdd("synthetic", "true");
        texts.TryAdd("informationDate", "2022-06-01");
        List<Breach> breaches = [];
        var row = new RowCheck(descriptor, CodeListCatalogue.BuiltIn, CheckSettings.Today(_clock)).Check(texts, false, breaches);
        breaches.ShouldBeEmpty();
        var bytes = Encoding.UTF8.GetBytes(entered);
        return new NewEntry
        {
            RecordType = type,
            Schema = descriptor.Schema,
            ClientKey = row.Id,
            BaseVersion = NewEntry.LatestVersion,
            EventDate = row.EventDate,
            InformationDate = row.InformationDate,
            State = EntryState.Submitted,
            Tier = descriptor.Tier,
            Payload = new PayloadWriter(descriptor).Write(row, new EnteredPosition(EnteredPosition.FormOf(bytes), 4326, null, null)),
            Geometry = bytes,
        };
    }

    private void Compress(string name, string text)
    {
        using var file = new GZipStream(File.Create(System.IO.Path.Combine(Geography, "roads", name)), CompressionLevel.Fastest);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    private static (double Lon, double Lat) At(ref SeededRandom random) =>
        (West + 0.01 + ((East - West - 0.02) * random.NextUnit()), South + 0.01 + ((North - South - 0.02) * random.NextUnit()));

    private static string Box(double west, double south, double east, double north) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"type":"Polygon","coordinates":[[[{{west:F7}},{{south:F7}}],[{{east:F7}},{{south:F7}}],[{{east:F7}},{{north:F7}}],[{{west:F7}},{{north:F7}}],[{{west:F7}},{{south:F7}}]]]}""");

    private sealed class StandingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
