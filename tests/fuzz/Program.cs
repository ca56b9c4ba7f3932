using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using SharpFuzz;
using Surefoot.Exchange.Checking;
using Surefoot.Exchange.Reading;
using Surefoot.Exchange.Tests.Formats;

// Coverage-guided: what reaches a new branch of the readers is kept and damaged further. Run by tests/fuzz/run.
using var output = new StreamWriter(new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(1, ownsHandle: false), FileAccess.Write)) { AutoFlush = true };
if (args[0] == "instrument")
{
    foreach (var name in args.Skip(2))
    {
        // Generated expressions are left alone: their branches are not ours.
        Fuzzer.Instrument(Path.Combine(args[1], name), type => type.StartsWith("Surefoot.", StringComparison.Ordinal), Options.Value);
    }

    return 0;
}

var sample = args[0];
var length = TimeSpan.FromSeconds(int.Parse(args[1], CultureInfo.InvariantCulture));
var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
var folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "surefoot-fuzz-" + Path.GetRandomFileName())).FullName;
try
{
    return Fuzz();
}
finally
{
    Directory.Delete(folder, recursive: true);
}

int Fuzz()
{
    foreach (var beside in Directory.GetFiles(Path.GetDirectoryName(sample)!, Path.GetFileNameWithoutExtension(sample) + ".*").Where(f => Path.GetExtension(sample) is ".shp" or ".dbf" && Path.GetExtension(f) is ".shp" or ".dbf" or ".prj" or ".cpg"))
    {
        File.Copy(beside, Path.Combine(folder, "sample" + Path.GetExtension(beside)));
    }

    var path = Path.Combine(folder, "sample" + Path.GetExtension(sample));
    var read = Path.GetExtension(sample) == ".dbf" ? Path.ChangeExtension(path, ".shp") : path;
    var mutator = new Mutator(seed);
    // Instrumented code counts from its first step on.
    Coverage.Clear();
    // With a country around it and all offers taken, a damaged position goes every way that there is.
    var areas = ReferenceAreas.Load(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(sample))!, "..", "geography"));
    var options = new ReadOptions { AcceptedFixes = ["all"], DistrictField = "district" };
    List<byte[]> corpus = [File.ReadAllBytes(sample)];
    var reached = new bool[1 << 16];
    var (runs, branches, faults) = (0L, 0, 0);
    var kinds = new HashSet<string>(StringComparer.Ordinal);
    var clock = Stopwatch.StartNew();
    while (clock.Elapsed < length)
    {
        var bytes = runs == 0 ? corpus[0] : mutator.Mutate(corpus[mutator.Next(corpus.Count)]);
        File.WriteAllBytes(path, bytes);
        Coverage.Clear();
        // Of the processor, not of the wall: a busy machine is no slow reader.
        var began = ProcessorTime();
        string? fault = null;
        try
        {
            CheckFile.Run(read, options, areas);
        }
        catch (Exception e)
        {
            fault = e.ToString();
        }

        fault ??= ProcessorTime() - began > TimeSpan.FromSeconds(5) ? "more than 5 s" : null;
        faults += fault is null ? 0 : 1;
        // One file for each place where it breaks.
        if (fault is not null && kinds.Add(string.Join('\n', fault.Split('\n').Take(2))))
        {
            var kept = Path.Combine(AppContext.BaseDirectory, $"fault-{seed}-{kinds.Count}{Path.GetExtension(sample)}");
            File.WriteAllBytes(kept, bytes);
            output.WriteLine($"{kept}: {fault}");
        }

        var fresh = Coverage.Merge(reached);
        branches += fresh;
        if (fresh > 0 && runs > 0 && bytes.Length < 200_000)
        {
            corpus.Add(bytes);
        }

        runs++;
    }

    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(sample)}: {runs} files in {clock.Elapsed.TotalMinutes:0.0} min ({ProcessorTime().TotalMinutes:0.0} of the processor), {branches} branches, corpus {corpus.Count}, {faults} faults of {kinds.Count} kinds"));
    return faults > 0 ? 1 : 0;
}

static TimeSpan ProcessorTime() => Environment.CpuUsage.TotalTime;

/// <summary>The counters that instrumented branches write to.</summary>
internal static unsafe class Coverage
{
    private const int Size = 1 << 16;
    private static readonly byte* Memory = (byte*)NativeMemory.AllocZeroed(Size);

    static Coverage() => SharpFuzz.Common.Trace.SharedMem = Memory;

    public static void Clear()
    {
        new Span<byte>(Memory, Size).Clear();
        SharpFuzz.Common.Trace.PrevLocation = 0;
    }

    /// <summary>How many branches are new.</summary>
    public static int Merge(bool[] reached)
    {
        var fresh = 0;
        for (var i = 0; i < Size; i++)
        {
            if (Memory[i] != 0 && !reached[i])
            {
                reached[i] = true;
                fresh++;
            }
        }

        return fresh;
    }
}
