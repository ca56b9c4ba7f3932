using Surefoot.Journal;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <summary>Takes a batch or a record back, approved or not, with a reason; the version before it holds again. Approved hazard takes two people of two organisations: the first proposes it.</summary>
public sealed class WithdrawRecords(JournalStore store, Policy policy)
{
    /// <param name="id">A batch or a record.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="reason">Why, in their words; compulsory.</param>
    /// <param name="version">Which version of a record; null for the latest.</param>
    /// <param name="dryRun">Says what would come of it; nothing stays.</param>
    public ActOutcome Handle(string id, string actor, string reason = "", int? version = null, bool dryRun = false)
    {
        var (person, declined) = policy.Ask(actor, Verbs.Withdraw);
        if (person is null)
        {
            return new(null, declined);
        }

        if (ActOutcome.WithoutReason(reason, id) is { } unreasoned)
        {
            return unreasoned;
        }

        if (ActTarget.Find(store, id) is not { } target)
        {
            return ActOutcome.Unknown(id);
        }

        if (ActScope.Check(store, policy, actor, Verbs.Withdraw, target, id) is { } outside)
        {
            return new(null, outside);
        }

        var context = new WriteContext(person.Name, person.Organisation, ActBatch.Of("withdraw"), reason) { Rehearsal = dryRun };
        var land = new LandActs(store, target, id);
        var guarded = land.Guarded(version);
        return land.After(ActOutcome.Of(target.Batch is { } batch ? store.WithdrawBatch(context, batch, guarded) : store.Withdraw(context, target.RecordId, version, guarded), id), !dryRun);
    }
}
