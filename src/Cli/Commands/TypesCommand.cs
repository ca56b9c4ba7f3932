using System.CommandLine;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Declaring;

namespace Surefoot.Cli.Commands;

internal static class TypesCommand
{
    public static Command Make(Bind bind)
    {
        var verb = new Verb(
            "types",
            "Lists the record types with their fields; where there is a data folder, with those that were added to it.",
            "types[{code,area,tier,fields[{name,type,unit,required,codeList,tier,custom{kind,version,effective,requiredFrom,retiredFrom,withdrawn,labels{}},group[]}]}]");
        verb.SetAction(bind((context, _) =>
        {
            var types = ListTypes.Handle(Known(context));
            context.Write(new { types }, output =>
            {
                foreach (var type in types)
                {
                    output.WriteLine($"{type.Code}  ({type.Area}, {type.Tier})");
                    output.WriteLine($"    {string.Join(", ", type.Fields.Where(f => f.Custom is null).Select(f => f.Required ? f.Name + "*" : f.Name))}");
                    if (type.Fields.Any(f => f.Custom is not null))
                    {
                        output.WriteLine($"    added: {string.Join(", ", type.Fields.Where(f => f.Custom is not null).Select(f => $"{f.Name} ({f.Custom!.Kind}, version {f.Custom.Version})"))}");
                    }
                }

                output.WriteLine("* required");
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static RecordTypes Known(CommandContext context)
    {
        using var workspace = Workspace.FindExisting(context);
        return workspace?.Types ?? RecordTypes.BuiltIn;
    }
}
