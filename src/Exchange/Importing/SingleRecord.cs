using System.Text;
using System.Text.Json;
using Surefoot.Exchange.Checking;
using Surefoot.Exchange.Reading;
using Surefoot.Journal;
using Surefoot.Registry.Checking;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;

namespace Surefoot.Exchange.Importing;

/// <summary>A file of exactly one record, read by the checks of an import.</summary>
internal sealed class SingleRecord(JournalStore store, RecordTypes types, CodeListCatalogue lists, ReferenceAreas areas, TimeProvider clock)
{
    /// <summary>The record as an entry, its base not set; null if it cannot be taken, then the findings say why.</summary>
    /// <param name="from">Version the writer started from: what the file leaves out stays as it is there; null for a file that says all there is.</param>
    public (NewEntry? Entry, bool Synthetic, FindingList Findings) Read(RecordDescriptor type, string path, ReadOptions reading, string? id, int? from, CancellationToken cancellation)
    {
        var findings = new FindingList { AboutPersons = type.Tier == Tier.Personal };
        reading = ImportRecords.ReadingOf(reading, ImportProfile.Identity, type);
        var rows = new RowImport(type, ImportProfile.Identity, lists, CheckSettings.Today(clock), reading, areas, store);
        var sources = Sources(path, reading, findings, cancellation);
        if (sources.Count != 1)
        {
            if (findings.Verdict != Verdict.Reject)
            {
                findings.Add(new Finding(Verdict.Reject, null, null, null, "file.not-one", FormattableString.Invariant($"The file holds {sources.Count} records; one is saved at a time."), "one record, or surefoot import for many"));
            }

            return (null, false, findings);
        }

        var source = id is null ? sources[0] : sources[0] with { Fields = new Dictionary<string, string?>(sources[0].Fields) { ["id"] = id } };
        var known = from is { } version ? Version(type, rows.IdOf(source), version) : null;
        if (rows.Check(source, findings, known) is not { } row || findings.Verdict == Verdict.Reject)
        {
            return (null, false, findings);
        }

        List<Breach> breaches = [];
        new ReferenceCheck(type, new RegistryReader(store, types)).Check(row, breaches);
        new ImageryCheck(type, store).Check(row, breaches);
        foreach (var breach in breaches)
        {
            findings.Add(new Finding(breach.Refused ? Verdict.Reject : Verdict.Flag, source.Row, breach.Field, breach.Value, breach.Rule, breach.Message, breach.Suggestion));
        }

        if (DataFolderStamp.Read(store) is { } invented && invented != row.Synthetic)
        {
            findings.Add(new Finding(Verdict.Reject, source.Row, "synthetic", row.Synthetic ? "true" : "false", "synthetic.mixed", invented ? "This data folder holds invented records only." : "This data folder holds real records.", "another data folder (--data)"));
            return (null, row.Synthetic, findings);
        }

        return (rows.ToEntry(source, row, known), row.Synthetic, findings);
    }

    private StandingRecord? Version(RecordDescriptor type, string? id, int version) =>
        id is not null && new StandingVersions(store, type).Find([id]).GetValueOrDefault(id) is { } known && store.History(known.Latest.RecordId).FirstOrDefault(entry => entry.Version == version) is { } started
            ? known with { Standing = started }
            : null;

    private List<SourceRow> Sources(string path, ReadOptions reading, FindingList findings, CancellationToken cancellation)
    {
        if (AsFeature(path) is not { } feature)
        {
            return Rows(path);
        }

        var wrapped = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".geojson");
        try
        {
            File.WriteAllText(wrapped, feature, new UTF8Encoding(false));
            return Rows(wrapped);
        }
        finally
        {
            File.Delete(wrapped);
        }

        List<SourceRow> Rows(string file) => [.. SourceReader.Read(file, reading, areas, findings, cancellation).Take(2)];
    }

    /// <summary>A plain object of fields, as a feature without or with its member <c>geometry</c>; null if the file is something else.</summary>
    private static string? AsFeature(string path)
    {
        const long Longest = 16 << 20;
        if (new FileInfo(path).Length > Longest)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 64, AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || root.TryGetProperty("type", out _))
            {
                return null;
            }

            var geometry = root.TryGetProperty("geometry", out var shape) ? shape.GetRawText() : "null";
            var properties = root.EnumerateObject().Where(member => member.Name != "geometry").Select(member => $"{JsonSerializer.Serialize(member.Name)}:{member.Value.GetRawText()}");
            return "{\"type\":\"Feature\",\"geometry\":" + geometry + ",\"properties\":{" + string.Join(',', properties) + "}}";
        }
        catch (JsonException)
        {
            // The reader of files says what it is, or what is wrong with it.
            return null;
        }
    }
}
