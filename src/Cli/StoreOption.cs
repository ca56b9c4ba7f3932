using System.CommandLine;
using Surefoot.Journal;

namespace Surefoot.Cli;

/// <summary>Reads <c>--store</c>, or the environment's SUREFOOT_STORE.</summary>
internal static class StoreOption
{
    private const string Variable = "SUREFOOT_STORE";

    /// <summary>Null for the file in the data folder.</summary>
    public static PostgresPlace? Read(ParseResult parsed)
    {
        var given = parsed.GetValue(CommonOptions.Store);
        var (url, source) = given is null ? (Environment.GetEnvironmentVariable(Variable), Variable) : (given, "--store");
        if (string.IsNullOrEmpty(url))
        {
            return null;
        }

        return PostgresPlace.TryParse(url, out var place, out var fault)
            ? place
            : throw new CommandFailure(ExitCode.Usage, "usage", fault, source, "Example: postgres://surefoot@localhost:5432/surefoot");
    }
}
