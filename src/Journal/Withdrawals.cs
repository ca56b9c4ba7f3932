using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Taking back what was approved, where that takes two organisations: the first asks and nothing changes, another one does it. Asked inside the transaction that writes the act.</summary>
internal sealed class Withdrawals(Database database)
{
    /// <summary>The act to write: what was asked for, or only <see cref="DecisionAction.ProposeWithdrawal"/>; or why this person may do neither.</summary>
    /// <param name="context">Who acts.</param>
    /// <param name="action">Withdraw or undo.</param>
    /// <param name="target">What it is about.</param>
    /// <param name="guarded">Types whose approved versions nobody takes back alone.</param>
    public (DecisionAction Action, Refusal? Refused) Next(WriteContext context, DecisionAction action, DecisionTarget target, IReadOnlySet<string> guarded)
    {
        if (!target.Changing.Any(entry => entry.Approved && guarded.Contains(entry.RecordType)))
        {
            return (action, null);
        }

        var asked = Proposals(target);
        if (asked.Count == 0)
        {
            return (DecisionAction.ProposeWithdrawal, null);
        }

        return asked.Exists(person => person.Actor != context.Actor && person.Organisation != context.Organisation)
            ? (action, null)
            : (action, new WithdrawalNeedsAnother(context.Actor, context.Organisation));
    }

    /// <summary>Who asked for exactly this, since anything else was decided about it.</summary>
    private List<(string Actor, string Organisation)> Proposals(DecisionTarget target)
    {
        using var acts = database.Prepare($"SELECT action, actor, organisation, bound_hash FROM {ActProjector.Decisions} WHERE {(target.AboutVersion ? "target_sequence = ?1 OR target_batch = ?2" : "target_batch = ?1")} ORDER BY sequence");
        if (target.AboutVersion)
        {
            acts.Bind(1, target.First);
            acts.Bind(2, target.BatchName);
        }
        else
        {
            acts.Bind(1, target.BatchName);
        }

        var bound = target.Payload(DecisionAction.ProposeWithdrawal.Code).BoundHash;
        List<(string Actor, string Organisation)> people = [];
        while (acts.Step())
        {
            if (acts.Text(0) != DecisionAction.ProposeWithdrawal.Code)
            {
                people.Clear();
            }
            else if (acts.Text(3) == bound)
            {
                people.Add((acts.Text(1), acts.Text(2)));
            }
        }

        return people;
    }
}
