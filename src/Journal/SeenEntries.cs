using System.Security.Cryptography;

namespace Surefoot.Journal;

/// <summary>What a later decision is held against, of every entry so far: about 90 bytes each, however large the entries are.</summary>
internal sealed class SeenEntries
{
    private const int ChunkEntries = 4096;

    private readonly List<(byte[] Hashes, SeenEntry[] Entries)> _chunks = [];

    public long Count { get; private set; }

    /// <param name="sequence">1 for the first.</param>
    public ref SeenEntry this[long sequence] => ref _chunks[(int)((sequence - 1) / ChunkEntries)].Entries[(sequence - 1) % ChunkEntries];

    public ReadOnlySpan<byte> Hash(long sequence) =>
        _chunks[(int)((sequence - 1) / ChunkEntries)].Hashes.AsSpan((int)((sequence - 1) % ChunkEntries) * EntryHash.HashBytes, EntryHash.HashBytes);

    public void Add(ReadOnlySpan<byte> hash, SeenEntry entry)
    {
        var at = (int)(Count++ % ChunkEntries);
        if (at == 0)
        {
            _chunks.Add((new byte[ChunkEntries * EntryHash.HashBytes], new SeenEntry[ChunkEntries]));
        }

        var (hashes, entries) = _chunks[^1];
        hash.CopyTo(hashes.AsSpan(at * EntryHash.HashBytes));
        entries[at] = entry;
    }
}

/// <param name="Batch">Null for an act.</param>
/// <param name="State">Where it stands after the decisions so far.</param>
internal record struct SeenEntry(Person Writer, Guid RecordId, int Version, BatchTally? Batch, EntryState State);

/// <summary>What is known of a batch so far.</summary>
internal sealed class BatchTally(long first) : IDisposable
{
    private readonly byte[] _only = new byte[EntryHash.HashBytes];
    private IncrementalHash? _hash;

    public long First { get; } = first;

    public long Last { get; private set; }

    /// <summary>Who wrote or submitted any of it.</summary>
    public HashSet<Person> Proposers { get; } = [];

    /// <summary>Who submitted the whole of it.</summary>
    public HashSet<Person> Submitters { get; } = [];

    /// <summary>Lower-case hex, over the hashes of its entries so far.</summary>
    public string Hash => Convert.ToHexStringLower(_hash?.GetCurrentHash() ?? SHA256.HashData(_only));

    public void Add(long sequence, ReadOnlySpan<byte> hash)
    {
        // Most batches of a long journal are single edits: those need no running hash.
        if (Last == 0)
        {
            hash.CopyTo(_only);
        }
        else
        {
            if (_hash is null)
            {
                _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                _hash.AppendData(_only);
            }

            _hash.AppendData(hash);
        }

        Last = sequence;
    }

    public void Dispose() => _hash?.Dispose();
}
