using Surefoot.Journal;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <summary>Submits the drafts of a batch, or of one record, for approval.</summary>
public sealed class SubmitRecords(JournalStore store, Policy policy)
{
    /// <param name="id">A batch or a record.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="reason">Why, in their words.</param>
    /// <param name="version">Which version of a record; null for the latest.</param>
    /// <param name="dryRun">Says what would come of it; nothing stays.</param>
    public ActOutcome Handle(string id, string actor, string reason = "", int? version = null, bool dryRun = false)
    {
        var (person, declined) = policy.Ask(actor, Verbs.Submit);
        if (person is null)
        {
            return new(null, declined);
        }

        if (ActTarget.Find(store, id) is not { } target)
        {
            return ActOutcome.Unknown(id);
        }

        if (ActScope.Check(store, policy, actor, Verbs.Submit, target, id) is { } outside)
        {
            return new(null, outside);
        }

        var context = new WriteContext(person.Name, person.Organisation, ActBatch.Of("submit"), reason) { Rehearsal = dryRun };
        return ActOutcome.Of(target.Batch is { } batch ? store.SubmitBatch(context, batch) : store.Submit(context, target.RecordId, version), id);
    }
}
