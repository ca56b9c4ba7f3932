using System.CommandLine;
using Surefoot.Exchange.Staging;

namespace Surefoot.Cli.Commands;

/// <summary>receipts: what became of imports, for as long as the data folder is there.</summary>
internal static class ReceiptsCommand
{
    public static Command Make(Bind bind)
    {
        var batch = new Argument<string?>("BATCH") { Description = "Batch as import printed it; without it, all receipts.", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Verb(
            "receipts",
            "What became of imports: yours, and those of types whose records you see all.",
            "receipts[{batch,file,sha256,type,at,actor,organisation,plan{crs,operation,district,encoding,layer,columns{},values{},acceptedFixes[]},rows,new,changed,unchanged,flagged,state,netAreaM2,cases[],findings[…as import]}]") { batch };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var shelf = new ImportReceipts(workspace.Folder, workspace.Types, workspace.Policy);
            var one = parsed.GetValue(batch);
            var receipts = one is null ? shelf.List(context.Actor) : shelf.Find(one, context.Actor) is { } found ? [found] : throw new CommandFailure(ExitCode.Finding, "receipt.unknown", $"There is no receipt of {one}.", one, "surefoot receipts lists them.");
            context.Write(
                new
                {
                    receipts = receipts.Select(r => new { r.Batch, r.File, r.Sha256, r.Type, r.At, r.Actor, r.Organisation, r.Plan, r.Rows, r.New, r.Changed, r.Unchanged, r.Flagged, r.State, r.NetAreaM2, r.Cases, findings = FindingAnswer.From(r.Findings) }),
                },
                output =>
                {
                    foreach (var r in receipts)
                    {
                        output.WriteLine($"{r.At:yyyy-MM-dd HH:mm}  {r.Batch}  {r.File} as {r.Type} by {r.Actor}: {r.New} new, {r.Changed} changed, {r.Unchanged} unchanged, {r.Flagged} flagged; {r.State} then");
                        if (one is not null)
                        {
                            output.WriteLine($"SHA-256 {r.Sha256}");
                            FindingAnswer.Print(output, r.Findings);
                        }
                    }
                });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }
}
