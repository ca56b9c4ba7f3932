using System.Data.Common;
using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.Conflicts;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <summary>All versions of one record, with who wrote and who decided what, when and why, and which of them compete; on both clocks.</summary>
public sealed class ShowHistory(JournalStore store, RecordTypes types, Policy policy)
{
    /// <param name="knownAt">Only what was written and decided by then; null: all we know. The answer for a moment in the past never changes.</param>
    /// <param name="asOf">Only versions whose information date is not after this day; null: all.</param>
    public HistoryOutcome Handle(string id, string actor, DateTimeOffset? knownAt = null, DateOnly? asOf = null)
    {
        if (policy.Ask(actor, Verbs.Read).Declined is { } declined)
        {
            return new(null, declined);
        }

        var until = knownAt is { } at ? store.SequenceAt(at) : long.MaxValue;
        var target = ActTarget.Find(store, id);
        var versions = target is null || target.Batch is not null ? [] : store.Versions(target.RecordId, until);
        if (versions.Count == 0 || !types.TryGet(versions[0].Entry.RecordType, out var type))
        {
            return new(null, new Declined("id-not-found", $"There is no single record {id}.", id));
        }

        if (type.Tier >= Tier.Personal && policy.Ask(actor, Verbs.ExportPersonal).Declined is { } personal)
        {
            return new(null, personal);
        }

        var reader = new PayloadReader(type);
        using var connection = store.OpenReader();
        using var citations = store.OpenCitations();
        return new(
            new RecordHistory(
                type.Code,
                versions[0].Entry.ClientKey,
                versions[0].Entry.RecordId,
                [.. versions.Where(version => asOf is not { } day || version.Entry.InformationDate <= day).Select(version => Version(connection, citations, type, reader, version, until))],
                Conflict.Of(versions)),
            null);
    }

    private HistoryVersion Version(DbConnection connection, CitationReader citations, RecordDescriptor type, PayloadReader reader, KnownVersion version, long until)
    {
        var entry = version.Entry;
        var values = Values(type, reader, entry);
        var decisions = DecisionsAbout(connection, entry, until);
        return new(
            entry.Version,
            entry.BaseVersion,
            StateNames.Of(version.State),
            entry.InformationDate,
            entry.RecordedAt,
            entry.Actor,
            entry.Organisation,
            entry.Reason,
            entry.Batch,
            entry.Sequence,
            Convert.ToHexStringLower(entry.Hash.Span),
            version.Settles,
            values,
            type.CustomFields.Count == 0 ? null : FieldVersions(type, entry, values),
            decisions,
            version.State == EntryState.Approved && decisions.LastOrDefault(decision => decision.Decision == "approve") is { } approval
                ? new StaleApprovals(store, types).Changes(citations, new ApprovalTerms(types, policy.Approval), entry, approval.Sequence, until)
                : []);
    }

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

    private static List<HistoryDecision> DecisionsAbout(DbConnection connection, Entry entry, long until)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT d.action, e.recorded_at, e.actor, e.organisation, e.reason, e.sequence, d.binding_hash
            FROM decision d JOIN entry e ON e.sequence = d.sequence
            WHERE d.sequence > @sequence AND d.sequence <= @until AND (d.target_batch = @batch OR d.target_sequence = @sequence)
            ORDER BY d.sequence
            """;
        command.Add("@sequence", entry.Sequence);
        command.Add("@batch", entry.Batch);
        command.Add("@until", until);
        using var row = command.ExecuteReader();
        List<HistoryDecision> decisions = [];
        while (row.Read())
        {
            decisions.Add(new(
                row.GetString(0),
                DateTimeOffset.Parse(row.GetString(1), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                row.GetString(2),
                row.GetString(3),
                row.GetString(4),
                row.GetInt64(5),
                row.IsDBNull(6) ? null : row.GetString(6)));
        }

        return decisions;
    }
}
