using System.Globalization;
using System.IO.Compression;
using System.Text;
using Surefoot.Hazard;
using Surefoot.Hazard.Evaluation;
using Surefoot.Hazard.Evidence;
using Surefoot.Numerics;
using Surefoot.Raster;

namespace Surefoot.Assessment.Hazard;

/// <summary>A map held against the known truth of an invented country.</summary>
/// <param name="Judged">Cell numbers, row-major: inside the mask, touched by no search.</param>
/// <param name="Truth">True per cell of the grid that still holds an item.</param>
/// <param name="Surefoot">The product's own row.</param>
/// <param name="Baselines">The models that must lose.</param>
public sealed record SampleJudgement(int[] Judged, bool[] Truth, EvaluationRow Surefoot, IReadOnlyList<EvaluationRow> Baselines)
{
    /// <summary>Writes <c>cell,label,probability</c> of every judged cell, so that anybody can compute the figures again.</summary>
    public void WriteCells(string path, FloatRaster probability)
    {
        ArgumentNullException.ThrowIfNull(probability);
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16) { NewLine = "\n" };
        writer.WriteLine("cell,label,probability");
        foreach (var cell in Judged)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cell},{(Truth[cell] ? 1 : 0)},{probability.Values[cell]:R}"));
        }
    }
}

/// <summary>Judges a run of the sample country. The only code that reads <c>sample/truth</c>.</summary>
public static class JudgeSample
{
    private static readonly string TruthFile = Path.Combine("sample", "truth", "true-items.csv.gz");

    // What a kernel over the finds alone, and the maps alone, make of the same land.
    private static readonly (string Name, EvidenceGroup[] Groups)[] BaselineModels =
    [
        ("kernel-only", [EvidenceGroup.Finds]),
        ("maps-only", [EvidenceGroup.HazardAreas, EvidenceGroup.MinefieldRecords]),
    ];

    public static bool HasTruth(string dataFolder) => File.Exists(Path.Combine(dataFolder, TruthFile));

    public static SampleJudgement Handle(HazardSnapshot snapshot, FloatRaster probability, string dataFolder, bool baselines = true, ulong seed = FitModel.UsualSeed, int workers = 1, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(probability);
        var evidence = snapshot.Evidence;
        var truth = Truth(evidence.Grid, Path.Combine(dataFolder, TruthFile), workers);
        var judged = EvaluateHazard.NotYetSearched(evidence, workers);
        var ours = EvaluateHazard.Judge([("surefoot", probability)], truth, judged, workers: workers, cancellation: cancellation)[0];
        progress?.Report("baselines");
        var others = new EvaluationRow[baselines ? BaselineModels.Length : 0];
        // A fit is mostly one long chain of small steps: two side by side use the machine better than one with many workers.
        RowLoop.Run(others.Length, workers, new JudgeBaseline(evidence, truth, judged, seed, Math.Max(1, workers / Math.Max(1, others.Length)), others, cancellation), cancellation: cancellation);
        return new(judged, truth, ours, others);
    }

    private readonly struct JudgeBaseline(HazardEvidence evidence, bool[] truth, int[] judged, ulong seed, int workers, EvaluationRow[] rows, CancellationToken cancellation) : IRowOperation
    {
        public void Invoke(int row)
        {
            var (name, groups) = BaselineModels[row];
            var model = FitHazard.Run(evidence, new FitOptions(seed, groups), workers, cancellation);
            var map = RunHazard.Run(evidence, model, workers, cancellation: cancellation);
            rows[row] = EvaluateHazard.Judge([(name, map.Probability)], truth, judged, workers: workers, cancellation: cancellation)[0];
        }
    }

    // Items already found are no longer in the ground.
    private static bool[] Truth(GridSpec grid, string path, int workers)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
        var columns = reader.ReadLine()!.Split(',');
        var (lon, lat, found) = (Array.IndexOf(columns, "lon"), Array.IndexOf(columns, "lat"), Array.IndexOf(columns, "foundBy"));
        List<(double Lon, double Lat)> items = [];
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            if (fields[found].Length == 0)
            {
                items.Add((double.Parse(fields[lon], CultureInfo.InvariantCulture), double.Parse(fields[lat], CultureInfo.InvariantCulture)));
            }
        }

        var x = new double[items.Count];
        var y = new double[items.Count];
        RowLoop.Run(x.Length, workers, new ToPlane(items, x, y));
        return EvaluateHazard.Truth(grid, x, y);
    }

    private readonly struct ToPlane(List<(double Lon, double Lat)> items, double[] x, double[] y) : IRowOperation
    {
        public void Invoke(int row) => (x[row], y[row]) = HazardPlane.Place(items[row].Lon, items[row].Lat);
    }
}
