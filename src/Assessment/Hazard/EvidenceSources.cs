using Surefoot.Journal;

namespace Surefoot.Assessment.Hazard;

/// <summary>A record behind a claim.</summary>
/// <param name="Type">Record type code.</param>
/// <param name="Id">The source's own key.</param>
public sealed record EvidenceRecord(string Type, string Id);

/// <summary>From the engine's source numbers back to records.</summary>
public sealed class EvidenceSources
{
    private readonly List<EvidenceRecord?> _records = [];
    private readonly List<long> _sequences = [];

    public int Count => _records.Count;

    internal int Add(string type, string id, long sequence)
    {
        _records.Add(new(type, id));
        _sequences.Add(sequence);
        return _records.Count - 1;
    }

    /// <summary>Hundreds of thousands of finds: their ids are read from the journal only when somebody asks.</summary>
    internal int AddFind(long sequence)
    {
        _records.Add(null);
        _sequences.Add(sequence);
        return _records.Count - 1;
    }

    public EvidenceRecord Find(int source, JournalStore journal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        return _records[source] ?? (journal.Read(_sequences[source]).First() is var entry ? new(entry.RecordType, entry.ClientKey) : throw new InvalidOperationException("The journal lost an entry."));
    }
}
