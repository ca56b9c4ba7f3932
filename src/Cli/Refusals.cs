using Surefoot.Registry.Rights;

namespace Surefoot.Cli;

/// <summary>Turns a refusal of the domain into the one error object.</summary>
internal static class Refusals
{
    public static CommandFailure ToFailure(this Declined declined) =>
        new(IsConflict(declined.Code) ? ExitCode.Conflict : declined.Code == "export.format" ? ExitCode.Usage : ExitCode.Finding, declined.Code, declined.Message, declined.Where ?? "", declined.Hint ?? "");

    // Somebody else came first: look again, then decide.
    private static bool IsConflict(string code) => code is "binding-changed" or "conflict-stands" or "overtaken" or "base.missing" or "base.unknown";
}
