using System.CommandLine;
using Surefoot.Registry.Acts;

namespace Surefoot.Cli.Commands;

internal static class HistoryCommand
{
    public static Command Make(Bind bind)
    {
        var id = new Argument<string>("RECORD") { Description = "Id of a record." };
        var reason = ReasonOption.Make();
        var verb = new Verb("history", "All versions of a record: who wrote, who decided, when and why.", "type, id, recordId, versions[{version,baseVersion,state,informationDate,recordedAt,actor,organisation,reason,batch,sequence,hash,values{},decisions[]}]") { id, reason };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var outcome = new ShowHistory(workspace.Store, workspace.Types, workspace.Policy, context.Clock).Handle(parsed.GetValue(id)!, context.Actor, parsed.GetValue(reason)!);
            var history = outcome.History ?? throw outcome.Declined!.ToFailure();
            context.Write(history, output =>
            {
                output.WriteLine($"{history.Type} {history.Id} ({history.RecordId})");
                foreach (var version in history.Versions)
                {
                    output.WriteLine($"  version {version.Version}, {version.State}: true {version.InformationDate:yyyy-MM-dd}, recorded {version.RecordedAt:yyyy-MM-dd HH:mm} by {version.Actor} ({version.Organisation}): {version.Reason}");
                    foreach (var decision in version.Decisions)
                    {
                        output.WriteLine($"    {decision.Decision} {decision.At:yyyy-MM-dd HH:mm} by {decision.Actor} ({decision.Organisation}){(decision.Reason.Length > 0 ? $": {decision.Reason}" : "")}");
                    }
                }
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }
}
