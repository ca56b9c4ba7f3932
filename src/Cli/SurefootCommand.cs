using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Surefoot.Cli.Commands;
using Surefoot.Journal;

namespace Surefoot.Cli;

/// <summary>The <c>surefoot</c> command: its tree of commands, and the one place where a failure becomes words and an exit code.</summary>
internal static partial class SurefootCommand
{
    public static Command Root(Bind bind)
    {
        // Named after what people type, not after the program file behind it.
        var root = new Command("surefoot", "Surefoot: an open national mine-action system. From doubtful evidence to land people can use again.") { new HelpOption(), new VersionOption() };
        foreach (var option in CommonOptions.All)
        {
            root.Options.Add(option);
        }

        foreach (var command in AllCommands.Make(bind))
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors, TimeProvider clock)
    {
        var json = arguments.Contains("--json", StringComparer.Ordinal);
        arguments = arguments is ["help", .. var about] ? [.. about, "--help"] : arguments;
        Func<ParseResult, CancellationToken, Task<int>> Bind(Func<CommandContext, ParseResult, Task<int>> action) =>
            (parsed, cancellation) => GuardAsync(
                () =>
                {
                    // The one place where every command meets the policy.
                    var context = new CommandContext(parsed, output, errors, clock, cancellation);
                    context.Ask(DoorOf(parsed));
                    return action(context, parsed);
                },
                json,
                output,
                errors);

        var parsed = Root(Bind).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            var message = string.Join(" ", parsed.Errors.Select(e => e.Message));
            return Fail(new CommandFailure(ExitCode.Usage, "usage", Discreet(message), Discreet(string.Join(' ', arguments)), (Meant(parsed) is { } meant ? $"Is {meant} meant? " : "") + "surefoot --help lists the commands and their options."), json, output, errors);
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false });
    }

    /// <summary>The command or option nearest to the first word that was not understood; null where none is near.</summary>
    private static string? Meant(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is not [var typed, ..])
        {
            return null;
        }

        var command = parsed.CommandResult.Command;
        return command.Subcommands.Select(one => one.Name).Concat(command.Options.Concat(CommonOptions.All).Select(one => one.Name))
            .Select(name => (name, distance: Distance(typed, name)))
            .Where(near => near.distance <= Math.Max(typed.Length > 3 ? 2 : 1, typed.Length / 3))
            .OrderBy(near => near.distance).ThenBy(near => near.name, StringComparer.Ordinal)
            .Select(near => near.name).FirstOrDefault();
    }

    /// <summary>Levenshtein's: letters put in, left out or exchanged.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            (var corner, row[0]) = (row[0], i);
            for (var j = 1; j <= b.Length; j++)
            {
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), corner + (a[i - 1] == b[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }

    /// <summary>What was typed without the password of a server's address: it ends up in logs and on screens.</summary>
    private static string Discreet(string typed) => Password().Replace(typed, "$1***@");

    [System.Text.RegularExpressions.GeneratedRegex(@"(postgres(?:ql)?:/+[^\s:/@]*:)[^\s@]*@")]
    private static partial System.Text.RegularExpressions.Regex Password();

    /// <summary>A command as the policy names it: <c>land account</c>.</summary>
    private static string DoorOf(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult { Parent: not null } named; result = named.Parent)
        {
            names.Push(named.Command.Name);
        }

        return string.Join(' ', names);
    }

    private static async Task<int> GuardAsync(Func<Task<int>> work, bool json, TextWriter output, TextWriter errors)
    {
        try
        {
            return await work();
        }
        catch (CommandFailure failure)
        {
            return Fail(failure, json, output, errors);
        }
        catch (OtherJournalException failure)
        {
            return Fail(new CommandFailure(ExitCode.Configuration, "data.other-journal", failure.Message, "--data", "One data folder holds the keys of one journal."), json, output, errors);
        }
        catch (JournalUnavailableException failure)
        {
            return Fail(new CommandFailure(ExitCode.Unavailable, "journal.unavailable", failure.Message, "--data, --store", "Is another program writing, is the server running, and may this user read and write there?"), json, output, errors);
        }
        catch (OperationCanceledException)
        {
            return Fail(new CommandFailure(ExitCode.Interrupted, "interrupted", "Stopped before the end; nothing half-done was kept.", "", "Run the same command again."), json, output, errors);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is 13)
        {
            return Fail(new CommandFailure(ExitCode.Unavailable, "disk.full", "The disk is full; what was being written was taken back.", "surefoot.db", "Free some space and run the same command again."), json, output, errors);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is 5 or 6)
        {
            return Fail(new CommandFailure(ExitCode.Unavailable, "database.busy", "Another surefoot is writing to this data folder.", "surefoot.db", "Wait for it to end, or stop it."), json, output, errors);
        }
        catch (SqliteException failure)
        {
            return Fail(new CommandFailure(ExitCode.Unavailable, "database", $"The database answered: {failure.Message}", "surefoot.db", "surefoot verify says whether the journal is whole."), json, output, errors);
        }
        catch (DbException failure)
        {
            return Fail(new CommandFailure(ExitCode.Unavailable, "database", $"The database answered: {failure.Message}", "--store", "Is the server running, and may this user read and write there?"), json, output, errors);
        }
        catch (IOException failure) when (unchecked((ushort)failure.HResult) is 28 or 112)
        {
            return Fail(new CommandFailure(ExitCode.Unavailable, "disk.full", "The disk is full.", "", "Free some space and run the same command again."), json, output, errors);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail(new CommandFailure(ExitCode.Unavailable, "file", failure.Message, "", "Look at the path and its permissions."), json, output, errors);
        }
    }

    private static int Fail(CommandFailure failure, bool json, TextWriter output, TextWriter errors)
    {
        if (json)
        {
            output.WriteLine(CommandContext.ToJson(new { error = new { failure.Code, failure.Message, failure.Where, failure.Hint } }));
        }

        errors.WriteLine($"surefoot: {failure.Message}{(failure.Where.Length > 0 ? $" ({failure.Where})" : "")}{(failure.Hint.Length > 0 ? $" {failure.Hint}" : "")}");
        return failure.ExitCode;
    }
}
