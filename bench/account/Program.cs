using System.Diagnostics;
using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using Surefoot.Account;
using Surefoot.AccountBench;
using Surefoot.Registry.Accounting;

// usage: [WORKERS] [URL of a PostgreSQL with PostGIS]. Writes to a stream of its own: the console belongs to the command line.
using var output = new StreamWriter(new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(1, ownsHandle: false), FileAccess.Write)) { AutoFlush = true };
var workers = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
var url = args.ElementAtOrDefault(1);
var end = new DateOnly(2025, 3, 31);
var districts = DistrictOutlines.Read(Geography());

foreach (var (name, sideM) in new[] { ("spread over 120 × 120 km", 120_000.0), ("crowded into 30 × 30 km", 30_000.0) })
{
    var land = InventedLand.Make(sideM);
    Say($"{land.Count} polygons, {land.Sum(p => p.Polygon.NumPoints)} corners, {districts.Count} districts, {name}; {workers} workers; medians");
    if (args.ElementAtOrDefault(2) != "peers")
    {
        Account(land);
    }

    Peers(land);
}

void Account(List<LandPolygon> land)
{
    LandAccount account = null!;
    var full = Median(5, () => account = LandAccount.Compute(land, districts, workers));
    Say($"  account, full: {full:F2} s in {account.Tiles} tiles, limit 10 s, {10 / full:F0} times below");
    var statement = account.Statement(null, end, AccountKey.District);
    Say($"  statement by district: {1000 * Median(5, () => account.Statement(null, end, AccountKey.District)):F1} ms, balanced {statement.Balanced}");
    var (one, after) = (new List<double>(), new List<double>());
    for (var i = 0; i < 50; i++)
    {
        var polygon = InventedLand.NewRelease(land, i);
        LandAccount next = null!;
        one.Add(Median(1, () => next = account.With([polygon], [], workers)));
        after.Add(Median(1, () => next.Statement(null, end)));
    }

    one.Sort();
    after.Sort();
    Say($"  one new polygon: {1000 * one[one.Count / 2]:F1} ms, slowest of {one.Count} {1000 * one[^1]:F1} ms, limit 100 ms; the statement after it {1000 * after[after.Count / 2]:F1} ms");
    var added = InventedLand.NewRelease(land, 0);
    var same = Text(account.With([added], [], workers)) == Text(LandAccount.Compute([.. land, added], districts, 1));
    Say($"  … the same bits as a full run: {same}");
    var faces = 0;
    var seconds = Median(1, () => faces = account.Faces(end, workers: workers).Count);
    Say($"  faces: {seconds:F2} s, {faces}");
}

void Peers(List<LandPolygon> land)
{
    var polygons = land.ConvertAll(polygon => polygon.Polygon);
    LandUnion union = null!;
    var own = Median(5, () => union = LandUnion.Measure(polygons, workers));
    var ownAlone = Median(3, () => LandUnion.Measure(polygons, 1));
    Say($"  union: {own:F2} s, with one worker {ownAlone:F2} s; gross {(double)union.Gross.M2 / 1e6:F3} km², net {(double)union.Net.M2 / 1e6:F6} km²");
    var cascaded = 0.0;
    var nts = Median(1, () => cascaded = UnaryUnionNG.Union(GeometryFactory.Default.BuildGeometry(polygons), new PrecisionModel(PrecisionModels.Floating)).Area);
    Compare("NetTopologySuite, cascaded union in doubles", nts, own, ownAlone, Departure((double)union.Net.M2, cascaded));
    if (url is null)
    {
        return;
    }

    var postgis = new PostgisPeer(url);
    postgis.Load(land, districts);
    Say($"  PostgreSQL|PostGIS|GEOS {postgis.Version()}");
    var runs = Enumerable.Range(0, 3).Select(_ => postgis.Union()).OrderBy(run => run.Seconds).ToArray();
    Compare("PostGIS, ST_Area(ST_Union(geom))", runs[1].Seconds, own, ownAlone, Departure((double)union.Net.M2, runs[1].NetM2));

    // All as hazard of one day, so that what is recorded is the net area.
    var hazards = land.ConvertAll(polygon => polygon with { Kind = LandKind.Suspected });
    AccountStatement statement = null!;
    var ownBy = Median(3, () => statement = LandAccount.Compute(hazards, districts, workers).Statement(null, end, AccountKey.District));
    var ownByAlone = Median(1, () => LandAccount.Compute(hazards, districts, 1).Statement(null, end, AccountKey.District));
    var (seconds, byDistrict) = postgis.UnionByDistrict();
    var rows = statement.Rows.Where(row => row.Key != AccountStatement.Unassigned).ToDictionary(row => row.Key, row => (double)row.Recorded.M2, StringComparer.Ordinal);
    var apart = byDistrict.ToDictionary(pair => pair.Key, pair => Math.Abs(rows.GetValueOrDefault(pair.Key) - pair.Value), StringComparer.Ordinal);
    Say($"  by district: {ownBy:F2} s, with one worker {ownByAlone:F2} s; {rows.Count} districts hold ground");
    Compare("PostGIS, by district", seconds, ownBy, ownByAlone, apart.Values.Sum() / (byDistrict.Values.Sum() / 1e6));
    var held = byDistrict.Where(pair => pair.Value > 0).Select(pair => (Code: pair.Key, AreaM2: pair.Value, ApartM2: apart[pair.Key])).ToList();
    var missed = held.Where(one => one.ApartM2 > LimitM2(one.AreaM2)).Select(one => one.Code).ToList();
    Say($"      each district alone within 0.1 m² per km² (of {FloorKm2} km² at least): {(missed.Count == 0 ? "met" : "MISSED by " + string.Join(", ", missed))}");

    // Who is right? The largest departure by area goes before the referee.
    var worst = held.MaxBy(one => one.ApartM2 / one.AreaM2);
    var exact = ExactGround.AreaM2(land, districts, worst.Code);
    var ownArea = rows.GetValueOrDefault(worst.Code);
    Say($"      largest by area: {worst.Code} with {worst.AreaM2 / 1e6:F3} km²; from the exact (rational) area ours is {ownArea - exact:F6} m² = {(ownArea - exact) / worst.AreaM2 * 1e6:F4} m² per km², PostGIS {worst.AreaM2 - exact:F6} m²");
}

// Little ground behind a long border: a border bent by half a millimetre for a kilometre is half a square metre, however little lies behind it.
static double LimitM2(double areaM2) => 0.1 * Math.Max(areaM2 / 1e6, FloorKm2);

void Compare(string peer, double peerSeconds, double own, double ownAlone, double departure) => Say(
    $"    {peer}: {peerSeconds:F2} s = {peerSeconds / own:F1} times ours, {peerSeconds / ownAlone:F1} times ours with one worker; differs by {departure:F4} m² per km², limit 0.1: {(Math.Abs(departure) <= 0.1 ? "met" : "MISSED")}");

static double Departure(double own, double peer) => (own - peer) / (peer / 1e6);

string Text(LandAccount account) => string.Join('\n', Enum.GetValues<AccountKey>().SelectMany(by => account.Statement(new(2021, 1, 1), end, by).Rows));

double Median(int runs, Action run)
{
    var seconds = new double[runs];
    for (var i = 0; i < runs; i++)
    {
        var watch = Stopwatch.StartNew();
        run();
        seconds[i] = watch.Elapsed.TotalSeconds;
    }

    Array.Sort(seconds);
    return seconds[runs / 2];
}

void Say(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

static string Geography()
{
    var folder = AppContext.BaseDirectory;
    while (!File.Exists(Path.Combine(folder, "Surefoot.slnx")))
    {
        folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Not inside the project.");
    }

    return Path.Combine(folder, "samples", "karabakh", "geography");
}

/// <summary>Settings of the comparison.</summary>
internal static partial class Program
{
    private const double FloorKm2 = 5;
}
