using System.CommandLine;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;

namespace Surefoot.Cli.Commands;

/// <summary>migrate: brings the tables made from the entries to this version of the program. Entries are never rewritten, so it can be run at any time and again.</summary>
internal static class MigrateCommand
{
    public static Command Make(Bind bind)
    {
        var verb = new Verb("migrate", "Makes the tables of an older version again from the entries, as any command does that opens the data; with --dry-run says which.", "steps[{step,done}], entries");
        verb.SetAction(bind((context, parsed) =>
        {
            var outdated = context.Place.Server is null && !File.Exists(Path.Combine(context.DataFolder, JournalStore.FileName))
                ? throw new CommandFailure(ExitCode.Configuration, "data.missing", "There is no data in this folder yet.", context.DataFolder, "Name another folder with --data.")
                : JournalStore.Outdated(context.Place, new RegistryProjector(RecordTypes.BuiltIn));
            long? entries = null;
            if (!context.DryRun)
            {
                // Opening is what does it.
                using var workspace = Workspace.OpenExisting(context);
                _ = workspace.Types;
                entries = workspace.Store.LastSequence;
            }

            context.Write(
                new { steps = outdated.Select(table => new { step = $"table {table} made from the entries", done = !context.DryRun }), entries },
                output =>
                {
                    foreach (var table in outdated)
                    {
                        output.WriteLine($"{table}: {(context.DryRun ? "would be made" : "made")} from the entries");
                    }

                    output.WriteLine(outdated.Count == 0 ? "nothing to do: every table is of this version" : $"{outdated.Count} table(s)");
                });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }
}
