using Surefoot.Exchange.Checking;

namespace Surefoot.Exchange.Tests.Checking;

/// <summary>Files made to hurt: a clear verdict, soon, and the process goes on. Memory is measured by <c>tests/hostile/run</c>, a process for each.</summary>
public sealed class HostileFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("surefoot-hostile-").FullName;

    public static TheoryData<string> Names => [.. HostileFiles.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Hostile_file_gets_a_clear_verdict_in_time(string name)
    {
        var (verdicts, write) = HostileFiles.All[name];
        var path = Path.Combine(_folder, name);
        write(path);
        var before = Environment.CpuUsage.TotalTime;
        var report = CheckFile.Run(path, new(), Sources.Areas, TestContext.Current.CancellationToken);
        // Other tests run beside it in this process: their time counts too, so that the bound is wide here and exact in the long run.
        (Environment.CpuUsage.TotalTime - before).ShouldBeLessThan(TimeSpan.FromSeconds(30));
        verdicts.Split(' ').ShouldContain(report.Verdict.ToString().ToLowerInvariant(), report.Summary());
        report.Findings.ShouldAllBe(f => f.Message.Length > 10 && f.Suggestion != null);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
