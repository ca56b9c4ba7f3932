using System.CommandLine;
using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Reading;

namespace Surefoot.Cli.Commands;

internal static class SaveCommand
{
    public static Command Make(Bind bind)
    {
        var type = new Argument<string>("TYPE") { Description = "Record type." };
        var file = new Option<string>("--file") { Description = "GeoJSON with one feature, or a JSON object of fields.", HelpName = "F", Required = true };
        var id = new Option<string?>("--id") { Description = "Id of the record; without it, as the file says.", HelpName = "ID" };
        var basis = new Option<int?>("--base") { Description = "Version you started from; 0 for a new record. Compulsory where the record is there already.", HelpName = "N" };
        var draft = new Option<bool>("--draft") { Description = "Leave it as a draft; surefoot submit hands it in." };
        var reason = new Option<string>("--reason") { Description = "Why, in your words.", HelpName = "T", DefaultValueFactory = _ => "" };
        var options = new FileOptions();
        var verb = new Verb(
            "save",
            "Writes one record as a new version, by the checks of an import. It names the version it started from: if another came first, both are kept.",
            "verdict: accept|flag|reject, type, id, outcome: new|changed|unchanged, version, baseVersion, state, batch, conflict[], findings[]") { type, file, id, basis, draft, reason };
        options.AddTo(verb);
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenOrCreate(context);
            var request = new SaveRequest(
                InputFile.Require(parsed.GetValue(file)!),
                workspace.RequireType(parsed.GetValue(type)!),
                options.Read(parsed),
                context.Actor,
                parsed.GetValue(id),
                parsed.GetValue(basis),
                parsed.GetValue(draft),
                parsed.GetValue(reason) ?? "",
                context.DryRun);
            var outcome = new SaveRecord(workspace.Store, workspace.Types, workspace.CodeLists, workspace.Areas, workspace.Policy, context.Clock).Handle(request, context.Cancellation);
            var result = outcome.Result ?? throw outcome.Declined!.ToFailure();
            Write(context, result);
            return Task.FromResult(result.Verdict == Verdict.Reject ? ExitCode.Finding : result.Conflict.Count > 0 ? ExitCode.Conflict : ExitCode.Done);
        }));
        return verb;
    }

    public static void Write(CommandContext context, SaveResult result) =>
        context.Write(
            new { result.Verdict, result.Type, result.Id, result.Outcome, result.Version, result.BaseVersion, result.State, result.Batch, result.Conflict, findings = FindingAnswer.From(result.Findings) },
            output =>
            {
                output.WriteLine(result.Outcome is null ? "reject: nothing was written" : $"{result.Type} {result.Id}: {result.Outcome}, version {result.Version}, {result.State}; batch {result.Batch}");
                if (result.Conflict.Count > 0)
                {
                    output.WriteLine($"  versions {string.Join(", ", result.Conflict)} compete now: another came first, both are kept; surefoot resolve settles it");
                }

                FindingAnswer.Print(output, result.Findings);
            });
}
