using System.Text;

namespace Surefoot.Journal;

/// <summary>Holds entries, one after the other, against everything the format promises. The same for the store and for an exported file.</summary>
internal sealed class ChainCheck : IDisposable
{
    private readonly byte[] _head = new byte[EntryHash.HashBytes];
    private readonly byte[] _computed = new byte[EntryHash.HashBytes];
    private readonly VersionCheck _versions = new();
    private readonly Dictionary<string, BatchTally> _batches = [];
    private readonly Dictionary<string, int> _actors = [];
    private readonly SeenEntries _seen = new();
    private readonly Dictionary<string, int> _organisations = [];
    private readonly ApprovalCheck _approvals = new();
    private readonly List<Marker> _markers = [];
    private readonly List<BoundApproval> _bound = [];
    private string _recordedAt = "";

    public long Sequence { get; private set; }

    public string Head => Convert.ToHexStringLower(_head);

    public ReadOnlySpan<byte> HeadBytes => _head;

    /// <summary>Approvals so far that say what they bind; whoever knows the terms can make that again.</summary>
    public IReadOnlyList<BoundApproval> Bound => _bound;

    /// <summary>Asks that the entry at a sequence has a hash, because someone signed that it had.</summary>
    public void Expect(long sequence, string hash, string source)
    {
        _markers.Add(new Marker(sequence, hash, source));
        _markers.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
    }

    /// <summary>The next entry. Null if it holds, else which one does not and why.</summary>
    public BadEntry? Next(ReadEntry entry)
    {
        var expected = Sequence + 1;

        // First the entry by itself, then its place: so a changed entry is not mistaken for a missing one.
        if (entry.Fault is not null)
        {
            return new BadEntry(expected, entry.Fault);
        }

        if (entry.Fields.Number(EntryField.Sequence) is var sequence && sequence != expected)
        {
            return new BadEntry(expected, FormattableString.Invariant($"it is missing: entry {sequence} stands in its place"));
        }

        entry.Computed.CopyTo(_computed);
        return Follow(entry.Fields) is { } reason ? new BadEntry(expected, reason) : null;
    }

    private string? Follow(EntryHash fields)
    {
        if (!fields.Preimage[..EntryHash.HashBytes].SequenceEqual(_head))
        {
            return "it does not follow the entry before: an entry was changed, removed, added or moved here";
        }

        var recordedAt = Text(fields, EntryField.RecordedAt);
        if (string.CompareOrdinal(recordedAt, _recordedAt) < 0)
        {
            return "it was recorded before the entry before it";
        }

        if ((_versions.Next(fields) ?? Acts(fields)) is { } reason)
        {
            return reason;
        }

        _seen.Add(_computed, new SeenEntry(PersonOf(fields), _versions.RecordId, _versions.Version, InBatch(fields), EntryText.ParseState(Text(fields, EntryField.State))));
        _recordedAt = recordedAt;
        _computed.CopyTo(_head, 0);
        Sequence++;
        return Marked(Sequence);
    }

    /// <summary>After the last entry: what was signed but is not there any more.</summary>
    public BadEntry? End()
    {
        foreach (var marker in _markers)
        {
            if (marker.Sequence > Sequence)
            {
                return new BadEntry(Sequence + 1, FormattableString.Invariant($"the tail is cut: {marker.Source} was taken at entry {marker.Sequence}, but the last one is {Sequence}"));
            }
        }

        return null;
    }

    public BadEntry? Begin() => Marked(0) is { } reason ? new BadEntry(0, reason) : null;

    public void Dispose()
    {
        foreach (var batch in _batches.Values)
        {
            batch.Dispose();
        }
    }

    private string? Marked(long sequence)
    {
        foreach (var marker in _markers.Where(m => m.Sequence == sequence))
        {
            if (marker.Hash != Head)
            {
                return $"it is another entry than the one of {marker.Source}: the history was written anew (a fork)";
            }
        }

        return null;
    }

    private string? Acts(EntryHash fields)
    {
        var type = Text(fields, EntryField.RecordType);
        if (type == ActTypes.Decision)
        {
            try
            {
                return Decision(fields);
            }
            catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
            {
                return "it is a decision that cannot be read";
            }
        }

        return null;
    }

    private string? Decision(EntryHash fields)
    {
        var decision = DecisionPayload.Read(fields.Field(EntryField.Payload).ToArray());
        var action = DecisionAction.Find(decision.Action);
        if (action is null)
        {
            return $"it is a decision to '{decision.Action}', which is no action";
        }

        var person = PersonOf(fields);
        if (ApprovalCheck.Shape(decision, action, Text(fields, EntryField.Schema)) is { } malformed)
        {
            return malformed;
        }

        if (decision.BindingHash is not null)
        {
            _bound.Add(new(Sequence + 1, decision));
        }

        if (decision.Batch is null)
        {
            return AboutVersion(decision, action, person);
        }

        if (!_batches.TryGetValue(decision.Batch, out var batch))
        {
            return $"it decides about batch '{decision.Batch}', which does not exist";
        }

        if (batch.Hash != decision.BoundHash || batch.First != decision.FirstSequence || batch.Last != decision.LastSequence)
        {
            return $"it binds another content of batch '{decision.Batch}' than the entries have";
        }

        if (action == DecisionAction.Submit)
        {
            batch.Proposers.Add(person);
            batch.Submitters.Add(person);
        }

        if (_approvals.Next(decision, action, person, batch.Proposers) is { } reason)
        {
            return $"it approves batch '{decision.Batch}', {reason}";
        }

        return Carry(decision, action, batch) is var changed && changed != decision.Entries
            ? FormattableString.Invariant($"it says that it changes {decision.Entries} entries of batch '{decision.Batch}', but it changes {changed}")
            : null;
    }

    /// <summary>Carries a decision into the states of the entries it is about; how many of them it changed.</summary>
    private long Carry(DecisionPayload decision, DecisionAction action, BatchTally batch)
    {
        var changed = 0L;
        for (var sequence = decision.FirstSequence; sequence <= decision.LastSequence; sequence++)
        {
            ref var seen = ref _seen[sequence];
            if (seen.Batch == batch && action.From.Contains(seen.State))
            {
                seen.State = action.To;
                changed++;
            }
        }

        return changed;
    }

    private string? AboutVersion(DecisionPayload decision, DecisionAction action, Person person)
    {
        var sequence = decision.FirstSequence;
        if (sequence < 1 || sequence > _seen.Count)
        {
            return "it decides about an entry that does not come before it";
        }

        var seen = _seen[sequence];
        if (Convert.ToHexStringLower(_seen.Hash(sequence)) != decision.BoundHash || seen.RecordId != decision.RecordId || seen.Version != decision.Version)
        {
            return FormattableString.Invariant($"it binds another content of entry {sequence} than that entry has");
        }

        if (seen.Batch is not { } batch)
        {
            return FormattableString.Invariant($"it decides about entry {sequence}, which is an act");
        }

        if (action == DecisionAction.Submit)
        {
            // Who submitted one version has submitted a part of its batch, and who submitted the batch has submitted each version in it.
            batch.Proposers.Add(person);
        }

        if (_approvals.Next(decision, action, person, [seen.Writer, .. batch.Submitters]) is { } reason)
        {
            return FormattableString.Invariant($"it approves entry {sequence}, {reason}");
        }

        Carry(decision, action, batch);
        return null;
    }

    private BatchTally? InBatch(EntryHash fields)
    {
        if (ActTypes.IsAct(Text(fields, EntryField.RecordType)))
        {
            return null;
        }

        var name = Text(fields, EntryField.Batch);
        if (!_batches.TryGetValue(name, out var batch))
        {
            _batches.Add(name, batch = new BatchTally(Sequence + 1));
        }

        batch.Add(Sequence + 1, _computed);
        batch.Proposers.Add(PersonOf(fields));
        return batch;
    }

    private Person PersonOf(EntryHash fields) => new(Number(_actors, Text(fields, EntryField.Actor)), Number(_organisations, Text(fields, EntryField.Organisation)));

    private static int Number(Dictionary<string, int> names, string name)
    {
        if (!names.TryGetValue(name, out var number))
        {
            names.Add(name, number = names.Count);
        }

        return number;
    }

    private static string Text(EntryHash fields, int field) => fields.HasValue(field) ? Encoding.UTF8.GetString(fields.Field(field)) : "";

    private sealed record Marker(long Sequence, string Hash, string Source);
}
