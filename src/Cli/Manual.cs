using System.CommandLine;
using System.Text;

namespace Surefoot.Cli;

/// <summary>Writes docs/commands.md from the command tree; the tests compare the two.</summary>
internal static class Manual
{
    private const string Introduction = """
        # The commands

        This page is made from the program (`./surefoot manual > docs/commands.md`) and compared with it in the tests. It is a contract for outside
        scripts: keys may be added, not renamed.

        `./surefoot COMMAND …` from the project's root: the wrapper builds Release once if sources changed, prints build output to stderr only, then
        runs the built program.

        **All commands.** Data on stdout, everything for people on stderr. With `--json`: exactly one JSON object on stdout, UTF-8, camelCase, numbers as
        numbers, units in the key (`areaM2`, `seconds`), dates ISO 8601. Progress only on a terminal. Times inside JSON exclude build and process start.

        Exit: 0 done · 1 done, and the answer is a refusal or a finding · 2 usage · 3 configuration · 4 unavailable (port, database, disk) ·
        5 conflict · 130 interrupted. With `--json` a non-zero exit still prints an object: `{"error":{"code","message","where","hint"}}` or the verdict.

        The data folder (`--data DIR`, default `./surefoot-data`) holds `surefoot.db` (SQLite; the journal is its table `entry` with column `payload`).

        """;

    public static string Write(Command root)
    {
        var text = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        text.Append("\n## Options of every command\n\n");
        foreach (var option in root.Options.Where(o => o.Recursive && o is not System.CommandLine.Help.HelpOption))
        {
            text.Append(Line(option));
        }

        foreach (var command in root.Subcommands.Where(c => !c.Hidden))
        {
            Append(text, command, command.Name);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Command command, string path)
    {
        var parts = command.Subcommands.Where(c => !c.Hidden).ToList();
        if (parts.Count == 0 || command is Verb)
        {
            AppendOwn(text, command, path);
        }

        foreach (var part in parts)
        {
            Append(text, part, $"{path} {part.Name}");
        }
    }

    private static void AppendOwn(StringBuilder text, Command command, string path)
    {
        var arguments = string.Concat(command.Arguments.Select(a => a.Arity.MinimumNumberOfValues == 0 ? $" [{a.Name}]" : $" {a.Name}"));
        text.Append("\n## ").Append(path).Append(arguments).Append("\n\n").Append(command.Description).Append('\n');
        if (command.Arguments.Count + command.Options.Count > 0)
        {
            text.Append('\n');
        }

        foreach (var argument in command.Arguments)
        {
            text.Append("- `").Append(argument.Name).Append("`: ").Append(argument.Description).Append('\n');
        }

        foreach (var option in command.Options.Where(o => !o.Hidden))
        {
            text.Append(Line(option));
        }

        if (command is Verb { AnswerKeys.Length: > 0 } verb)
        {
            text.Append("\nJSON: `").Append(verb.AnswerKeys).Append("`\n");
        }
    }

    private static string Line(Option option) =>
        $"- `{option.Name}{(option.HelpName is null ? "" : $" {option.HelpName}")}`: {option.Description}\n";
}
