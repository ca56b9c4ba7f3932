using System.CommandLine;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Declaring;

namespace Surefoot.Cli.Commands;

internal static class TypesCommand
{
    public static Command Make(Bind bind)
    {
        var verb = new Verb("types", "Lists the record types with their fields.", "types[{code,area,tier,fields[{name,type,unit,required,codeList,tier}]}]");
        verb.SetAction(bind((context, _) =>
        {
            var types = ListTypes.Handle(RecordTypes.BuiltIn);
            context.Write(new { types }, output =>
            {
                foreach (var type in types)
                {
                    output.WriteLine($"{type.Code}  ({type.Area}, {type.Tier})");
                    output.WriteLine($"    {string.Join(", ", type.Fields.Select(f => f.Required ? f.Name + "*" : f.Name))}");
                }

                output.WriteLine("* required");
            });
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }
}
