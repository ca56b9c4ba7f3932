using System.CommandLine;
using Surefoot.Exchange.Importing;
using Surefoot.Registry.Conflicts;

namespace Surefoot.Cli.Commands;

/// <summary>conflicts, resolve: two came from the same version, a person decides.</summary>
internal static class ConflictCommands
{
    public static IEnumerable<Command> Make(Bind bind) => [ListVerb(bind), ResolveVerb(bind)];

    public static void Print(TextWriter output, Conflict conflict)
    {
        output.WriteLine($"  {conflict.Type} {conflict.Id}: versions {string.Join(", ", conflict.Competing.Select(version => version.Version))} compete, all from version {conflict.BaseVersion}");
        foreach (var version in conflict.Versions)
        {
            output.WriteLine($"    version {version.Version} from {version.BaseVersion}, {version.State}{(version.Settles.Count > 0 ? $", would settle {string.Join(", ", version.Settles)}" : "")}: recorded {version.RecordedAt:yyyy-MM-dd HH:mm} by {version.Actor} ({version.Organisation}): {version.Reason}");
        }
    }

    private static Verb ListVerb(Bind bind)
    {
        var type = new Option<string?>("--type") { Description = "Only of this record type.", HelpName = "TYPE" };
        var knownAt = new Option<string?>("--known-at") { Description = "As it was known by the end of this day.", HelpName = "D" };
        var verb = new Verb(
            "conflicts",
            "Records of which versions compete. Until a person decides, all standing versions of a hazard are hazardous and a disputed release counts for nothing.",
            "conflicts[{type,id,recordId,baseVersion,versions[{version,baseVersion,state,competes,settles[],actor,organisation,recordedAt,informationDate,reason,batch,sequence}]}]") { type, knownAt };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var only = parsed.GetValue(type) is { } code ? workspace.RequireType(code) : null;
            var reader = workspace.ReaderOf(context.Actor);
            var conflicts = new ListConflicts(workspace.Store).Handle(only, Dates.EndOf(parsed.GetValue(knownAt), "--known-at"))
                .Where(conflict => workspace.Types.TryGet(conflict.Type, out _) && conflict.Versions.All(version => reader.At(conflict.Type, version.Sequence) is not null))
                .ToList();
            context.Write(new { conflicts }, output =>
            {
                output.WriteLine(conflicts.Count == 0 ? "no versions compete" : $"{conflicts.Count} record(s) wait for somebody to decide:");
                conflicts.ForEach(conflict => Print(output, conflict));
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static Verb ResolveVerb(Bind bind)
    {
        var id = new Argument<string>("RECORD") { Description = "Id of the record." };
        var keep = new Option<int?>("--keep") { Description = "Version that is kept as it is.", HelpName = "VERSION" };
        var file = new Option<string?>("--file") { Description = "What brings the versions together: one feature or one JSON object of fields.", HelpName = "MERGED" };
        var reason = new Option<string>("--reason") { Description = "Why, in your words.", HelpName = "T", Required = true };
        var options = new FileOptions();
        var verb = new Verb("resolve", "Settles a conflict by a new version whose writer saw all that compete; it counts once another person approved it.", "type, id, version, settles[], state, batch") { id, keep, file, reason };
        options.AddTo(verb);
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var (record, why, version, path) = (parsed.GetValue(id)!, parsed.GetValue(reason)!, parsed.GetValue(keep), parsed.GetValue(file));
            if (version is null == path is null)
            {
                throw new CommandFailure(ExitCode.Usage, "usage", "Either one version is kept or a file brings them together.", "--keep, --file", "Give one of the two.");
            }

            ResolveOutcome outcome;
            if (version is { } kept)
            {
                outcome = new ResolveConflict(workspace.Store, workspace.Policy).Keep(record, kept, context.Actor, why, context.DryRun);
            }
            else
            {
                var conflict = new ListConflicts(workspace.Store).Handle().FirstOrDefault(one => one.Id == record || one.RecordId.ToString("D") == record)
                    ?? throw new CommandFailure(ExitCode.Finding, "no-conflict", $"No versions of {record} compete.", record, "surefoot conflicts lists those that do.");
                var save = new SaveRecord(workspace.Store, workspace.Types, workspace.CodeLists, workspace.Areas, workspace.Policy, context.Clock);
                var (merged, rejected) = save.Resolve(record, new SaveRequest(InputFile.Require(path!), conflict.Type, options.Read(parsed), context.Actor, conflict.Id, Reason: why, DryRun: context.DryRun), context.Cancellation);
                if (rejected is not null)
                {
                    SaveCommand.Write(context, rejected);
                    return Task.FromResult(ExitCode.Finding);
                }

                outcome = merged!;
            }

            var result = outcome.Result ?? throw outcome.Declined!.ToFailure();
            context.Write(result, output => output.WriteLine($"{result.Type} {result.Id}: version {result.Version} {(context.DryRun ? "would settle" : "settles")} {string.Join(", ", result.Settles)}, {result.State}; another person approves it"));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }
}
