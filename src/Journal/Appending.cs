using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Appends what a writer hands over: decides for each entry whether it is new, a new version, or already there.</summary>
internal sealed class Appending : IDisposable
{
    /// <summary>More entries than this would keep others waiting for a commit that is not theirs.</summary>
    private const int LargestShared = 100;

    private readonly Database _database;
    private readonly EntryWriter _writer;
    private readonly KeyStore _keys;
    private readonly States _states;
    private readonly Statement _latest;

    public Appending(Database database, EntryWriter writer, KeyStore keys, States states)
    {
        _database = database;
        _writer = writer;
        _keys = keys;
        _states = states;
        _latest = database.Prepare("""
            SELECT record_id, version, schema, event_date, information_date, tier, key_id, payload, geometry, sequence, batch, state
            FROM entry WHERE record_type = ?1 AND client_key = ?2 ORDER BY version DESC LIMIT 1
            """);
    }

    /// <param name="outcome">Told what became of each entry, in order.</param>
    public AppendCounts Append(WriteContext context, IEnumerable<NewEntry> entries, Action<AppendOutcome>? outcome, IProgress<long>? progress, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(context.Actor);
        ArgumentException.ThrowIfNullOrEmpty(context.Batch);
        return entries is IReadOnlyCollection<NewEntry> { Count: <= LargestShared } ? _writer.InTransaction(Write) : _writer.InOwnTransaction(Write);

        AppendCounts Write()
        {
            var first = _writer.LastSequence + 1;
            var counts = new long[4];
            var done = 0L;
            _states.Forget();
            foreach (var entry in entries)
            {
                var became = Append(context, entry);
                counts[(int)became]++;
                outcome?.Invoke(became);
                if ((++done & 0x3FF) == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Report(done);
                }
            }

            cancellation.ThrowIfCancellationRequested();
            progress?.Report(done);
            var last = _writer.LastSequence;
            return new AppendCounts(context.Batch, counts[(int)AppendOutcome.New], counts[(int)AppendOutcome.Changed], counts[(int)AppendOutcome.Unchanged], counts[(int)AppendOutcome.Forgotten], last < first ? 0 : first, last < first ? 0 : last);
        }
    }

    private AppendOutcome Append(WriteContext context, NewEntry entry)
    {
        Check(entry);
        var recordId = RecordIds.Make(entry.RecordType, entry.ClientKey, _writer.RecordedAt);
        var latestVersion = 0;
        _latest.Bind(1, entry.RecordType);
        _latest.Bind(2, entry.ClientKey);
        try
        {
            if (_latest.Step())
            {
                recordId = Guid.ParseExact(_latest.Text(0), "D");
                latestVersion = checked((int)_latest.Integer(1));
                if (SameAsLatest(recordId, latestVersion, entry) is { } settled)
                {
                    return settled;
                }
            }
        }
        finally
        {
            _latest.Reset();
        }

        // A client that did not hear our answer sends again: its write is there already, only not as the latest.
        if (entry.BaseVersion >= 0 && entry.BaseVersion < latestVersion && IsThere(entry, recordId))
        {
            return AppendOutcome.Unchanged;
        }

        if (entry.BaseVersion > latestVersion)
        {
            throw new ArgumentException($"{entry.RecordType} {entry.ClientKey}: the writer starts from version {entry.BaseVersion}, but there are only {latestVersion}.");
        }

        var version = latestVersion + 1;
        var payload = entry.Payload;
        string? keyId = null;
        if (entry.Tier == Tier.Personal)
        {
            keyId = recordId.ToString("D");
            if (_keys.FindOrMake(keyId) is not { } key)
            {
                return AppendOutcome.Forgotten;
            }

            payload = PayloadSeal.Seal(_keys, keyId, key, recordId, entry.Schema, version, payload.Span);
        }

        _writer.Write(
            new Entry(
                0, recordId, entry.RecordType, entry.Schema, version, entry.BaseVersion == NewEntry.LatestVersion ? latestVersion : entry.BaseVersion, context.Batch, entry.ClientKey,
                entry.EventDate, entry.InformationDate, entry.DeviceTime, default, context.Actor, context.Organisation, context.Reason, entry.State, entry.Tier, keyId,
                payload, entry.Geometry, ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty),
            entry.Payload);
        return latestVersion == 0 ? AppendOutcome.New : AppendOutcome.Changed;
    }

    /// <summary>Unchanged, forgotten, or null if the entry makes a new version of the record in the current row.</summary>
    private AppendOutcome? SameAsLatest(Guid recordId, int version, NewEntry entry)
    {
        var payload = _latest.Bytes(7);
        if (!_latest.IsNull(6))
        {
            var keyId = _latest.Text(6);
            if (_keys.Find(keyId) is not { } key)
            {
                // A person who was forgotten does not come back with the next copy of the same list.
                return AppendOutcome.Forgotten;
            }

            payload = PayloadSeal.Open(keyId, key, recordId, _latest.Text(2), version, payload);
        }

        var same = payload.SequenceEqual(entry.Payload.Span)
            && _latest.Bytes(8).SequenceEqual(entry.Geometry.Span)
            && _latest.Text(2) == entry.Schema
            && _latest.Text(5) == EntryText.Of(entry.Tier)
            && _latest.Text(4) == EntryText.Of(entry.InformationDate)
            && (_latest.IsNull(3) ? entry.EventDate is null : entry.EventDate is { } happened && _latest.Text(3) == EntryText.Of(happened));

        // What was withdrawn or returned may be handed in again as it was: that is a new version, to be decided anew.
        return same && _states.Of(_latest.Integer(9), _latest.Text(10), EntryText.ParseState(_latest.Text(11))) is not (EntryState.Withdrawn or EntryState.Returned)
            ? AppendOutcome.Unchanged
            : null;
    }

    private bool IsThere(NewEntry entry, Guid recordId) =>
        CompetingVersions.OfRecord(_database, recordId)
            .Exists(version => version.BaseVersion == entry.BaseVersion
                && version.Schema == entry.Schema
                && version.Tier == entry.Tier
                && version.InformationDate == entry.InformationDate
                && version.EventDate == entry.EventDate
                && version.Geometry.Span.SequenceEqual(entry.Geometry.Span)
                && _keys.Open(version) is { } payload && payload.Span.SequenceEqual(entry.Payload.Span)
                && _states.Of(version.Sequence, version.Batch, version.State) is not (EntryState.Withdrawn or EntryState.Returned));

    private static void Check(NewEntry entry)
    {
        if (ActTypes.IsAct(entry.RecordType))
        {
            throw new ArgumentException($"'{entry.RecordType}' is an act that only the journal writes.");
        }

        if (entry.State is not (EntryState.Draft or EntryState.Submitted))
        {
            throw new ArgumentException("An entry is handed in as a draft or submitted; any other state comes from a decision.");
        }

        if (entry.Tier == Tier.Personal && !entry.Geometry.IsEmpty)
        {
            throw new ArgumentException("A personal entry has no geometry in the clear: put the position into the payload.");
        }

        ArgumentException.ThrowIfNullOrEmpty(entry.RecordType);
        ArgumentException.ThrowIfNullOrEmpty(entry.ClientKey);
        ArgumentOutOfRangeException.ThrowIfLessThan(entry.BaseVersion, NewEntry.LatestVersion);
    }

    public void Dispose() => _latest.Dispose();
}
