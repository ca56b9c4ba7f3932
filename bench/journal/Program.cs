using System.Diagnostics;
using System.Globalization;
using Surefoot.Journal;
using Surefoot.JournalBench;

// usage: write [SECONDS] [URL of a PostgreSQL database] | verify [ENTRIES] [DIR] [URL]. Writes to a stream of its own: the console belongs to the command line.
using var output = new StreamWriter(new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(1, ownsHandle: false), FileAccess.Write)) { AutoFlush = true };
switch (args.ElementAtOrDefault(0))
{
    case "write":
        var seconds = double.Parse(args.ElementAtOrDefault(1) ?? "5", CultureInfo.InvariantCulture);
        Write(null, seconds);
        if (args.ElementAtOrDefault(2) is { } server)
        {
            Write(server, seconds);
        }

        return 0;
    case "verify":
        Verify(long.Parse(args.ElementAtOrDefault(1) ?? "1000000", CultureInfo.InvariantCulture), args.ElementAtOrDefault(2), args.ElementAtOrDefault(3));
        return 0;
    default:
        Say($"usage: write [SECONDS] [URL] | verify [ENTRIES] [DIR] [URL]");
        return 2;
}

// One durable submission at a time beside one bare prepared insert and commit at a time, in the same engine with the same promise; by turns, so that a
// busy machine slows both.
void Write(string? url, double secondsEach)
{
    var folder = Directory.CreateTempSubdirectory("surefoot-bench-").FullName;
    try
    {
        using var store = Invented.Open(folder, url is null ? null : Invented.NewSchema(url));
        using var bare = url is null ? BareInsert.InSqlite(Path.Combine(folder, "bare.db")) : BareInsert.InPostgres(url);
        var n = 0;
        Say($"{store.Kind}, one writer, each acknowledged before the next");
        List<double> ours = [], peers = [], ratios = [];
        for (var turn = 0; turn < 5; turn++)
        {
            peers.Add(Rate(secondsEach, bare.Insert));
            ours.Add(Rate(secondsEach, () => store.Append(Invented.Context(n), [Invented.Entry(n++)], null, CancellationToken.None)));
            ratios.Add(ours[^1] / peers[^1]);
        }

        Say($"  bare prepared insert and commit: {Middle(peers):F0}/s; submission (entry, three indexes, projection, its box): {Middle(ours):F0}/s; ratio {Middle(ratios):F2}");
        foreach (var threads in new[] { 8, 64 })
        {
            var many = RateOfMany(threads, secondsEach, () => store.Append(Invented.Context(Interlocked.Increment(ref n)), [Invented.Entry(Interlocked.Increment(ref n))], null, CancellationToken.None));
            Say($"  {threads} writers at once: {many:F0}/s, {many / Middle(peers):F2} of the one bare writer");
        }
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}

void Verify(long entries, string? kept, string? url)
{
    var folder = kept ?? Directory.CreateTempSubdirectory("surefoot-bench-").FullName;
    try
    {
        using var store = Invented.Open(folder, url);
        var started = Stopwatch.GetTimestamp();
        var had = store.LastSequence;
        Invented.Fill(store, entries);
        if (store.LastSequence > had)
        {
            Say($"{store.LastSequence} entries written in {Seconds(started):F1} s ({(store.LastSequence - had) / Seconds(started):F0}/s)");
        }

        for (var i = 0; i < 3; i++)
        {
            started = Stopwatch.GetTimestamp();
            var report = store.Verify(projections: false);
            Say($"{store.Kind}: verify {report.Entries} entries, chain and decisions: {Seconds(started):F1} s, ok {report.Ok}, peak {Peak()} MB");
        }

        var file = Path.Combine(folder, "bench-export.bin");
        started = Stopwatch.GetTimestamp();
        store.Export(file);
        Say($"export {new FileInfo(file).Length >> 20} MB: {Seconds(started):F1} s");
        started = Stopwatch.GetTimestamp();
        Say($"verify the export: ok {ExportCheck.Verify(file).Ok}, {Seconds(started):F1} s, peak {Peak()} MB");
        File.Delete(file);
    }
    finally
    {
        if (kept is null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

static double Rate(double seconds, Action write)
{
    write();
    var started = Stopwatch.GetTimestamp();
    var done = 0;
    while (Seconds(started) < seconds)
    {
        write();
        done++;
    }

    return done / Seconds(started);
}

static double RateOfMany(int threads, double seconds, Action write)
{
    var done = 0L;
    var started = Stopwatch.GetTimestamp();
    var running = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
    {
        while (Seconds(started) < seconds)
        {
            write();
            Interlocked.Increment(ref done);
        }
    })).ToList();
    running.ForEach(thread => thread.Start());
    running.ForEach(thread => thread.Join());
    return done / Seconds(started);
}

static double Middle(List<double> values) => values.Order().ElementAt(values.Count / 2);

static double Seconds(long started) => Stopwatch.GetElapsedTime(started).TotalSeconds;

static long Peak() => Process.GetCurrentProcess().PeakWorkingSet64 >> 20;

void Say(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
