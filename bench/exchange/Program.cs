using System.Diagnostics;
using System.Globalization;
using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Reading;
using Surefoot.Exchange.Tests;
using Surefoot.Geodesy;
using Surefoot.Geodesy.Tests;
using Surefoot.Journal;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Rights;

// Writes to a stream of its own: the console belongs to the command line, and a bench is run by hand.
using var output = new StreamWriter(new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(1, ownsHandle: false), FileAccess.Write)) { AutoFlush = true };
if (args[0] == "hostile")
{
    foreach (var (name, file) in HostileFiles.All)
    {
        file.Write(Path.Combine(args[1], name));
    }

    return;
}

var geo = args[0];
var runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
var work = Directory.CreateTempSubdirectory("surefoot-exchange-bench-").FullName;
try
{
    (string Name, string File)[] places =
    [
        ("settlements of Azerbaijan", "az-admin-wof/az_localities.csv"),
        ("settlements of Bosnia", "ba-admin-wof/ba_localities.csv"),
        ("settlements of Mozambique", "mz-admin-wof/mz_localities.csv"),
    ];
    Say("import: every row and position checked, hashed, chained, projected, indexed, synced; beside ogr2ogr to GeoPackage of the same file");
    foreach (var (name, file) in places)
    {
        var source = Path.Combine(geo, file);
        Import(name + ", csv", source);
        foreach (var (format, driver) in (ReadOnlySpan<(string, string)>)[("geojson", "GeoJSON"), ("xlsx", "XLSX"), ("shp", "ESRI Shapefile"), ("gpkg", "GPKG"), ("kml", "KML")])
        {
            if (name.Contains("Bosnia", StringComparison.Ordinal) || format == "gpkg")
            {
                Import($"{name}, {format}", Convert(source, format, driver));
            }
        }
    }

    Gates();
    Points();
    Say("reading: parsed and every shape through all gates; beside ogr2ogr to GeoPackage of the same file");
    Read("districts of Azerbaijan, geojson", Path.Combine(geo, "az-admin-wof/az_districts.geojson"));
    Read("districts of Azerbaijan, shp", Convert(Path.Combine(geo, "az-admin-wof/az_districts.geojson"), "shp", "ESRI Shapefile"));
    var roads = Path.Combine(work, "roads.geojson");
    using (var packed = new System.IO.Compression.GZipStream(File.OpenRead(Path.Combine(geo, "osm-az-region-2021/roads.geojson.gz")), System.IO.Compression.CompressionMode.Decompress))
    using (var plain = File.Create(roads))
    {
        packed.CopyTo(plain);
    }

    Read("roads of the region, geojson", roads);
    foreach (var (format, driver) in (ReadOnlySpan<(string, string)>)[("gpkg", "GPKG"), ("shp", "ESRI Shapefile"), ("kml", "KML")])
    {
        Read($"roads of the region, {format}", Convert(roads, format, driver));
    }
}
finally
{
    Directory.Delete(work, recursive: true);
}

void Import(string name, string file)
{
    var profile = Path.Combine(work, "profile.json");
    File.WriteAllText(profile, """{"columns":{"wof_id":"id","name":"nameAz","name_en":"nameEn","dem_m":"elevationM","population":"people"},"values":{"organisation":"BENCH","synthetic":"false","informationDate":"2024-01-01"}}""");
    var rows = 0L;
    var verdict = Verdict.Accept;
    List<TimeSpan> again = [];
    var ours = Median(() =>
    {
        var folder = Path.Combine(work, "data");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var watch = Stopwatch.StartNew();
        using (var store = JournalStore.Open(new JournalPlace(folder, null), new RegistryProjector(RecordTypes.BuiltIn), TimeProvider.System, new RandomKeySource()))
        {
            var outcome = new ImportRecords(store, RecordTypes.BuiltIn, CodeListCatalogue.BuiltIn, ReferenceAreas.Anywhere, Policy.BuiltIn, TimeProvider.System)
                .Handle(new ImportRequest(file, "settlement", new ReadOptions(), Profile: ImportProfile.Read(profile)));
            (rows, verdict) = (outcome.Result!.New, outcome.Result.Verdict);
            if (verdict == Verdict.Reject)
            {
                Say($"  {name}: rejected: {string.Join("; ", outcome.Result.Findings.Where(f => f.Severity == Verdict.Reject).Take(3).Select(f => $"{f.Row} {f.Field} {f.Value} {f.Message}"))}");
            }
        }

        var first = watch.Elapsed;
        watch.Restart();
        using (var store = JournalStore.Open(new JournalPlace(folder, null), new RegistryProjector(RecordTypes.BuiltIn), TimeProvider.System, new RandomKeySource()))
        {
            var outcome = new ImportRecords(store, RecordTypes.BuiltIn, CodeListCatalogue.BuiltIn, ReferenceAreas.Anywhere, Policy.BuiltIn, TimeProvider.System)
                .Handle(new ImportRequest(file, "settlement", new ReadOptions(), Profile: ImportProfile.Read(profile)));
            if (verdict != Verdict.Reject && outcome.Result!.Unchanged != rows)
            {
                Say($"  {name}: only {outcome.Result.Unchanged} rows were unchanged when imported again");
            }
        }

        again.Add(watch.Elapsed);
        return first;
    });
    Compare(name, rows, verdict, ours, file, again.Order().ElementAt(again.Count / 2));
}

// Spoiled records through the import itself: how many of each class are seen.
void Gates()
{
    const int each = 1000;
    var land = SampledCountry.Load();
    var areas = ReferenceAreas.Load(SampledCountry.Folder());
    Say($"gates: {each} spoiled accidents of each class, through a dry run of the import");
    foreach (var (name, i) in MutatedFile.Classes.Select((name, i) => (name, i)))
    {
        var made = MutatedFile.Make(name, each, land, 1 + i);
        var path = Path.Combine(work, "gates.csv");
        File.WriteAllText(path, made.Csv);
        var folder = Path.Combine(work, "gates");
        using var store = JournalStore.Open(new JournalPlace(folder, null), new RegistryProjector(RecordTypes.BuiltIn), TimeProvider.System, new RandomKeySource());
        var result = new ImportRecords(store, RecordTypes.BuiltIn, CodeListCatalogue.BuiltIn, areas, Policy.BuiltIn, TimeProvider.System)
            .Handle(new ImportRequest(path, "accident", new ReadOptions { Points = made.Points }, DryRun: true)).Result!;
        Say(string.Create(CultureInfo.InvariantCulture, $"  {name,-32} stopped {result.Rejected,5}  flagged {result.Flagged,5}  with one clear fix {result.Findings.Count(f => f.Fix is not null),5}"));
    }
}

// A million points from SK-42 zone 8 to WGS 84.
void Points()
{
    const int count = 1_000_000;
    var path = CoordinatePath.Find(28408, 15865, 4326).Path!;
    var random = new Random(1);
    var points = new (double X, double Y)[count];
    for (var i = 0; i < count; i++)
    {
        points[i] = (8_600_000 + (random.NextDouble() * 200_000), 4_300_000 + (random.NextDouble() * 200_000));
    }

    var sum = 0.0;
    var took = Median(() =>
    {
        var watch = Stopwatch.StartNew();
        foreach (var (x, y) in points)
        {
            var at = path.Convert(x, y);
            sum += at.EastingM + at.NorthingM;
        }

        return watch.Elapsed;
    });
    Say(string.Create(CultureInfo.InvariantCulture, $"points: {count} from EPSG:28408 by EPSG:15865 to EPSG:4326 in {took.TotalSeconds:0.00} s on one core (checksum {sum:0.000})"));
}

void Read(string name, string file)
{
    var rows = 0L;
    var findings = new FindingList();
    var ours = Median(() =>
    {
        findings = new();
        var watch = Stopwatch.StartNew();
        rows = SourceReader.Read(file, new ReadOptions(Encoding: null), ReferenceAreas.Anywhere, findings).LongCount();
        return watch.Elapsed;
    });
    Compare(name, rows, findings.Verdict, ours, file);
}

void Compare(string name, long rows, Verdict verdict, TimeSpan ours, string file, TimeSpan? again = null)
{
    var target = Path.Combine(work, "peer.gpkg");
    var theirs = Median(() =>
    {
        File.Delete(target);
        var watch = Stopwatch.StartNew();
        Ogr(file.EndsWith(".csv", StringComparison.Ordinal) ? ["-f", "GPKG", target, file, "-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-a_srs", "EPSG:4326"] : ["-f", "GPKG", target, file]);
        return watch.Elapsed;
    });
    Say(string.Create(CultureInfo.InvariantCulture, $"  {name}: {rows} rows ({verdict.ToString().ToLowerInvariant()}), ours {ours.TotalSeconds:0.00} s, ogr2ogr {theirs.TotalSeconds:0.00} s, ratio {ours / theirs:0.00}{(again is { } second ? $", imported again {second.TotalSeconds:0.00} s" : "")}"));
}

string Convert(string source, string format, string driver)
{
    var target = Path.Combine(work, $"{Path.GetFileNameWithoutExtension(source)}-{format}.{format}");
    string[] options = format switch { "shp" => ["-lco", "ENCODING=UTF-8"], _ => [] };
    string[] csv = source.EndsWith(".csv", StringComparison.Ordinal) ? ["-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-a_srs", "EPSG:4326"] : [];
    Ogr(["-f", driver, target, source, .. options, .. csv]);
    return target;
}

TimeSpan Median(Func<TimeSpan> run) => Enumerable.Range(0, runs).Select(_ => run()).Order().ElementAt(runs / 2);

static void Ogr(params string[] arguments)
{
    var start = new ProcessStartInfo("ogr2ogr") { RedirectStandardError = true };
    foreach (var argument in arguments)
    {
        start.ArgumentList.Add(argument);
    }

    using var process = Process.Start(start)!;
    process.StandardError.ReadToEnd();
    process.WaitForExit();
    if (process.ExitCode != 0)
    {
        throw new InvalidOperationException("ogr2ogr failed: " + string.Join(' ', arguments));
    }
}

void Say(string line) => output.WriteLine(line);
