using System.CommandLine;
using System.Globalization;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Cases;
using Surefoot.Registry.Integrity;

namespace Surefoot.Cli.Commands;

/// <summary>doctor: what is wrong with the data and with the machine, whose it is to put right, and how.</summary>
internal static class DoctorCommand
{
    public static Command Make(Bind bind)
    {
        var check = new Option<string?>("--check") { Description = "One check, such as land.no-search, or a category, such as land; without it, all.", HelpName = "CODE" };
        var limit = new Option<int>("--limit") { Description = "Records listed of each check.", HelpName = "N", DefaultValueFactory = _ => 20 };
        var verb = new Verb(
            "doctor",
            "Runs the named checks on the live data and looks at the machine; opens the cases that are missing. Ends with 1 if anything was found.",
            "ok, findings, seconds, casesOpened[], checks[{code,category,title,means,owner,severity,fix,findings,records[{type,id,detail,at[lon,lat]}],seconds}]") { check, limit };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var results = Run(context, workspace, parsed.GetValue(check), Math.Max(0, parsed.GetValue(limit)));
            var missing = results.Exists(result => result is { Check.Code: "case.unseen", Findings: > 0 });
            var opened = context.DryRun || !missing ? [] : new OpenCases(workspace.Store, workspace.Types).Everywhere(context.Workers, context.Cancellation).Opened;
            var findings = results.Sum(result => result.Findings);
            context.Write(
                new { ok = findings == 0, findings, seconds = Math.Round(results.Sum(result => result.Seconds), 3), casesOpened = opened, checks = results.Select(Answer) },
                output => Print(output, results, opened.Count));
            return Task.FromResult(findings == 0 ? ExitCode.Done : ExitCode.Finding);
        }));
        return verb;
    }

    private static List<CheckResult> Run(CommandContext context, Workspace workspace, string? code, int limit)
    {
        var machine = MachineChecks.Of(workspace).Where(check => code is null || check.Code == code || check.Category == code).ToList();
        var data = code is not null && machine.Count > 0 ? null : Data(context, workspace);
        try
        {
            return
            [
                .. machine.Select(check => MachineChecks.Run(check, limit)),
                .. data is null ? [] : RunChecks.Handle(data, code, limit, new DirectProgress<string>(context.Narration.Progress)),
            ];
        }
        catch (ArgumentException)
        {
            throw new CommandFailure(ExitCode.Usage, "check.unknown", $"There is no check {code}.", "--check", "Known: " + string.Join(", ", RunChecks.All.Concat(MachineChecks.Of(workspace)).Select(known => known.Code)) + ".");
        }
    }

    private static CheckData Data(CommandContext context, Workspace workspace)
    {
        // The sample country is of its own day; anything else is of today.
        var clock = workspace.IsDemo ? new Demo.DemoClock() : workspace.Clock;
        return new(
            workspace.Store, workspace.Types, workspace.CodeLists, DistrictOutlines.Read(workspace.Product.Geography), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), context.Workers, context.Cancellation);
    }

    private static object Answer(CheckResult result) => new
    {
        result.Check.Code,
        result.Check.Category,
        result.Check.Title,
        result.Check.Means,
        result.Check.Owner,
        result.Check.Severity,
        result.Check.Fix,
        result.Findings,
        records = result.Records.Select(record => new { record.Type, record.Id, record.Detail, at = record.At is { } at ? new[] { at.LongitudeDeg, at.LatitudeDeg } : null }),
        result.Seconds,
    };

    private static void Print(TextWriter output, List<CheckResult> results, int opened)
    {
        foreach (var result in results.Where(result => result.Findings > 0))
        {
            output.WriteLine($"{result.Check.Code} ({result.Check.Severity.ToString().ToLowerInvariant()}, {result.Check.Owner}): {result.Check.Title}: {result.Findings:N0}");
            output.WriteLine($"    {result.Check.Means} To do: {result.Check.Fix}.");
            foreach (var record in result.Records.Take(3))
            {
                var place = record.At is { } at ? string.Create(CultureInfo.InvariantCulture, $" at {at.LatitudeDeg:F5}, {at.LongitudeDeg:F5}") : "";
                output.WriteLine($"    {record.Type} {record.Id}{(record.Detail is null ? "" : ": " + record.Detail)}{place}");
            }
        }

        var silent = results.Count(result => result.Findings == 0);
        output.WriteLine($"{silent} of {results.Count} checks found nothing{(opened == 0 ? "" : $"; {opened} cases opened")}; {results.Sum(result => result.Seconds):N1} s");
    }
}
