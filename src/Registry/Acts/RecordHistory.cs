using Surefoot.Registry.Conflicts;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <param name="Decision">What was decided: <c>submit, endorse, approve, return, propose-withdrawal, withdraw, undo</c>.</param>
/// <param name="BindingHash">What an approval bound; null for other decisions and older approvals.</param>
public sealed record HistoryDecision(string Decision, DateTimeOffset At, string Actor, string Organisation, string Reason, long Sequence, string? BindingHash);

/// <param name="State">In which the version stood at the moment asked for.</param>
/// <param name="Settles">The competing versions that it brings together; usually none.</param>
/// <param name="Values">Field to value; null where the person was forgotten.</param>
/// <param name="FieldVersions">Version of the definition of each custom field under which this was written; null if there are none.</param>
/// <param name="Stale">Of an approved version: evidence or criteria that changed after the approval.</param>
public sealed record HistoryVersion(
    int Version,
    int BaseVersion,
    string State,
    DateOnly InformationDate,
    DateTimeOffset RecordedAt,
    string Actor,
    string Organisation,
    string Reason,
    string Batch,
    long Sequence,
    string Hash,
    IReadOnlyList<int> Settles,
    IReadOnlyDictionary<string, object?>? Values,
    IReadOnlyDictionary<string, int>? FieldVersions,
    IReadOnlyList<HistoryDecision> Decisions,
    IReadOnlyList<ChangedCitation> Stale);

/// <param name="Conflict">The versions that compete; null if none do.</param>
public sealed record RecordHistory(string Type, string Id, Guid RecordId, IReadOnlyList<HistoryVersion> Versions, Conflict? Conflict);

/// <param name="History">Null if declined.</param>
public sealed record HistoryOutcome(RecordHistory? History, Declined? Declined);
