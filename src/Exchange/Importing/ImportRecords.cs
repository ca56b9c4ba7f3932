using System.Globalization;
using System.Security.Cryptography;
using Surefoot.Exchange.Reading;
using Surefoot.Journal;
using Surefoot.Registry.Acts;
using Surefoot.Registry.Cases;
using Surefoot.Registry.Checking;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.CustomFields;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Land;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Exchange.Importing;

/// <summary>Imports a file as records of one type: all of it or nothing, the same file twice changes nothing.</summary>
/// <remarks>
/// The file is read twice: first every row is checked, then the rows go to the journal in one transaction. So memory holds a row, the ids
/// and, of polygons, their outlines for the net area, whatever else is in the file.
/// </remarks>
public sealed class ImportRecords(JournalStore store, RecordTypes types, CodeListCatalogue lists, ReferenceAreas areas, Policy policy, TimeProvider clock)
{
    /// <exception cref="ArgumentException">There is no such record type.</exception>
    /// <exception cref="IOException">The file cannot be read, or was changed meanwhile.</exception>
    public ImportOutcome Handle(ImportRequest request, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var type = types.Get(request.Type);
        var (actor, declined) = policy.Ask(request.Actor, Verbs.Import);
        declined ??= DeclineApproval(request);
        if (actor is null || declined is not null)
        {
            return new(null, declined);
        }

        if (type.Code == PersonalRead.Code || !policy.Viewer(request.Actor, Verbs.Import).MaySee(type))
        {
            return new(null, new Declined("actor.no-right", $"{actor.Name} ({actor.Role}) has no right to {Verbs.Import} as {type.Code}.", actor.Name, "surefoot rights --actor shows what a person may."));
        }

        request = request with { Reading = ReadingOf(request, type) };
        var settings = CheckSettings.Today(clock);
        var sha256 = Sha256Of(request.Path);
        var stamp = DataFolderStamp.Read(store);
        using var known = new KnownRecords(store, types);
        var land = LandRecord.Is(type.Code) ? LandRecordCheck.OfImport(new RegistryReader(store, types), lists, settings.DataDate, known) : null;
        var file = new FileImport(store, types, type, request, new RowImport(type, request.Profile ?? ImportProfile.Identity, lists, settings, request.Reading, areas, store, land), new DefinitionCheck(type, types, lists), areas, policy);
        file.CheckAll(stamp, cancellation);
        if (file.Findings.Verdict == Verdict.Reject)
        {
            return new(file.Result(AppendedRows.None, null, null, cancellation), null);
        }

        if (request.DryRun)
        {
            return new(file.Result(file.Foresee(cancellation), null, null, cancellation), null);
        }

        if (stamp is null && file.Synthetic is { } synthetic)
        {
            store.Append(new WriteContext(actor.Name, actor.Organisation, DataFolderStamp.RecordType, "first import"), [DataFolderStamp.Entry(synthetic, settings.DataDate)], null, cancellation);
        }

        var batches = new BatchNames(store, type.Code, sha256);
        var reason = string.Create(CultureInfo.InvariantCulture, $"import of {request.Name ?? Path.GetFileName(request.Path)}, SHA-256 {Convert.ToHexStringLower(sha256)}");
        if (file.Findings.Findings.Where(found => found.Fix is { Accepted: true }).Select(found => found.Rule).Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 0 } taken)
        {
            // Whoever approves the batch approves these readings.
            reason += "; offered fixes taken: " + string.Join(", ", taken);
        }

        if (types.Definitions.Cite(type) is { Length: > 0 } versions)
        {
            // Part of every entry, so whoever approves the batch approves it under these versions.
            reason += "; under " + versions;
        }

        var counts = store.Append(new WriteContext(actor.Name, actor.Organisation, batches.Next, reason), CheckedAtEnd(file.Entries(cancellation), request.Path, sha256, type), progress, cancellation);
        var rows = new AppendedRows(counts.New, counts.Changed, counts.Unchanged + counts.Forgotten);
        return Finish(file, rows, rows.Written > 0 ? batches.Next : batches.Last, request, Convert.ToHexStringLower(sha256), cancellation);
    }

    /// <summary>How the file is read as this type: positions also under the names of the profile, each within the district that its row states.</summary>
    public static ReadOptions ReadingOf(ImportRequest request, RecordDescriptor type)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(type);
        return ReadingOf(request.Reading, request.Profile ?? ImportProfile.Identity, type);
    }

    internal static ReadOptions ReadingOf(ReadOptions reading, ImportProfile profile, RecordDescriptor type) =>
        reading with { Columns = profile.Columns, Values = profile.Values, DistrictField = type.DeclaredFields.Any(field => field.Name == "district") ? "district" : null };

    // Asked before anything is written: an approval that cannot be given is no reason to leave rows behind.
    private Declined? DeclineApproval(ImportRequest request) =>
        request.ApproveAs is not { } approver ? null
        : approver == request.Actor ? new Declined("same-actor-may-not-approve", $"{approver} imports this and may not approve it.", approver, "another person for --approve-as")
        : policy.Ask(approver, Verbs.Approve).Declined;

    private ImportOutcome Finish(FileImport file, AppendedRows rows, string? batch, ImportRequest request, string sha256, CancellationToken cancellation)
    {
        var reader = new RegistryReader(store, types);
        var state = batch is null ? null : reader.StateOfBatch(batch);
        if (request.ApproveAs is null || state != EntryState.Submitted)
        {
            // An accident in released land counts as soon as it is handed in.
            var opened = request.OpenCases && rows.Written > 0 && batch is not null ? new OpenCases(store, types).AfterBatch(batch, request.Workers, cancellation).Opened : [];
            return new(file.Result(rows, batch, state, cancellation) with { Cases = opened, Sha256 = sha256 }, null);
        }

        var approval = new ApproveRecords(store, policy, types).Handle(batch!, request.ApproveAs, "approved with the import", openCases: request.OpenCases);
        return new(file.Result(rows, batch, reader.StateOfBatch(batch!), cancellation) with { Cases = approval.Result?.Cases ?? [], Sha256 = sha256 }, approval.Declined);
    }

    private static byte[] Sha256Of(string path)
    {
        using var file = File.OpenRead(path);
        return SHA256.HashData(file);
    }

    // What was checked must be what is written: a file that changed in between is thrown out with its transaction.
    private IEnumerable<NewEntry> CheckedAtEnd(IEnumerable<NewEntry> entries, string path, byte[] sha256, RecordDescriptor type)
    {
        foreach (var entry in entries)
        {
            yield return entry;
        }

        if (!Sha256Of(path).AsSpan().SequenceEqual(sha256))
        {
            throw new IOException($"{Path.GetFileName(path)} was changed while it was read; nothing was imported.");
        }

        // Nobody else can decide now: the transaction that is open here writes.
        if (ReadDefinitions.LastDecision(store, types) != types.Definitions.LastDecision)
        {
            throw new IOException($"The custom fields or code lists of {type.Code} were changed while the file was read; nothing was imported.");
        }
    }
}
