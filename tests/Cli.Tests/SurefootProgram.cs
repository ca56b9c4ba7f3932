using System.Diagnostics;
using System.Text.Json;

namespace Surefoot.Cli.Tests;

/// <summary>Runs the built program as a script would: arguments in, exit code and one JSON object out.</summary>
internal static class SurefootProgram
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Surefoot.Cli.dll");

    public static Answer Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments, "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = ProductFolder.Find().Root,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        try
        {
            return new(process.ExitCode, JsonDocument.Parse(output).RootElement);
        }
        catch (JsonException)
        {
            throw new InvalidOperationException($"Not one JSON object but: {output}\n{errors.GetAwaiter().GetResult()}");
        }
    }
}

internal sealed record Answer(int ExitCode, JsonElement Json)
{
    public JsonElement this[string key] => Json.GetProperty(key);
}
