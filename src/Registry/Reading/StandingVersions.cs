using System.Globalization;
using System.Text.Json;
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
    /// <returns>By id; records that nobody wrote yet are not in it.</returns>
    public IReadOnlyDictionary<string, StandingRecord> Find(IReadOnlyCollection<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var versions = ids.Count == 0 ? [] : Versions(ids);
        if (versions.Count == 0)
        {
            return new Dictionary<string, StandingRecord>();
        }

        var states = States(versions);
        var found = new Dictionary<string, (long Latest, long? Standing)>(StringComparer.Ordinal);
        foreach (var (id, sequence) in versions)
        {
            found[id] = (sequence, states[sequence] == EntryState.Withdrawn ? found.GetValueOrDefault(id).Standing : sequence);
        }

        var entries = store.ReadAll([.. found.Values.SelectMany(one => one.Standing is { } standing ? [one.Latest, standing] : (long[])[one.Latest]).Distinct()]);
        return found.ToDictionary(
            pair => pair.Key,
            pair => new StandingRecord(entries[pair.Value.Latest], states[pair.Value.Latest], pair.Value.Standing is { } standing ? entries[standing] : null),
            StringComparer.Ordinal);
    }

    /// <summary>First to last.</summary>
    private List<(string Id, long Sequence)> Versions(IReadOnlyCollection<string> ids)
    {
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();

        // One text for any number of ids, so that it is planned once; key by key through the index, whatever a store knows of a table that is just being filled.
        command.CommandText = store.Kind == StoreKind.Sqlite
            ? "SELECT e.client_key, e.sequence FROM json_each(@keys) asked CROSS JOIN entry e WHERE e.record_type = @type AND e.client_key = asked.value ORDER BY e.version"
            : """
              SELECT e.client_key, e.sequence FROM json_array_elements_text(CAST(@keys AS json)) AS asked(key)
              CROSS JOIN LATERAL (SELECT client_key, sequence, version FROM entry WHERE record_type = @type AND client_key = asked.key COLLATE "C" OFFSET 0) e ORDER BY e.version
              """;
        command.Add("@type", type.Code);
        command.Add("@keys", JsonSerializer.Serialize(ids));
        List<(string, long)> versions = [];
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            versions.Add((row.GetString(0), row.GetInt64(1)));
        }

        return versions;
    }

    private Dictionary<long, EntryState> States(List<(string Id, long Sequence)> versions)
    {
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT sequence, state FROM {type.Table} WHERE sequence IN ({string.Join(',', versions.Select(version => version.Sequence.ToString(CultureInfo.InvariantCulture)))})";
        Dictionary<long, EntryState> states = new(versions.Count);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            states.Add(row.GetInt64(0), StateNames.Read(row.GetString(1)));
        }

        return states;
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
