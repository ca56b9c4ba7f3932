using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Surefoot.Account;
using Surefoot.Assessment.Priority;
using Surefoot.Assessment.Roads;
using Surefoot.Cli.Page;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;

namespace Surefoot.Cli.Commands;

/// <summary>priority rank, explain, compare, repeat, people.</summary>
internal static class PriorityCommands
{
    private const int Listed = 20;

    public static Command Make(Bind bind) =>
        new("priority", "What to clear first, why, and how sure that is.") { RankVerb(bind), ExplainVerb(bind), CompareVerb(bind), RepeatVerb(bind), PeopleVerb(bind) };

    private static Verb RankVerb(Bind bind)
    {
        var asOf = AsOfOption();
        var weights = new Option<string?>("--weights") { Description = "JSON: {\"weights\": {FACTOR: number}, \"gates\": {GATE: off|known|required}, \"judgements\": [[FACTOR, FACTOR, times]]}; what it does not name stays as in force.", HelpName = "FILE" };
        var within = new Option<int>("--within") { Description = "P(rank ≤ K) is given for each area.", HelpName = "K", DefaultValueFactory = _ => new PrioritySettings().Within };
        var verb = new Verb(
            "rank",
            "Ranks the open areas by weighted criteria, after gates; with a second opinion (PROMETHEE II), the front of benefit, cost and risk, and how stable each rank is.",
            "run, asOf, criteriaVersion, within, seconds, areas[{area,rank,score,eligible,rankProbability,netFlow,flowRank,front}]") { asOf, weights, within };
        verb.SetAction(bind((context, parsed) =>
        {
            if (parsed.GetValue(within) < 1)
            {
                throw new CommandFailure(ExitCode.Usage, "usage", "--within takes a number from 1.", "--within", "50 is usual.");
            }

            using var workspace = Workspace.OpenExisting(context);
            var started = Stopwatch.GetTimestamp();
            var account = LandCommands.Compute(context, workspace, RecordQuery.Now);
            var day = Dates.Read(parsed.GetValue(asOf), "--as-of") ?? PageContent.LastDay(account, workspace);
            var criteria = Criteria(workspace, day, parsed.GetValue(weights));
            var inputs = Prepare(context, workspace, account, day, RoadsCommands.Assess(context, workspace, day), criteria, new PrioritySettings(parsed.GetValue(within)));
            var ranking = RankPriorities.Handle(inputs, context.Workers, context.Cancellation);
            var run = context.DryRun ? PriorityRuns.Identify(inputs, ranking) : Runs(workspace).Keep(inputs, ranking);
            var names = inputs.Areas.ToDictionary(area => area.Area, StringComparer.Ordinal);
            context.Write(
                new { run, inputs.AsOf, criteriaVersion = inputs.Criteria.Version, inputs.Settings.Within, seconds = CommandContext.SecondsSince(started), ranking.Areas },
                output =>
                {
                    output.WriteLine($"{run}: {ranking.Areas.Count:N0} open areas on {inputs.AsOf:yyyy-MM-dd}, {ranking.Areas.Count(area => !area.Eligible):N0} held back by a gate");
                    output.WriteLine($"rank  points  among first {inputs.Settings.Within}  outranking  front  area");
                    foreach (var area in ranking.Areas.Take(Listed))
                    {
                        output.WriteLine($"{area.Rank,4}  {area.Score,6:N1}  {area.RankProbability,14:P0}  {area.FlowRank,10:N0}  {area.Front,5:N0}  {area.Area}, {names[area.Area].District}, {names[area.Area].OpenM2 / 10_000:N1} ha");
                    }

                    output.WriteLine($"why: surefoot priority explain {(ranking.Areas.Count > 0 ? ranking.Areas[0].Area : "AREA")}");
                });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb ExplainVerb(Bind bind)
    {
        var area = new Argument<string>("AREA") { Description = "Id of a hazard area." };
        var run = RunOption();
        var wanted = new Option<int>("--wanted") { Description = "Rank that is asked for.", HelpName = "K", DefaultValueFactory = _ => 5 };
        var verb = new Verb(
            "explain",
            "Why an area stands where it does, what would make it come as high as wanted, in words a village committee can read.",
            "run, area, rank, of, score, rankProbability, factors[{name,label,value,weight,points,counts}], gates[{name,passed,known}], wanted, whatWouldRaise[{factor,what,from,to,says}], summary[]") { area, run, wanted };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var kept = Require(workspace, parsed.GetValue(run));
            var id = parsed.GetValue(area)!;
            var why = ExplainPriority.Handle(kept.Inputs, kept.Ranking, id, Math.Max(1, parsed.GetValue(wanted)))
                ?? throw new CommandFailure(ExitCode.Finding, "area.unknown", $"{kept.Run} ranks no area {id}.", id, "It is not open on that day, or there is none of this id.");
            context.Write(
                new { kept.Run, area = id, why.Rank, of = why.Areas, why.Score, why.RankProbability, why.Factors, why.Gates, why.Wanted, why.WhatWouldRaise, why.Summary },
                output =>
                {
                    foreach (var sentence in why.Summary)
                    {
                        output.WriteLine(sentence);
                    }

                    if (why.Rank > why.Wanted)
                    {
                        output.WriteLine(why.WhatWouldRaise.Count > 0 ? "Any one of these would raise it:" : $"No single change would make it number {why.Wanted}.");
                        foreach (var raise in why.WhatWouldRaise)
                        {
                            output.WriteLine($"  {raise.Says}");
                        }
                    }
                });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb CompareVerb(Bind bind)
    {
        var (a, b) = (new Argument<string>("A") { Description = "Identifier of a kept ranking." }, new Argument<string>("B") { Description = "A later one." });
        var verb = new Verb("compare", "What moved between two rankings, and why.", "moved[{area,from,to,why}]") { a, b };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var (before, after) = (Require(workspace, parsed.GetValue(a)), Require(workspace, parsed.GetValue(b)));
            var moved = ComparePriorities.Handle(before.Inputs, before.Ranking, after.Inputs, after.Ranking);
            context.Write(new { moved }, output =>
            {
                output.WriteLine($"{moved.Count:N0} areas moved: {moved.Count(one => one.From is null):N0} newly open, {moved.Count(one => one.To is null):N0} no longer open");
                foreach (var one in moved.Where(one => one.From is not null && one.To is not null).Take(Listed))
                {
                    output.WriteLine($"{one.From,5} → {one.To,-5} {one.Area}: {one.Why}");
                }
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb RepeatVerb(Bind bind)
    {
        var run = new Argument<string>("RUN") { Description = "Identifier of a kept ranking." };
        var verb = new Verb("repeat", "Makes a kept ranking again from its inputs, weights and data date, and compares the bytes.", "identical, sha256") { run };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var kept = Require(workspace, parsed.GetValue(run));
            var again = RankPriorities.Handle(kept.Inputs, context.Workers, context.Cancellation);
            var sha256 = PriorityRuns.Sha256(again);
            context.Write(new { identical = sha256 == kept.RankingSha256, sha256 }, output => output.WriteLine(sha256 == kept.RankingSha256 ? $"identical, {sha256}" : $"DIFFERENT: {sha256}, kept {kept.RankingSha256}"));
            return Task.FromResult(sha256 == kept.RankingSha256 ? ExitCode.Done : ExitCode.Finding);
        }));
        return verb;
    }

    private static Verb PeopleVerb(Bind bind)
    {
        var asOf = AsOfOption();
        var within = new Option<string>("--within") { Description = "Distances in metres, with commas.", HelpName = "M,M", DefaultValueFactory = _ => "500,1000,5000" };
        var verb = new Verb("people", "How many people live, or will return, within a distance of ground not yet released, by district and class of hazard.", "asOf, rows[{district,class,withinM,people,returnees,settlements}]") { asOf, within };
        verb.SetAction(bind((context, parsed) =>
        {
            var distances = parsed.GetValue(within)!.Split(',').Select(text => double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var meters) && meters is >= 0 and <= 100_000
                ? meters : throw new CommandFailure(ExitCode.Usage, "usage", $"'{text}' is no distance.", "--within", "Metres from 0 to 100000, such as 500,1000,5000.")).ToArray();
            using var workspace = Workspace.OpenExisting(context);
            var account = LandCommands.Compute(context, workspace, RecordQuery.Now);
            var day = Dates.Read(parsed.GetValue(asOf), "--as-of") ?? PageContent.LastDay(account, workspace);
            var rows = CountPeopleAtRisk.Handle(workspace.Reader, account, day, distances, context.Workers, context.Cancellation);
            context.Write(new { asOf = day, rows }, output =>
            {
                output.WriteLine($"people near ground not released by {day:yyyy-MM-dd} (living there + planned to return)");
                foreach (var row in rows.Where(row => row.Class == "any"))
                {
                    output.WriteLine($"{row.District,-8} within {row.WithinM,6:N0} m: {row.People,9:N0} + {row.Returnees,9:N0} in {row.Settlements:N0} settlements");
                }
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    /// <summary>Ranks by the criteria in force and keeps the ranking: the demo's own.</summary>
    public static Demo.PrioritySummary Rank(CommandContext context, Workspace workspace, LandAccount account, DateOnly day, RoadsSummary roads)
    {
        var inputs = Prepare(context, workspace, account, day, roads, PriorityCriteria.InForce(workspace.Reader, day), new PrioritySettings());
        var ranking = RankPriorities.Handle(inputs, context.Workers, context.Cancellation);
        return new(Runs(workspace).Keep(inputs, ranking), ranking.Areas.Count, [.. ranking.Areas.Take(10).Select(area => area.Area)]);
    }

    private static PriorityCriteria Criteria(Workspace workspace, DateOnly day, string? weightFile)
    {
        var criteria = PriorityCriteria.InForce(workspace.Reader, day);
        try
        {
            return weightFile is null ? criteria : criteria.With(File.ReadAllBytes(InputFile.Require(weightFile)));
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            throw new CommandFailure(ExitCode.Usage, "weights", failure.Message, weightFile!, "{\"weights\": {\"school\": 4}, \"gates\": {\"secure\": \"required\"}}");
        }
    }

    private static PriorityInputs Prepare(CommandContext context, Workspace workspace, LandAccount account, DateOnly day, RoadsSummary roads, PriorityCriteria criteria, PrioritySettings settings)
    {
        var head = workspace.Store.Read(workspace.Store.LastSequence).Select(entry => Convert.ToHexStringLower(entry.Hash.Span)).FirstOrDefault("");
        var expected = PlanCommands.ExpectedItems(context, workspace, day, out var hazardRun);
        return PreparePriorities.Handle(
            new(workspace.Reader, workspace.Store.LastSequence, head, DataFolderStamp.Read(workspace.Store) ?? false, account, day, workspace.Product.Geography)
            {
                Roads = roads,
                Expected = expected is null ? null : id => expected.GetValueOrDefault(id),
                HazardRun = hazardRun,
            },
            criteria,
            settings,
            context.Workers,
            context.Cancellation);
    }

    /// <summary>Where the rankings of a data folder are kept.</summary>
    public static PriorityRuns Runs(Workspace workspace) => new(Path.Combine(workspace.Folder, "runs"));

    private static KeptRanking Require(Workspace workspace, string? run)
    {
        var runs = Runs(workspace);
        var id = run ?? (runs.List() is [var newest, ..] ? newest : throw new CommandFailure(ExitCode.Finding, "run.unknown", "Nothing has been ranked here yet.", workspace.Folder, "surefoot priority rank"));
        return runs.Read(id, out var refusal)
            ?? throw new CommandFailure(ExitCode.Finding, refusal!.Code, refusal.Message, refusal.Where, $"Kept here: {(runs.List() is { Count: > 0 } list ? string.Join(", ", list) : "none")}.");
    }

    private static Option<string?> RunOption() => new("--run") { Description = "Ranking that is asked; without it, the newest.", HelpName = "RUN" };

    private static Option<string?> AsOfOption() => new("--as-of") { Description = "Day whose open land is ranked; without it, today, and in the sample country its data date.", HelpName = "D" };
}
