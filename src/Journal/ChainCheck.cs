using System.Security.Cryptography;
using System.Text;

namespace Surefoot.Journal;

/// <summary>Holds entries, one after the other, against everything the format promises. The same for the store and for an exported file.</summary>
internal sealed class ChainCheck : IDisposable
{
    private readonly byte[] _head = new byte[EntryHash.HashBytes];
    private readonly byte[] _computed = new byte[EntryHash.HashBytes];
    private readonly Dictionary<string, BatchTally> _batches = [];
    private readonly Dictionary<string, int> _actors = [];
    private readonly List<Seen> _seen = [];
    private readonly Dictionary<string, int> _organisations = [];
    private readonly ApprovalCheck _approvals = new();
    private readonly List<Marker> _markers = [];
    private string _recordedAt = "";

    public long Sequence { get; private set; }

    public string Head => Convert.ToHexStringLower(_head);

    public ReadOnlySpan<byte> HeadBytes => _head;

    /// <summary>Asks that the entry at a sequence has a hash, because someone signed that it had.</summary>
    public void Expect(long sequence, string hash, string source)
    {
        _markers.Add(new Marker(sequence, hash, source));
        _markers.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
    }

    /// <summary>The next entry. Null if it holds, else which one does not and why.</summary>
    /// <param name="fields">Filled with the entry's stored fields after <see cref="HeadBytes"/>, or with an exported preimage.</param>
    public BadEntry? Next(EntryHash fields, ReadOnlySpan<byte> storedPrevious, ReadOnlySpan<byte> storedHash)
    {
        var expected = Sequence + 1;

        // First the entry by itself, then its place: so a changed entry is not mistaken for a missing one.
        fields.Finish(_computed);
        if (!storedHash.SequenceEqual(_computed))
        {
            return new BadEntry(expected, "its content was changed after it was hashed");
        }

        if (!Digits(fields, EntryField.Sequence, out var sequence) || sequence != expected)
        {
            return new BadEntry(expected, FormattableString.Invariant($"it is missing: entry {sequence} stands in its place"));
        }

        return Follow(fields, storedPrevious) is { } reason ? new BadEntry(expected, reason) : null;
    }

    private string? Follow(EntryHash fields, ReadOnlySpan<byte> storedPrevious)
    {
        if (!storedPrevious.SequenceEqual(_head))
        {
            return "it does not follow the entry before: an entry was changed, removed, added or moved here";
        }

        var recordedAt = Text(fields, EntryField.RecordedAt);
        if (string.CompareOrdinal(recordedAt, _recordedAt) < 0)
        {
            return "it was recorded before the entry before it";
        }

        if (Acts(fields) is { } reason)
        {
            return reason;
        }

        _seen.Add(new Seen(_computed.ToArray(), Actor(fields), Organisation(fields)));
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
            batch.Hash.Dispose();
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

        if (!ActTypes.IsAct(type))
        {
            var name = Text(fields, EntryField.Batch);
            if (!_batches.TryGetValue(name, out var batch))
            {
                _batches.Add(name, batch = new BatchTally(Sequence + 1));
            }

            batch.Hash.AppendData(_computed);
            batch.Last = Sequence + 1;
            batch.Proposers.Add(new Person(Actor(fields), Organisation(fields)));
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

        var person = new Person(Actor(fields), Organisation(fields));
        if (ApprovalCheck.Shape(decision, action, Text(fields, EntryField.Schema)) is { } malformed)
        {
            return malformed;
        }

        if (decision.Batch is null)
        {
            return AboutVersion(decision, action, person);
        }

        if (!_batches.TryGetValue(decision.Batch, out var batch))
        {
            return $"it decides about batch '{decision.Batch}', which does not exist";
        }

        if (Convert.ToHexStringLower(batch.Hash.GetCurrentHash()) != decision.BoundHash || batch.First != decision.FirstSequence || batch.Last != decision.LastSequence)
        {
            return $"it binds another content of batch '{decision.Batch}' than the entries have";
        }

        if (action == DecisionAction.Submit)
        {
            batch.Proposers.Add(person);
        }

        return _approvals.Next(decision, action, person, batch.Proposers) is { } reason ? $"it approves batch '{decision.Batch}', {reason}" : null;
    }

    private string? AboutVersion(DecisionPayload decision, DecisionAction action, Person person)
    {
        var sequence = decision.FirstSequence;
        if (sequence < 1 || sequence > _seen.Count)
        {
            return "it decides about an entry that does not come before it";
        }

        var seen = _seen[checked((int)sequence - 1)];
        if (Convert.ToHexStringLower(seen.Hash) != decision.BoundHash)
        {
            return FormattableString.Invariant($"it binds another content of entry {sequence} than that entry has");
        }

        return _approvals.Next(decision, action, person, [new Person(seen.Actor, seen.Organisation)]) is { } reason
            ? FormattableString.Invariant($"it approves entry {sequence}, {reason}")
            : null;
    }

    private int Actor(EntryHash fields) => Number(_actors, Text(fields, EntryField.Actor));

    private int Organisation(EntryHash fields) => Number(_organisations, Text(fields, EntryField.Organisation));

    private static int Number(Dictionary<string, int> names, string name)
    {
        if (!names.TryGetValue(name, out var number))
        {
            names.Add(name, number = names.Count);
        }

        return number;
    }

    private static bool Digits(EntryHash fields, int field, out long value)
    {
        value = 0;
        return fields.HasValue(field) && long.TryParse(fields.Field(field), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out value);
    }

    private static string Text(EntryHash fields, int field) => fields.HasValue(field) ? Encoding.UTF8.GetString(fields.Field(field)) : "";

    /// <summary>What a later decision about a single entry is held against.</summary>
    private readonly record struct Seen(byte[] Hash, int Actor, int Organisation);

    private sealed record Marker(long Sequence, string Hash, string Source);

    private sealed class BatchTally(long first)
    {
        public IncrementalHash Hash { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long First { get; } = first;

        public long Last { get; set; } = first;

        public HashSet<Person> Proposers { get; } = [];
    }
}
