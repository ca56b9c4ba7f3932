using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <param name="Decision">What was decided: <c>submit, approve, return, withdraw, undo</c>.</param>
public sealed record HistoryDecision(string Decision, DateTimeOffset At, string Actor, string Organisation, string Reason, long Sequence);

/// <param name="State">In which the version stands now.</param>
/// <param name="Values">Field to value; null where the person was forgotten.</param>
/// <param name="FieldVersions">Version of the definition of each custom field under which this was written; null if there are none.</param>
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
    IReadOnlyDictionary<string, object?>? Values,
    IReadOnlyDictionary<string, int>? FieldVersions,
    IReadOnlyList<HistoryDecision> Decisions);

public sealed record RecordHistory(string Type, string Id, Guid RecordId, IReadOnlyList<HistoryVersion> Versions);

/// <param name="History">Null if declined.</param>
public sealed record HistoryOutcome(RecordHistory? History, Declined? Declined);
