using System.Data.Common;
using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <summary>All versions of one record, with who wrote and who decided what, when and why. A version out of the reader's sight is not there, nor is a record of which none is in sight.</summary>
public sealed class ShowHistory(JournalStore store, RecordTypes types, Policy policy, TimeProvider? clock = null)
{
    /// <param name="reason">Why a record about a person is opened; logged.</param>
    public HistoryOutcome Handle(string id, string actor, string reason = "")
    {
        if (policy.Ask(actor, Verbs.Read).Declined is { } declined && policy.Ask(actor, Verbs.ReadPersonal).Declined is not null)
        {
            return new(null, declined);
        }

        var target = ActTarget.Find(store, id);
        var entries = target is null || target.Batch is not null ? [] : store.History(target.RecordId);
        var notThere = new Declined("id-not-found", $"There is no single record {id}.", id);
        if (entries.Count == 0 || !types.TryGet(entries[0].RecordType, out var type))
        {
            return new(null, notThere);
        }

        var viewer = policy.Viewer(actor, type.Tier >= Tier.Personal ? Verbs.ReadPersonal : Verbs.Read);
        var reader = new PayloadReader(type);
        using var connection = store.OpenReader();
        List<(Entry Entry, object?[]? Values)> seen = [];
        foreach (var entry in entries)
        {
            var values = Values(type, reader, entry);
            if (viewer.Sees(Subject.Of(type, entry.ClientKey, values ?? new object?[type.Fields.Count])))
            {
                seen.Add((entry, values));
            }
        }

        // As in lists: what moved out of sight is hidden, not shown as it was.
        if (seen.Count == 0 || (seen[^1].Entry.Sequence != entries[^1].Sequence && !seen.Exists(version => IsCurrent(connection, type, version.Entry))))
        {
            return new(null, notThere);
        }

        if (type.Tier >= Tier.Personal && new OpenPersonal(store, policy, clock ?? TimeProvider.System).Handle(actor, "history", type.Code, entries[0].ClientKey, reason) is { } unasked)
        {
            return new(null, unasked);
        }

        var view = viewer.View(type);
        return new(new RecordHistory(type.Code, entries[0].ClientKey, entries[0].RecordId, [.. seen.Select(version => Version(connection, view, version.Entry, Named(view, type, version.Values)))]), null);
    }

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

    private object?[]? Values(RecordDescriptor type, PayloadReader reader, Entry entry)
    {
        if (store.OpenPayload(entry) is not { } payload)
        {
            return null;
        }

        var values = new object?[type.Fields.Count];
        reader.Read(payload.Span, values);
        return values;
    }

    private static Dictionary<string, object?>? Named(RecordDescriptor view, RecordDescriptor type, object?[]? values) =>
        values is null ? null : view.Fields.ToDictionary(field => field.Name, field => values[type.Ordinal(field.Name)], StringComparer.Ordinal);

    private static bool IsCurrent(DbConnection connection, RecordDescriptor type, Entry entry)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT 1 FROM {type.Table} WHERE sequence = @sequence AND is_current = 1";
        command.Add("@sequence", entry.Sequence);
        return command.ExecuteScalar() is not null;
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
