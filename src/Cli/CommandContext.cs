using System.CommandLine;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Surefoot.Journal;
using Surefoot.Registry.Rights;

namespace Surefoot.Cli;

/// <summary>What every command is given: the options common to all, where to write, and the clock.</summary>
internal sealed class CommandContext(ParseResult parsed, TextWriter output, TextWriter errors, TimeProvider clock, CancellationToken cancellation)
{
    public static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private Policy? _policy;

    public bool Json { get; } = parsed.GetValue(CommonOptions.Json);
    public bool DryRun { get; } = parsed.GetValue(CommonOptions.DryRun);
    public string DataFolder { get; } = FolderOf(parsed.GetValue(CommonOptions.Data)!);
    public JournalPlace Place { get; } = new(FolderOf(parsed.GetValue(CommonOptions.Data)!), StoreOption.Read(parsed));
    public string Actor { get; } = parsed.GetValue(CommonOptions.Actor)!;

    /// <summary>The policy of the data folder: its own file, or else the shipped one.</summary>
    public Policy Policy => _policy ??= ReadPolicy();

    public int Workers { get; } = parsed.GetValue(CommonOptions.Workers);
    public TimeProvider Clock { get; } = clock;
    public CancellationToken Cancellation { get; } = cancellation;
    public TextWriter Errors { get; } = errors;
    public Narration Narration { get; } = new(errors, parsed.GetValue(CommonOptions.Quiet), parsed.GetValue(CommonOptions.NoColor));

    /// <exception cref="CommandFailure">A server's address where a folder is wanted.</exception>
    private static string FolderOf(string named) =>
        named.StartsWith("postgres:", StringComparison.OrdinalIgnoreCase) || named.StartsWith("postgresql:", StringComparison.OrdinalIgnoreCase)
            ? throw new CommandFailure(ExitCode.Usage, "usage", "--data names a folder, and this is the address of a server.", "--data", "Name the server with --store.")
            : Path.GetFullPath(named);

    /// <summary>With --json exactly this one object; otherwise what <paramref name="forPeople"/> writes. Both on stdout.</summary>
    public void Write<T>(T answer, Action<TextWriter> forPeople)
    {
        if (Json)
        {
            output.WriteLine(JsonSerializer.Serialize(answer, JsonOptions));
        }
        else
        {
            forPeople(output);
        }

        output.Flush();
    }

    /// <summary>Asks the policy for the verb of a door; about which records is asked by each use case.</summary>
    public void Ask(string door)
    {
        var verb = Policy.VerbOf(door);
        if (verb != Verbs.Open && Policy.Ask(Actor, verb).Declined is { } declined)
        {
            throw declined.ToFailure();
        }
    }

    private Policy ReadPolicy()
    {
        try
        {
            return Policy.Of(DataFolder);
        }
        catch (PolicyException failure)
        {
            throw new CommandFailure(ExitCode.Configuration, "policy.malformed", failure.Reason, $"{Policy.FileName} {failure.Where}", "Nothing is done under a policy that cannot be read; docs/policy.md describes its form.");
        }
    }

    /// <summary>For what cannot be tried without doing it: better refused than done against the word.</summary>
    public void RefuseDryRun(string command)
    {
        if (DryRun)
        {
            throw new CommandFailure(ExitCode.Usage, "usage", $"{command} has no dry run: it is one act and says at once whether it may be done.", "--dry-run", "Leave --dry-run out.");
        }
    }

    public static string ToJson<T>(T answer) => JsonSerializer.Serialize(answer, JsonOptions);

    public static double SecondsSince(long started) => Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3);
}

/// <summary>Options that every command takes.</summary>
internal static class CommonOptions
{
    public static readonly Option<bool> Json = new("--json") { Description = "Write exactly one JSON object to stdout.", Recursive = true };

    public static readonly Option<string> Data = new("--data")
    {
        Description = "Data folder.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "surefoot-data",
        Recursive = true,
    };

    public static readonly Option<string?> Store = new("--store")
    {
        Description = "Journal on a PostgreSQL server instead of a file in the data folder: postgres://USER:PASSWORD@HOST:PORT/DATABASE. Also from SUREFOOT_STORE, which keeps the password out of the list of processes. Keys of persons and runs stay in the data folder.",
        HelpName = "URL",
        Recursive = true,
    };

    public static readonly Option<string> Actor = new("--actor")
    {
        Description = "Who acts; that person's rights apply.",
        HelpName = "USER",
        DefaultValueFactory = _ => Policy.LocalActor,
        Recursive = true,
    };

    public static readonly Option<int> Workers = new("--workers")
    {
        Description = "Threads where work is parallel; the result is the same for any number.",
        HelpName = "N",
        DefaultValueFactory = _ => Math.Max(1, Environment.ProcessorCount),
        Recursive = true,
    };

    public static readonly Option<bool> DryRun = new("--dry-run") { Description = "Check everything, write nothing.", Recursive = true };

    public static readonly Option<bool> Quiet = new("--quiet") { Description = "Nothing on stderr but errors.", Recursive = true };

    public static readonly Option<bool> NoColor = new("--no-color") { Description = "No colour on stderr.", Recursive = true };

    static CommonOptions() =>
        Workers.Validators.Add(result =>
        {
            if (result.GetValue(Workers) is < 1 or > 1024)
            {
                result.AddError("--workers takes a number from 1 to 1024.");
            }
        });

    public static IEnumerable<Option> All => [Json, Data, Store, Actor, Workers, DryRun, Quiet, NoColor];
}
