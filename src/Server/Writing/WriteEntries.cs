using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Reading;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Minefields;
using Surefoot.Registry.Reading;

namespace Surefoot.Server.Writing;

/// <summary>A batch of records as its page shows it.</summary>
public sealed record EntryBatch(string Batch, string State, IReadOnlyList<RecordRow> Records);

/// <summary>Entry by table: what was typed becomes one file and goes through the use case of an import, with its checks, its findings and its batch.</summary>
public sealed partial class WriteEntries(Desk desk)
{
    private const string Type = "minefield-record";

    public Desk Desk => desk;

    public EntrySheet Blank(string? sheet = null) => EntrySheet.Empty(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["sheet"] = sheet ?? "",
        ["organisation"] = desk.Organisation,
        ["informationDate"] = desk.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["scale"] = "50000",
        ["mapDatum"] = "SK-42",
        ["crs"] = "28408",
        ["operation"] = "15865",
    });

    /// <summary>What the checks say; nothing is written.</summary>
    public EntryAnswer Check(EntrySheet sheet, CancellationToken cancellation) => Import(sheet, dryRun: true, draft: true, cancellation);

    /// <summary>Writes all records as drafts of one batch, or none.</summary>
    public EntryAnswer SaveDrafts(EntrySheet sheet, CancellationToken cancellation) => Import(sheet, dryRun: false, draft: true, cancellation);

    /// <summary>Writes all records and hands them in as one batch, or none.</summary>
    public EntryAnswer Submit(EntrySheet sheet, CancellationToken cancellation) => Import(sheet, dryRun: false, draft: false, cancellation);

    public ActOutcome SubmitBatch(string batch) => new SubmitRecords(desk.Store, desk.Policy).Handle(batch, desk.Actor, "entered by table");

    public ActOutcome UndoBatch(string batch) => new UndoBatch(desk.Store, desk.Policy).Handle(batch, desk.Actor, "taken back on the page");

    /// <summary>Null where there is none, or none that this person may see.</summary>
    public EntryBatch? FindBatch(string batch)
    {
        List<RecordRow> rows = [.. desk.Reader.ListVersions(Type).Where(row => row.Batch == batch)];
        return rows.Count == 0 ? null : new(batch, desk.Reader.StateOfBatch(batch)?.ToString().ToLowerInvariant() ?? "", rows);
    }

    /// <summary>Drafts that wait to be submitted, newest first.</summary>
    public IReadOnlyList<(string Batch, int Records)> Drafts() =>
        [.. desk.Reader.ListVersions(Type).Where(row => row.State == Journal.EntryState.Draft).GroupBy(row => row.Batch, StringComparer.Ordinal).Select(group => (group.Key, group.Count())).Reverse()];

    private EntryAnswer Import(EntrySheet sheet, bool dryRun, bool draft, CancellationToken cancellation)
    {
        var (records, own) = new ComposeEntry(sheet, desk.Synthetic ?? false, desk.Areas).Handle();
        List<EntryFinding> findings = [.. own];
        List<EntryPreview> previews = [.. records.Select(record => new EntryPreview(
            record.Line.Number, record.Id, JudgeCompleteness.Handle(record.Preview, record.Cells["wkt"].Length > 0), PlacePoints.ClosureWords(PlacePoints.Handle(record.Preview)), record.Points.Count, record.Legs.Count, record.Rows.Count))];
        if (records.Count == 0)
        {
            return new(Verdict.Reject, 0, 0, 0, findings, previews);
        }

        var folder = Directory.CreateTempSubdirectory("surefoot-entry-");
        try
        {
            var name = string.Concat(sheet["sheet"].Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'));
            var path = Path.Combine(folder.FullName, $"entry-{(name.Length > 0 ? name : "sheet")}.csv");
            var bytes = Encoding.UTF8.GetBytes(Csv(records));
            File.WriteAllBytes(path, bytes);

            // What fails here already is only looked at: a batch is written whole or not at all.
            var broken = findings.Exists(finding => finding.Severity == Verdict.Reject);
            var request = new ImportRequest(path, Type, new ReadOptions(Number(sheet["crs"]), Number(sheet["operation"])), desk.Actor, DryRun: dryRun || broken, Draft: draft);
            var outcome = new ImportRecords(desk.Store, desk.Types, desk.Lists, desk.Areas, desk.Policy, desk.Clock).Handle(request, null, cancellation);
            if (outcome.Result is not { } result)
            {
                return new(Verdict.Reject, 0, 0, 0, findings, previews, Declined: outcome.Declined);
            }

            findings.AddRange(result.Findings.Select(finding => Locate(finding, records)).Where(finding => !SaidAlready(finding, own)).Distinct());
            if (result.Batch is not null)
            {
                // What was typed stays, under the hash that the reason of the entries names.
                desk.Store.KeepBlob(bytes);
            }

            var verdict = broken || result.Verdict == Verdict.Reject ? Verdict.Reject : findings.Exists(finding => finding.Severity == Verdict.Flag) ? Verdict.Flag : Verdict.Accept;
            return new(verdict, result.New, result.Changed, result.Unchanged, findings, previews, result.Batch, result.State, outcome.Declined);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // An outline that could not be composed is empty in the file: the import would say once more that it is missing.
    private static bool SaidAlready(EntryFinding finding, IReadOnlyList<EntryFinding> own) =>
        finding.Column == "outline" && own.Any(one => one.Table == finding.Table && one.Line == finding.Line && one.Column == "outline" && one.Severity == Verdict.Reject);

    // From a row and field of the file back to the cell that was typed.
    private static EntryFinding Locate(Finding finding, IReadOnlyList<ComposedEntry> records)
    {
        if (finding.Row is not { } row || row < 1 || row > records.Count)
        {
            return new(finding.Severity, null, null, null, finding.Message, finding.Suggestion);
        }

        var record = records[(int)row - 1];
        if (finding.Field is { } field && PartOfGroup().Match(field) is { Success: true } part)
        {
            var (table, lines) = part.Groups["field"].Value switch { "points" => ("points", record.Points), "legs" => ("legs", record.Legs), _ => ("rows", record.Rows) };
            var at = int.Parse(part.Groups["at"].ValueSpan, CultureInfo.InvariantCulture) - 1;
            if (at < lines.Count)
            {
                return new(finding.Severity, table, lines[at].Number, part.Groups["part"].Value, finding.Message, finding.Suggestion);
            }
        }

        var column = finding.Field is "geometry" or "wkt" ? "outline" : finding.Field;
        return column is not null && EntrySheet.Table("records").Column(column) is null && EntrySheet.HeaderColumns.Any(shared => shared.Name == column)
            ? new(finding.Severity, null, null, column, finding.Message, finding.Suggestion)
            : new(finding.Severity, "records", record.Line.Number, column, finding.Message, finding.Suggestion);
    }

    private static string Csv(IReadOnlyList<ComposedEntry> records)
    {
        // A column that nobody filled says nothing, so that a record that is there already keeps what it has.
        string[] columns = [.. records.SelectMany(record => record.Cells).Where(cell => cell.Value.Length > 0 || cell.Key == "wkt").Select(cell => cell.Key).Distinct(StringComparer.Ordinal)];
        var text = new StringBuilder(string.Join(',', columns)).Append('\n');
        foreach (var record in records)
        {
            text.AppendJoin(',', columns.Select(column => "\"" + record.Cells[column].ReplaceLineEndings(" ").Replace("\"", "\"\"", StringComparison.Ordinal) + "\"")).Append('\n');
        }

        return text.ToString();
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^(?<field>points|legs|drawnRows)\[(?<at>\d+)\]\.(?<part>\w+)$", RegexOptions.CultureInvariant)]
    private static partial Regex PartOfGroup();
}
