using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Surefoot.Exchange.Reading;
using Surefoot.Journal;
using Surefoot.Registry.Checking;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Conflicts;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Importing;

/// <summary>Writes one record as a new version that names the version it started from; if another came first, both are kept.</summary>
public sealed class SaveRecord(JournalStore store, RecordTypes types, CodeListCatalogue lists, ReferenceAreas areas, Policy policy, TimeProvider clock)
{
    private readonly SingleRecord _single = new(store, types, lists, areas, clock);

    /// <exception cref="ArgumentException">There is no such record type.</exception>
    public SaveOutcome Handle(SaveRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var type = types.Get(request.Type);
        var (person, declined) = policy.Ask(request.Actor, Verbs.Import);
        if (person is null)
        {
            return new(null, declined);
        }

        var (entry, synthetic, findings) = _single.Read(type, request.Path, request.Reading, request.Id, request.Base, cancellation);
        if (entry is null)
        {
            return new(new SaveResult(Verdict.Reject, type.Code, request.Id, null, null, null, null, null, [], findings.Findings), null);
        }

        if (OutOfScope(type, entry, request.Actor) is { } outside)
        {
            return new(null, outside);
        }

        var versions = Versions(type.Code, entry.ClientKey);
        var foreseen = new StandingVersions(store, type).Outcome(entry);
        if (foreseen == AppendOutcome.Changed && request.Base is null)
        {
            return new(null, new Declined("base.missing", string.Create(CultureInfo.InvariantCulture, $"{entry.ClientKey} is there already, in version {versions[^1].Entry.Version}; say which version you started from."), entry.ClientKey, string.Create(CultureInfo.InvariantCulture, $"--base {versions[^1].Entry.Version} after looking at it (surefoot show {entry.ClientKey})")));
        }

        if (request.Base > versions.Count)
        {
            return new(null, new Declined("base.unknown", string.Create(CultureInfo.InvariantCulture, $"There is no version {request.Base} of {entry.ClientKey}; the latest is {versions.Count}."), entry.ClientKey));
        }

        // Without a base the content is new or there already.
        entry = entry with { BaseVersion = request.Base ?? NewEntry.LatestVersion, State = request.Draft ? EntryState.Draft : EntryState.Submitted };
        if (request.DryRun)
        {
            return new(Result(type, entry, foreseen, null, versions, findings), null);
        }

        if (DataFolderStamp.Read(store) is null)
        {
            store.Append(new WriteContext(person.Name, person.Organisation, DataFolderStamp.RecordType, "first record"), [DataFolderStamp.Entry(synthetic, CheckSettings.Today(clock).DataDate)], null, cancellation);
        }

        var batch = BatchOf(entry, versions.Count);
        var reason = request.Reason.Length > 0 ? request.Reason : "saved from " + Path.GetFileName(request.Path);
        var receipt = store.Append(new WriteContext(person.Name, person.Organisation, batch, reason), [entry], null, cancellation);
        return receipt.Outcomes[0] == AppendOutcome.Forgotten
            ? new(null, new Declined("person.forgotten", "This person was forgotten and does not come back with the next copy.", entry.ClientKey))
            : new(Result(type, entry, receipt.Outcomes[0], receipt.FirstSequence, Versions(type.Code, entry.ClientKey), findings), null);
    }

    /// <summary>Settles a conflict by what the file says.</summary>
    public (ResolveOutcome? Outcome, SaveResult? Rejected) Resolve(string id, SaveRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var type = types.Get(request.Type);
        var (entry, _, findings) = _single.Read(type, request.Path, request.Reading, request.Id, null, cancellation);
        if (entry is not null && OutOfScope(type, entry, request.Actor) is { } outside)
        {
            return (new ResolveOutcome(null, outside), null);
        }

        return entry is null
            ? (null, new SaveResult(Verdict.Reject, type.Code, id, null, null, null, null, null, [], findings.Findings))
            : (new ResolveConflict(store, policy).Merge(id, entry, request.Actor, request.Reason, request.DryRun), null);
    }

    /// <summary>Null if the record, as it is written and as it was, is the writer's to write.</summary>
    private Declined? OutOfScope(RecordDescriptor type, NewEntry entry, string actor)
    {
        var writer = policy.Viewer(actor, Verbs.Import);
        var values = new object?[type.Fields.Count];
        new PayloadReader(type).Read(entry.Payload.Span, values);
        return type.Code != PersonalRead.Code && writer.Sees(Subject.Of(type, entry.ClientKey, values))
            && (writer.SeesAll(type) || !new RegistryReader(store, types, writer).IdsOutside(type.Code).Contains(entry.ClientKey))
            ? null
            : Policy.OutOfScope(actor, Verbs.Import);
    }

    private static SaveResult Result(RecordDescriptor type, NewEntry entry, AppendOutcome outcome, long? sequence, IReadOnlyList<KnownVersion> versions, FindingList findings)
    {
        // What was there already stands in the newest version of that base.
        var written = sequence is > 0 ? versions.First(version => version.Entry.Sequence == sequence)
            : versions.Where(version => entry.BaseVersion < 0 || version.Entry.BaseVersion == entry.BaseVersion).DefaultIfEmpty(versions.Count > 0 ? versions[^1] : null).Last();
        var tree = versions.Select(version => version.InTree).ToList();
        var competing = VersionTree.Competing(tree);
        return new(
            findings.Verdict,
            type.Code,
            entry.ClientKey,
            outcome.ToString().ToLowerInvariant(),
            sequence is null ? null : written?.Entry.Version,
            sequence is null ? null : written?.Entry.BaseVersion,
            sequence is null || written is null ? null : StateNames.Of(written.State),
            sequence is null ? null : written?.Entry.Batch,
            competing.Count > 1 ? competing : [],
            findings.Findings);
    }

    private IReadOnlyList<KnownVersion> Versions(string type, string id)
    {
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT record_id FROM entry WHERE record_type = @type AND client_key = @key LIMIT 1";
        command.Add("@type", type);
        command.Add("@key", id);
        return command.ExecuteScalar() is string record ? store.Versions(Guid.ParseExact(record, "D")) : [];
    }

    // Named by what it is about, so that a clock that stands still and a second try give the same name.
    private static string BatchOf(NewEntry entry, int versions)
    {
        const int HexDigits = 12;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{entry.RecordType}\0{entry.ClientKey}\0{versions}\0{entry.BaseVersion}\0")));
        hash.AppendData(entry.Payload.Span);
        hash.AppendData(entry.Geometry.Span);
        return "save-" + Convert.ToHexStringLower(hash.GetHashAndReset())[..HexDigits];
    }
}
