using System.Text;
using Surefoot.Journal;
using Surefoot.Registry.Conflicts;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <summary>One version of a record and what approving it would bind; or a batch and what approving it would bind.</summary>
/// <param name="Geometry">As entered; null if there is none.</param>
/// <param name="BindingHash">What <c>approve --expect</c> takes.</param>
/// <param name="Conflict">The versions that compete; null if none do.</param>
public sealed record ShownRecord(
    string Type,
    string Id,
    Guid RecordId,
    HistoryVersion Version,
    string? Geometry,
    string BindingHash,
    ApprovalRule Rule,
    string? GeometrySha256,
    IReadOnlyList<ShownCitation> Evidence,
    ShownCitation? Criteria,
    Conflict? Conflict)
{
    /// <summary>How the geometry was entered, measured and understood; null if there is none, or it may not be seen exactly.</summary>
    public EnteredPosition? Position { get; init; }
}

/// <param name="Version">Of the cited record that counts now; 0 if there is none.</param>
public sealed record ShownCitation(string Reference, int Version, string EntryHash);

public sealed record ShownBatch(string Batch, string State, long Entries, string BindingHash);

/// <summary>Exactly one of the three is there.</summary>
public sealed record ShowOutcome(ShownRecord? Record, ShownBatch? Batch, Declined? Declined);

/// <summary>Shows what somebody is about to decide on, with the hash that their approval binds.</summary>
public sealed class ShowRecord(JournalStore store, RecordTypes types, Policy policy, TimeProvider? clock = null)
{
    /// <param name="id">A batch or a record.</param>
    /// <param name="version">Null for the latest.</param>
    public ShowOutcome Handle(string id, string actor, int? version = null, string reason = "")
    {
        var terms = new ApprovalTerms(types, policy.Approval);
        if (policy.Ask(actor, Verbs.Read).Declined is null && ActTarget.Find(store, id) is { Batch: { } batch } target)
        {
            // A batch is shown to who may see all of it, or decide on it.
            if (ActScope.Check(store, policy, actor, Verbs.Read, target, id) is not null && ActScope.Check(store, policy, actor, Verbs.Approve, target, id) is not null)
            {
                return new(null, null, ActOutcome.Unknown(id).Declined);
            }

            var preview = store.PreviewBatch(batch, terms)!;
            return new(null, new ShownBatch(batch, StateNames.Of(new RegistryReader(store, types).StateOfBatch(batch) ?? EntryState.Submitted), preview.Entries, preview.Hash), null);
        }

        var (history, declined) = new ShowHistory(store, types, policy, clock).Handle(id, actor, reason: reason, door: "show");
        if (history is null)
        {
            return new(null, null, declined);
        }

        if ((version is null ? history.Versions[^1] : history.Versions.FirstOrDefault(one => one.Version == version)) is not { } shown)
        {
            return new(null, null, new Declined("version.unknown", FormattableString.Invariant($"There is no version {version} of {id}."), id));
        }

        var bound = store.Preview(history.RecordId, shown.Version, terms)!;
        var citations = bound.Binding!.Citations.Select(cited => (cited.Cited.Citation, Shown: new ShownCitation(cited.Cited.Reference, cited.Version, cited.EntryHash))).ToList();
        var entry = store.Read(shown.Sequence).First();

        // The bytes as entered are exact: who is told a cell finds it in the list, and nothing here.
        var isExact = !policy.Viewer(actor, Verbs.Read).SeesInCells(types.Get(history.Type));
        return new(
            new ShownRecord(
                history.Type,
                history.Id,
                history.RecordId,
                shown,
                entry.Geometry.IsEmpty || !isExact ? null : entry.Geometry.Span[0] <= 1 ? Convert.ToHexStringLower(entry.Geometry.Span) : Encoding.UTF8.GetString(entry.Geometry.Span),
                bound.Hash,
                terms.RuleFor(history.Type),
                bound.Binding.GeometrySha256,
                [.. citations.Where(cited => cited.Citation == Citation.Evidence).Select(cited => cited.Shown)],
                citations.LastOrDefault(cited => cited.Citation == Citation.Criteria).Shown,
                history.Conflict)
            {
                Position = isExact && !entry.Geometry.IsEmpty && store.OpenPayload(entry) is { } payload ? PositionJson.Find(payload.Span) : null,
            },
            null,
            null);
    }
}
