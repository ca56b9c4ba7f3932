using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Conflicts;

/// <param name="Version">The new version, submitted; another person approves it.</param>
/// <param name="Settles">The versions it brings together.</param>
public sealed record ResolveResult(string Type, string Id, int Version, IReadOnlyList<int> Settles, string State, string Batch);

public sealed record ResolveOutcome(ResolveResult? Result, Declined? Declined);

/// <summary>Settles a conflict by a new version whose writer saw all that compete: one of them as it is, or something merged. It counts once another person approved it.</summary>
public sealed class ResolveConflict(JournalStore store, Policy policy)
{
    /// <summary>Keeps one version as it is.</summary>
    public ResolveOutcome Keep(string id, int version, string actor, string reason, bool dryRun = false)
    {
        if (Find(id, actor, reason, out var person, out var conflict, out var versions) is { } declined)
        {
            return new(null, declined);
        }

        if (!conflict!.Versions.Any(standing => standing.Version == version) || versions.FirstOrDefault(known => known.Entry.Version == version) is not { } kept)
        {
            return new(null, new Declined("version.not-standing", FormattableString.Invariant($"Version {version} of {conflict.Id} is none that stands."), id, "one of " + string.Join(", ", conflict.Versions.Select(standing => standing.Version))));
        }

        var entry = kept.Entry;
        return store.OpenPayload(entry) is not { } payload
            ? new(null, new Declined("person.forgotten", "The person was forgotten; there is nothing left to decide.", id))
            : Write(person!, conflict, versions, Copy(entry, payload), string.Create(CultureInfo.InvariantCulture, $"keeps version {version}: {reason}"), dryRun);
    }

    /// <summary>Brings the versions together in an entry of the same record.</summary>
    /// <param name="merged">As an import would write it; base and state are set here.</param>
    public ResolveOutcome Merge(string id, NewEntry merged, string actor, string reason, bool dryRun = false)
    {
        ArgumentNullException.ThrowIfNull(merged);
        if (Find(id, actor, reason, out var person, out var conflict, out var versions) is { } declined)
        {
            return new(null, declined);
        }

        return merged.ClientKey != conflict!.Id || merged.RecordType != conflict.Type
            ? new(null, new Declined("id.other", $"The file is of {merged.RecordType} {merged.ClientKey}, the conflict of {conflict.Type} {conflict.Id}.", id, "the same id"))
            : Write(person!, conflict, versions, merged, reason, dryRun);
    }

    private Declined? Find(string id, string actor, string reason, out Actor? person, out Conflict? conflict, out IReadOnlyList<KnownVersion> versions)
    {
        (conflict, versions) = (null, []);
        (person, var declined) = policy.Ask(actor, Verbs.Import);
        if (person is null)
        {
            return declined;
        }

        if (ActOutcome.WithoutReason(reason, id) is { } unreasoned)
        {
            return unreasoned.Declined;
        }

        var target = ActTarget.Find(store, id);
        versions = target is null or { Batch: not null } ? [] : store.Versions(target.RecordId);
        if (versions.Count == 0)
        {
            return new Declined("id-not-found", $"There is no single record {id}.", id, "the id as the source wrote it; surefoot export writes a type's records with their ids");
        }

        if (ActScope.Check(store, policy, actor, Verbs.Import, target!, id) is { } outside)
        {
            return outside;
        }

        conflict = Conflict.Of(versions);
        return conflict is null ? new Declined("no-conflict", $"No versions of {id} compete.", id, "surefoot conflicts lists those that do") : null;
    }

    private ResolveOutcome Write(Actor person, Conflict conflict, IReadOnlyList<KnownVersion> versions, NewEntry entry, string reason, bool dryRun)
    {
        List<int> settles = [.. conflict.Competing.Select(version => version.Version)];
        var latest = versions[^1].Entry.Version;
        var batch = string.Create(CultureInfo.InvariantCulture, $"resolve-{conflict.RecordId:D}-{latest + 1}");
        if (dryRun)
        {
            return new(new ResolveResult(conflict.Type, conflict.Id, latest + 1, settles, StateNames.Of(EntryState.Submitted), batch), null);
        }

        var receipt = store.Append(
            new WriteContext(person.Name, person.Organisation, batch, reason),
            [entry with { BaseVersion = latest, State = EntryState.Submitted, Payload = Settlement.Put(entry.Payload, settles) }],
            null,
            CancellationToken.None);
        return receipt.FirstSequence == 0
            ? new(null, new Declined("nothing-changed", "This settlement is there already; somebody else has to approve it.", conflict.Id))
            : new(new ResolveResult(conflict.Type, conflict.Id, store.Read(receipt.FirstSequence).First().Version, settles, StateNames.Of(EntryState.Submitted), batch), null);
    }

    private static NewEntry Copy(Entry entry, ReadOnlyMemory<byte> payload) => new()
    {
        RecordType = entry.RecordType,
        Schema = entry.Schema,
        ClientKey = entry.ClientKey,
        EventDate = entry.EventDate,
        InformationDate = entry.InformationDate,
        State = EntryState.Submitted,
        Tier = entry.Tier,
        Payload = payload,
        Geometry = entry.Geometry,
    };
}
