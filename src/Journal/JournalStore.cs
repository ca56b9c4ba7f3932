using Microsoft.Data.Sqlite;

namespace Surefoot.Journal;

/// <summary>The journal in one SQLite file: entries, blobs, checkpoints, keys and the projections made from them.</summary>
public sealed class JournalStore : IDisposable
{
    private JournalStore()
    {
    }

    /// <summary>Opens or creates <c>surefoot.db</c> in <paramref name="folder"/>.</summary>
    public static JournalStore Open(string folder, IProjector projector, TimeProvider clock) => throw new NotImplementedException();

    /// <summary>Opens a connection for reading projections (query_only).</summary>
    public SqliteConnection OpenReader() => throw new NotImplementedException();

    /// <summary>Appends all entries and their projected rows in one transaction, or none. Idempotent by record type and client key.</summary>
    public AppendReceipt Append(WriteContext context, IReadOnlyList<NewEntry> entries, IProgress<long>? progress, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Entries in sequence order.</summary>
    public IEnumerable<Entry> Read(long fromSequence = 1) => throw new NotImplementedException();

    /// <summary>The payload in the clear, or null if it is encrypted and its key was destroyed.</summary>
    public ReadOnlyMemory<byte>? OpenPayload(Entry entry) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
