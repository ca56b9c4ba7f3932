using System.CommandLine;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;

namespace Surefoot.Cli.Commands;

/// <summary>--where name=value, as often as there are conditions.</summary>
internal static class WhereOption
{
    public static Option<string[]> Make() => new("--where")
    {
        Description = "Only records whose field has this value; may be given several times. A choice of several matches if the value is one of them.",
        HelpName = "NAME=VALUE",
        DefaultValueFactory = _ => [],
    };

    public static IReadOnlyDictionary<string, string>? Read(string[]? conditions, RecordDescriptor type)
    {
        if (conditions is not { Length: > 0 })
        {
            return null;
        }

        var where = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var condition in conditions)
        {
            var sign = condition.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = sign > 0 ? (condition[..sign], condition[(sign + 1)..]) : throw Wrong(condition, "A condition is written NAME=VALUE.");
            if (name != "id" && type.Ordinal(name) < 0)
            {
                throw Wrong(condition, $"A {type.Code} has no field {name}.", "Known: id, " + string.Join(", ", type.Fields.Select(field => field.Name)) + ".");
            }

            if (!where.TryAdd(name, value))
            {
                throw Wrong(condition, $"{name} is given twice; all conditions hold together, and a field has one value.");
            }

            try
            {
                _ = name == "id" ? value : FieldFilter.Read(type.Fields[type.Ordinal(name)], value);
            }
            catch (ArgumentException wrong)
            {
                throw Wrong(condition, wrong.Message.Split(" (Parameter", 2)[0]);
            }
        }

        return where;
    }

    private static CommandFailure Wrong(string condition, string message, string hint = "surefoot types lists the fields.") =>
        new(ExitCode.Usage, "where", message, "--where " + condition, hint);
}
