using System.CommandLine;
using System.Diagnostics;
using Surefoot.Account;
using Surefoot.Assessment.Hazard;
using Surefoot.Assessment.Planning;
using Surefoot.Assessment.Roads;
using Surefoot.Cli.Page;
using Surefoot.Planning.Checking;
using Surefoot.Planning.Projects;
using Surefoot.Raster;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;

namespace Surefoot.Cli.Commands;

/// <summary>plan run, repeat, explain, solve, check.</summary>
internal static class PlanCommands
{
    public static Command Make(Bind bind) => new("plan", "What is worked on where, when and by whom, and how sure each target is.") { RunVerb(bind), RepeatVerb(bind), ExplainVerb(bind), SolveVerb(bind), CheckVerb(bind) };

    private static Verb RunVerb(Bind bind)
    {
        var years = new Option<int>("--years") { Description = "Horizon in whole years, 1 to 10.", HelpName = "N", DefaultValueFactory = _ => 3 };
        years.Validators.Add(result =>
        {
            if (result.GetValue(years) is < 1 or > 10)
            {
                result.AddError("--years takes a number from 1 to 10.");
            }
        });
        var seconds = new Option<double?>("--seconds") { Description = "Time for the search; without it the search ends after a fixed number of steps.", HelpName = "S" };
        var seed = new Option<ulong>("--seed") { Description = "Of search and scenarios.", HelpName = "N", DefaultValueFactory = _ => 1UL };
        var verb = new Verb(
            "run",
            "Plans the open land: tasks × teams × seasons × money, with a bound on any plan and a probability for each target.",
            "run, tasks, teams, feasible, checker, objective, bound, gapPercent, searchSteps, deterministicWork, seconds, peakBytes, targets[{year,clearedHa,items,probability}], binding[{constraint,worth}]") { years, seconds, seed };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var account = LandCommands.Compute(context, workspace, RecordQuery.Now);
            var asOf = PageContent.LastDay(account, workspace);
            var settings = new PlanSettings(asOf.AddDays(1), parsed.GetValue(years), parsed.GetValue(seed));
            var limit = parsed.GetValue(seconds);
            var roads = RoadsCommands.Assess(context, workspace, asOf);
            var answer = Run(context, workspace, account, asOf, limit is null ? settings : settings with { MaximumSteps = int.MaxValue }, limit, roads);
            context.Write(answer.Answer, output => Print(output, answer));
            return Task.FromResult(answer.Answer.Feasible ? ExitCode.Done : ExitCode.Finding);
        }));
        return verb;
    }

    /// <summary>Makes a plan of a data folder and keeps it.</summary>
    public static PlanOutcome Run(CommandContext context, Workspace workspace, LandAccount account, DateOnly asOf, PlanSettings settings, double? seconds, RoadsSummary? roads)
    {
        var started = Stopwatch.GetTimestamp();
        var expected = ExpectedItems(context, workspace, asOf, out var hazardRun);
        var sources = new PlanSources(workspace.Reader, workspace.Store.LastSequence, DataFolderStamp.Read(workspace.Store) ?? false, account, asOf, workspace.Product.Geography)
        {
            Expected = expected is null ? null : id => expected.GetValueOrDefault(id),
            HazardRun = hazardRun,
            RoadsRun = roads?.Run,
            Bundles = roads is null ? [] : CorridorWorth.Of(roads, settings),
            Blocking = roads is null ? [] : CorridorWorth.Blocking(roads),
        };
        var inputs = PreparePlan.Handle(sources, settings, context.Cancellation);
        var searchFrom = Stopwatch.GetTimestamp();
        var made = AssessPlan.Handle(
            inputs,
            settings.MaximumSteps,
            context.Workers,
            seconds is { } limit ? _ => Stopwatch.GetElapsedTime(searchFrom).TotalSeconds < limit : null,
            new DirectProgress<int>(steps => context.Narration.Progress($"{steps} steps")),
            context.Cancellation);
        var peak = Process.GetCurrentProcess().PeakWorkingSet64;
        var (run, path) = context.DryRun ? (null, null) : Runs(workspace).Keep(made, ProductVersion.Text, CommandContext.SecondsSince(started), peak);
        return new PlanOutcome(made, run?.Run, path, PlanAnswer.From(made, run?.Run ?? "", CommandContext.SecondsSince(started), peak));
    }

    private static void Print(TextWriter output, PlanOutcome outcome)
    {
        var answer = outcome.Answer;
        output.WriteLine($"{answer.Run}: {answer.Tasks} tasks, {answer.Teams} teams, objective {answer.Objective / 1e6:N2} million, at most {answer.Bound / 1e6:N2} ({answer.GapPercent:N2} % below); {answer.Checker}");
        foreach (var target in answer.Targets)
        {
            output.WriteLine($"  {target.From:yyyy-MM-dd} to {target.To:yyyy-MM-dd}{(target.IsPart ? " (part of the year)" : "")}: {target.ClearedHa:N0} ha with probability {target.Probability:P0}; planned {target.PlannedHa:N0} ha, {target.Items:N0} items");
        }

        foreach (var limit in answer.Binding)
        {
            output.WriteLine($"  limited by {limit.Constraint}: {limit.Worth / 1e6:N2} million");
        }
    }

    private static Verb RepeatVerb(Bind bind)
    {
        var run = new Argument<string>("RUN") { Description = "Identifier of a kept run." };
        var verb = new Verb("repeat", "Makes a kept plan again from its inputs, seed and number of steps, and compares the bytes.", "identical, sha256") { run };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var kept = Require(workspace, parsed.GetValue(run)!);
            var repeat = RepeatPlan.Handle(kept, context.Workers, new DirectProgress<int>(steps => context.Narration.Progress($"{steps} steps")), context.Cancellation);
            context.Write(repeat, output => output.WriteLine(repeat.Identical ? $"identical, {repeat.Sha256}" : $"DIFFERENT: {repeat.Sha256}, kept {repeat.Kept}"));
            return Task.FromResult(repeat.Identical ? ExitCode.Done : ExitCode.Finding);
        }));
        return verb;
    }

    // A hazard run of another day would expect items on ground that has been released since.
    internal static IReadOnlyDictionary<string, AreaExpectation>? ExpectedItems(CommandContext context, Workspace workspace, DateOnly asOf, out string? run)
    {
        var runs = new HazardRuns(workspace.Folder);
        run = runs.LatestRun;
        if (run is null || runs.FindRun(run) is not { } kept || (kept.AsOf ?? asOf) != asOf || GeoTiff.Read(runs.ExpectedItemsFile(run), out _) is not { } raster)
        {
            run = null;
            return null;
        }

        return ExpectedByArea.Handle(raster, workspace.Reader, context.Workers, context.Cancellation);
    }

    /// <summary>Where the runs of a data folder are kept.</summary>
    public static PlanRuns Runs(Workspace workspace) => new(Path.Combine(workspace.Folder, "runs"));

    internal static KeptPlan Require(Workspace workspace, string run) =>
        Runs(workspace).Read(run, out var refusal)
        ?? throw new CommandFailure(ExitCode.Finding, refusal!.Code, refusal.Message, refusal.Where, $"Kept here: {(Runs(workspace).List() is { Count: > 0 } runs ? string.Join(", ", runs) : "none")}.");

    private static Verb CheckVerb(Bind bind)
    {
        var file = new Argument<string>("FILE") { Description = "A kept run (plan-…), or a project file (.sm, .mm) followed by its schedule." };
        var schedule = new Argument<string?>("SCHEDULE.json") { Description = "What plan solve --json printed.", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Verb("check", "Judges a plan by a checker that shares no code with the search.", "feasible, makespan, violations[{kind,job,at,message}]") { file, schedule };
        verb.SetAction(bind((context, parsed) =>
        {
            var (makespan, violations) = parsed.GetValue(schedule) is { } path
                ? CheckProject(InputFile.Require(parsed.GetValue(file)!), InputFile.Require(path))
                : CheckRun(context, parsed.GetValue(file)!);
            var answer = new { feasible = violations.Count == 0, makespan, violations };
            context.Write(answer, output =>
            {
                output.WriteLine(answer.feasible ? $"sound; it ends on day {makespan}" : $"{violations.Count} violations");
                foreach (var violation in violations)
                {
                    output.WriteLine($"  {violation.Kind}: {violation.Message}");
                }
            });
            return Task.FromResult(answer.feasible ? ExitCode.Done : ExitCode.Finding);
        }));
        return verb;
    }

    private static (int Makespan, IReadOnlyList<Violation> Violations) CheckRun(CommandContext context, string run)
    {
        using var workspace = Workspace.OpenExisting(context);
        var runs = Runs(workspace);
        var kept = runs.Read(run, out var refusal);
        if (kept is null && refusal!.Code == "truncated-file")
        {
            return (0, [new Violation(refusal.Code, -1, -1, refusal.Message)]);
        }

        kept ??= Require(workspace, run);
        return (kept.Plan.MakespanDays, PlanChecker.Check(kept.Inputs.ToInstance(), kept.Plan.ToPlan(kept.Inputs)));
    }

    private static (int Makespan, IReadOnlyList<Violation> Violations) CheckProject(string project, string schedule)
    {
        var verdict = ProjectChecker.Check(ReadProject(project), File.ReadAllText(schedule));
        return (verdict.Makespan, verdict.Violations);
    }

    private static Verb SolveVerb(Bind bind)
    {
        var file = new Argument<string>("FILE") { Description = "A project of PSPLIB (.sm) or MMLIB (.mm)." };
        var seconds = new Option<double>("--seconds") { Description = "Time at most.", HelpName = "S", DefaultValueFactory = _ => 20 };
        var solver = new Option<string>("--solver") { Description = "The solver; the project's own search is for mine-action plans.", HelpName = "cp-sat", DefaultValueFactory = _ => "cp-sat" };
        solver.AcceptOnlyFromAmong("cp-sat");
        var verb = new Verb("solve", "Solves a classic project: the shortest schedule under precedence and resources.", "status, makespan, lowerBound, schedule[{job,mode,start}], seconds") { file, seconds, solver };
        verb.SetAction(bind((context, parsed) =>
        {
            var started = Stopwatch.GetTimestamp();
            var solution = SolveProject.WithCpSat(ReadProject(InputFile.Require(parsed.GetValue(file)!)), parsed.GetValue(seconds), context.Workers);
            var answer = new { solution.Status, solution.Makespan, solution.LowerBound, solution.Schedule, seconds = CommandContext.SecondsSince(started) };
            context.Write(answer, output => output.WriteLine($"{solution.Status}: makespan {solution.Makespan?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}, at least {solution.LowerBound}"));
            return Task.FromResult(solution.Status is "proven" or "feasible" ? ExitCode.Done : ExitCode.Finding);
        }));
        return verb;
    }

    private static Project ReadProject(string path)
    {
        try
        {
            return ProjectReader.Read(File.ReadAllText(path));
        }
        catch (FormatException fault)
        {
            throw new CommandFailure(ExitCode.Finding, "project.format", fault.Message, path, "Give a .sm file of PSPLIB or a .mm file of MMLIB.");
        }
    }

    private static Verb ExplainVerb(Bind bind)
    {
        var task = new Argument<string>("TASK") { Description = "A task such as SYN-HA-00001/survey, or a hazard area for its first task." };
        var run = new Option<string?>("--run") { Description = "A kept run; without it, the newest.", HelpName = "R" };
        var verb = new Verb("explain", "Why a task starts when it does: what it waits for, and what an earlier start would be worth.", "start, team, waitsFor[], whatIfEarlier") { task, run };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var kept = parsed.GetValue(run) is { } id ? Require(workspace, id)
                : Runs(workspace).Newest() ?? throw new CommandFailure(ExitCode.Finding, "run.none", "There is no plan yet.", workspace.Folder, "Make one with surefoot plan run.");
            var reasons = ExplainTask.Handle(kept, parsed.GetValue(task)!)
                ?? throw new CommandFailure(ExitCode.Finding, "task.unknown", "The plan has no such task.", parsed.GetValue(task)!, "Areas with no open ground, or beyond the plan's limit of tasks, are not in it.");
            context.Write(reasons, output =>
            {
                output.WriteLine(reasons.Start is { } start
                    ? $"{reasons.Task} ({reasons.District}): {start:yyyy-MM-dd} to {reasons.LastDay:yyyy-MM-dd}, {reasons.Teams} of {reasons.Team}"
                    : $"{reasons.Task} ({reasons.District})");
                output.WriteLine(reasons.Reason);
                if (reasons.WhatIfEarlier is { Days: > 0 } earlier)
                {
                    output.WriteLine($"{earlier.Days} days earlier would add {earlier.Worth:N0} to the objective, if nothing else moved.");
                }
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }
}

/// <param name="Path">Of the kept plan; null after a dry run.</param>
internal sealed record PlanOutcome(MadePlan Made, string? Run, string? Path, PlanAnswer Answer);
