using System.Diagnostics;
using Surefoot.Exchange.Checking;
using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Tests.Checking;

/// <summary>Whole sets of bad files that others collected, beside the repository or where SUREFOOT_SHARED says.</summary>
public sealed class SharedBadInputTests
{
    // What its own SOURCE.md says of each file of a set.
    [Theory]
    [InlineData("geojson-bad")]
    [InlineData("json-parsing")]
    [InlineData("xml-bombs")]
    [InlineData("zip-slip")]
    [InlineData("shapefile-corrupt")]
    [InlineData("odk-forms-bad")]
    [InlineData("tiff-fuzz")]
    public void Every_file_of_a_set_gets_its_verdict_in_time(string set)
    {
        List<string> wrong = [];
        foreach (var path in Files(set))
        {
            var name = Path.GetFileName(path);
            var clock = Stopwatch.StartNew();
            var report = CheckFile.Run(path, new(set == "shapefile-corrupt" ? 4326 : null), Sources.Areas, TestContext.Current.CancellationToken);
            if (clock.Elapsed > TimeSpan.FromSeconds(5) || !IsRight(set, name, report))
            {
                wrong.Add($"{name}: {report.Verdict} in {clock.Elapsed.TotalSeconds:0.0} s: {report.Summary()}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    private static bool IsRight(string set, string name, CheckReport report) => set switch
    {
        // Winding and precision are flagged, everything else is refused.
        "geojson-bad" => report.Verdict != Verdict.Accept,
        // Sound JSON that is no GeoJSON is refused as such, never as broken JSON.
        "json-parsing" => name[0] switch
        {
            'y' => report.Findings.All(f => !f.Rule.StartsWith("json.syntax", StringComparison.Ordinal)),
            'n' => report.Verdict == Verdict.Reject,
            _ => true,
        },
        "xml-bombs" => name.StartsWith("simple", StringComparison.Ordinal) == (report.Verdict != Verdict.Reject),
        _ => report.Verdict == Verdict.Reject,
    };

    private static List<string> Files(string set)
    {
        var root = Environment.GetEnvironmentVariable("SUREFOOT_SHARED") ?? Beside();
        var folder = root is null ? null : Path.Combine(root, "data", "bad-inputs", set);
        if (folder is null || !Directory.Exists(folder))
        {
            if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal))
            {
                throw new DirectoryNotFoundException($"With CI=true the shared data must be there: {set}");
            }

            Assert.Skip($"needs ../shared/data/bad-inputs/{set}");
        }

        var files = Directory.EnumerateFiles(folder!, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is not (".md" or ".txt")).Order(StringComparer.Ordinal).ToList();
        files.ShouldNotBeEmpty();
        return files;
    }

    private static string? Beside()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Surefoot.slnx")))
            {
                return Path.Combine(folder.FullName, "..", "shared");
            }
        }

        return null;
    }
}
