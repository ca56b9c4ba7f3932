using System.Diagnostics;
using System.Globalization;

namespace Surefoot.Journal.Tests;

/// <summary>A short share of tests/faults; the whole of it runs from there.</summary>
/// <remarks>SUREFOOT_KILLS sets another number of kills.</remarks>
public sealed class FaultTests
{
    private static readonly string Kills = (int.TryParse(Environment.GetEnvironmentVariable("SUREFOOT_KILLS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 40).ToString(CultureInfo.InvariantCulture);

    [Fact]
    public void A_killed_writer_loses_nothing_that_was_acknowledged_in_the_file() => Faults("kill", "--store=sqlite", "--cycles=" + Kills).ShouldContain(" 0 losses");

    [Fact]
    public void A_killed_writer_or_server_loses_nothing_that_was_acknowledged_on_the_server()
    {
        Faults("kill", "--store=postgres", "--cycles=" + Kills).ShouldContain(" 0 losses");
        Faults("kill", "--store=postgres", "--victim=server", "--cycles=3").ShouldContain(" 0 losses");
    }

    [Theory]
    [InlineData("eio", "41")]
    [InlineData("enospc", "43")]
    [InlineData("eio-from-then-on", "47")]
    public void A_write_that_the_disk_of_the_file_refuses_is_refused(string mode, string step) => Faults("io", "--store=sqlite", "--mode=" + mode, "--step=" + step).ShouldContain("the last one clean");

    [Theory]
    [InlineData("eio", "37")]
    [InlineData("enospc", "31")]
    public void A_write_that_the_disk_of_the_server_refuses_is_refused(string mode, string step) => Faults("io", "--store=postgres", "--mode=" + mode, "--step=" + step).ShouldContain("the last one clean");

    [Fact]
    public void A_server_with_a_full_disk_works_again_when_there_is_room() => Faults("full", "--store=postgres").ShouldContain(" 0 losses");

    private static string Faults(params string[] arguments)
    {
        if (arguments.Contains("--store=postgres") && !Directory.Exists("/usr/lib/postgresql"))
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                throw new InvalidOperationException("PostgreSQL is not installed here, and in CI nothing is skipped.");
            }

            Assert.Skip("PostgreSQL with PostGIS is not installed (Debian: postgresql-15 postgresql-15-postgis-3).");
        }

        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "Surefoot.Faults", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Surefoot.Faults");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, said);
        return said;
    }
}
