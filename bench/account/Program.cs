using System.Diagnostics;
using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using Surefoot.Account;
using Surefoot.Numerics;

// Writes to a stream of its own: the console belongs to the command line, and a bench is run by hand.
using var output = new StreamWriter(new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(1, ownsHandle: false), FileAccess.Write)) { AutoFlush = true };
var workers = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Environment.ProcessorCount;

// As large as the national sample: 5,000 hazards over the 13 polygons' 120 km square, released ground inside them.
var land = new List<LandPolygon>();
var random = new SeededRandom(1);
var day = new DateOnly(2020, 11, 10);
var centres = new List<(double X, double Y, double R)>();
for (var i = 0; i < 5000; i++)
{
    var (x, y, r) = ((random.NextUnit() - 0.5) * 120_000, (random.NextUnit() - 0.5) * 120_000, 300 + (1200 * random.NextUnit()));
    centres.Add((x, y, r));
    land.Add(Make($"H{i}", i % 8 == 0 ? LandKind.Confirmed : LandKind.Suspected, 0, x, y, r, 60));
}

for (var i = 0; i < 45_000; i++)
{
    var (x, y, r) = centres[random.NextIndex(centres.Count)];
    land.Add(Make($"R{i}", (LandKind)(2 + random.NextIndex(3)), 1 + random.NextIndex(1500),
        x + ((random.NextUnit() - 0.5) * r), y + ((random.NextUnit() - 0.5) * r), 40 + (120 * random.NextUnit()), 30 + random.NextIndex(30)));
}

var districts = new List<LandDistrict>();
for (var i = 0; i < 78; i++)
{
    districts.Add(new($"D{i:D2}", "", Make("d", LandKind.Suspected, 0, (random.NextUnit() - 0.5) * 120_000, (random.NextUnit() - 0.5) * 120_000, 15_000, 3000).Polygon));
}

foreach (var count in new[] { 25_000, 50_000 })
{
    var part = land.Take(count).ToList();
    for (var repeat = 0; repeat < 2; repeat++)
    {
        var allocated = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        var account = LandAccount.Compute(part, districts, workers);
        Say($"{count} polygons, {part.Sum(p => p.Polygon.NumPoints)} vertices, {account.Tiles} tiles, {workers} workers: full {watch.Elapsed.TotalSeconds:F2} s, {(GC.GetTotalAllocatedBytes() - allocated) / 1e6:F0} MB allocated");
        watch.Restart();
        var statement = account.Statement(null, new(2025, 3, 31), AccountKey.District);
        Say($"  by district {watch.Elapsed.TotalMilliseconds:F0} ms, balanced {statement.Balanced}, closing {statement.Total.Closing.M2} m2, findings {account.Findings(new(2025, 3, 31)).Count}");
        for (var i = 0; i < 4; i++)
        {
            var one = Make($"N{i}", LandKind.Cleared, 1501, centres[i].X, centres[i].Y, 300, 50);
            watch.Restart();
            var next = account.With([one], [], workers);
            var with = watch.Elapsed.TotalMilliseconds;
            watch.Restart();
            next.Statement(null, new(2025, 3, 31));
            Say($"  one new polygon {with:F1} ms, then the statement {watch.Elapsed.TotalMilliseconds:F1} ms");
        }
    }
}

var polygons = land.Select(p => p.Polygon).ToList();
var time = Stopwatch.StartNew();
var union = LandUnion.Measure(polygons, workers);
Say($"union of {polygons.Count}: {time.Elapsed.TotalSeconds:F2} s, gross {union.Gross.M2} net {union.Net.M2}");
if (args.Length > 1)
{
    time.Restart();
    var cascaded = UnaryUnionNG.Union(GeometryFactory.Default.BuildGeometry(polygons), new PrecisionModel(PrecisionModels.Floating)).Area;
    Say($"cascaded union in doubles: {time.Elapsed.TotalSeconds:F2} s, net {cascaded:F3}, differs by {((double)union.Net.M2 - cascaded) / (cascaded / 1e6):F6} m2 per km2");
}

void Say(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

LandPolygon Make(string id, LandKind kind, int days, double x, double y, double radius, int vertices)
{
    var ring = new Coordinate[vertices + 1];
    var phase = 2 * Math.PI * random.NextUnit();
    for (var i = 0; i < vertices; i++)
    {
        var angle = 2 * Math.PI * i / vertices;
        var r = radius * (0.75 + (0.15 * Math.Sin((3 * angle) + phase)) + (0.1 * random.NextUnit()));
        ring[i] = new(x + (r * Math.Cos(angle)), y + (r * Math.Sin(angle)));
    }

    ring[vertices] = ring[0].Copy();
    return new(id, kind, day.AddDays(days), GeometryFactory.Default.CreatePolygon(ring));
}
