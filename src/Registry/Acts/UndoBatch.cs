using Surefoot.Journal;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Acts;

/// <summary>Undoes an import by a compensating act: what held before holds again, nothing is deleted. Approved hazard takes two people of two organisations: the first proposes it.</summary>
public sealed class UndoBatch(JournalStore store, Policy policy)
{
    public ActOutcome Handle(string batch, string actor, string reason = "", bool dryRun = false)
    {
        var (person, declined) = policy.Ask(actor, Verbs.Undo);
        declined ??= ActScope.Check(store, policy, actor, Verbs.Undo, new ActTarget(batch, default), batch);
        if (person is null || declined is not null)
        {
            return new(null, declined);
        }

        var land = new LandActs(store, new ActTarget(batch, default), batch);
        var guarded = land.Guarded(null);
        return land.StandingHazard && ActOutcome.WithoutReason(reason, batch) is { } unreasoned
            ? unreasoned
            : land.After(ActOutcome.Of(store.UndoBatch(new WriteContext(person.Name, person.Organisation, ActBatch.Of("undo"), reason) { Rehearsal = dryRun }, batch, guarded), batch), !dryRun);
    }
}
