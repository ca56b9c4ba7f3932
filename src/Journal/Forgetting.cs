using System.Text.Json;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Destroys the key of a person's record. The acts stay, what they said about the person cannot be read any more.</summary>
internal sealed class Forgetting(Database database, EntryWriter writer, KeyStore keys)
{
    public DecisionResult DestroyKey(WriteContext context, Guid recordId)
    {
        ArgumentException.ThrowIfNullOrEmpty(context.Actor);
        var keyId = recordId.ToString("D");
        List<Entry> versions = [];

        // By itself: whoever writes next must find the key destroyed.
        var result = writer.InOwnTransaction<DecisionResult>(() =>
        {
            versions = Versions(recordId);
            if (versions.Count == 0 || keys.Find(keyId) is null)
            {
                return versions.Count == 0 ? new RecordNotFound(recordId, null) : new NoKeyToDestroy(recordId);
            }

            var act = writer.WriteAct(context, ActTypes.KeyDestruction, ActTypes.KeyDestructionSchema, CanonicalJson.Object(("keyId", keyId), ("recordId", keyId)));
            foreach (var version in versions.Where(v => v.KeyId is not null))
            {
                writer.Projections.Update(version, ReadOnlyMemory<byte>.Empty);
            }

            return new Decided(act.Sequence, EntryState.Approved, versions.Count, Convert.ToHexStringLower(act.Hash.Span));
        });

        if (result is Decided)
        {
            // The act is durable by now: should the process end here, opening the journal destroys the key again.
            keys.Destroy(keyId, writer.RecordedAt);
            database.ForgetOldPages(writer.Projections.TablesOf(versions[0].RecordType));
        }

        return result;
    }

    /// <summary>Destroys again each key that the journal says is destroyed: after a crash in between, or a restored old key file.</summary>
    public static void Repeat(Database database, KeyStore keys)
    {
        using var acts = database.Prepare($"SELECT payload, recorded_at FROM entry WHERE record_type = '{ActTypes.KeyDestruction}' ORDER BY sequence");
        while (acts.Step())
        {
            using var payload = JsonDocument.Parse(acts.Bytes(0).ToArray());
            if (payload.RootElement.GetProperty("keyId").GetString() is { } keyId && keys.Find(keyId) is not null)
            {
                keys.Destroy(keyId, EntryText.Instant(acts.Text(1)));
            }
        }
    }

    private List<Entry> Versions(Guid recordId)
    {
        using var rows = database.Prepare($"SELECT {EntryTable.Columns} FROM entry WHERE record_id = ?1 ORDER BY sequence");
        rows.Bind(1, recordId.ToString("D"));
        List<Entry> versions = [];
        while (rows.Step())
        {
            versions.Add(EntryTable.Read(rows));
        }

        return versions;
    }
}
