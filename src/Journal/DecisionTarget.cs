using System.Security.Cryptography;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>One entry that a decision is about, without its payload.</summary>
internal sealed record TargetEntry(long Sequence, Guid RecordId, string RecordType, int Version, string Actor, string Organisation, byte[] Hash)
{
    /// <summary>Whether the version stands approved; known of those that a decision changes.</summary>
    public bool Approved { get; init; }

    public string HashHex => Convert.ToHexStringLower(Hash);
}

/// <summary>What a decision is about: a batch as it is now, or one version.</summary>
/// <param name="Name">For people.</param>
/// <param name="BatchName">The batch; of a single version, the one it came in.</param>
/// <param name="Entries">In sequence, acts left out; never empty.</param>
/// <param name="Changing">Those whose state the action applies to.</param>
internal sealed record DecisionTarget(string Name, bool AboutVersion, string BatchName, IReadOnlyList<TargetEntry> Entries, IReadOnlyList<TargetEntry> Changing)
{
    private const string Columns = $"""
        sequence, record_id, record_type, version, actor, organisation, hash, state, batch,
        CASE WHEN EXISTS(SELECT 1 FROM {ActProjector.Decisions} d WHERE d.target_sequence = entry.sequence) THEN 1 ELSE 0 END
        """;

    public long First => Entries[0].Sequence;

    public long Last => Entries[^1].Sequence;

    public static DecisionTarget? Batch(Database database, States states, string batch, DecisionAction action)
    {
        using var rows = database.PrepareLong($"SELECT {Columns} FROM entry WHERE batch = ?1 AND {ActTypes.NotAnAct} ORDER BY sequence");
        rows.Bind(1, batch);
        return Read(rows, states, $"batch {batch}", aboutVersion: false, action);
    }

    /// <param name="version">Null for the latest.</param>
    public static DecisionTarget? Record(Database database, States states, Guid recordId, int? version, DecisionAction action)
    {
        using var rows = database.Prepare(version is null
            ? $"SELECT {Columns} FROM entry WHERE record_id = ?1 AND {ActTypes.NotAnAct} ORDER BY version DESC LIMIT 1"
            : $"SELECT {Columns} FROM entry WHERE record_id = ?1 AND {ActTypes.NotAnAct} AND version = ?2");
        rows.Bind(1, recordId.ToString("D"));
        if (version is { } wanted)
        {
            rows.Bind(2, wanted);
        }

        return Read(rows, states, $"record {recordId}", aboutVersion: true, action);
    }

    /// <summary>The same, of another action that applies to approved versions alone.</summary>
    public DecisionTarget For(DecisionAction action) => this with { Changing = [.. Changing.Where(entry => entry.Approved && action.From is [EntryState.Approved])] };

    public DecisionPayload Payload(string action)
    {
        if (AboutVersion)
        {
            var entry = Entries[0];
            return DecisionPayload.AboutVersion(action, entry.RecordId, entry.Version, entry.Sequence, entry.HashHex);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in Entries)
        {
            hash.AppendData(entry.Hash);
        }

        return DecisionPayload.AboutBatch(action, BatchName, Convert.ToHexStringLower(hash.GetHashAndReset()), Changing.Count, First, Last);
    }

    private static DecisionTarget? Read(Statement rows, States states, string name, bool aboutVersion, DecisionAction action)
    {
        List<TargetEntry> entries = [];
        List<TargetEntry> changing = [];
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        var batch = "";
        while (rows.Step())
        {
            batch = Once(rows.Text(8));
            var entry = new TargetEntry(rows.Integer(0), Guid.ParseExact(rows.Text(1), "D"), Once(rows.Text(2)), checked((int)rows.Integer(3)), Once(rows.Text(4)), Once(rows.Text(5)), rows.Bytes(6).ToArray());
            entries.Add(entry);
            var state = states.Of(entry.Sequence, batch, EntryText.ParseState(rows.Text(7)), decidedAlone: rows.Integer(9) != 0);
            if (action.From.Contains(state))
            {
                changing.Add(entry with { Approved = state == EntryState.Approved });
            }
        }

        return entries.Count == 0 ? null : new(name, aboutVersion, batch, entries, changing);

        // A batch has hundreds of thousands of entries and a handful of writers.
        string Once(string text) => names.TryGetValue(text, out var known) ? known : names[text] = text;
    }
}
