using Surefoot.Journal;
using Surefoot.Raster;

namespace Surefoot.Assessment.Hazard;

/// <summary>An entry that stands between two runs.</summary>
public sealed record ChangedEntry(long Sequence, string Type, string Id, DateOnly InformationDate);

/// <param name="CellsChanged">Cells whose probability has other bits.</param>
/// <param name="LargestChange">Largest change of a probability.</param>
/// <param name="ModelChanged">The runs were made with different models.</param>
/// <param name="Entries">Evidence entered in between, at most <see cref="CompareRuns.MostEntries"/>.</param>
public sealed record RunComparison(long CellsChanged, double LargestChange, bool ModelChanged, IReadOnlyList<ChangedEntry> Entries);

/// <summary>What differs between two runs, and which entries came in between.</summary>
public static class CompareRuns
{
    public const int MostEntries = 1000;

    /// <returns>Null with the reason if the rasters cannot be laid on each other.</returns>
    public static (RunComparison? Comparison, SnapshotRefusal? Refusal) Handle(HazardRuns runs, StoredRun first, StoredRun second, JournalStore journal)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(journal);
        if (runs.ReadProbability(first.Run, out var unreadable) is not { } a || runs.ReadProbability(second.Run, out unreadable) is not { } b)
        {
            return (null, new(unreadable!.Code, unreadable.Message, "Make the run again with surefoot hazard run."));
        }

        if (a.Grid != b.Grid)
        {
            return (null, new("hazard.other-grid", "The two runs have different cells.", "Compare runs of one cell size and one set of districts."));
        }

        var (changed, largest) = Differences(a, b);
        ChangedEntry[] entries =
        [
            .. Between(first, second, journal)
                .Where(e => SnapshotEvidence.EvidenceTypes.Contains(e.RecordType))
                .Take(MostEntries)
                .Select(e => new ChangedEntry(e.Sequence, e.RecordType, e.ClientKey, e.InformationDate)),
        ];
        return (new(changed, largest, first.Model != second.Model, entries), null);
    }

    // Recorded between the two positions, or true in the field between the two days.
    private static IEnumerable<Entry> Between(StoredRun first, StoredRun second, JournalStore journal)
    {
        var (from, to) = first.Journal.Sequence < second.Journal.Sequence ? (first.Journal.Sequence, second.Journal.Sequence) : (second.Journal.Sequence, first.Journal.Sequence);
        var (a, b) = (first.AsOf ?? DateOnly.MaxValue, second.AsOf ?? DateOnly.MaxValue);
        var (after, until) = a < b ? (a, b) : (b, a);
        if (from == to && after == until)
        {
            return [];
        }

        return journal.Read(after == until ? from + 1 : 1)
            .TakeWhile(e => e.Sequence <= to)
            .Where(e => e.Sequence > from || (e.InformationDate > after && e.InformationDate <= until));
    }

    private static (long Changed, double Largest) Differences(FloatRaster a, FloatRaster b)
    {
        long changed = 0;
        double largest = 0;
        var left = a.Values;
        var right = b.Values;
        for (var i = 0; i < left.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(left[i]) != BitConverter.SingleToInt32Bits(right[i]) && !(float.IsNaN(left[i]) && float.IsNaN(right[i])))
            {
                changed++;
                largest = Math.Max(largest, Math.Abs((double)left[i] - right[i]));
            }
        }

        return (changed, largest);
    }
}
