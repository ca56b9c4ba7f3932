using System.CommandLine;
using System.Text.Json;
using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Migrating;

namespace Surefoot.Cli.Commands;

/// <summary>import imsma-ng: the records of another system, and the proof of what came over.</summary>
internal static class ImsmaCommand
{
    public static Verb Make(Bind bind)
    {
        var source = new Argument<string>("SOURCE") { Description = "Dump of the database as plain SQL, or its tables as CSV in a folder or an archive." };
        var folder = new Option<string>("--out") { Description = "Folder for the staged files, the proposed fields and the report.", HelpName = "FOLDER", Required = true };
        var map = new Option<string?>("--map") { Description = "Which table and column is which record and field (JSON); without it, our reading of the format.", HelpName = "FILE" };
        var synthetic = new Option<bool>("--synthetic") { Description = "The records are invented." };
        var approveAs = new Option<string?>("--approve-as") { Description = "Another person who approves at once.", HelpName = "USER" };
        var verb = new Verb(
            "imsma-ng",
            "Imports the records of IMSMA NG with their local ids, versions and custom fields, and writes a report that compares both sides. What is refused stays out and is listed.",
            "verdict: equal|equal-in-part|different, equal, complete, held[{type,source,equal,different,leftOut}], batches[], rows[{type,by,key,sourceCount,targetCount,sourceAreaM2,targetAreaM2,sourceReportedM2,targetReportedM2,equal}], differences[{type,id,kind,message}], notTaken[{table,meaning,rows,pieces}], files{report,text}") { source, folder, map, synthetic, approveAs };
        verb.SetAction(bind((context, parsed) =>
        {
            var path = parsed.GetValue(source)!;
            path = Directory.Exists(path) ? path : InputFile.Require(path);
            using var workspace = Workspace.OpenOrCreate(context);
            var import = new ImportRecords(workspace.Store, workspace.Types, workspace.CodeLists, workspace.Areas, workspace.Policy, context.Clock);
            var target = Path.GetFullPath(parsed.GetValue(folder)!);
            var request = new MigrationRequest(path, target, parsed.GetValue(synthetic), context.Actor, parsed.GetValue(approveAs), context.DryRun);
            var outcome = new MigrateImsma(import, workspace.Reader, ReadMapping(parsed.GetValue(map)))
                .Handle(request, context.Cancellation);
            if (outcome.Fault is { } fault)
            {
                throw new CommandFailure(ExitCode.Finding, fault.Rule, fault.Message, path, fault.Suggestion ?? "");
            }

            var report = outcome.Report ?? throw outcome.Declined!.ToFailure();
            var files = new { report = Path.Combine(target, "reconciliation.json"), text = Path.Combine(target, "reconciliation.txt") };
            context.Write(new { verdict = request.DryRun ? null : report.Verdict, equal = !request.DryRun && report.Equal, report.Complete, report.Held, outcome.Batches, report.Rows, report.Differences, report.NotTaken, files }, output => output.Write(File.ReadAllText(files.text)));
            return Task.FromResult(report.Equal ? ExitCode.Done : ExitCode.Finding);
        }));
        return verb;
    }

    private static ImsmaMapping ReadMapping(string? path)
    {
        if (path is null)
        {
            return ImsmaMapping.BuiltIn;
        }

        try
        {
            using var stream = File.OpenRead(InputFile.Require(path));
            return ImsmaMapping.Read(stream);
        }
        catch (JsonException failure)
        {
            throw new CommandFailure(ExitCode.Usage, "mapping", $"The mapping cannot be read: {failure.Message}", path, "src/Exchange/Migrating/imsma-ng.json is the one that is built in.");
        }
    }
}
