using System.Text.Json;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>The latest version of a record, as far as a new one is compared with it.</summary>
/// <param name="DecidedAlone">Whether there is a decision about this version alone, not only about its batch.</param>
internal sealed record LatestEntry(
    Guid RecordId, int Version, string Schema, string? EventDate, string InformationDate, string Tier, string? KeyId,
    byte[] Payload, byte[] Geometry, long Sequence, string Batch, string State, bool DecidedAlone);

/// <summary>Finds the latest version of each record that is handed in.</summary>
/// <remarks>
/// From a server many are fetched with one question: a question for each would be a round trip for each, and would send the gathered
/// inserts off one by one. What a file's library answers at once is not asked ahead.
/// </remarks>
internal sealed class LatestEntries : IDisposable
{
    private const int AheadEntries = 500;
    private const long AheadBytes = 8 << 20;

    private const string Columns = $"""
        e.record_id, e.version, e.schema, e.event_date, e.information_date, e.tier, e.key_id, e.payload, e.geometry, e.sequence, e.batch, e.state,
        CASE WHEN EXISTS(SELECT 1 FROM {ActProjector.Decisions} d WHERE d.target_sequence = e.sequence) THEN 1 ELSE 0 END
        """;

    private readonly bool _asksAhead;
    private readonly Statement _one;
    private readonly Statement? _many;
    private (string Type, string Key)? _asked;
    private readonly Dictionary<(string Type, string Key), LatestEntry?> _ahead = [];

    public LatestEntries(Database database)
    {
        _asksAhead = database.Kind == StoreKind.Postgres;
        _one = database.Prepare($"SELECT {Columns} FROM entry e WHERE e.record_type = ?1 AND e.client_key = ?2 ORDER BY e.version DESC LIMIT 1");
        _many = !_asksAhead ? null : database.Prepare($"""
            SELECT {Columns}, e.client_key FROM json_array_elements_text(CAST(?2 AS json)) AS asked(key)
            CROSS JOIN LATERAL (SELECT * FROM entry WHERE record_type = ?1 AND client_key = asked.key COLLATE "C" ORDER BY version DESC LIMIT 1) e
            """);
    }

    /// <summary>The same entries; some are taken from the source ahead, so that they can be asked for together.</summary>
    public IEnumerable<NewEntry> Ahead(IEnumerable<NewEntry> entries)
    {
        _ahead.Clear();
        return _asksAhead ? InParts(entries) : entries;
    }

    /// <summary>Asks ahead for the record of a single entry: its question travels with the beginning of the transaction.</summary>
    public void Ask(NewEntry entry)
    {
        _one.Reset();
        _asked = null;
        if (_asksAhead && entry is { RecordType.Length: > 0, ClientKey.Length: > 0 } && !entry.ClientKey.Contains('\0', StringComparison.Ordinal) && !entry.RecordType.Contains('\0', StringComparison.Ordinal))
        {
            Bind(entry.RecordType, entry.ClientKey);
            _one.Ask();
            _asked = (entry.RecordType, entry.ClientKey);
        }
    }

    public void ForgetAsked() => _asked = null;

    public LatestEntry? Find(string recordType, string clientKey)
    {
        if (_ahead.TryGetValue((recordType, clientKey), out var known))
        {
            return known;
        }

        if (_asked != (recordType, clientKey))
        {
            _one.Reset();
            Bind(recordType, clientKey);
        }

        _asked = null;
        try
        {
            return _one.Step() ? Read(_one) : null;
        }
        finally
        {
            _one.Reset();
        }
    }

    /// <summary>A version was written: what was known of the record is not its latest any more.</summary>
    public void Forget(string recordType, string clientKey) => _ahead.Remove((recordType, clientKey));

    public void Dispose()
    {
        _one.Dispose();
        _many?.Dispose();
    }

    private void Bind(string recordType, string clientKey)
    {
        _one.Bind(1, recordType);
        _one.Bind(2, clientKey);
    }

    private IEnumerable<NewEntry> InParts(IEnumerable<NewEntry> entries)
    {
        List<NewEntry> part = [];
        var bytes = 0L;
        foreach (var entry in entries)
        {
            part.Add(entry);
            bytes += entry.Payload.Length + entry.Geometry.Length;
            if (part.Count < AheadEntries && bytes < AheadBytes)
            {
                continue;
            }

            Ask(part);
            foreach (var asked in part)
            {
                yield return asked;
            }

            part.Clear();
            bytes = 0;
        }

        Ask(part);
        foreach (var asked in part)
        {
            yield return asked;
        }
    }

    private void Ask(List<NewEntry> part)
    {
        _ahead.Clear();
        if (part.Count < 2)
        {
            return;
        }

        foreach (var ofType in part.Where(entry => entry is { RecordType.Length: > 0, ClientKey.Length: > 0 }).GroupBy(entry => entry.RecordType, StringComparer.Ordinal))
        {
            var keys = ofType.Select(entry => entry.ClientKey).Distinct(StringComparer.Ordinal).ToList();
            keys.ForEach(key => _ahead[(ofType.Key, key)] = null);
            _many!.Bind(1, ofType.Key);
            _many.Bind(2, JsonSerializer.Serialize(keys));
            while (_many.Step())
            {
                _ahead[(ofType.Key, _many.Text(13))] = Read(_many);
            }

            _many.Reset();
        }
    }

    private static LatestEntry Read(Statement row) => new(
        Guid.ParseExact(row.Text(0), "D"),
        checked((int)row.Integer(1)),
        row.Text(2),
        row.IsNull(3) ? null : row.Text(3),
        row.Text(4),
        row.Text(5),
        row.IsNull(6) ? null : row.Text(6),
        row.Bytes(7).ToArray(),
        row.Bytes(8).ToArray(),
        row.Integer(9),
        row.Text(10),
        row.Text(11),
        row.Integer(12) != 0);
}
