using System.CommandLine;
using Surefoot.Registry.Cases;
using Surefoot.Registry.Land;

namespace Surefoot.Cli.Commands;

/// <summary>cases, case close, land reopen: what contradicts released land, and what people decide about it.</summary>
internal static class CaseCommands
{
    private const string CaseKeys = "id,kind,state,since,openedOn,subjects[],told[],commonAreaM2,resolution,reason,decidedBy,closedOn,at[lon,lat]";

    public static IEnumerable<Command> Make(Bind bind)
    {
        yield return ListVerb(bind);
        yield return new Command("case", "One case.") { CloseVerb(bind) };
    }

    public static Verb ReopenVerb(Bind bind)
    {
        var area = new Argument<string>("AREA") { Description = "Id of the released area." };
        var about = new Option<string>("--case") { Description = "The case it answers.", HelpName = "ID", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why, in your words.", HelpName = "T", Required = true };
        var radius = new Option<double?>("--radius") { Description = "Metres round the place of the case; without it, the whole released area.", HelpName = "M" };
        var file = new Option<string?>("--file") { Description = "The ground as a GeoJSON geometry.", HelpName = "F" };
        var verb = new Verb("reopen", "Proposes that released ground is suspected again, from the day of what opened the case; another person approves it.", "hazardArea, batch, areaM2, since, state") { area, about, reason, radius, file };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var shape = parsed.GetValue(file) is { } path ? File.ReadAllText(InputFile.Require(path)) : null;
            var outcome = new ReopenLand(workspace.Store, workspace.Types, workspace.Policy)
                .Handle(new(parsed.GetValue(area)!, parsed.GetValue(about)!, parsed.GetValue(reason)!, context.Actor, parsed.GetValue(radius), shape, context.DryRun));
            var result = outcome.Result ?? throw outcome.Declined!.ToFailure();
            context.Write(
                new { result.HazardArea, result.Batch, result.AreaM2, result.Since, state = context.DryRun ? null : "submitted" },
                output => output.WriteLine(context.DryRun
                    ? $"{result.HazardArea} would be proposed, {result.AreaM2:N0} m² suspected since {result.Since:yyyy-MM-dd}"
                    : $"{result.HazardArea} proposed, {result.AreaM2:N0} m² suspected since {result.Since:yyyy-MM-dd}; surefoot approve {result.HazardArea} by another person"));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb ListVerb(Bind bind)
    {
        var forWhom = new Option<string?>("--for") { Description = "Only those that this organisation is told of.", HelpName = "ORG" };
        var open = new Option<bool>("--open") { Description = "Only those that nobody decided yet." };
        var verb = new Verb("cases", "Accidents, finds and hazards in released land, and ground released twice.", $"cases[{{{CaseKeys}}}], open, closed") { forWhom, open };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var reader = workspace.ReaderOf(context.Actor);
            var cases = new ListCases(workspace.Reader).Handle(parsed.GetValue(forWhom), parsed.GetValue(open)).Select(one => CaseSight.Of(reader, workspace.Types, one)).OfType<CaseListing>().ToList();
            var answer = new { cases = cases.Select(Answer), open = cases.Count(one => one.State == "open"), closed = cases.Count(one => one.State != "open") };
            context.Write(answer, output =>
            {
                foreach (var one in cases)
                {
                    output.WriteLine($"{one.Id}  {one.State,-6}  {one.Since:yyyy-MM-dd}  {one.Kind}: {(one.Subjects.Count == 0 ? "records that you may not see" : string.Join(", ", one.Subjects))}; told {string.Join(", ", one.Told)}{(one.Resolution is null ? "" : $"; {one.Resolution} by {one.DecidedBy}: {one.Reason}")}");
                }

                output.WriteLine($"{answer.open} open, {answer.closed} closed");
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb CloseVerb(Bind bind)
    {
        var id = new Argument<string>("ID") { Description = "Id of the case." };
        var resolution = new Option<string>("--resolution") { Description = "reopened, recleared, explained, corrected or shared-work.", HelpName = "T", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why, in your words.", HelpName = "T", Required = true };
        var verb = new Verb("close", "Closes a case with what was decided; it takes the right to approve.", CaseKeys) { id, resolution, reason };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var outcome = new CloseCase(workspace.Store, workspace.Types, workspace.Policy, workspace.Clock).Handle(parsed.GetValue(id)!, parsed.GetValue(resolution)!, parsed.GetValue(reason)!, context.Actor, context.DryRun);
            var closed = outcome.Case ?? throw outcome.Declined!.ToFailure();
            context.Write(Answer(closed), output => output.WriteLine($"{closed.Id} {(context.DryRun ? "would be " : "")}closed: {closed.Resolution}, {closed.Reason}"));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static object Answer(CaseListing one) => new
    {
        one.Id,
        one.Kind,
        one.State,
        one.Since,
        one.OpenedOn,
        one.Subjects,
        one.Told,
        one.CommonAreaM2,
        one.Resolution,
        one.Reason,
        one.DecidedBy,
        one.ClosedOn,
        at = double.IsNaN(one.LongitudeDeg) ? null : new[] { one.LongitudeDeg, one.LatitudeDeg },
    };
}
