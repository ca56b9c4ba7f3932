using System.CommandLine;
using Surefoot.Exchange.Findings;
using Surefoot.Exchange.Reading;

namespace Surefoot.Cli.Commands;

/// <summary>--findings: the rows again with what was found in them, for whoever sent the file.</summary>
internal static class FindingsOption
{
    public static Option<string?> Make() => new("--findings") { Description = "Also writes the file's rows again with what was found in each: CSV, or XLSX if the name ends so.", HelpName = "FILE" };

    public static void Write(string? target, string source, ReadOptions options, ReferenceAreas areas, IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        if (target is not null)
        {
            FindingsFile.Write(Path.GetFullPath(target), source, options, areas, findings, cancellation);
        }
    }
}
