using Surefoot.Journal;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <summary>Undoes an import by a compensating act: what held before holds again, nothing is deleted.</summary>
public sealed class UndoBatch(JournalStore store, Policy policy)
{
    public ActOutcome Handle(string batch, string actor, string reason = "")
    {
        var (person, declined) = policy.Ask(actor, Verbs.Undo);
        return person is null
            ? new(null, declined)
            : new LandActs(store, new ActTarget(batch, default), batch).After(ActOutcome.Of(store.UndoBatch(new WriteContext(person.Name, person.Organisation, ActBatch.Of("undo"), reason), batch), batch));
    }
}
