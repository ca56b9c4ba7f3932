using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Surefoot.Journal;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;

// Writes to a stream of its own: the console belongs to the command line, and a bench is run by hand.
using var output = new StreamWriter(new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(1, ownsHandle: false), FileAccess.Write)) { AutoFlush = true };
const int PageSize = 50;
const int Repeats = 5;
var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
var kept = Environment.GetEnvironmentVariable("BENCH_FOLDER");
var folder = kept is null ? Directory.CreateTempSubdirectory("surefoot-registry-bench-").FullName : Directory.CreateDirectory(kept).FullName;
foreach (var url in Environment.GetEnvironmentVariable("BENCH_SERVER_ONLY") is null ? args.Skip(1).Prepend(null) : args.Skip(1))
{
    PostgresPlace? server = null;
    if (url is not null && !PostgresPlace.TryParse(url, out server, out var fault))
    {
        throw new ArgumentException(fault);
    }

    // A folder belongs to one journal.
    Run(new JournalPlace(Directory.CreateDirectory(Path.Combine(folder, server is null ? "file" : "server")).FullName, server));
}

if (kept is null)
{
    Directory.Delete(folder, recursive: true);
}

void Run(JournalPlace place)
{
    using var store = JournalStore.Open(place, RegistryProjector.BuiltIn, TimeProvider.System, new RandomKeySource());
    Say($"{store.Kind}");
    if (store.LastSequence == 0)
    {
        var watch = Stopwatch.StartNew();
        InventedFinds.Define(store);
        InventedFinds.Write(store, count);
        Say($"{count} finds with custom fields written and approved: {watch.Elapsed.TotalSeconds:F1} s");
    }

    string Json(string path, string value) => store.Kind == StoreKind.Sqlite ? $"json_extract(custom,'$.{path}') = {value}" : $"custom::json ->> '{path}' = '{value.Trim('\'')}'";
    var reader = new RegistryReader(store, InventedFinds.Types(store));
    var opened = Stopwatch.StartNew();
    RegistryIndexes.Ensure(store, reader.Types);
    Say($"indexes made or found: {opened.Elapsed.TotalSeconds:F2} s");
    var (written, firstKnown) = (DateTimeOffset.UtcNow, store.Read().First(entry => entry.RecordType == "found-item").RecordedAt);
    Head("one version of each");
    Measure("no filter", RecordQuery.Now, "");
    Measure("soilKind = peat (0.1 %)", Where(("soilKind", "peat")), Json("soilKind", "'peat'"));
    Measure("soilKind = sand (22 %)", Where(("soilKind", "sand")), Json("soilKind", "'sand'"));
    Measure("soilKind = clay (44 %)", Where(("soilKind", "clay")), Json("soilKind", "'clay'"));
    Measure("metalCount = 7 (2 %)", Where(("metalCount", "7")), Json("metalCount", "7"));
    Measure("soilKind = clay, category = uxo", Where(("soilKind", "clay"), ("category", "uxo")), Json("soilKind", "'clay'") + " AND f_category = 'uxo'");
    MeasureVersions(written);
    if (store.Read().All(entry => entry.Batch != "corrections"))
    {
        InventedFinds.Correct(store, count);
    }

    Head("a second version of every fifth, a third of every fiftieth");
    MeasureVersions(written);

    void Head(string name) => Say($"{name,-52}{"total",8}{"answer",10}{"first",13}{"middle",13}{"last",13}{"bare SQL",11}");

    void MeasureVersions(DateTimeOffset knownAt)
    {
        var clay = Where(("soilKind", "clay"));
        Measure("uses has water (33 %, of 2 combinations)", Where(("uses", "water")), null);
        Measure("nearby has water (49 %, of 64 combinations)", Where(("nearby", "water")), null);
        Measure("soilKind = clay, whatever its state", clay with { ApprovedOnly = false }, Json("soilKind", "'clay'"));
        Measure("soilKind = clay, as of 2023-06-30", clay with { AsOf = new(2023, 6, 30) }, Json("soilKind", "'clay'") + " AND information_date <= '2023-06-30'");
        Measure("soilKind = clay, as known then", clay with { KnownAt = knownAt }, Json("soilKind", "'clay'"));
        Measure("soilKind = clay, as of and as known then", clay with { AsOf = new(2023, 6, 30), KnownAt = knownAt }, Json("soilKind", "'clay'") + " AND information_date <= '2023-06-30'");
        Measure("soilKind = clay, as known then, whatever its state", clay with { ApprovedOnly = false, KnownAt = knownAt }, Json("soilKind", "'clay'"));
        Measure("soilKind = clay, as known before the approval", clay with { ApprovedOnly = false, KnownAt = firstKnown }, Json("soilKind", "'clay'"));
        Measure("nearby has water, as known then, whatever its state", Where(("nearby", "water")) with { ApprovedOnly = false, KnownAt = knownAt }, null);
        Measure("no filter, as of 2023-06-30", RecordQuery.Now with { AsOf = new(2023, 6, 30) }, "information_date <= '2023-06-30'");
        Measure("no filter, whatever its state", RecordQuery.Now with { ApprovedOnly = false }, "");
    }

    void Measure(string name, RecordQuery query, string? bare)
    {
        query = query with { Order = RecordOrder.Id };
        var total = reader.Count("found-item", query);
        var last = (int)(Math.Max(0, total - 1) / PageSize * PageSize);
        using var answer = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (first, middle, end) = (Page(0), Page(last / 2 / PageSize * PageSize), Page(last));
        var sql = bare is null ? double.NaN : Median(() => Bare(bare, last));
        Say($"{name,-52}{total,8}{Convert.ToHexStringLower(answer.GetHashAndReset())[..8],10}{first,10:F1} ms{middle,10:F1} ms{end,10:F1} ms{sql,8:F1} ms");

        double Page(int offset)
        {
            foreach (var row in reader.Page("found-item", query with { Offset = offset, Limit = PageSize }).Rows)
            {
                answer.AppendData(Encoding.UTF8.GetBytes($"{row.Id} {row.Version} {row.State} {row.Sequence} {string.Join(',', row.Values)}\n"));
            }

            return Median(() => _ = reader.Page("found-item", query with { Offset = offset, Limit = PageSize }));
        }
    }

    // The same question put to the table itself, through the same connection: no versions, no states, no reading of values.
    void Bare(string filter, int offset)
    {
        using var connection = store.OpenReader();
        var where = filter.Length > 0 ? "is_current = 1 AND " + filter : "is_current = 1";
        Ask(connection, $"SELECT count(*) FROM found_item WHERE {where}");
        Ask(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT client_key, custom, geometry FROM found_item WHERE {where} ORDER BY client_key LIMIT {PageSize} OFFSET {offset}"));
    }
}

static void Ask(DbConnection connection, string sql)
{
    using var command = connection.CreateCommand();
    command.CommandText = sql;
    using var row = command.ExecuteReader();
    while (row.Read())
    {
        _ = row.GetValue(0);
    }
}

static double Median(Action work)
{
    var times = new double[Repeats];
    for (var i = 0; i < Repeats; i++)
    {
        var watch = Stopwatch.StartNew();
        work();
        times[i] = watch.Elapsed.TotalMilliseconds;
    }

    Array.Sort(times);
    return times[Repeats / 2];
}

static RecordQuery Where(params (string Name, string Value)[] conditions) =>
    RecordQuery.Now with { Where = conditions.ToDictionary(c => c.Name, c => c.Value) };

void Say(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
