using System.CommandLine;
using Surefoot.Assessment.Hazard;
using Surefoot.Journal;
using Surefoot.Registry.Acts;

namespace Surefoot.Cli.Commands;

/// <summary>journal export, checkpoint, verify, rebuild: what proves that nothing was changed.</summary>
internal static class JournalCommands
{
    public static IEnumerable<Command> Make(Bind bind)
    {
        yield return new Command("journal", "The append-only record of everything.") { ExportVerb(bind) };
        yield return CheckpointVerb(bind);
        yield return VerifyVerb(bind);
        yield return RebuildVerb(bind);
    }

    private static Verb ExportVerb(Bind bind)
    {
        var file = new Option<string>("--out") { Description = "File to write.", HelpName = "FILE", Required = true };
        var verb = new Verb("export", "Writes exactly the hashed bytes, for a verifier that is not ours (docs/journal-format.md).", "entries, sha256") { file };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            using var target = new OutputFile(context, parsed.GetValue(file)!);
            var report = workspace.Store.Export(target.Path, context.Narration.Count("entries"), context.Cancellation);
            context.Write(new { report.Entries, report.Sha256 }, output => output.WriteLine($"{report.Entries} entries, SHA-256 {report.Sha256}"));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb CheckpointVerb(Bind bind)
    {
        var file = new Option<string>("--out") { Description = "File to write; keep it off this machine.", HelpName = "HEAD", Required = true };
        var key = new Option<string?>("--public-key") { Description = "Also writes the key that checks the signature (PEM), for whoever keeps the heads.", HelpName = "PUBLIC" };
        var verb = new Verb("checkpoint", "Signs the journal's head; a cut tail can only be found against one.", "sequence, hash, signature, publicKey") { file, key };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            if (context.DryRun)
            {
                var last = workspace.Store.Read(workspace.Store.LastSequence).FirstOrDefault();
                context.Write(
                    new { sequence = last?.Sequence ?? 0, hash = last is null ? "" : Convert.ToHexStringLower(last.Hash.Span), signature = (string?)null, publicKey = (string?)null },
                    output => output.WriteLine($"entry {last?.Sequence ?? 0} would be signed"));
                return Task.FromResult(ExitCode.Done);
            }

            var head = workspace.Store.Checkpoint(Path.GetFullPath(parsed.GetValue(file)!));
            if (parsed.GetValue(key) is { } keyFile)
            {
                File.WriteAllText(Path.GetFullPath(keyFile), $"-----BEGIN PUBLIC KEY-----\n{head.PublicKey}\n-----END PUBLIC KEY-----\n");
            }

            context.Write(new { head.Sequence, head.Hash, head.Signature, head.PublicKey }, output => output.WriteLine($"entry {head.Sequence}, hash {head.Hash}; keep the file off this machine"));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb VerifyVerb(Bind bind)
    {
        var against = new Option<string?>("--against") { Description = "A checkpoint taken earlier.", HelpName = "HEAD" };
        var export = new Option<string?>("--export") { Description = "An exported journal to verify instead of the data folder's.", HelpName = "FILE" };
        var trust = new Option<string?>("--trust") { Description = "Public key (PEM) that must have signed the checkpoint; by default the data folder's own, for an export whichever did.", HelpName = "PUBLIC" };
        var verb = new Verb("verify", "Reads every entry, makes every hash and every projection again, and names the first entry that does not hold.", "ok, entries, firstBad{sequence,reason}, head, projections, runs, brokenRuns, warnings[]") { against, export, trust };
        verb.SetAction(bind((context, parsed) =>
        {
            var head = parsed.GetValue(against) is { } path ? InputFile.Require(path) : null;
            var exported = parsed.GetValue(export);
            var trusted = parsed.GetValue(trust) is { } key ? ReadKey(InputFile.Require(key)) : null;
            var (report, warnings) = exported is not null
                ? (ExportCheck.Verify(InputFile.Require(exported), head, trusted, context.Narration.Count("entries"), context.Cancellation), [])
                : VerifyFolder(context, head, trusted);
            var runs = new HazardRuns(context.DataFolder);
            var brokenRuns = exported is null && runs.LatestRun is not null ? runs.FindBroken() : null;
            var ok = report.Ok && brokenRuns is not { Count: > 0 };
            context.Write(
                new { ok, report.Entries, report.FirstBad, report.Head, projections = report.Projections?.Identical, runs = brokenRuns is null ? (bool?)null : brokenRuns.Count == 0, brokenRuns, warnings },
                output =>
                {
                    output.WriteLine(ok
                        ? $"ok: {report.Entries} entries hold{(report.Projections is null ? "" : ", and every projection is what they give")}; head {report.Head}"
                        : report.FirstBad is { } bad ? $"NOT OK: entry {bad.Sequence}: {bad.Reason}"
                        : report.Ok ? $"NOT OK: the rasters of run {brokenRuns![0]} are not what it made" : "NOT OK: a projection is not what the entries give; surefoot rebuild makes it again");
                    foreach (var warning in warnings)
                    {
                        output.WriteLine($"WARNING: {warning}");
                    }
                });
            return Task.FromResult(ok ? ExitCode.Done : ExitCode.Finding);
        }));
        return verb;
    }

    private static string ReadKey(string file)
    {
        try
        {
            return Checkpoint.ReadPublicKey(file);
        }
        catch (InvalidDataException e)
        {
            throw new CommandFailure(ExitCode.Usage, "key.unreadable", e.Message, "--trust", "A public key in PEM, as ./surefoot checkpoint --public-key writes it.");
        }
    }

    private static (VerifyReport Report, IReadOnlyList<string> Warnings) VerifyFolder(CommandContext context, string? head, string? trusted)
    {
        using var workspace = Workspace.OpenExisting(context);

        // The types are read from the journal itself, so they are asked for only once its chain holds.
        var report = workspace.Store.Verify(head, trustedKey: trusted, terms: () => new ApprovalTerms(workspace.Types, workspace.Policy.Approval), progress: context.Narration.Count("entries"), cancellation: context.Cancellation);
        var unreadable = report.Projections is { Identical: false } ? workspace.Store.CountUnreadablePersons() : 0;
        return (report, unreadable == 0 ? workspace.Store.Weaknesses
            : [.. workspace.Store.Weaknesses, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{unreadable} records of persons cannot be read in {context.DataFolder}: the persons were forgotten, or this folder is not the one that holds their keys.")]);
    }

    private static Verb RebuildVerb(Bind bind)
    {
        var check = new Option<bool>("--check") { Description = "Make the tables aside, compare, and change nothing." };
        var verb = new Verb("rebuild", "Throws every projection away and makes it again from the entries, bit-equal.", "identical, tables[{name,rows,sha256,identical}]") { check };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var report = workspace.Store.Rebuild(parsed.GetValue(check) || context.DryRun, context.Narration.Count("entries"), context.Cancellation);
            context.Write(new { report.Identical, report.Tables }, output =>
            {
                foreach (var table in report.Tables)
                {
                    output.WriteLine($"{(table.Identical ? "same " : "OTHER")}  {table.Rows,8}  {table.Name}  {table.Sha256[..16]}…");
                }
            });
            return Task.FromResult(report.Identical ? ExitCode.Done : ExitCode.Finding);
        }));
        return verb;
    }
}
