using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Reading;

/// <summary>What there is of a record already.</summary>
/// <param name="Latest">Its newest version, whatever its state: what a new one is compared with.</param>
/// <param name="State">Where the newest stands.</param>
/// <param name="Standing">Its newest version that is not withdrawn: what still says something of it; null if none is.</param>
public sealed record StandingRecord(Entry Latest, EntryState State, Entry? Standing);

/// <summary>Finds what there is of the records of one type that somebody is about to write, many at once: a question for each would be a round trip for each.</summary>
public sealed class StandingVersions(JournalStore store, RecordDescriptor type)
{
    /// <param name="ids">A few hundred; each is a parameter of one question.</param>
    /// <returns>By id; records that nobody wrote yet are not in it.</returns>
    public IReadOnlyDictionary<string, StandingRecord> Find(IReadOnlyCollection<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var found = new Dictionary<string, (long Latest, string State, long? Standing)>(StringComparer.Ordinal);
        if (ids.Count > 0)
        {
            using var connection = store.OpenReader();
            using var command = connection.CreateCommand();
            command.Add("@type", type.Code);
            List<string> names = [];
            foreach (var id in ids)
            {
                names.Add(string.Create(CultureInfo.InvariantCulture, $"@k{names.Count}"));
                command.Add(names[^1], id);
            }

            command.CommandText = $"""
                SELECT e.client_key, e.sequence, p.state FROM entry e JOIN {type.Table} p ON p.sequence = e.sequence
                WHERE e.record_type = @type AND e.client_key IN ({string.Join(',', names)}) ORDER BY e.version
                """;
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                var (id, sequence, state) = (row.GetString(0), row.GetInt64(1), row.GetString(2));
                found[id] = (sequence, state, StateNames.Read(state) == EntryState.Withdrawn ? found.GetValueOrDefault(id).Standing : sequence);
            }
        }

        var entries = store.ReadAll([.. found.Values.SelectMany(one => one.Standing is { } standing ? [one.Latest, standing] : (long[])[one.Latest]).Distinct()]);
        return found.ToDictionary(
            pair => pair.Key,
            pair => new StandingRecord(entries[pair.Value.Latest], StateNames.Read(pair.Value.State), pair.Value.Standing is { } standing ? entries[standing] : null),
            StringComparer.Ordinal);
    }

    /// <summary>Foresees what the journal would make of an entry, for a dry run.</summary>
    /// <param name="known">What there is of its record; null if nothing.</param>
    public AppendOutcome Outcome(NewEntry entry, StandingRecord? known)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (known is not { Latest: var latest })
        {
            return AppendOutcome.New;
        }

        if (store.OpenPayload(latest) is not { } payload)
        {
            return AppendOutcome.Forgotten;
        }

        var same = payload.Span.SequenceEqual(entry.Payload.Span)
            && latest.Geometry.Span.SequenceEqual(entry.Geometry.Span)
            && latest.Schema == entry.Schema
            && latest.InformationDate == entry.InformationDate
            && latest.EventDate == entry.EventDate;
        return same && known.State is not (EntryState.Withdrawn or EntryState.Returned) ? AppendOutcome.Unchanged : AppendOutcome.Changed;
    }

    /// <summary>The same for a single entry.</summary>
    public AppendOutcome Outcome(NewEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Outcome(entry, Find([entry.ClientKey]).GetValueOrDefault(entry.ClientKey));
    }
}
