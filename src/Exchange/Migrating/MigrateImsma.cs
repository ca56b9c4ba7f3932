using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Reading;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Migrating;

/// <param name="Path">Plain SQL dump, folder or archive of CSV tables.</param>
/// <param name="Folder">Where the staged files and the report go.</param>
/// <param name="Synthetic">The records are invented.</param>
public sealed record MigrationRequest(string Path, string Folder, bool Synthetic, string Actor, string? ApproveAs, bool DryRun);

/// <param name="Batches">What was written, in order; to approve, return or undo.</param>
/// <param name="Declined">Why the actor may not.</param>
/// <param name="Fault">Why the source cannot be read.</param>
public sealed record MigrationOutcome(Reconciliation? Report, IReadOnlyList<string> Batches, Declined? Declined, Finding? Fault);

/// <summary>Brings the records of IMSMA NG over: staged as files, imported through the same gates as any file, version by version, and compared with the source afterwards.</summary>
public sealed class MigrateImsma(ImportRecords import, RegistryReader reader, ImsmaMapping mapping)
{
    private const int MostAttempts = 1000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public MigrationOutcome Handle(MigrationRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ForeignTables tables;
        try
        {
            tables = ForeignTables.Read(request.Path, ImsmaReader.Tables(mapping), cancellation);
        }
        catch (SourceFaultException fault)
        {
            return new(null, [], null, fault.Finding);
        }

        Directory.CreateDirectory(request.Folder);
        var source = new ImsmaReader(tables, mapping, request.Synthetic);
        var rows = new List<ReconciliationRow>();
        var held = new List<HeldRecords>();
        var differences = new List<ReconciliationDifference>();
        var batches = new List<string>();
        foreach (var record in mapping.Records)
        {
            var records = source.Read(record);
            if (records.Count == 0)
            {
                continue;
            }

            if (Import(record, records, request, batches, differences, cancellation) is { } declined)
            {
                return new(null, batches, declined, null);
            }

            if (!request.DryRun)
            {
                var ids = records.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
                var here = reader.ListVersions(record.Type, cancellation).Where(r => ids.Contains(r.Id)).GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
                var compared = CompareSides.Run(record.Type, records, here);
                rows.AddRange(compared.Rows);
                differences.AddRange(compared.Differences);
                held.Add(HeldOf(record.Type, records, here, [.. compared.Differences, .. source.Differences.Where(d => d.Type == record.Type)]));
            }
        }

        differences.InsertRange(0, source.Differences);
        var report = new Reconciliation(held, rows, differences, [.. source.NotTaken()]);
        var proposal = source.Custom.Proposal().ToList();
        if (proposal.Count > 0)
        {
            File.WriteAllText(Path.Combine(request.Folder, "fields.json"), JsonSerializer.Serialize(new { fields = proposal }, Json) + "\n");
        }

        File.WriteAllText(Path.Combine(request.Folder, "reconciliation.json"), JsonSerializer.Serialize(report, Json) + "\n");
        File.WriteAllText(Path.Combine(request.Folder, "reconciliation.txt"), ToText(report, proposal.Count));
        return new(report, batches, null, null);
    }

    // The first versions of all records come in together, then the second ones, each file whole or not at all.
    private Declined? Import(ImsmaRecord record, List<MigratedRecord> records, MigrationRequest request, List<string> batches, List<ReconciliationDifference> differences, CancellationToken cancellation)
    {
        // Versions that are here already are not sent again: an old one would come in as the newest. The last one always is, to be found unchanged.
        var here = reader.ListVersions(record.Type, cancellation).GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var pending = records.Select(r => (r.Id, Versions: r.Versions.Skip(Math.Min(here.GetValueOrDefault(r.Id), r.Versions.Count - 1)).ToList())).ToList();
        for (var wave = 0; wave < pending.Max(r => r.Versions.Count); wave++)
        {
            var staged = pending.Where(r => r.Versions.Count > wave).Select(r => (r.Id, Version: r.Versions[wave])).ToList();
            var path = Path.Combine(request.Folder, string.Create(CultureInfo.InvariantCulture, $"{record.Type}.{wave + 1}.geojson"));
            for (var attempt = 0; staged.Count > 0; attempt++)
            {
                Stage(path, staged.Select(s => s.Version));
                var outcome = import.Handle(new ImportRequest(path, record.Type, new ReadOptions(), request.Actor, request.ApproveAs, DryRun: request.DryRun), null, cancellation);
                if (outcome.Result is not { } result)
                {
                    return outcome.Declined;
                }

                if (result.Verdict != Verdict.Reject)
                {
                    if (result.Batch is { } batch && result.New + result.Changed > 0)
                    {
                        batches.Add(batch);
                    }

                    break;
                }

                // What our gates refuse stays out, and the report says so; the rest comes in.
                var refused = result.Findings.Where(f => f.Severity == Verdict.Reject && f.Row is not null).GroupBy(f => f.Row!.Value).ToDictionary(g => (int)g.Key - 1, g => g.First());
                foreach (var (at, finding) in refused.OrderBy(r => r.Key))
                {
                    differences.Add(new(record.Type, staged[at].Id, "refused", string.Create(CultureInfo.InvariantCulture, $"Version {wave + 1}: {finding.Field}: {finding.Message} [{finding.Rule}]")));
                }

                if (refused.Count == 0 || attempt == MostAttempts)
                {
                    differences.Add(new(record.Type, "", "refused", result.Findings.Count > 0 ? result.Findings[0].Message : "The file was refused."));
                    break;
                }

                staged = [.. staged.Where((_, i) => !refused.ContainsKey(i))];
            }
        }

        return null;
    }

    private static HeldRecords HeldOf(string type, List<MigratedRecord> records, Dictionary<string, List<RecordRow>> here, List<ReconciliationDifference> differences)
    {
        var differing = differences.Select(difference => difference.Id).ToHashSet(StringComparer.Ordinal);
        var leftOut = records.Count(record => !here.ContainsKey(record.Id));
        var equal = records.Count(record => here.ContainsKey(record.Id) && !differing.Contains(record.Id));
        return new(type, records.Count, equal, records.Count - leftOut - equal, leftOut);
    }

    private static void Stage(string path, IEnumerable<MigratedVersion> versions)
    {
        using var file = new StreamWriter(path, false, new UTF8Encoding(false)) { NewLine = "\n" };
        file.Write("{\"type\":\"FeatureCollection\",\"features\":[");
        var first = true;
        foreach (var version in versions)
        {
            file.Write(first ? "\n" : ",\n");
            file.Write("{\"type\":\"Feature\",\"properties\":");
            file.Write(JsonSerializer.Serialize(version.Fields));
            file.Write(",\"geometry\":");
            file.Write(version.Shape ?? "null");
            file.Write('}');
            first = false;
        }

        file.WriteLine("\n]}");
    }

    private static string ToText(Reconciliation report, int proposed)
    {
        var text = new StringBuilder();
        text.AppendLine(report.Verdict switch
        {
            "equal" => "EQUAL: every record and every sum is the same on both sides, and nothing is kept outside.",
            "equal-in-part" => "EQUAL in what came over: every record and every sum is the same on both sides. Some rows have no place here and are kept outside; they are listed last.",
            _ => "NOT EQUAL: see the differences.",
        });
        text.AppendLine().AppendLine("1. Held equal").AppendLine("type                there     equal   different   left out");
        foreach (var held in report.Held)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{held.Type,-16} {held.Source,8} {held.Equal,9} {held.Different,11} {held.LeftOut,10}");
        }

        text.AppendLine().AppendLine("type             by        key               there      here     area there (m²)      area here (m²)");
        foreach (var row in report.Rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.Type,-16} {row.By,-9} {row.Key,-16} {row.SourceCount,7} {row.TargetCount,9} {row.SourceAreaM2,19:0.00} {row.TargetAreaM2,19:0.00}{(row.Equal ? "" : "  <>")}");
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"2. Differences: {report.Differences.Count}");
        foreach (var difference in report.Differences)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {difference.Type} {difference.Id}: {difference.Message.ReplaceLineEndings(" ⏎ ")} [{difference.Kind}]");
        }

        if (proposed > 0 && report.Differences.Any(difference => difference.Message.StartsWith("cdf", StringComparison.Ordinal)))
        {
            text.AppendLine("  Fields that begin with cdf are the source's own: fields.json beside this report proposes them. surefoot fields add, approve, then run it again.");
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"3. Kept outside, rows that no record type takes: {report.NotTaken.Sum(n => n.Rows)}");
        foreach (var rows in report.NotTaken)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {rows.Table} {rows.Meaning}: {rows.Rows}{(rows.Pieces is { } pieces ? $" rows, {pieces} pieces" : "")}");
        }

        return text.Replace("\r\n", "\n").ToString();
    }
}
