using Surefoot.Journal;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <summary>Sends what is submitted back to whoever wrote it, with a reason.</summary>
public sealed class ReturnRecords(JournalStore store, Policy policy)
{
    /// <param name="id">A batch or a record.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="reason">Why, in their words; compulsory.</param>
    /// <param name="version">Which version of a record; null for the latest.</param>
    /// <param name="dryRun">Says what would come of it; nothing stays.</param>
    public ActOutcome Handle(string id, string actor, string reason = "", int? version = null, bool dryRun = false)
    {
        var (person, declined) = policy.Ask(actor, Verbs.Return);
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

        if (ActScope.Check(store, policy, actor, Verbs.Return, target, id) is { } outside)
        {
            return new(null, outside);
        }

        var context = new WriteContext(person.Name, person.Organisation, ActBatch.Of("return"), reason) { Rehearsal = dryRun };
        return ActOutcome.Of(target.Batch is { } batch ? store.ReturnBatch(context, batch) : store.Return(context, target.RecordId, version), id);
    }
}
