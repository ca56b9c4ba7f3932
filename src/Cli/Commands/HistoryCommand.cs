using System.CommandLine;
using Surefoot.Registry.Acts;

namespace Surefoot.Cli.Commands;

internal static class HistoryCommand
{
    public static Command Make(Bind bind)
    {
        var id = new Argument<string>("RECORD") { Description = "Id of a record." };
        var knownAt = new Option<string?>("--known-at") { Description = "What was written and decided by the end of this day.", HelpName = "D" };
        var asOf = new Option<string?>("--as-of") { Description = "Only versions that were true in the field by this day.", HelpName = "D" };
        var verb = new Verb(
            "history",
            "All versions of a record: who wrote, who decided, when and why; which of them compete, and whether what they rest on changed.",
            "type, id, recordId, versions[{version,baseVersion,state,informationDate,recordedAt,actor,organisation,reason,batch,sequence,hash,settles[],values{},decisions[{decision,at,actor,organisation,reason,sequence,bindingHash}],stale[{reference,boundVersion,version}]}], conflict") { id, knownAt, asOf };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var outcome = new ShowHistory(workspace.Store, workspace.Types, workspace.Policy).Handle(
                parsed.GetValue(id)!, context.Actor, Dates.EndOf(parsed.GetValue(knownAt), "--known-at"), Dates.Read(parsed.GetValue(asOf), "--as-of"));
            var history = outcome.History ?? throw outcome.Declined!.ToFailure();
            context.Write(history, output => Print(output, history));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static void Print(TextWriter output, RecordHistory history)
    {
        output.WriteLine($"{history.Type} {history.Id} ({history.RecordId})");
        foreach (var version in history.Versions)
        {
            var settles = version.Settles.Count > 0 ? $", settles {string.Join(", ", version.Settles)}" : "";
            output.WriteLine($"  version {version.Version} from {version.BaseVersion}, {version.State}{settles}: true {version.InformationDate:yyyy-MM-dd}, recorded {version.RecordedAt:yyyy-MM-dd HH:mm} by {version.Actor} ({version.Organisation}): {version.Reason}");
            foreach (var decision in version.Decisions)
            {
                output.WriteLine($"    {decision.Decision} {decision.At:yyyy-MM-dd HH:mm} by {decision.Actor} ({decision.Organisation}){(decision.Reason.Length > 0 ? $": {decision.Reason}" : "")}");
            }

            foreach (var changed in version.Stale)
            {
                output.WriteLine($"    stale: {changed.Reference} was version {changed.BoundVersion} when this was approved, {(changed.Version == 0 ? "and is withdrawn" : $"is version {changed.Version} now")}");
            }
        }

        if (history.Conflict is { } conflict)
        {
            ConflictCommands.Print(output, conflict);
        }
    }
}
