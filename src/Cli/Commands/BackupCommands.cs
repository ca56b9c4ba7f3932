using System.CommandLine;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Rights;

namespace Surefoot.Cli.Commands;

/// <summary>backup, restore, verify-backup: the journal in one file, its keys in another (docs/backup.md).</summary>
internal static class BackupCommands
{
    public static IEnumerable<Command> Make(Bind bind) => [BackupVerb(bind), RestoreVerb(bind), VerifyVerb(bind)];

    private static Verb BackupVerb(Bind bind)
    {
        var file = new Argument<string>("FILE") { Description = "File to write." };
        var keys = new Option<string?>("--keys") { Description = "The file of keys of persons; replaced each time. Without it, surefoot-keys.backup beside FILE.", HelpName = "FILE" };
        var recipient = new Option<string?>("--encrypt-to") { Description = "A P-256 public key (PEM) to which both files are sealed.", HelpName = "PUBLIC.pem" };
        var verb = new Verb("backup", "Writes entries, files and checkpoints of this moment into one file while work goes on, and the keys of persons into another.", "entries, head, sha256, keys") { file, keys, recipient };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            Demand(workspace.Policy, context, Verbs.Backup);
            using var target = new OutputFile(context, parsed.GetValue(file)!);
            var keysFile = parsed.GetValue(keys) is { } named ? Path.GetFullPath(named) : JournalBackups.KeysBeside(target.Named);
            if (keysFile == target.Named)
            {
                throw new CommandFailure(ExitCode.Usage, "usage", "Entries and keys do not go into one file: the keys would replace the entries.", keysFile, "Name another file with --keys, or leave it out.");
            }

            using var keysTarget = new OutputFile(context, keysFile);
            var replaced = Replaces(target.Named);
            _ = Replaces(keysFile);

            // Made now if nothing was published yet: what is published later from this folder and from a restored one must be the same.
            _ = context.DryRun ? null : workspace.PublishingKey;
            var report = Readable(target.Named, () => workspace.Store.Backup(target.Path, keysTarget.Path, parsed.GetValue(recipient) is { } pem ? InputFile.Require(pem) : null, context.Narration.Count("entries"), context.Cancellation));
            context.Write(new { report.Entries, report.Head, report.Sha256, keys = keysFile }, output =>
            {
                output.WriteLine($"{report.Entries} entries, head {report.Head}, SHA-256 {report.Sha256}{(replaced ? $"; {(context.DryRun ? "would replace" : "replaced")} the backup that was there" : "")}");
                output.WriteLine($"Keys of persons: {keysFile}. Keep only this newest one: an older copy could bring back a person who was forgotten.");
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb RestoreVerb(Bind bind)
    {
        var file = new Argument<string>("FILE") { Description = "A backup." };
        var keys = new Option<string?>("--keys") { Description = "The newest file of keys. Without it, surefoot-keys.backup beside FILE.", HelpName = "FILE" };
        var without = new Option<bool>("--without-keys") { Description = "Restore although there is no file of keys: no record of a person can be read then." };
        var key = PrivateKey();
        var forgotten = new Option<string?>("--forgotten") { Description = "A later file of keys; who is forgotten in it stays forgotten.", HelpName = "FILE" };
        var verb = new Verb("restore", "Makes an empty data folder or database the journal that was backed up: all of it, or nothing.", "entries, head, sha256, unreadablePersons, publishingKey") { file, keys, without, key, forgotten };
        verb.SetAction(bind((context, parsed) =>
        {
            Demand(Policy.BuiltIn, context, Verbs.Restore);
            var path = InputFile.Require(parsed.GetValue(file)!);
            var pem = parsed.GetValue(key) is { } named ? InputFile.Require(named) : null;
            if (context.DryRun)
            {
                using var there = Workspace.FindExisting(context);
                if (there?.Store.LastSequence > 0)
                {
                    throw new CommandFailure(ExitCode.Conflict, "data.occupied", $"{context.Place.Name} already holds a journal; a backup is restored into an empty place only.", path, "Name an empty folder with --data, or an empty database with --store.");
                }

                var held = Readable(path, () => JournalBackups.Verify(path, pem, context.Narration.Count("entries"), context.Cancellation));
                context.Write(new { held.Entries, held.Head, held.Sha256, unreadablePersons = (long?)null, publishingKey = (bool?)null }, output => output.WriteLine($"The backup holds: {held.Entries} entries; nothing was restored."));
                return Task.FromResult(ExitCode.Done);
            }

            var request = new RestoreRequest(
                path,
                parsed.GetValue(keys) is { } keysFile ? InputFile.Require(keysFile) : null,
                parsed.GetValue(without),
                pem,
                parsed.GetValue(forgotten) is { } later ? InputFile.Require(later) : null);
            var report = Readable(path, () => JournalBackups.Restore(context.Place, request, new RegistryProjector(RecordTypes.BuiltIn), context.Clock, context.Narration.Count("entries"), context.Cancellation));
            context.Write(new { report.Backup.Entries, report.Backup.Head, report.Backup.Sha256, report.UnreadablePersons, report.PublishingKey }, output =>
            {
                output.WriteLine($"{report.Backup.Entries} entries restored, head {report.Backup.Head}. Runs are not in a backup: surefoot hazard run and plan run make them again.");
                if (report.UnreadablePersons > 0)
                {
                    output.WriteLine($"WARNING: {report.UnreadablePersons} records of persons cannot be read: the persons were forgotten, or their keys are not in the file of keys.");
                }

                if (!report.PublishingKey)
                {
                    output.WriteLine("WARNING: the secret behind the public margins was in no file of keys: danger zones would be published anew, and who has both publications knows more than either says.");
                }
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb VerifyVerb(Bind bind)
    {
        var file = new Argument<string>("FILE") { Description = "A backup." };
        var keys = new Option<string?>("--keys") { Description = "The file of keys. Without it, surefoot-keys.backup beside FILE if it is there.", HelpName = "FILE" };
        var key = PrivateKey();
        var verb = new Verb("verify-backup", "Reads a backup through to its last byte and holds every entry, file and checkpoint in it.", "ok, entries, head, sha256, keys{persons,forgotten,checkpointKey,publishingKey}, reason") { file, keys, key };
        verb.SetAction(bind((context, parsed) =>
        {
            var path = InputFile.Require(parsed.GetValue(file)!);
            var pem = parsed.GetValue(key) is { } named ? InputFile.Require(named) : null;
            try
            {
                var report = JournalBackups.Verify(path, pem, context.Narration.Count("entries"), context.Cancellation);
                var keysFile = parsed.GetValue(keys) is { } given ? InputFile.Require(given) : JournalBackups.KeysBeside(path);
                var held = File.Exists(keysFile) ? JournalBackups.VerifyKeys(keysFile, pem) : null;
                context.Write(new { ok = true, report.Entries, report.Head, report.Sha256, keys = held }, output =>
                {
                    output.WriteLine($"ok: {report.Entries} entries hold; head {report.Head}");
                    output.WriteLine(held is null
                        ? $"There is no file of keys at {keysFile}: without it no record of a person can be read, and the public map is drawn anew."
                        : $"File of keys: {held.Persons} persons, {held.Forgotten} forgotten, {(held.CheckpointKey ? "" : "no ")}key of checkpoints, {(held.PublishingKey ? "" : "no ")}secret of the public margins");
                });
                return Task.FromResult(ExitCode.Done);
            }
            catch (InvalidDataException fault)
            {
                context.Write(new { ok = false, reason = fault.Message }, output => output.WriteLine($"NOT OK: {fault.Message}"));
                return Task.FromResult(ExitCode.Finding);
            }
        }));
        return verb;
    }

    /// <summary>Whether a backup stands there already; anything else is not written over.</summary>
    private static bool Replaces(string path) =>
        File.Exists(path)
        && (JournalBackups.IsOwn(path) ? true : throw new CommandFailure(ExitCode.Conflict, "file.exists", "This file is no backup and is not written over.", path, "Name another file."));

    private static Option<string?> PrivateKey() => new("--key") { Description = "The private key (PEM) of a sealed backup.", HelpName = "PRIVATE.pem" };

    private static void Demand(Policy policy, CommandContext context, string right)
    {
        if (policy.Ask(context.Actor, right).Declined is { } declined)
        {
            throw declined.ToFailure();
        }
    }

    private static T Readable<T>(string file, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InvalidDataException fault)
        {
            throw new CommandFailure(ExitCode.Finding, "backup.refused", fault.Message, file, "surefoot verify-backup says whether a backup holds.");
        }
        catch (InvalidOperationException fault)
        {
            throw new CommandFailure(ExitCode.Conflict, "data.occupied", fault.Message, file, "Name an empty folder with --data, or an empty database with --store.");
        }
    }
}
