using Surefoot.Registry.Rights;

namespace Surefoot.Cli;

/// <summary>Turns a refusal of the domain into the one error object.</summary>
internal static class Refusals
{
    public static CommandFailure ToFailure(this Declined declined) =>
        new(ExitCode.Finding, declined.Code, declined.Message, declined.Where ?? "", declined.Hint ?? "");
}
