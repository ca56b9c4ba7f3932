using System.CommandLine;
using Surefoot.Registry.Acts;

namespace Surefoot.Cli.Commands;

/// <summary>submit, approve, return, withdraw, undo: what people decide about a batch or a record.</summary>
internal static class ActCommands
{
    public static IEnumerable<Command> Make(Bind bind)
    {
        yield return Act(bind, "undo", "BATCH", "Takes an import back by a compensating act; what held before holds again, nothing is deleted. Approved hazard takes two people of two organisations.", false, (w, a) => new UndoBatch(w.Store, w.Policy).Handle(a.Id, a.Actor, a.Reason, a.DryRun));
        yield return Act(bind, "submit", "ID", "Submits the drafts of a batch or record for approval.", false, (w, a) => new SubmitRecords(w.Store, w.Policy).Handle(a.Id, a.Actor, a.Reason, a.Version, a.DryRun));
        yield return Act(bind, "approve", "ID", "Approves what is submitted; who submitted does not approve.", false, (w, a) => new ApproveRecords(w.Store, w.Policy, w.Types).Handle(a.Id, a.Actor, a.Reason, a.Version, a.Expect, dryRun: a.DryRun));
        yield return Act(bind, "return", "ID", "Sends what is submitted back to whoever wrote it.", true, (w, a) => new ReturnRecords(w.Store, w.Policy).Handle(a.Id, a.Actor, a.Reason, a.Version, a.DryRun));
        yield return Act(bind, "withdraw", "ID", "Takes a batch or record back; the version before it holds again. Approved hazard takes two people of two organisations.", true, (w, a) => new WithdrawRecords(w.Store, w.Policy).Handle(a.Id, a.Actor, a.Reason, a.Version, a.DryRun));
    }

    private static Verb Act(Bind bind, string name, string target, string description, bool reasonRequired, Func<Workspace, Asked, ActOutcome> act)
    {
        var id = new Argument<string>(target) { Description = target == "BATCH" ? "Batch as import printed it." : "Batch, or id of a record." };
        var reason = new Option<string>("--reason") { Description = "Why, in your words.", HelpName = "T", Required = reasonRequired, DefaultValueFactory = _ => "" };
        var version = new Option<int?>("--version") { Description = "Version of the record; without it, the latest.", HelpName = "N" };
        var expect = new Option<string?>("--expect") { Description = "Hash of what you saw, as show prints it; refused if it is another now.", HelpName = "HASH" };
        var verb = new Verb(name, description, (name == "approve" ? "state, entries, bindingHash, approvers, approversNeeded" : name is "undo" or "withdraw" ? "state, entries, approvers, approversNeeded" : "state, entries") + ", flags[{rule,type,id,message,hint,at[lon,lat]}], cases[]") { id, reason };
        if (target == "ID")
        {
            verb.Options.Add(version);
        }

        if (name == "approve")
        {
            verb.Options.Add(expect);
        }

        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var outcome = act(workspace, new Asked(parsed.GetValue(id)!, context.Actor, parsed.GetValue(reason) ?? "", target == "ID" ? parsed.GetValue(version) : null, name == "approve" ? parsed.GetValue(expect) : null, context.DryRun));
            var result = outcome.Result ?? throw outcome.Declined!.ToFailure();
            var flags = FlagAnswer.From(result.Flags);
            IReadOnlyList<string> cases = result.Cases ?? [];
            if (name == "approve")
            {
                context.Write(
                    new { result.State, result.Entries, outcome.BindingHash, result.Approvers, result.ApproversNeeded, flags, cases },
                    output =>
                    {
                        output.WriteLine($"{result.Entries} entries {(context.DryRun ? "would be" : "are")} {result.State}{(context.DryRun ? "" : " now")}{(result.Approvers < result.ApproversNeeded ? $"; {result.Approvers} of {result.ApproversNeeded} approvers" : "")}");
                        FlagAnswer.Print(output, result.Flags, cases);
                    });
            }
            else if (name is "undo" or "withdraw")
            {
                context.Write(new { result.State, result.Entries, result.Approvers, result.ApproversNeeded, flags, cases }, output =>
                {
                    output.WriteLine(result.Approvers < result.ApproversNeeded
                        ? $"{result.Entries} entries stay {result.State}: it {(context.DryRun ? "would be" : "was")} written down that you ask to take them back; {result.Approvers} of {result.ApproversNeeded} organisations"
                        : $"{result.Entries} entries {(context.DryRun ? "would be" : "are")} {result.State}{(context.DryRun ? "" : " now")}");
                    FlagAnswer.Print(output, result.Flags, cases);
                });
            }
            else
            {
                context.Write(new { result.State, result.Entries, flags, cases }, output =>
                {
                    output.WriteLine($"{result.Entries} entries {(context.DryRun ? "would be" : "are")} {result.State}{(context.DryRun ? "" : " now")}");
                    FlagAnswer.Print(output, result.Flags, cases);
                });
            }

            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private sealed record Asked(string Id, string Actor, string Reason, int? Version, string? Expect, bool DryRun);
}
