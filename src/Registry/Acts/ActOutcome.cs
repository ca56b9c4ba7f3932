using Surefoot.Journal;
using Surefoot.Registry.Land;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <param name="State">In which the versions are now.</param>
/// <param name="Entries">How many changed state.</param>
public sealed record ActResult(string State, long Entries)
{
    /// <summary>What the rules of land have to say about what was approved; null for nothing.</summary>
    public IReadOnlyList<LandFlag>? Flags { get; init; }

    /// <summary>Cases that the act opened; null for none.</summary>
    public IReadOnlyList<string>? Cases { get; init; }
}

/// <summary>An act that was done, or was declined.</summary>
public sealed record ActOutcome(ActResult? Result, Declined? Declined)
{
    internal static ActOutcome Of(DecisionResult decision, string id) => decision switch
    {
        Decided decided => new(new ActResult(StateNames.Of(decided.State), decided.Entries), null),
        Refusal refusal => new(null, new Declined(refusal.Code, refusal.Message, id)),
        _ => throw new InvalidOperationException($"A decision of an unknown kind: {decision.GetType().Name}."),
    };

    internal static ActOutcome Unknown(string id) =>
        new(null, new Declined("id-not-found", $"There is no batch and no single record {id}.", id, "a batch as import printed it, or a record's id"));
}
