using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Surefoot.Hazard;
using Surefoot.Numerics;
using Surefoot.Raster;

namespace Surefoot.HazardBench;

/// <summary>Times fusion on one sample, beside the memory bandwidth of the machine in the same minute, and leaves model and map for compare.py.</summary>
internal static class TimeRun
{
    private const int Repeats = 5;

    public static void Print(string folder, int workers)
    {
        var (evidence, _, _) = FlatSample.Read(folder, 50);
        var clock = Stopwatch.StartNew();
        var model = FitHazard.Run(evidence, new FitOptions(), workers);
        var fit = clock.Elapsed.TotalSeconds;
        var stages = new Stages();
        var totals = new List<double>();
        HazardMap map = RunHazard.Run(evidence, model, workers);
        for (var i = 0; i < Repeats; i++)
        {
            stages.Start();
            map = RunHazard.Run(evidence, model, workers, stages);
            totals.Add(stages.Stop());
        }

        File.WriteAllBytes(Path.Combine(folder, "probability.f32"), MemoryMarshal.AsBytes(map.Probability.Values).ToArray());
        File.WriteAllText(Path.Combine(folder, "model.json"), JsonSerializer.Serialize(new
        {
            model.Intercept,
            model.Weights,
            model.FindRateBase,
            model.RecordShare,
            Trust = map.RecordTrust,
            Miss = evidence.Searches.Select(s => 1 - s.Share + (s.Share * evidence.Methods[s.Method].Miss(s.Passes))).ToArray(),
            evidence.Grid.WestM,
            evidence.Grid.NorthM,
            evidence.Grid.CellM,
            evidence.Grid.Columns,
            evidence.Grid.Rows,
        }));
        var triad = Triad(workers);
        // Written: probability, items; read: mask, one half-width field for each of four groups, and what is written is read for ownership.
        var bytes = (evidence.Grid.Cells * ((4 * sizeof(float)) + 1)) + (4 * evidence.Grid.Cells / 4 * sizeof(float));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            workers,
            cells = map.Cells,
            fitSeconds = fit,
            totalSeconds = Median(totals),
            prepareSeconds = Median(stages.Prepare),
            fieldsSeconds = Median(stages.Fields),
            rowsSeconds = Median(stages.Rows),
            triadGBPerSecond = triad,
            rowsBandwidthBoundSeconds = bytes / (triad * 1e9),
            sha256 = RasterHash.Sha256(map.Probability),
            peakBytes = Environment.WorkingSet,
        }));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    // a = b + s·c over three arrays of 128 MB, best of five, counting three arrays as the STREAM rules do.
    private static double Triad(int workers)
    {
        const int N = 32 << 20;
        const int Row = 1 << 16;
        float[] a = new float[N], b = new float[N], c = new float[N];
        Array.Fill(b, 1f);
        Array.Fill(c, 2f);
        var best = double.PositiveInfinity;
        for (var i = 0; i < 6; i++)
        {
            var clock = Stopwatch.StartNew();
            RowLoop.Run(N / Row, workers, new TriadRow(a, b, c, Row));
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }

        return 3.0 * sizeof(float) * N / best / 1e9;
    }

    private readonly struct TriadRow(float[] a, float[] b, float[] c, int width) : IRowOperation
    {
        public void Invoke(int row)
        {
            var to = a.AsSpan(row * width, width);
            b.AsSpan(row * width, width).CopyTo(to);
            RowMath.AddScaled(c.AsSpan(row * width, width), 3f, to);
        }
    }

    private sealed class Stages : IProgress<double>
    {
        private readonly Stopwatch _clock = new();
        private double _last;

        public List<double> Prepare { get; } = [];

        public List<double> Fields { get; } = [];

        public List<double> Rows { get; } = [];

        public void Start()
        {
            _clock.Restart();
            _last = 0;
        }

        public double Stop() => _clock.Elapsed.TotalSeconds;

        public void Report(double value)
        {
            var now = _clock.Elapsed.TotalSeconds;
            (value < 0.5 ? Prepare : value < 0.9 ? Fields : Rows).Add(now - _last);
            _last = now;
        }
    }
}
