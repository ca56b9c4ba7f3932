using System.Diagnostics;
using System.Globalization;
using Surefoot.Hazard;
using Surefoot.Hazard.Evaluation;
using Surefoot.Hazard.Evidence;
using Surefoot.HazardBench;
using Surefoot.Raster;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = args[1];
var workers = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
switch (args[0])
{
    case "judge":
        Judge(folder, workers);
        return 0;
    case "time":
        TimeRun.Print(folder, workers);
        return 0;
    default:
        Console.Error.WriteLine("judge FOLDER [WORKERS] · time FOLDER [WORKERS]");
        return 2;
}

static void Judge(string folder, int workers)
{
    var (evidence, x, y) = FlatSample.Read(folder, 50);
    var truth = EvaluateHazard.Truth(evidence.Grid, x, y);
    var judged = EvaluateHazard.NotYetSearched(evidence, workers);
    Console.WriteLine($"{Path.GetFileName(folder)}: grid {evidence.Grid.Columns} × {evidence.Grid.Rows}, mask {evidence.Mask.Count(m => m)}, judged {judged.Length}, positive {judged.Count(c => truth[c])}");
    Model("surefoot", null);
    Model("kernel-only", [EvidenceGroup.Finds]);
    Model("maps-only", [EvidenceGroup.HazardAreas, EvidenceGroup.MinefieldRecords]);

    void Model(string name, EvidenceGroup[]? groups)
    {
        var clock = Stopwatch.StartNew();
        var model = FitHazard.Run(evidence, new FitOptions(Groups: groups), workers);
        var fit = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var map = RunHazard.Run(evidence, model, workers);
        var run = clock.Elapsed.TotalSeconds;
        var row = EvaluateHazard.Judge([(name, map.Probability)], truth, judged)[0];
        var mean = judged.Average(c => (double)map.Probability.Values[c]);
        Console.WriteLine($"  {name,-12} auc {row.Auc:F3} ap {row.AveragePrecision:F3} ll {row.LogLoss:F5} slope {row.CalibrationSlope:F2} icpt {row.CalibrationIntercept:F2} mean p {mean:F4} true {judged.Average(c => truth[c] ? 1.0 : 0.0):F4}  fit {fit:F1} s run {run:F2} s  n {model.Report.TrainingCells}/{model.Report.Positives} cv {model.Report.HeldOutLogLoss:F4} slope {model.Report.CalibrationSlope:F2} pen {model.Report.Penalty} icpt {model.Intercept:F2} sha {RasterHash.Sha256(map.Probability)[..12]} clip {map.ClippedTerms}");
        Console.WriteLine("      " + string.Join(" ", model.Weights.Select((w, i) => $"{i}:{w:F2}")) + $" items {model.ItemsIfConfirmed:F1}/{model.ItemsElsewhere:F1} trust {model.TrustMean:F2}");
    }
}
