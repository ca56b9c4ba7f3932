namespace Surefoot.Cli;

/// <summary>What the process says when it ends (docs/commands.md).</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Done, and the answer is a refusal or a finding.</summary>
    public const int Finding = 1;

    public const int Usage = 2;
    public const int Configuration = 3;

    /// <summary>A port, database or disk is not available.</summary>
    public const int Unavailable = 4;

    public const int Conflict = 5;
    public const int Interrupted = 130;
}

/// <summary>A command that cannot go on: what happened, where, and what to do about it.</summary>
internal sealed class CommandFailure(int exitCode, string code, string message, string where, string hint) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
    public string Code { get; } = code;
    public string Where { get; } = where;
    public string Hint { get; } = hint;
}
