using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>The single appender: one transaction over entries, projected rows and keys. All of it is kept, or none.</summary>
internal sealed class EntryWriter : IDisposable
{
    private readonly Database _database;
    private readonly KeyStore _keys;
    private readonly TimeProvider _clock;
    private readonly EntryHash _hash = new();
    private readonly Statement _insert;
    private Head _head = null!;

    public EntryWriter(Database database, KeyStore keys, ProjectionSet projections, TimeProvider clock)
    {
        _database = database;
        _keys = keys;
        _clock = clock;
        Projections = projections;
        _insert = EntryTable.PrepareInsert(database);
    }

    public ProjectionSet Projections { get; }

    /// <summary>Time of this transaction: one for all its entries, and never before the last entry's even if the clock was set back.</summary>
    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>Why nothing may be written, or null: onto a journal that cannot be read, no entry is chained.</summary>
    public string? Damage { get; init; }

    public long LastSequence => _head.Sequence;

    /// <summary>Runs <paramref name="write"/> in one durable transaction; whatever it throws, nothing of it stays.</summary>
    public T InTransaction<T>(Func<T> write)
    {
        if (Damage is not null)
        {
            throw new JournalUnavailableException(Damage);
        }

        if (_database.InTransaction)
        {
            throw new InvalidOperationException("An append is going on; the entries handed to it may not append themselves.");
        }

        // The lock is taken before the head is read, so that two processes never hash onto the same entry.
        _database.BeginWrite();
        try
        {
            _head = Head.Read(_database);
            var now = _clock.GetUtcNow();
            RecordedAt = now > _head.RecordedAt ? now : _head.RecordedAt;
            var before = _head.Sequence;
            var result = write();
            if (_head.Sequence != before)
            {
                _keys.Commit();
                _database.Execute(FormattableString.Invariant($"UPDATE projection_state SET sequence = {_head.Sequence} WHERE sequence = {before} AND name IN ({Projections.NamesSql})"));
            }

            _database.Commit();
            return result;
        }
        catch
        {
            _database.RollBack();
            _keys.RollBack();
            throw;
        }
    }

    /// <summary>Gives an entry its place in the chain, stores it and its projected row.</summary>
    /// <param name="entry">Complete but for sequence, time and hashes.</param>
    /// <param name="clearPayload">What is projected; differs from the entry's payload when that is sealed.</param>
    public Entry Write(Entry entry, ReadOnlyMemory<byte> clearPayload)
    {
        var hash = new byte[EntryHash.HashBytes];
        entry = entry with { Sequence = _head.Sequence + 1, RecordedAt = RecordedAt, PreviousHash = _head.Hash, Hash = hash };
        EntryTable.Fill(_hash, entry);
        if (EntryForm.Fault(_hash) is { } fault)
        {
            // Whatever a verifier would not accept is never chained.
            throw new ArgumentException($"{entry.RecordType} {entry.ClientKey}: {fault}.");
        }

        _hash.Finish(hash);
        EntryTable.Insert(_insert, entry, _hash);
        Projections.Insert(entry, clearPayload);
        _head = new Head(entry.Sequence, hash, RecordedAt);
        return entry;
    }

    /// <summary>Writes an act of the journal's own; its key is its sequence, so it is always new.</summary>
    public Entry WriteAct(WriteContext context, string recordType, string schema, byte[] payload)
    {
        var key = FormattableString.Invariant($"{recordType}-{_head.Sequence + 1}");
        return Write(
            new Entry(
                0, RecordIds.Make(recordType, key, RecordedAt), recordType, schema, 1, 0, context.Batch, key, null, DateOnly.FromDateTime(RecordedAt.UtcDateTime), null, RecordedAt,
                context.Actor, context.Organisation, context.Reason, EntryState.Approved, Tier.Restricted, null, payload, ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty),
            payload);
    }

    public void Dispose() => _insert.Dispose();
}
