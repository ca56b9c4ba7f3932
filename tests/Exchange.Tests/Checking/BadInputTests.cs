using System.Diagnostics;
using Surefoot.Exchange.Checking;

namespace Surefoot.Exchange.Tests.Checking;

public sealed class BadInputTests
{
    private static readonly string Folder = Path.Combine(Sources.BadInputs, "generated-az");

    // Traverses are read by another command.
    public static TheoryData<string, string> Cases => [.. File.ReadLines(Path.Combine(Folder, "EXPECTED.tsv"))
        .Skip(1)
        .Select(line => line.Split('\t'))
        .Where(cells => !cells[0].StartsWith("traverse_", StringComparison.Ordinal))
        .Select(cells => new TheoryDataRow<string, string>(cells[0], cells[1]))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bad_input_gets_the_expected_verdict(string file, string expected)
    {
        var clock = Stopwatch.StartNew();
        var report = CheckFile.Run(Path.Combine(Folder, file), new(), Sources.Areas);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        var verdict = report.Verdict.ToString().ToLowerInvariant();
        // "accept as 47.15/39.6 or reject" is held by a test of its own.
        expected.Split(' ')[0].ShouldBe(verdict, report.Summary());
        if (verdict != "accept")
        {
            report.Findings.ShouldAllBe(f => f.Message.Length > 20 && f.Suggestion != null);
        }
    }
}
