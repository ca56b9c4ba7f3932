using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Surefoot.Assessment.Hazard;

namespace Surefoot.Cli.Commands;

/// <summary>hazard fit, run, why, evaluate, repeat, compare.</summary>
internal static class HazardCommands
{
    private const string RunKeys = "run, model, cells, cellSizeM, seconds, peakBytes, sha256{probability,expectedItems}, files{probability,expectedItems,model,run}";

    public static Command Make(Bind bind) => new("hazard", "From evidence to the probability of contamination, and why.")
    {
        FitVerb(bind), RunVerb(bind), WhyVerb(bind), HazardEvaluateCommand.Make(bind), RepeatVerb(bind), CompareVerb(bind),
    };

    private static Verb FitVerb(Bind bind)
    {
        var cell = CellOption();
        var asOf = AsOfOption();
        var seed = new Option<ulong>("--seed") { Description = "Names the draws of the fit.", HelpName = "N", DefaultValueFactory = _ => FitModel.UsualSeed };
        var verb = new Verb("fit", "Learns a model from searched land, keeps it under its name, and maps the hazard with it once.", RunKeys + ", report{trainingCells,positives,heldOutLogLoss,calibrationSlope}") { cell, asOf, seed };
        verb.SetAction(bind((context, parsed) =>
        {
            var started = Stopwatch.GetTimestamp();
            using var workspace = Workspace.OpenExisting(context);
            var steps = new HazardSteps(context, workspace);
            var snapshot = steps.Snapshot(new(parsed.GetValue(cell), Dates.Read(parsed.GetValue(asOf), "--as-of")));
            var model = steps.Fit(snapshot, parsed.GetValue(seed));
            Answer(context, steps, steps.Run(snapshot, model).Run, model, null, started);
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb RunVerb(Bind bind)
    {
        var cell = CellOption();
        var asOf = AsOfOption();
        var model = new Option<string?>("--model") { Description = "Model to apply; without it, the newest. Where none fits the cell size, one is fitted first.", HelpName = "V" };
        var tif = new Option<string?>("--out") { Description = "Also writes the probability here, as GeoTIFF.", HelpName = "TIF" };
        var verb = new Verb("run", "Applies a model to the evidence: probability and expected items per cell.", RunKeys) { cell, asOf, model, tif };
        verb.SetAction(bind((context, parsed) =>
        {
            var started = Stopwatch.GetTimestamp();
            using var workspace = Workspace.OpenExisting(context);
            var steps = new HazardSteps(context, workspace);
            var cellM = parsed.GetValue(cell);
            var applied = steps.FindModel(parsed.GetValue(model), cellM);
            var snapshot = steps.Snapshot(new(cellM, Dates.Read(parsed.GetValue(asOf), "--as-of")));
            applied ??= steps.Fit(snapshot, FitModel.UsualSeed);
            var run = steps.Run(snapshot, applied).Run;
            var copy = parsed.GetValue(tif) is { } path && !context.DryRun ? Path.GetFullPath(path) : null;
            if (copy is not null)
            {
                File.Copy(steps.Runs.ProbabilityFile(run.Run), copy, overwrite: true);
            }

            Answer(context, steps, run, applied, copy, started);
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static void Answer(CommandContext context, HazardSteps steps, StoredRun run, StoredModel model, string? copy, long started)
    {
        Dictionary<string, string> files = context.DryRun ? [] : new()
        {
            ["probability"] = steps.Runs.ProbabilityFile(run.Run),
            ["expectedItems"] = steps.Runs.ExpectedItemsFile(run.Run),
            ["model"] = steps.Runs.ModelFileOf(run.Run),
            ["run"] = Path.Combine(steps.Runs.Folder(run.Run), "run.json"),
        };
        if (copy is not null)
        {
            files["out"] = copy;
        }

        var seconds = CommandContext.SecondsSince(started);
        var report = model.Model.Report;
        context.Write(
            new
            {
                run.Run,
                run.Model,
                run.Cells,
                cellSizeM = run.CellM,
                seconds,
                peakBytes = Process.GetCurrentProcess().PeakWorkingSet64,
                run.Sha256,
                files,
                report = new { report.TrainingCells, report.Positives, report.HeldOutLogLoss, report.CalibrationSlope },
            },
            output =>
            {
                output.WriteLine($"Run {run.Run} with model {run.Model}: {run.Cells:N0} cells of {run.CellM} m in {seconds:N1} s");
                foreach (var (name, path) in files)
                {
                    output.WriteLine($"  {name,-14}  {path}");
                }

                output.WriteLine($"  SHA-256         {run.Sha256.Probability}");
            });
    }

    private static Verb WhyVerb(Bind bind)
    {
        var at = new Option<string>("--at") { Description = "Place in degrees.", HelpName = "LAT,LON", Required = true };
        var named = new Option<string?>("--run") { Description = "Run to explain; without it, the newest.", HelpName = "R" };
        var verb = new Verb("why", "Why a place has its probability: what each group of evidence adds, and the records behind it.", "run, probability, expectedItems, interval[lo,hi], groups[{name,logOdds,records[]}]") { at, named };
        verb.SetAction(bind((context, parsed) =>
        {
            var (latitude, longitude) = ReadPlace(parsed.GetValue(at)!);
            using var workspace = Workspace.OpenExisting(context);
            var steps = new HazardSteps(context, workspace);
            var run = steps.RequireRun(parsed.GetValue(named));
            var reasons = ExplainPlace.Prepare(steps.SnapshotOf(run), steps.RequireModelOf(run), workspace.Store, context.Workers).At(longitude, latitude)
                ?? throw new CommandFailure(ExitCode.Finding, "hazard.outside", "The map has no cell at this place.", parsed.GetValue(at)!, "Latitude comes first; the map covers the districts with recorded hazard.");
            context.Write(
                new
                {
                    run.Run,
                    reasons.Probability,
                    reasons.ExpectedItems,
                    interval = new[] { reasons.Low, reasons.High },
                    groups = reasons.Groups.Select(g => new { g.Name, g.LogOdds, records = g.Records.Select(r => r.Id) }),
                },
                output =>
                {
                    output.WriteLine($"Probability {reasons.Probability:P2} ({reasons.Low:P2} to {reasons.High:P2}), expected items {reasons.ExpectedItems:N3}");
                    foreach (var group in reasons.Groups.Where(g => g.LogOdds != 0).OrderByDescending(g => Math.Abs(g.LogOdds)))
                    {
                        output.WriteLine($"  {group.Name,-18}{group.LogOdds,8:+0.00;-0.00}  {string.Join(' ', group.Records.Take(5).Select(r => r.Id))}{(group.Records.Count > 5 ? $" and {group.Records.Count - 5} more" : "")}");
                    }
                });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb RepeatVerb(Bind bind)
    {
        var named = new Argument<string>("RUN") { Description = "Run to make again." };
        var verb = new Verb("repeat", "Makes a stored run again from its journal position and its model, and compares the bits.", "identical, evidenceIdentical, sha256{probability,expectedItems}") { named };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var steps = new HazardSteps(context, workspace);
            var run = steps.RequireRun(parsed.GetValue(named));
            var repeated = RepeatRun.Handle(run, steps.RequireModelOf(run), steps.SnapshotOf(run), context.Workers, null, context.Cancellation);
            context.Write(repeated, output => output.WriteLine(repeated.Identical
                ? $"identical: {repeated.Sha256.Probability}"
                : $"NOT IDENTICAL: {repeated.Sha256.Probability} instead of {run.Sha256.Probability}{(repeated.EvidenceIdentical ? "" : "; the evidence is not what it was")}"));
            return Task.FromResult(repeated.Identical ? ExitCode.Done : ExitCode.Finding);
        }));
        return verb;
    }

    private static Verb CompareVerb(Bind bind)
    {
        var first = new Argument<string>("A") { Description = "A run." };
        var second = new Argument<string>("B") { Description = "Another." };
        var verb = new Verb("compare", "What differs between two runs, and which entries came in between.", "cellsChanged, largestChange, modelChanged, entries[{sequence,type,id,informationDate}]") { first, second };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var steps = new HazardSteps(context, workspace);
            var (comparison, refusal) = CompareRuns.Handle(steps.Runs, steps.RequireRun(parsed.GetValue(first)), steps.RequireRun(parsed.GetValue(second)), workspace.Store);
            if (comparison is null)
            {
                throw HazardSteps.Failure(refusal!);
            }

            context.Write(comparison, output => output.WriteLine(
                $"{comparison.CellsChanged:N0} cells differ, by {comparison.LargestChange:P2} at most; {(comparison.ModelChanged ? "another model; " : "")}{comparison.Entries.Count} entries of evidence in between"));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static (double Latitude, double Longitude) ReadPlace(string text)
    {
        var parts = text.Split(',');
        return parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude) && Math.Abs(latitude) <= 90
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude) && Math.Abs(longitude) <= 180
            ? (latitude, longitude)
            : throw new CommandFailure(ExitCode.Usage, "usage", $"--at takes latitude and longitude such as 39.6,47.1, not {text}.", "--at", "Write degrees with decimal points, latitude first.");
    }

    private static Option<string?> AsOfOption() => new("--as-of") { Description = "Leaves out evidence with a later information date.", HelpName = "D" };

    private static Option<double> CellOption()
    {
        var option = new Option<double>("--cell") { Description = "Side of a cell in metres.", HelpName = "M", DefaultValueFactory = _ => SnapshotSettings.UsualCellM };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) is not (>= 10 and <= 1000))
            {
                result.AddError("--cell takes metres from 10 to 1000.");
            }
        });
        return option;
    }
}
