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
    private readonly LatestEntries _latest;

    public Appending(Database database, EntryWriter writer, KeyStore keys, States states)
    {
        _database = database;
        _writer = writer;
        _keys = keys;
        _states = states;
        _latest = new LatestEntries(database);
    }

    /// <param name="outcome">Told what became of each entry, in order.</param>
    public AppendCounts Append(WriteContext context, IEnumerable<NewEntry> entries, Action<AppendOutcome>? outcome, IProgress<long>? progress, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(context.Actor);
        ArgumentException.ThrowIfNullOrEmpty(context.Batch);
        var asked = false;
        return entries is IReadOnlyCollection<NewEntry> { Count: <= LargestShared } few ? _writer.InTransaction(Write, few.Count == 1 ? Ask : null) : _writer.InOwnTransaction(Write);

        void Ask()
        {
            _latest.Ask(entries.First());
            asked = true;
        }

        AppendCounts Write()
        {
            if (!asked)
            {
                // An answer from an earlier transaction may be old.
                _latest.ForgetAsked();
            }

            var first = _writer.LastSequence + 1;
            var counts = new long[4];
            var done = 0L;
            _states.Forget();
            foreach (var entry in _latest.Ahead(entries.Select(Checked)))
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
        var recordId = RecordIds.Make(entry.RecordType, entry.ClientKey, _writer.RecordedAt);
        var latestVersion = 0;
        if (_latest.Find(entry.RecordType, entry.ClientKey) is { } latest)
        {
            (recordId, latestVersion) = (latest.RecordId, latest.Version);
            if (SameAsLatest(latest, entry) is { } settled)
            {
                return settled;
            }
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
        _latest.Forget(entry.RecordType, entry.ClientKey);
        return latestVersion == 0 ? AppendOutcome.New : AppendOutcome.Changed;
    }

    /// <summary>Unchanged, forgotten, or null if the entry makes a new version of the record.</summary>
    private AppendOutcome? SameAsLatest(LatestEntry latest, NewEntry entry)
    {
        ReadOnlySpan<byte> payload = latest.Payload;
        if (latest.KeyId is { } keyId)
        {
            if (_keys.Find(keyId) is not { } key)
            {
                // A person who was forgotten does not come back with the next copy of the same list.
                return AppendOutcome.Forgotten;
            }

            payload = PayloadSeal.Open(keyId, key, latest.RecordId, latest.Schema, latest.Version, payload);
        }

        var same = payload.SequenceEqual(entry.Payload.Span)
            && entry.Geometry.Span.SequenceEqual(latest.Geometry)
            && latest.Schema == entry.Schema
            && latest.Tier == EntryText.Of(entry.Tier)
            && latest.InformationDate == EntryText.Of(entry.InformationDate)
            && latest.EventDate == (entry.EventDate is { } happened ? EntryText.Of(happened) : null);

        // What was withdrawn or returned may be handed in again as it was: that is a new version, to be decided anew.
        return same && _states.Of(latest.Sequence, latest.Batch, EntryText.ParseState(latest.State), decidedAlone: latest.DecidedAlone) is not (EntryState.Withdrawn or EntryState.Returned)
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

    private static NewEntry Checked(NewEntry entry)
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
        if (entry.ClientKey.Contains('\0', StringComparison.Ordinal) || entry.RecordType.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A key or type holds a NUL character.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(entry.BaseVersion, NewEntry.LatestVersion);
        return entry;
    }

    public void Dispose() => _latest.Dispose();
}
