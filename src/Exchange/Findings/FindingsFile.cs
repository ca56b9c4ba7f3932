using System.Globalization;
using System.Text;
using Surefoot.Exchange.Exporting;
using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Findings;

/// <summary>The rows of a file again, each with what was found in it: what its sender needs to mend it.</summary>
/// <remarks>Every row is there, as text and in the order of the file; the findings are those that a report keeps, the first thousand.</remarks>
public static class FindingsFile
{
    private const string About = "Rows as they were sent, with what was found in them.";

    private static readonly string[] Own = ["finding.row", "finding.verdict", "finding.text"];

    /// <summary>Writes XLSX when the name ends so, else CSV. The file is read again, twice.</summary>
    public static void Write(string target, string source, ReadOptions options, ReferenceAreas areas, IReadOnlyList<Finding> findings, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentNullException.ThrowIfNull(findings);
        var rows = Table(source, options, areas, findings, cancellation);
        var partial = target + ".partial";
        try
        {
            using (var file = File.Create(partial))
            {
                if (target.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
                {
                    XlsxExport.WriteTexts(file, "findings", About, rows);
                }
                else
                {
                    using var text = new StreamWriter(file, new UTF8Encoding(false)) { NewLine = "\n" };
                    foreach (var row in rows)
                    {
                        text.WriteLine(string.Join(',', row.Select(c => c is null ? "" : Cell(c))));
                    }
                }
            }

            File.Move(partial, target, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static IEnumerable<IReadOnlyList<string?>> Table(string source, ReadOptions options, ReferenceAreas areas, IReadOnlyList<Finding> findings, CancellationToken cancellation)
    {
        var columns = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var hasShape = false;
        foreach (var row in SourceReader.Read(source, options, areas, new FindingList(), cancellation))
        {
            columns.AddRange(row.Fields.Keys.Where(known.Add));
            hasShape |= !row.GeometryAsEntered.IsEmpty;
        }

        // Tables have their positions in columns already.
        var position = PositionColumns.Find([.. columns], options);
        var addsShape = hasShape && !position.Any;
        yield return [.. columns, .. addsShape ? (string[])["geometry"] : [], .. Own];

        var byRow = findings.Where(f => f.Row is not null).GroupBy(f => f.Row!.Value).OrderBy(g => g.Key).ToList();
        foreach (var finding in findings.Where(f => f.Row is null))
        {
            yield return Line(null, [finding]);
        }

        var at = 0;
        foreach (var row in SourceReader.Read(source, options, areas, new FindingList(), cancellation))
        {
            for (; at < byRow.Count && byRow[at].Key < row.Row; at++)
            {
                yield return Line(null, byRow[at]);
            }

            yield return Line(row, at < byRow.Count && byRow[at].Key == row.Row ? byRow[at++] : []);
        }

        // Rows that could not be read at all have findings only.
        for (; at < byRow.Count; at++)
        {
            yield return Line(null, byRow[at]);
        }

        List<string?> Line(SourceRow? row, IEnumerable<Finding> found)
        {
            var list = found.ToList();
            List<string?> cells = [.. columns.Select(c => row?.Fields.GetValueOrDefault(c))];
            if (addsShape)
            {
                cells.Add(row is null || row.GeometryAsEntered.IsEmpty ? null : ShapeText(row.GeometryAsEntered.Span));
            }

            cells.Add((row?.Row ?? list[0].Row)?.ToString(CultureInfo.InvariantCulture));
            cells.Add(list.Count == 0 ? null : Worst(list));
            cells.Add(list.Count == 0 ? null : string.Join(" | ", list.Select(f => $"{(f.Field is null ? "" : f.Field + ": ")}{f.Message}{(f.Suggestion is null ? "" : " " + f.Suggestion)} [{f.Rule}]")));
            return cells;
        }
    }

    private static string Worst(List<Finding> found) =>
        found.Exists(f => f.Severity == Verdict.Reject) ? "reject" : found.Exists(f => f.Severity == Verdict.Flag) ? "flag" : "notice";

    private static string ShapeText(ReadOnlySpan<byte> entered) => entered[0] <= 1 ? Convert.ToHexString(entered) : Encoding.UTF8.GetString(entered);

    // A number keeps its sign; what a spreadsheet would compute does not run.
    private static string Cell(string text) =>
        text[..Math.Min(1, text.Length)] is "-" or "+" && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? text : CsvExport.Cell(text);
}
