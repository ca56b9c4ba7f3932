using System.CommandLine;
using Surefoot.Registry.Acts;

namespace Surefoot.Cli.Commands;

/// <summary>submit, approve, return, withdraw, undo: what people decide about a batch or a record.</summary>
internal static class ActCommands
{
    public static IEnumerable<Command> Make(Bind bind)
    {
        yield return Act(bind, "undo", "BATCH", "Takes an import back by a compensating act; what held before holds again, nothing is deleted.", false, (w, id, actor, reason) => new UndoBatch(w.Store, w.Policy).Handle(id, actor, reason));
        yield return Act(bind, "submit", "ID", "Submits the drafts of a batch or record for approval.", false, (w, id, actor, reason) => new SubmitRecords(w.Store, w.Policy).Handle(id, actor, reason));
        yield return Act(bind, "approve", "ID", "Approves what is submitted; who submitted does not approve.", false, (w, id, actor, reason) => new ApproveRecords(w.Store, w.Policy).Handle(id, actor, reason));
        yield return Act(bind, "return", "ID", "Sends what is submitted back to whoever wrote it.", true, (w, id, actor, reason) => new ReturnRecords(w.Store, w.Policy).Handle(id, actor, reason));
        yield return Act(bind, "withdraw", "ID", "Takes a batch or record back; the version before it holds again.", true, (w, id, actor, reason) => new WithdrawRecords(w.Store, w.Policy).Handle(id, actor, reason));
    }

    private static Verb Act(Bind bind, string name, string target, string description, bool reasonRequired, Func<Workspace, string, string, string, ActOutcome> act)
    {
        var id = new Argument<string>(target) { Description = target == "BATCH" ? "Batch as import printed it." : "Batch, or id of a record." };
        var reason = new Option<string>("--reason") { Description = "Why, in your words.", HelpName = "T", Required = reasonRequired, DefaultValueFactory = _ => "" };
        var verb = new Verb(name, description, "state, entries, flags[{rule,type,id,message,hint,at[lon,lat]}], cases[]") { id, reason };
        verb.SetAction(bind((context, parsed) =>
        {
            context.RefuseDryRun(name);
            using var workspace = Workspace.OpenExisting(context);
            var outcome = act(workspace, parsed.GetValue(id)!, context.Actor, parsed.GetValue(reason) ?? "");
            var result = outcome.Result ?? throw outcome.Declined!.ToFailure();
            context.Write(
                new { result.State, result.Entries, flags = FlagAnswer.From(result.Flags), cases = result.Cases ?? [] },
                output =>
                {
                    output.WriteLine($"{result.Entries} entries are {result.State} now");
                    FlagAnswer.Print(output, result.Flags, result.Cases);
                });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }
}
