using System.Diagnostics;

namespace Surefoot.Exchange.Tests.Formats;

/// <summary>The independent reader and writer of every format here.</summary>
internal static class Gdal
{
    public static string Ask(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception) when (!string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal))
        {
            Assert.Skip($"needs {program}");
            throw;
        }

        using (process)
        {
            var errors = process!.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.ShouldBe(0, string.Join(' ', arguments) + said);
            _ = errors;
            return said;
        }
    }
}
