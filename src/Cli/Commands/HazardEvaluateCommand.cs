using System.CommandLine;
using System.Globalization;
using System.Text;
using Surefoot.Assessment.Evaluation;
using Surefoot.Hazard.Evaluation;

namespace Surefoot.Cli.Commands;

/// <summary>hazard evaluate: every model on cells or events of one's own files.</summary>
internal static class HazardEvaluateCommand
{
    private const string AnswerKeys =
        "rows[{model,n,positives,auc,averagePrecision,top1,top5,top10,top20,logLoss,brier,calibrationSlope,calibrationIntercept,interval{auc,averagePrecision,logLoss,blocks,resamples},lead{averagePrecision,logLoss}}]";

    private static readonly Option<string?> Cells = new("--cells") { Description = "File of labelled cells.", HelpName = "FILE" };
    private static readonly Option<string?> Train = new("--train") { Description = "File of labelled cells to learn from.", HelpName = "A" };
    private static readonly Option<string?> Test = new("--test") { Description = "File of cells to judge; may lack the label.", HelpName = "B" };
    private static readonly Option<string?> Events = new("--events") { Description = "File of events with columns year, type, lon, lat; judged forward in time.", HelpName = "FILE" };
    private static readonly Option<string> Label = new("--label") { Description = "Column of the label: 1 hazard, 0 none, -1 unknown.", HelpName = "L", DefaultValueFactory = _ => "label" };
    private static readonly Option<string> X = new("--x") { Description = "Column of the longitude or easting.", HelpName = "X", DefaultValueFactory = _ => "x" };
    private static readonly Option<string> Y = new("--y") { Description = "Column of the latitude or northing.", HelpName = "Y", DefaultValueFactory = _ => "y" };
    private static readonly Option<string?> Group = new("--group") { Description = "Column that names the region.", HelpName = "G" };
    private static readonly Option<string?> HoldOut = new("--hold-out") { Description = "Judge this group by the others; the name matches exactly.", HelpName = "NAME" };
    private static readonly Option<bool> LeaveOneOut = new("--leave-one-out") { Description = "Judge each group by the others." };
    private static readonly Option<double?> BlocksKm = new("--blocks-km") { Description = "Judge by square blocks of this size.", HelpName = "K" };
    private static readonly Option<int?> TrainTo = new("--train-to") { Description = "Last year to learn from.", HelpName = "YEAR" };
    private static readonly Option<string?> TestType = new("--test-type") { Description = "Types of event that count afterwards; without it, all.", HelpName = "T,T" };
    private static readonly Option<bool> NewCells = new("--new-cells") { Description = "Judge only cells without any event before." };
    private static readonly Option<string?> Predictions = new("--predictions") { Description = "Writes row,probability of the product's own model.", HelpName = "OUT.csv" };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Names the draws.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public static Verb Make(Bind bind)
    {
        var verb = new Verb("evaluate", "Judges every model on cells or events of your own, beside the baselines that must lose.", AnswerKeys)
        {
            Cells, Label, X, Y, Group, HoldOut, LeaveOneOut, BlocksKm, Train, Test, Events, TrainTo, TestType, NewCells, Predictions, Seed,
        };
        verb.SetAction(bind((context, parsed) =>
        {
            var (rows, predictions) = parsed.GetValue(Events) is { } events ? JudgeEvents(context, parsed, events) : JudgeCells(context, parsed);
            if (parsed.GetValue(Predictions) is { } path && !context.DryRun)
            {
                WritePredictions(path, predictions);
            }

            context.Write(new { rows }, output => Print(output, rows));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static (IReadOnlyList<EvaluationRow> Rows, IReadOnlyList<(int Row, double Probability)> Predictions) JudgeCells(CommandContext context, ParseResult parsed)
    {
        var cells = parsed.GetValue(Cells);
        var train = parsed.GetValue(Train);
        var test = parsed.GetValue(Test);
        if ((cells is null) == (train is null) || (train is null) != (test is null))
        {
            throw Usage("Name either --cells, or --train and --test, or --events.");
        }

        var split = train is null ? ReadSplit(parsed) : new CellSplit.TestFile(Table(test!));
        if (split is CellSplit.HoldOut or CellSplit.LeaveOneOut && parsed.GetValue(Group) is null)
        {
            throw Usage("--hold-out and --leave-one-out need --group.");
        }

        var columns = new CellColumns(parsed.GetValue(Label)!, parsed.GetValue(X)!, parsed.GetValue(Y)!, parsed.GetValue(Group));
        var evaluation = EvaluateCells.Run(Table(cells ?? train!), columns, split, new CellEvaluationOptions(parsed.GetValue(Seed), context.Workers), out var refusal, context.Cancellation);
        return evaluation is null ? throw Refused(refusal!, cells ?? train!) : (evaluation.Rows, evaluation.Predictions);
    }

    private static CellSplit ReadSplit(ParseResult parsed)
    {
        var hold = parsed.GetValue(HoldOut);
        var leave = parsed.GetValue(LeaveOneOut);
        var blocks = parsed.GetValue(BlocksKm);
        if ((hold is null ? 0 : 1) + (leave ? 1 : 0) + (blocks is null ? 0 : 1) != 1)
        {
            throw Usage("Name one of --hold-out, --leave-one-out and --blocks-km.");
        }

        return hold is not null ? new CellSplit.HoldOut(hold)
            : leave ? new CellSplit.LeaveOneOut()
            : blocks > 0 ? new CellSplit.Blocks(blocks.Value)
            : throw Usage("--blocks-km takes kilometres above 0.");
    }

    private static (IReadOnlyList<EvaluationRow> Rows, IReadOnlyList<(int Row, double Probability)> Predictions) JudgeEvents(CommandContext context, ParseResult parsed, string file)
    {
        var year = parsed.GetValue(TrainTo) ?? throw Usage("--events needs --train-to.");
        var types = (parsed.GetValue(TestType) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(t => int.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var type) ? type : throw Usage($"--test-type takes numbers such as 1,2, not {t}."))
            .ToArray();
        var options = new EventEvaluationOptions(year, types, parsed.GetValue(NewCells), Seed: parsed.GetValue(Seed), Workers: context.Workers);
        var evaluation = EvaluateEvents.Run(Table(file), options, out var refusal, context.Cancellation);
        return evaluation is null ? throw Refused(refusal!, file) : (evaluation.Rows, evaluation.Predictions);
    }

    private static DelimitedTable Table(string path) => DelimitedTable.Read(File.ReadAllBytes(InputFile.Require(path)));

    private static void WritePredictions(string path, IReadOnlyList<(int Row, double Probability)> predictions)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        writer.WriteLine("row,probability");
        foreach (var (row, probability) in predictions)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row},{probability:R}"));
        }
    }

    private static void Print(TextWriter output, IReadOnlyList<EvaluationRow> rows)
    {
        output.WriteLine($"{"model",-16}{"n",10}{"positives",10}{"AUC",8}{"AP",8}{"top 1%",8}{"top 5%",8}{"top 10%",8}{"top 20%",8}{"log loss",10}{"slope",8}  surefoot ahead by (95 %): AP, log loss");
        foreach (var r in rows)
        {
            output.WriteLine($"{r.Model,-16}{r.N,10}{r.Positives,10}{r.Auc,8:0.000}{r.AveragePrecision,8:0.000}{r.Top1,8:0.000}{r.Top5,8:0.000}{r.Top10,8:0.000}{r.Top20,8:0.000}{r.LogLoss,10:0.0000}{r.CalibrationSlope,8:0.00}  {Ends(r.Lead?.AveragePrecision)} {Ends(r.Lead?.LogLoss)}");
        }
    }

    private static string Ends(Interval? interval) => interval is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{interval.Low:+0.000;-0.000}…{interval.High:+0.000;-0.000}");

    private static CommandFailure Usage(string message) => new(ExitCode.Usage, "usage", message, "hazard evaluate", "surefoot hazard evaluate --help lists the options.");

    private static CommandFailure Refused(EvaluationRefusal refusal, string file) => new(ExitCode.Finding, refusal.Code, refusal.Message, file, "Look at the columns and the split.");
}
