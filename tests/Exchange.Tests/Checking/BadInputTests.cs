using System.Diagnostics;
using Surefoot.Exchange.Checking;

namespace Surefoot.Exchange.Tests.Checking;

public sealed class BadInputTests
{
    // Traverses are read by another command.
    public static TheoryData<string, string> Cases => [.. from folder in (string[])["generated-az", "formats"]
        from line in File.ReadLines(Path.Combine(Sources.BadInputs, folder, "EXPECTED.tsv")).Skip(1)
        let cells = line.Split('\t')
        where !cells[0].StartsWith("traverse_", StringComparison.Ordinal)
        select new TheoryDataRow<string, string>($"{folder}/{cells[0]}", cells[1])];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bad_input_gets_the_expected_verdict(string file, string expected)
    {
        var clock = Stopwatch.StartNew();
        var report = CheckFile.Run(Path.Combine(Sources.BadInputs, file), new(), Sources.Areas);
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
