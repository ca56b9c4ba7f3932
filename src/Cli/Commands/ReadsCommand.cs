using System.CommandLine;
using Surefoot.Registry.Rights;

namespace Surefoot.Cli.Commands;

internal static class ReasonOption
{
    public static Option<string> Make() => new("--reason") { Description = "Why records about persons are opened; it is kept with your name before anything is shown.", HelpName = "T", DefaultValueFactory = _ => "" };
}

/// <summary>reads: who opened which record about a person, when and why.</summary>
internal static class ReadsCommand
{
    public static Command Make(Bind bind)
    {
        var of = new Option<string?>("--of") { Description = "Only of this record, and of all at once.", HelpName = "RECORD" };
        var verb = new Verb("reads", "Who opened records about persons, when and why.", "reads[{at,reader,door,type,record,reason}]") { of };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var reads = OpenPersonal.List(workspace.Store, workspace.Types, parsed.GetValue(of))
                .Select(one => new { one.At, one.Read.Reader, one.Read.Door, type = one.Read.OpenedType, record = one.Read.Opened, one.Read.Reason })
                .ToList();
            context.Write(new { reads }, output =>
            {
                foreach (var read in reads)
                {
                    output.WriteLine($"{read.At:yyyy-MM-dd HH:mm}  {read.Reader}  {read.Door} {read.type} {read.record}: {read.Reason}");
                }
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }
}
