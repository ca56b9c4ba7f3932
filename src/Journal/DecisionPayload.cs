using System.Text.Json;

namespace Surefoot.Journal;

/// <summary>The payload of a <c>decision</c>: what it does, to which batch or version, and the hash it binds.</summary>
internal sealed record DecisionPayload(string Action, string? Batch, string BoundHash, long Entries, long FirstSequence, long LastSequence, Guid RecordId, int Version)
{
    /// <summary>Of schema 2, an approval: the hash of the bindings. Null in schema 1.</summary>
    public string? BindingHash { get; init; }

    /// <summary>Of schema 2 about one version: the binding itself as canonical JSON.</summary>
    public ReadOnlyMemory<byte> Binding { get; init; }

    /// <summary>Of schema 2: the rule by which it was given.</summary>
    public ApprovalRule? Rule { get; init; }

    public string Schema => BindingHash is null ? ActTypes.DecisionSchema : ActTypes.ApprovalSchema;

    public static DecisionPayload AboutBatch(string action, string batch, string batchHash, long entries, long first, long last) =>
        new(action, batch, batchHash, entries, first, last, default, 0);

    public static DecisionPayload AboutVersion(string action, Guid recordId, int version, long sequence, string entryHash) =>
        new(action, null, entryHash, 1, sequence, sequence, recordId, version);

    public byte[] Write()
    {
        List<(string, object?)> members = Batch is null
            ? [("action", Action), ("entryHash", BoundHash), ("recordId", RecordId.ToString("D")), ("sequence", FirstSequence), ("version", Version)]
            : [("action", Action), ("batch", Batch), ("batchHash", BoundHash), ("entries", Entries), ("firstSequence", FirstSequence), ("lastSequence", LastSequence)];
        if (BindingHash is null)
        {
            return CanonicalJson.Object([.. members]);
        }

        using var rule = JsonDocument.Parse(CanonicalJson.Object(("approvers", Rule!.Approvers), ("organisations", Rule.Organisations), ("version", Rule.Version)));
        members.AddRange([("bindingHash", BindingHash), ("rule", rule.RootElement)]);
        using var binding = Binding.IsEmpty ? null : JsonDocument.Parse(Binding);
        if (binding is not null)
        {
            members.Add(("binding", binding.RootElement));
        }

        return CanonicalJson.Object([.. members]);
    }

    public static DecisionPayload Read(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        var root = document.RootElement;
        var action = root.GetProperty("action").GetString() ?? "";
        var read = root.TryGetProperty("batch", out var batch)
            ? AboutBatch(action, batch.GetString() ?? "", root.GetProperty("batchHash").GetString() ?? "", root.GetProperty("entries").GetInt64(), root.GetProperty("firstSequence").GetInt64(), root.GetProperty("lastSequence").GetInt64())
            : AboutVersion(action, root.GetProperty("recordId").GetGuid(), root.GetProperty("version").GetInt32(), root.GetProperty("sequence").GetInt64(), root.GetProperty("entryHash").GetString() ?? "");
        if (!root.TryGetProperty("bindingHash", out var bindingHash))
        {
            return read;
        }

        var rule = root.GetProperty("rule");
        return read with
        {
            BindingHash = bindingHash.GetString() ?? "",
            Binding = root.TryGetProperty("binding", out var binding) ? CanonicalJson.From(binding) : default(ReadOnlyMemory<byte>),
            Rule = new(rule.GetProperty("approvers").GetInt32(), rule.GetProperty("organisations").GetInt32(), rule.GetProperty("version").GetInt32()),
        };
    }
}
