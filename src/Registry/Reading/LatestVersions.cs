using System.Data.Common;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Reading;

/// <summary>Foresees what the journal would make of an entry, for a dry run.</summary>
public sealed class LatestVersions : IDisposable
{
    private readonly JournalStore _store;
    private readonly DbConnection _connection;
    private readonly DbCommand _command;
    private readonly DbParameter _key;

    public LatestVersions(JournalStore store, RecordDescriptor type)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(type);
        _store = store;
        _connection = store.OpenReader();
        _command = _connection.CreateCommand();
        _command.CommandText = $"""
            SELECT e.record_id, p.state FROM entry e JOIN {type.Table} p ON p.sequence = e.sequence
            WHERE e.record_type = @type AND e.client_key = @key ORDER BY e.version DESC LIMIT 1
            """;
        _command.Add("@type", type.Code);
        _key = _command.Add("@key", null);
    }

    public AppendOutcome Outcome(NewEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _key.Value = entry.ClientKey;
        using var row = _command.ExecuteReader();
        if (!row.Read())
        {
            return AppendOutcome.New;
        }

        var latest = _store.History(Guid.ParseExact(row.GetString(0), "D"))[^1];
        if (_store.OpenPayload(latest) is not { } payload)
        {
            return AppendOutcome.Forgotten;
        }

        var same = payload.Span.SequenceEqual(entry.Payload.Span)
            && latest.Geometry.Span.SequenceEqual(entry.Geometry.Span)
            && latest.Schema == entry.Schema
            && latest.InformationDate == entry.InformationDate
            && latest.EventDate == entry.EventDate;
        return same && StateNames.Read(row.GetString(1)) is not (EntryState.Withdrawn or EntryState.Returned) ? AppendOutcome.Unchanged : AppendOutcome.Changed;
    }

    public void Dispose()
    {
        _command.Dispose();
        _connection.Dispose();
    }
}
