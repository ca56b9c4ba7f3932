using System.Text.Json;

namespace Surefoot.Journal;

/// <summary>The payload of a <c>decision</c>: what it does, to which batch or version, and the hash it binds.</summary>
internal sealed record DecisionPayload(string Action, string? Batch, string BoundHash, long Entries, long FirstSequence, long LastSequence, Guid RecordId, int Version)
{
    public static DecisionPayload AboutBatch(string action, string batch, string batchHash, long entries, long first, long last) =>
        new(action, batch, batchHash, entries, first, last, default, 0);

    public static DecisionPayload AboutVersion(string action, Guid recordId, int version, long sequence, string entryHash) =>
        new(action, null, entryHash, 1, sequence, sequence, recordId, version);

    public byte[] Write() => Batch is null
        ? CanonicalJson.Object(("action", Action), ("entryHash", BoundHash), ("recordId", RecordId.ToString("D")), ("sequence", FirstSequence), ("version", Version))
        : CanonicalJson.Object(("action", Action), ("batch", Batch), ("batchHash", BoundHash), ("entries", Entries), ("firstSequence", FirstSequence), ("lastSequence", LastSequence));

    public static DecisionPayload Read(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        var root = document.RootElement;
        var action = root.GetProperty("action").GetString() ?? "";
        return root.TryGetProperty("batch", out var batch)
            ? AboutBatch(action, batch.GetString() ?? "", root.GetProperty("batchHash").GetString() ?? "", root.GetProperty("entries").GetInt64(), root.GetProperty("firstSequence").GetInt64(), root.GetProperty("lastSequence").GetInt64())
            : AboutVersion(action, root.GetProperty("recordId").GetGuid(), root.GetProperty("version").GetInt32(), root.GetProperty("sequence").GetInt64(), root.GetProperty("entryHash").GetString() ?? "");
    }
}
