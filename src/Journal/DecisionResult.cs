namespace Surefoot.Journal;

/// <summary>What came of asking for a decision: <see cref="Decided"/>, or a <see cref="Refusal"/> that says why not.</summary>
public abstract record DecisionResult;

/// <param name="Sequence">Of the act's own entry.</param>
/// <param name="State">In which the versions are now.</param>
/// <param name="Entries">How many versions changed state.</param>
/// <param name="BoundHash">The batch hash, or the hash of the one entry, that the act names; lower-case hex.</param>
public sealed record Decided(long Sequence, EntryState State, long Entries, string BoundHash) : DecisionResult;

/// <summary>The rules forbid it. <paramref name="Code"/> is for programs, <paramref name="Message"/> for people.</summary>
public abstract record Refusal(string Code, string Message) : DecisionResult;

/// <summary>Four eyes: who wrote or submitted an entry does not approve it.</summary>
public sealed record SameActorMayNotApprove(string Actor)
    : Refusal("same-actor-may-not-approve", $"{Actor} wrote or submitted this and may not approve it; someone else has to.");

public sealed record BatchNotFound(string Batch)
    : Refusal("batch-not-found", $"There is no batch '{Batch}'.");

public sealed record RecordNotFound(Guid RecordId, int? Version)
    : Refusal("record-not-found", Version is null ? $"There is no record {RecordId}." : FormattableString.Invariant($"There is no version {Version} of record {RecordId}."));

/// <summary>Nothing here is in a state that the action applies to: already approved, or not submitted yet.</summary>
public sealed record NothingToDecide(string Target, string Action)
    : Refusal("nothing-to-decide", $"Nothing in {Target} is in a state to {Action}.");

/// <summary>The record has no key: it is not of tier personal, or it was forgotten before.</summary>
public sealed record NoKeyToDestroy(Guid RecordId)
    : Refusal("no-key-to-destroy", $"Record {RecordId} has no key: it is not personal, or it was forgotten before.");
