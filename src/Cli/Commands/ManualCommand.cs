using System.CommandLine;

namespace Surefoot.Cli.Commands;

internal static class ManualCommand
{
    public static Command Make(Bind bind)
    {
        var verb = new Verb("manual", "Prints docs/commands.md.") { Hidden = true };
        verb.SetAction(bind((context, _) =>
        {
            context.Write(new { manual = Manual.Write(SurefootCommand.Root(bind)) }, output => output.Write(Manual.Write(SurefootCommand.Root(bind))));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }
}
