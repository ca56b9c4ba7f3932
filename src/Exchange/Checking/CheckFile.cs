using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Checking;

/// <summary>What <c>surefoot check</c> found in one file.</summary>
/// <param name="Verdict">Accept, flag or reject.</param>
/// <param name="Rows">Rows or features that could be read.</param>
/// <param name="Flagged">How many findings flag; the list may be shorter.</param>
/// <param name="Rejected">How many findings reject; the list may be shorter.</param>
/// <param name="Findings">The first <see cref="FindingList.Kept"/> of them.</param>
public sealed record CheckReport(Verdict Verdict, long Rows, long Flagged, long Rejected, IReadOnlyList<Finding> Findings);

/// <summary>Reads a file as an import would, without a record type and without a data folder: parse, geometry, position.</summary>
public static class CheckFile
{
    public static CheckReport Run(string path, ReadOptions options, ReferenceAreas areas, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(areas);
        var findings = new FindingList();
        var rows = 0L;
        foreach (var _ in SourceReader.ReadRows(path, options, areas, findings, flagMissing: true, cancellation))
        {
            rows++;
        }

        if (rows == 0 && findings.Verdict == Verdict.Accept)
        {
            findings.Add(new(Verdict.Flag, null, null, null, "file.no-rows", "The file holds no row or feature.", "Check whether the export was complete."));
        }

        return new(findings.Verdict, rows, findings.Flagged, findings.Rejected, findings.Findings);
    }
}
