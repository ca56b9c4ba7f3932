using System.Data.Common;
using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.Conflicts;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <summary>All versions of one record, with who wrote and who decided what, when and why, and which of them compete; on both clocks. A version out of the reader's sight is not there, nor is a record of which none is in sight.</summary>
public sealed class ShowHistory(JournalStore store, RecordTypes types, Policy policy, TimeProvider? clock = null)
{
    /// <param name="knownAt">Only what was written and decided by then; null: all we know. The answer for a moment in the past never changes.</param>
    /// <param name="asOf">Only versions whose information date is not after this day; null: all.</param>
    /// <param name="reason">Why a record about a person is opened; logged.</param>
    public HistoryOutcome Handle(string id, string actor, DateTimeOffset? knownAt = null, DateOnly? asOf = null, string reason = "", string door = "history")
    {
        if (policy.Ask(actor, Verbs.Read).Declined is { } declined && policy.Ask(actor, Verbs.ReadPersonal).Declined is not null)
        {
            return new(null, declined);
        }

        var until = knownAt is { } at ? store.SequenceAt(at) : long.MaxValue;
        var target = ActTarget.Find(store, id);
        var versions = target is null || target.Batch is not null ? [] : store.Versions(target.RecordId, until);
        var notThere = new Declined("id-not-found", $"There is no single record {id}.", id, "the id as the source wrote it; surefoot export writes a type's records with their ids");
        if (versions.Count == 0 || !types.TryGet(versions[0].Entry.RecordType, out var type))
        {
            return new(null, notThere);
        }

        var viewer = policy.Viewer(actor, type.Tier >= Tier.Personal ? Verbs.ReadPersonal : Verbs.Read);
        var reader = new PayloadReader(type);
        using var connection = store.OpenReader();
        List<(KnownVersion Version, object?[]? Values)> seen = [];
        foreach (var version in versions)
        {
            var values = Values(type, reader, version.Entry);
            if (viewer.Sees(Subject.Of(type, version.Entry.ClientKey, values ?? new object?[type.Fields.Count])))
            {
                seen.Add((version, values));
            }
        }

        // As in lists: what moved out of sight is hidden, not shown as it was.
        if (seen.Count == 0 || (seen[^1].Version != versions[^1] && !seen.Exists(one => IsCurrent(connection, type, one.Version.Entry))))
        {
            return new(null, notThere);
        }

        if (type.Tier >= Tier.Personal && new OpenPersonal(store, policy, clock ?? TimeProvider.System).Handle(actor, door, type.Code, versions[0].Entry.ClientKey, reason) is { } unasked)
        {
            return new(null, unasked);
        }

        var view = viewer.View(type);
        using var citations = store.OpenCitations();
        return new(
            new RecordHistory(
                type.Code,
                versions[0].Entry.ClientKey,
                versions[0].Entry.RecordId,
                [.. seen.Where(one => asOf is not { } day || one.Version.Entry.InformationDate <= day).Select(one => Version(connection, citations, view, Named(view, type, one.Values), one.Version, until))],
                seen.Count == versions.Count ? Conflict.Of(versions) : null),
            null);
    }

    private HistoryVersion Version(DbConnection connection, CitationReader citations, RecordDescriptor type, Dictionary<string, object?>? values, KnownVersion version, long until)
    {
        var entry = version.Entry;
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
