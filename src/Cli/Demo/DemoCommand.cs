using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using Surefoot.Account;
using Surefoot.Cli.Commands;
using Surefoot.Journal;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Cases;
using Surefoot.Registry.Reading;
using Surefoot.SampleCountry;

namespace Surefoot.Cli.Demo;

/// <summary>From nothing to the served page: makes the sample country and runs the whole way.</summary>
internal static class DemoCommand
{
    public const ulong DefaultSeed = 20250331;

    public static Command Make(Bind bind)
    {
        var scale = new Option<string>("--scale") { Description = "small is one district, national all twelve.", HelpName = "small|national", DefaultValueFactory = _ => "national" };
        scale.AcceptOnlyFromAmong("small", "national");
        var seed = new Option<ulong>("--seed") { Description = "Another seed is another invented country.", HelpName = "N", DefaultValueFactory = _ => DefaultSeed };
        var port = PortOption.Make();
        var noServe = new Option<bool>("--no-serve") { Description = "End after the summary." };
        var truthCells = new Option<string?>("--truth-cells") { Description = "Writes cell,label,probability of the cells by which the hazard map is judged.", HelpName = "OUT.csv" };
        // For judging the judge: a country made by other rules than the engine assumes.
        var variant = new Option<string>("--variant") { Description = "Rules of the invented truth.", HelpName = "plain|wrong", DefaultValueFactory = _ => DemoPlan.PlainVariant, Hidden = true };
        variant.AcceptOnlyFromAmong(DemoPlan.PlainVariant, "wrong");
        var verb = new Verb(
            "demo",
            "Makes the sample country, runs the whole way, and serves it. A second run reuses what is there.",
            "version, dataDate, scale, seed, synthetic:true, steps[{name,seconds}], landAccount{balanced,asOf,grossM2,overlapM2,openingM2,recordedM2,cancelledM2,reducedM2,clearedM2,reworkM2,correctionsM2,closingM2}, yearly[{year,from,to,complete,clearedHa,apMines,atMines,uxo}], cases{kind:count}, hazard{cells,cellSizeM,evaluatedCells,positives,auc,averagePrecision,logLoss,calibrationSlope,baselines[{model,auc,averagePrecision,logLoss,calibrationSlope}],probabilitySha256}, access{settlements,nodes,edges,bundles[{name,areas[],gain,areaM2}],orders[{name,lossPercent}]}, plan{tasks,teams,objective,bound,gapPercent,feasible,checker,targets[{year,clearedHa,probability}]}, priority{run,areas,first[]}, peakBytes, files{report,probability,plan}, url") { scale, seed, port, noServe, truthCells, variant };
        verb.SetAction(bind(async (context, parsed) =>
        {
            var plan = new DemoPlan(parsed.GetValue(scale)!, parsed.GetValue(seed), parsed.GetValue(variant)!);
            var serve = !parsed.GetValue(noServe);
            if (serve)
            {
                PortOption.RequireFree(parsed.GetValue(port));
            }

            var product = ProductFolder.Find();
            context.RefuseDryRun("demo");
            Workspace Open() => Workspace.Open(context.Place, product, new DemoClock(), context.Policy, new SyntheticKeySource(unchecked((long)plan.Seed)));
            DemoFolder.Prepare(context.Place, plan, () =>
            {
                using var present = Open();
                return present.Store.LastSequence;
            });
            using var workspace = Open();
            var answer = DemoFolder.ReadAnswer(context.DataFolder, plan, workspace.Store);
            if (answer is null)
            {
                answer = Run(context, workspace, plan);
                DemoFolder.KeepAnswer(context.DataFolder, plan, answer);
            }
            else
            {
                context.Narration.Say("The sample country is here already; nothing was made again.");
            }

            if (parsed.GetValue(truthCells) is { } cells && answer.Hazard is { } judged)
            {
                DemoHazard.WriteTruthCells(context, workspace, judged.Run, cells);
            }

            if (!serve)
            {
                context.Write(answer, output => DemoSummary.Print(output, answer));
                return ExitCode.Done;
            }

            return await ServeCommand.ServeAsync(context, workspace, parsed.GetValue(port), url =>
            {
                var served = answer with { Url = url };
                context.Write(served, output => DemoSummary.Print(output, served));
            });
        }));
        return verb;
    }

    private static DemoAnswer Run(CommandContext context, Workspace workspace, DemoPlan plan)
    {
        context.Narration.Say($"Making the sample country ({plan.Scale}, seed {plan.Seed}). Totals as published; every position, person and date is invented.");
        var sample = Path.Combine(workspace.Folder, "sample");
        context.Narration.Step("sample", "invent the sample country", () => SampleGenerator.Generate(
            new SampleOptions(workspace.Product.Geography, sample, Enum.Parse<SampleScale>(plan.Scale, ignoreCase: true), plan.Seed, Enum.Parse<SampleVariant>(plan.Variant, ignoreCase: true), Workers: context.Workers),
            new DirectProgress<SampleProgress>(p => context.Narration.Progress(p.Step)),
            context.Cancellation));
        SampleImports.Run(context, workspace, sample);
        context.Narration.Step("cases", "look for what contradicts released land", () => new OpenCases(workspace.Store, workspace.Types).Everywhere(context.Workers, context.Cancellation).Opened.Count);
        var account = context.Narration.Step("account", "balance the land account", () => LandCommands.Compute(context, workspace, RecordQuery.Now));
        var (land, years) = context.Narration.Step("statement", "draw the statement and the yearly table", () =>
        {
            var statement = account.Statement(null, DemoClock.DataDate);
            return (Summarise(statement), ListYearsOfWork.Handle(account, workspace.Reader, RecordQuery.Now, DemoClock.DataDate, context.Cancellation));
        });
        var (hazard, probabilityFile) = DemoHazard.Run(context, workspace);
        var roads = DemoRoads.Run(context, workspace);
        var (planned, keptPlan, planFile) = DemoPlanning.Run(context, workspace, account, roads);
        var priority = context.Narration.Step("priority", "rank what to clear first", () => PriorityCommands.Rank(context, workspace, account, DemoClock.DataDate, roads));
        var report = DemoPlanning.Report(context, workspace, account, keptPlan, roads, hazard);
        var head = workspace.Store.Verify(projections: false, cancellation: context.Cancellation);
        return new DemoAnswer
        {
            Version = typeof(DemoCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            DataDate = DemoClock.DataDate,
            Scale = plan.Scale,
            Seed = plan.Seed,
            Steps = [.. context.Narration.Steps],
            LandAccount = land,
            Yearly = [.. years.Select(y => new YearSummary(y.Year, y.From, y.To, y.Complete, Math.Round(y.ClearedHa, 1), y.ApMines, y.AtMines, y.Uxo))],
            Cases = new ListCases(workspace.Reader).Handle(null, onlyOpen: false).CountBy(one => one.Kind, StringComparer.Ordinal).OrderBy(kind => kind.Key, StringComparer.Ordinal).ToDictionary(),
            Hazard = hazard,
            Access = AccessSummary.From(roads),
            Plan = planned,
            Priority = priority,
            Entries = head.Entries,
            Head = head.Head,
            PeakBytes = Process.GetCurrentProcess().PeakWorkingSet64,
            Files = new Dictionary<string, string> { ["report"] = report, ["probability"] = probabilityFile, ["plan"] = planFile },
        };
    }

    private static LandAccountSummary Summarise(AccountStatement statement)
    {
        var total = statement.Total;
        decimal Recorded(LandKind kind) => statement.Rows.Where(r => r.Kind == kind).Sum(r => (r.Recorded + r.Confirmed).M2);
        return new(
            statement.Balanced, statement.AsOf, statement.Gross.M2, statement.Overlap.M2, total.Opening.M2, total.Recorded.M2, total.Cancelled.M2, total.Reduced.M2,
            total.Cleared.M2, total.Rework.M2, total.Corrections.M2, total.Closing.M2, Recorded(LandKind.Suspected), Recorded(LandKind.Confirmed));
    }
}
