using System.Text;
using Surefoot.Exchange.Checking;
using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Tests;

/// <summary>Writes small source files and reads or checks them.</summary>
internal static class Sources
{
    public static string BadInputs { get; } = Path.Combine(AppContext.BaseDirectory, "bad-inputs");

    public static ReferenceAreas Areas { get; } = ReferenceAreas.Load(Path.Combine(AppContext.BaseDirectory, "geography"));

    public static CheckReport Check(string text, string extension = ".txt", ReadOptions? options = null) =>
        Check(Encoding.UTF8.GetBytes(text), extension, options);

    public static CheckReport Check(byte[] bytes, string extension = ".txt", ReadOptions? options = null) =>
        With(bytes, extension, path => CheckFile.Run(path, options ?? new(), Areas));

    public static (List<SourceRow> Rows, FindingList Findings) Read(string text, string extension = ".txt", ReadOptions? options = null) =>
        Read(Encoding.UTF8.GetBytes(text), extension, options);

    public static (List<SourceRow> Rows, FindingList Findings) Read(byte[] bytes, string extension = ".txt", ReadOptions? options = null) =>
        With(bytes, extension, path =>
        {
            var findings = new FindingList();
            return (SourceReader.Read(path, options ?? new(), Areas, findings).ToList(), findings);
        });

    /// <summary>One readable line per finding: severity, row, rule.</summary>
    public static string Summary(this CheckReport report) =>
        string.Join("; ", report.Findings.Select(f => FormattableString.Invariant($"{f.Severity} {f.Row} {f.Rule}")));

    private static T With<T>(byte[] bytes, string extension, Func<string, T> use)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + extension);
        File.WriteAllBytes(path, bytes);
        try
        {
            return use(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
