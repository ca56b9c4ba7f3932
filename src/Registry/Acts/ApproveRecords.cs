using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <summary>Approves what is submitted in a batch, or of one record. One act, whatever the number of rows, by the rules of the policy; who submitted does not approve.</summary>
public sealed class ApproveRecords(JournalStore store, Policy policy, RecordTypes? types = null)
{
    /// <param name="id">A batch or a record.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="reason">Why, in their words.</param>
    /// <param name="version">Which version of a record; null for the latest.</param>
    /// <param name="expect">Hash of what the approver saw, as <see cref="ShowRecord"/> gives it; refused if it is another now.</param>
    /// <param name="openCases">False where the caller looks for cases itself, once after several approvals.</param>
    /// <param name="dryRun">Says what would come of it; nothing stays.</param>
    public ActOutcome Handle(string id, string actor, string reason = "", int? version = null, string? expect = null, bool openCases = true, bool dryRun = false)
    {
        var (person, declined) = policy.Ask(actor, Verbs.Approve);
        if (person is null)
        {
            return new(null, declined);
        }

        if (ActTarget.Find(store, id) is not { } target)
        {
            return ActOutcome.Unknown(id);
        }

        if (ActScope.Check(store, policy, actor, Verbs.Approve, target, id) is { } outside)
        {
            return new(null, outside);
        }

        var land = new LandActs(store, target, id);
        if (land.Refuse(person.Organisation, version) is { } refused)
        {
            return new(null, refused);
        }

        var context = new WriteContext(person.Name, person.Organisation, ActBatch.Of("approve"), reason) { Rehearsal = dryRun };
        var terms = new ApprovalTerms(types ?? RecordTypes.BuiltIn, policy.Approval);
        return land.After(
            ActOutcome.Of(target.Batch is { } batch ? store.ApproveBatch(context, batch, terms, expect) : store.Approve(context, target.RecordId, version, terms, expect), id), openCases && !dryRun);
    }
}
