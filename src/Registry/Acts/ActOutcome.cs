using Surefoot.Journal;
using Surefoot.Registry.Land;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <param name="State">In which the versions are now.</param>
/// <param name="Entries">How many changed state.</param>
/// <param name="Approvers">People who have approved by now, or asked for approved hazard to be taken back, of <paramref name="ApproversNeeded"/>.</param>
public sealed record ActResult(string State, long Entries, int Approvers = 1, int ApproversNeeded = 1)
{
    /// <summary>What the rules of land have to say about what was approved; null for nothing.</summary>
    public IReadOnlyList<LandFlag>? Flags { get; init; }

    /// <summary>Cases that the act opened; null for none.</summary>
    public IReadOnlyList<string>? Cases { get; init; }
}

/// <summary>An act that was done, or was declined.</summary>
public sealed record ActOutcome(ActResult? Result, Declined? Declined)
{
    /// <summary>What an approval binds, lower-case hex; null for other acts.</summary>
    public string? BindingHash { get; init; }

    internal static ActOutcome Of(DecisionResult decision, string id) => decision switch
    {
        Decided decided => new(new ActResult(StateNames.Of(decided.State), decided.Entries, decided.Approvers, decided.ApproversNeeded), null) { BindingHash = decided.BindingHash },
        NothingToDecide nothing => new(null, new Declined(nothing.Code, $"Nothing in {id} is in a state to {nothing.Action}.", id, HintFor(nothing))),
        Refusal refusal => new(null, new Declined(refusal.Code, refusal.Message, id, HintFor(refusal))),
        _ => throw new InvalidOperationException($"A decision of an unknown kind: {decision.GetType().Name}."),
    };

    /// <summary>Declined if there is no reason where one is compulsory.</summary>
    internal static ActOutcome? WithoutReason(string reason, string id) =>
        string.IsNullOrWhiteSpace(reason) ? new(null, new Declined("reason.missing", "Say why: whoever wrote this has to know.", id, "a reason with --reason")) : null;

    private static string? HintFor(Refusal refusal) => refusal switch
    {
        BindingChanged => "look at it again with surefoot show, then approve with the hash it prints",
        Overtaken => "surefoot history shows what holds; write a new version from it if this one is right after all",
        ConflictStands => "surefoot resolve keeps one version or brings them together",
        SameOrganisationMayNotApprove or TooFewOrganisations or WithdrawalNeedsAnother => "somebody of another organisation",
        NothingToDecide => "surefoot history shows where it stands",
        SameActorMayNotApprove or ApprovedByYouAlready => "another person",
        _ => null,
    };

    internal static ActOutcome Unknown(string id) =>
        new(null, new Declined("id-not-found", $"There is no batch and no single record {id}.", id, "a batch as import printed it, or a record's id; surefoot export writes a type's records with their ids"));
}
