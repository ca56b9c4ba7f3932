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
    private readonly Statement _note;
    private readonly GroupCommit _group;
    private Head _head = null!;
    private long _headBefore;

    public EntryWriter(Database database, KeyStore keys, ProjectionSet projections, TimeProvider clock)
    {
        _database = database;
        _keys = keys;
        _clock = clock;
        Projections = projections;
        _insert = EntryTable.PrepareInsert(database);
        _note = database.Prepare($"UPDATE projection_state SET sequence = ?1 WHERE sequence = ?2 AND name IN ({projections.NamesSql})");
        _group = new GroupCommit(database, Begin, Finish, keys.RollBack);
    }

    public ProjectionSet Projections { get; }

    /// <summary>Time of this write: one for all its entries, and never before the last entry's even if the clock was set back.</summary>
    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>Why nothing may be written, or null: onto a journal that cannot be read, no entry is chained.</summary>
    public string? Damage { get; init; }

    public long LastSequence => _head.Sequence;

    /// <summary>Runs <paramref name="write"/> durably, maybe in one transaction with writes of other threads; whatever it throws, nothing of it stays.</summary>
    /// <param name="ask">What <paramref name="write"/> will read first, asked ahead where a transaction begins with it.</param>
    public T InTransaction<T>(Func<T> write, Action? ask = null) => _group.Join(Prepared(write), ask);

    /// <summary>The same in a transaction of its own: for what takes long, or must be on the disk before the next writer looks.</summary>
    public T InOwnTransaction<T>(Func<T> write) => _group.JoinNobody(Prepared(write));

    /// <summary>What <paramref name="write"/> would come to; all of it is taken back before this returns.</summary>
    public T Rehearse<T>(Func<T> write)
    {
        try
        {
            return InOwnTransaction<T>(() => throw new Rehearsed<T>(write()));
        }
        catch (Rehearsed<T> rehearsed)
        {
            return rehearsed.Outcome;
        }
    }

    /// <summary>Keeps other writers out until the scope is left; what they wrote before is on the disk.</summary>
    public Lock.Scope Alone() => _group.Alone();

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

    // Whatever is thrown out of a transaction rolls it back; this carries the answer past it.
    private sealed class Rehearsed<T>(T outcome) : Exception
    {
        public T Outcome { get; } = outcome;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _note.Dispose();
    }

    private Func<T> Prepared<T>(Func<T> write)
    {
        if (Damage is not null)
        {
            throw new JournalUnavailableException(Damage);
        }

        return () =>
        {
            var head = _head;
            var now = _clock.GetUtcNow();
            RecordedAt = now > head.RecordedAt ? now : head.RecordedAt;
            try
            {
                return write();
            }
            catch
            {
                _head = head;
                throw;
            }
        };
    }

    private void Begin()
    {
        _head = Head.Read(_database);
        _headBefore = _head.Sequence;
    }

    private void Finish()
    {
        if (_head.Sequence != _headBefore)
        {
            _keys.Commit();
            _note.Bind(1, _head.Sequence);
            _note.Bind(2, _headBefore);
            _note.Run();
        }
    }
}
