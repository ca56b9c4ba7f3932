using System.Data.Common;
using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <summary>All versions of one record, with who wrote and who decided what, when and why.</summary>
public sealed class ShowHistory(JournalStore store, RecordTypes types, Policy policy)
{
    public HistoryOutcome Handle(string id, string actor)
    {
        if (policy.Ask(actor, Verbs.Read).Declined is { } declined)
        {
            return new(null, declined);
        }

        var target = ActTarget.Find(store, id);
        var entries = target is null || target.Batch is not null ? [] : store.History(target.RecordId);
        if (entries.Count == 0 || !types.TryGet(entries[0].RecordType, out var type))
        {
            return new(null, new Declined("id-not-found", $"There is no single record {id}.", id));
        }

        if (type.Tier >= Tier.Personal && policy.Ask(actor, Verbs.ExportPersonal).Declined is { } personal)
        {
            return new(null, personal);
        }

        var reader = new PayloadReader(type);
        using var connection = store.OpenReader();
        return new(new RecordHistory(type.Code, entries[0].ClientKey, entries[0].RecordId, [.. entries.Select(entry => Version(connection, type, reader, entry))]), null);
    }

    private HistoryVersion Version(DbConnection connection, RecordDescriptor type, PayloadReader reader, Entry entry) =>
        Version(connection, type, entry, Values(type, reader, entry));

    private static HistoryVersion Version(DbConnection connection, RecordDescriptor type, Entry entry, Dictionary<string, object?>? values) => new(
        entry.Version,
        entry.BaseVersion,
        StateOf(connection, type, entry),
        entry.InformationDate,
        entry.RecordedAt,
        entry.Actor,
        entry.Organisation,
        entry.Reason,
        entry.Batch,
        entry.Sequence,
        Convert.ToHexStringLower(entry.Hash.Span),
        values,
        type.CustomFields.Count == 0 ? null : FieldVersions(type, entry, values),
        DecisionsAbout(connection, entry));

    private Dictionary<string, object?>? Values(RecordDescriptor type, PayloadReader reader, Entry entry)
    {
        if (store.OpenPayload(entry) is not { } payload)
        {
            return null;
        }

        var values = new object?[type.Fields.Count];
        reader.Read(payload.Span, values);
        return type.Fields.Select((field, i) => (field.Name, Value: values[i])).ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
    }

    private static Dictionary<string, int> FieldVersions(RecordDescriptor type, Entry entry, Dictionary<string, object?>? values) =>
        type.CustomFields.Where(field => values?[field.Name] is not null).ToDictionary(field => field.Name, field => field.Custom!.WrittenUnder(entry.Sequence, entry.InformationDate).Version, StringComparer.Ordinal);

    private static string StateOf(DbConnection connection, RecordDescriptor type, Entry entry)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT state FROM {type.Table} WHERE sequence = @sequence";
        command.Add("@sequence", entry.Sequence);
        return command.ExecuteScalar() as string ?? StateNames.Of(entry.State);
    }

    private static List<HistoryDecision> DecisionsAbout(DbConnection connection, Entry entry)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT d.action, e.recorded_at, e.actor, e.organisation, e.reason, e.sequence
            FROM decision d JOIN entry e ON e.sequence = d.sequence
            WHERE d.sequence > @sequence AND (d.target_batch = @batch OR d.target_sequence = @sequence)
            ORDER BY d.sequence
            """;
        command.Add("@sequence", entry.Sequence);
        command.Add("@batch", entry.Batch);
        using var row = command.ExecuteReader();
        List<HistoryDecision> decisions = [];
        while (row.Read())
        {
            decisions.Add(new(
                row.GetString(0),
                DateTimeOffset.Parse(row.GetString(1), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                row.GetString(2),
                row.GetString(3),
                row.GetString(4),
                row.GetInt64(5)));
        }

        return decisions;
    }
}
