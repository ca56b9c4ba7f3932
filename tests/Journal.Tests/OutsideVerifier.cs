using System.Diagnostics;
using System.Globalization;

namespace Surefoot.Journal.Tests;

/// <summary>Runs tools/verify-journal, which shares nothing with the product but the page of the format.</summary>
internal static class OutsideVerifier
{
    public static string Script { get; } = Path.Combine(Root(), "tools", "verify-journal");

    /// <param name="files">The export, then checkpoints and the key that must have signed them.</param>
    public static (bool Ok, long Entry, string Said) Run(params string[] files)
    {
        var (code, said, errors) = Start("python3", [Script, .. files]);
        if (code is not (0 or 1))
        {
            throw new InvalidOperationException($"The verifier ended with {code}: {errors}");
        }

        var number = new string([.. said.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]);
        return (code == 0, long.Parse(number, CultureInfo.InvariantCulture), said.Trim());
    }

    /// <summary>One process for many files: the script's own function, asked for each of them.</summary>
    public static List<(bool Ok, long Entry)> RunAll(IEnumerable<string> files)
    {
        const string Program = """
            import importlib.machinery, importlib.util, sys
            loader = importlib.machinery.SourceFileLoader("verifier", sys.argv[1])
            module = importlib.util.module_from_spec(importlib.util.spec_from_loader("verifier", loader))
            sys.dont_write_bytecode = True
            loader.exec_module(module)
            for line in sys.stdin:
                print(*module.verify(line.strip())[:2])
            """;
        var (code, said, errors) = Start("python3", ["-c", Program, Script], string.Join('\n', files));
        code.ShouldBe(0, errors);
        return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(parts => (parts[0] == "True", long.Parse(parts[1], CultureInfo.InvariantCulture)))];
    }

    private static (int Code, string Said, string Errors) Start(string program, string[] arguments, string? input = null)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input ?? "");
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said, errors.GetAwaiter().GetResult());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Surefoot.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The root of the project is not above this program.");
    }
}
