using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Surefoot.Account;
using Surefoot.Assessment.Planning;
using Surefoot.Assessment.Roads;
using Surefoot.Cli.Page;
using Surefoot.Exchange.Exporting;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;
using Surefoot.Reporting;

namespace Surefoot.Cli.Commands;

/// <summary>report list, report make.</summary>
internal static class ReportCommands
{
    public static Command Make(Bind bind) => new("report", "Reports to hand to others.") { ListVerb(bind), MakeVerb(bind) };

    private static Verb ListVerb(Bind bind)
    {
        var verb = new Verb("list", "Names of the reports.", "reports[{name,what}]");
        verb.SetAction(bind((context, _) =>
        {
            var reports = new[] { new { name = WriteCountryReport.Name, what = "The whole way of one year: land account, work by year, hazard map, corridors, plan. One HTML file with a print style sheet." } };
            context.Write(new { reports }, output => output.WriteLine(string.Join('\n', reports.Select(r => $"{r.name,-12}{r.what}"))));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb MakeVerb(Bind bind)
    {
        var name = new Argument<string>("NAME") { Description = "See report list." };
        name.AcceptOnlyFromAmong(WriteCountryReport.Name);
        var year = new Option<int>("--year") { Description = "Calendar year.", HelpName = "Y", Required = true };
        var asOf = new Option<string?>("--as-of") { Description = "Last day of the report; without it, the last day on record in that year.", HelpName = "D" };
        var format = new Option<string>("--format") { Description = "html.", HelpName = "F", DefaultValueFactory = _ => "html" };
        format.AcceptOnlyFromAmong("html");
        var file = new Option<string>("-o") { Description = "File to write.", HelpName = "FILE", Required = true };
        var plan = new Option<string?>("--plan") { Description = "A kept plan; without it, the newest.", HelpName = "RUN" };
        var verb = new Verb("make", "Writes a report; the same data and runs give the same bytes.", "file, sha256, figures") { name, year, asOf, format, file, plan };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var account = LandCommands.Compute(context, workspace, RecordQuery.Now);
            var wanted = parsed.GetValue(year);
            var last = PageContent.LastDay(account, workspace);
            var day = Dates.Read(parsed.GetValue(asOf), "--as-of") ?? (last.Year > wanted ? new DateOnly(wanted, 12, 31) : last);
            if (day.Year != wanted)
            {
                throw new CommandFailure(ExitCode.Usage, "usage", $"There is nothing on record in {wanted} up to {day:yyyy-MM-dd}.", "--year", $"The last day on record is {last:yyyy-MM-dd}.");
            }


            // A plan belongs to the day whose open land it plans.
            var kept = parsed.GetValue(plan) is { } run ? PlanCommands.Require(workspace, run) : PlanCommands.Runs(workspace).Newest();
            kept = kept?.Inputs.AsOf == day ? kept : null;
            var roads = day == last ? RoadsCommands.Assess(context, workspace, day) : null;
            var answer = Write(context, workspace, account, wanted, day, kept, roads, null, parsed.GetValue(file)!);
            context.Write(answer, output => output.WriteLine($"{answer.File}  {answer.Sha256}"));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    /// <summary>Writes the country report of a data folder.</summary>
    public static ReportAnswer Write(
        CommandContext context, Workspace workspace, LandAccount account, int year, DateOnly asOf, KeptPlan? plan, RoadsSummary? roads, ReportHazard? hazard, string path)
    {
        var synthetic = DataFolderStamp.Read(workspace.Store) ?? false;
        var report = ReadCountryReport.Handle(
            new ReportSources(workspace.Reader, account, DistrictOutlines.Read(workspace.Product.Geography).ToDictionary(d => d.Code, d => d.Name, StringComparer.Ordinal), year, asOf)
            {
                Title = synthetic ? "Karabakh sample country" : "Mine action",
                Synthetic = synthetic,
                SoftwareVersion = ProductVersion.Text,
                JournalEntries = workspace.Store.LastSequence,
                JournalHead = workspace.Store.Read(workspace.Store.LastSequence).Select(entry => Convert.ToHexStringLower(entry.Hash.Span)).FirstOrDefault(""),
                Attribution = $"Reference geography {Attribution.Sources}.",
                Plan = plan,
                Roads = roads,
                Hazard = hazard,
                Store = workspace.Store,
            },
            context.Cancellation);
        var bytes = Encoding.UTF8.GetBytes(WriteCountryReport.ToHtml(report));
        var target = Path.GetFullPath(path);
        if (!context.DryRun)
        {
            File.WriteAllBytes(target, bytes);
        }

        var ever = report.Land.EverSuspected + report.Land.EverConfirmed;
        var now = report.Years.LastOrDefault(y => y.Year == year);
        return new ReportAnswer(
            target,
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            new ReportFigures(asOf, ever.ClosingM2, ever.ReleasedM2, ever.ClearedM2, ever.CancelledM2, ever.ReducedM2, now?.ClearedHa, now?.Complete, plan?.Run.Run));
    }
}

/// <param name="Figures">What stands in the report's first lines.</param>
internal sealed record ReportAnswer(string File, string Sha256, ReportFigures Figures);

internal sealed record ReportFigures(
    DateOnly AsOf, decimal OpenM2, decimal ReleasedM2, decimal ClearedM2, decimal CancelledM2, decimal ReducedM2, double? YearClearedHa, bool? YearComplete, string? Plan);
