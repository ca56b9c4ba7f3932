namespace Surefoot.Journal;

/// <summary>What came of asking for a decision: <see cref="Decided"/>, or a <see cref="Refusal"/> that says why not.</summary>
public abstract record DecisionResult;

/// <param name="Sequence">Of the act's own entry.</param>
/// <param name="State">In which the versions are now.</param>
/// <param name="Entries">How many versions changed state.</param>
/// <param name="BoundHash">The batch hash, or the hash of the one entry, that the act names; lower-case hex.</param>
public sealed record Decided(long Sequence, EntryState State, long Entries, string BoundHash) : DecisionResult
{
    /// <summary>Hash of the bindings of an approval; null for other decisions.</summary>
    public string? BindingHash { get; init; }

    /// <summary>People who have approved by now, of <see cref="ApproversNeeded"/>.</summary>
    public int Approvers { get; init; } = 1;

    public int ApproversNeeded { get; init; } = 1;
}

/// <summary>The rules forbid it. <paramref name="Code"/> is for programs, <paramref name="Message"/> for people.</summary>
public abstract record Refusal(string Code, string Message) : DecisionResult;

/// <summary>Four eyes: who wrote or submitted an entry does not approve it.</summary>
public sealed record SameActorMayNotApprove(string Actor)
    : Refusal("same-actor-may-not-approve", $"{Actor} wrote or submitted this and may not approve it; someone else has to.");

/// <summary>Two organisations: who approves is of none that wrote or submitted.</summary>
public sealed record SameOrganisationMayNotApprove(string Actor, string Organisation)
    : Refusal("same-organisation-may-not-approve", $"{Actor} is of {Organisation}, which wrote or submitted this; somebody of another organisation has to approve it.");

/// <summary>The approvers so far, with this one, are of too few organisations.</summary>
public sealed record TooFewOrganisations(string Actor, int Organisations)
    : Refusal("too-few-organisations", FormattableString.Invariant($"{Actor} is of an organisation that has approved already; with the proposer's it takes {Organisations} different ones."));

/// <summary>One person counts once.</summary>
public sealed record ApprovedByYouAlready(string Actor)
    : Refusal("approved-by-you-already", $"{Actor} has approved this already; another person has to as well.");

/// <summary>Taking back what is approved takes two organisations here, and this one asked already.</summary>
public sealed record WithdrawalNeedsAnother(string Actor, string Organisation)
    : Refusal("withdrawal-needs-another-organisation", $"{Actor} is of {Organisation}, which has asked for this already; it is taken back when another person, of another organisation, says the same.");

/// <summary>What would be bound is not what the approver saw.</summary>
/// <param name="Expected">What they saw.</param>
/// <param name="Actual">What it is now.</param>
public sealed record BindingChanged(string Target, string Expected, string Actual)
    : Refusal("binding-changed", $"{Target} is not what you saw any more: its content, its evidence or its criteria changed (now {Actual}).");

/// <summary>Versions of this record compete; none of them takes the place of the others without a person deciding so.</summary>
/// <param name="Record">Its client key.</param>
public sealed record ConflictStands(string Record, IReadOnlyList<int> Versions)
    : Refusal("conflict-stands", FormattableString.Invariant($"Versions {string.Join(", ", Versions)} of {Record} compete; approve one that settles them."));

/// <summary>A later version is approved and stands before this one on every day: an approval would say yes to what no list and no map would show.</summary>
/// <param name="Record">Its client key.</param>
public sealed record Overtaken(string Record, int Version, int By)
    : Refusal("overtaken", FormattableString.Invariant($"Version {Version} of {Record} was overtaken by version {By}, which is approved."));

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
