using System.Globalization;
using System.Text.Json;
using Surefoot.Journal;

namespace Surefoot.Faults;

/// <summary>Holds what a reopened journal has against what was acknowledged.</summary>
internal static class Kept
{
    /// <summary>What was lost, half applied or is not as it was acknowledged; empty if nothing.</summary>
    public static List<string> Compare(JournalStore store, IEnumerable<string> acknowledged)
    {
        List<string> wrong = [];
        var report = store.Verify();
        if (!report.Ok)
        {
            wrong.Add(report.FirstBad is { } bad ? $"entry {bad.Sequence}: {bad.Reason}" : "a projection is not what the entries give: " + string.Join(", ", report.Projections!.Tables.Where(t => !t.Identical).Select(t => t.Name)));
        }

        var entries = store.Read().ToList();
        HashSet<string> forgotten = [.. entries.Where(e => e.RecordType == ActTypes.KeyDestruction).Select(KeyOf)];
        foreach (var batch in entries.Where(e => e.Batch.StartsWith("b-", StringComparison.Ordinal)).GroupBy(e => e.Batch))
        {
            var size = int.Parse(batch.Key.AsSpan(batch.Key.LastIndexOf('-') + 1), CultureInfo.InvariantCulture);
            if (batch.Count() != size)
            {
                wrong.Add($"batch {batch.Key} is half there: {batch.Count()} of {size} entries");
            }
        }

        foreach (var entry in entries.Where(e => e.KeyId is not null))
        {
            if (store.OpenPayload(entry) is null != forgotten.Contains(entry.KeyId!))
            {
                wrong.Add($"entry {entry.Sequence}: the person can be read although forgotten, or cannot although not");
            }
        }

        wrong.AddRange(acknowledged.Where(line => !Holds(store, line.Split(' '), entries, forgotten)).Select(line => "acknowledged, but not kept: " + line));
        return wrong;
    }

    private static bool Holds(JournalStore store, string[] told, List<Entry> entries, HashSet<string> forgotten)
    {
        switch (told[0])
        {
            case "append":
                var (first, last) = (int.Parse(told[2], CultureInfo.InvariantCulture), int.Parse(told[3], CultureInfo.InvariantCulture));
                return last <= entries.Count && entries.Skip(first - 1).Take(last - first + 1).All(e => e.Batch == told[1]);
            case "approve":
                var sequence = int.Parse(told[1], CultureInfo.InvariantCulture);
                return sequence <= entries.Count && entries[sequence - 1].RecordType == ActTypes.Decision && System.Text.Encoding.UTF8.GetString(entries[sequence - 1].Payload.Span).Contains(told[2], StringComparison.Ordinal);
            case "forget":
                return forgotten.Contains(told[1]);
            case "blob":
                return store.FindBlob(told[1]) is { } content && Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)) == told[1];
            case "checkpoint":
                var at = int.Parse(told[1], CultureInfo.InvariantCulture);
                return at <= entries.Count && (at == 0 || Convert.ToHexStringLower(entries[at - 1].Hash.Span) == told[2]);
            default:
                return true;
        }
    }

    private static string KeyOf(Entry act)
    {
        using var payload = JsonDocument.Parse(act.Payload);
        return payload.RootElement.GetProperty("keyId").GetString()!;
    }
}
