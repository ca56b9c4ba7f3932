using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Who may approve, and how many have: asked inside the transaction that writes the act, so nobody comes in between.</summary>
internal sealed class Approvers(Database database, KeyStore keys)
{
    /// <summary>How many different people approve with this one, or why this one may not.</summary>
    public (int Count, Refusal? Refused) With(WriteContext context, DecisionTarget target, ApprovalRule rule, string bindingHash)
    {
        var proposers = Proposers(target);
        if (proposers.Any(person => person.Actor == context.Actor))
        {
            return (0, new SameActorMayNotApprove(context.Actor));
        }

        if (rule.Organisations > 1 && proposers.Any(person => person.Organisation == context.Organisation))
        {
            return (0, new SameOrganisationMayNotApprove(context.Actor, context.Organisation));
        }

        var before = Endorsers(target, bindingHash);
        if (before.Any(person => person.Actor == context.Actor))
        {
            return (0, new ApprovedByYouAlready(context.Actor));
        }

        var approvers = before.Append((context.Actor, context.Organisation)).ToList();
        return approvers.Count >= rule.Approvers && approvers.DistinctBy(person => person.Organisation).Count() < rule.Organisations - 1
            ? (0, new TooFewOrganisations(context.Actor, rule.Organisations))
            : (approvers.Count, null);
    }

    /// <summary>Whoever wrote or submitted any of it, and whoever wrote one of the versions that it brings together.</summary>
    private HashSet<(string Actor, string Organisation)> Proposers(DecisionTarget target)
    {
        HashSet<(string, string)> people = [.. target.Entries.Select(entry => (entry.Actor, entry.Organisation))];
        using var submitted = database.Prepare($"SELECT DISTINCT actor, organisation FROM {ActProjector.Decisions} WHERE action = 'submit' AND (target_batch = ?1 OR target_sequence BETWEEN ?2 AND ?3)");
        submitted.Bind(1, target.BatchName);
        submitted.Bind(2, target.First);
        submitted.Bind(3, target.Last);
        while (submitted.Step())
        {
            people.Add((submitted.Text(0), submitted.Text(1)));
        }

        var forked = CompetingVersions.ForkedAmong(database, target);
        foreach (var record in target.Entries.Where(entry => forked.Contains(entry.RecordId)))
        {
            var versions = CompetingVersions.OfRecord(database, record.RecordId);
            var settled = versions.Find(version => version.Sequence == record.Sequence) is { } entry && keys.Open(entry) is { } payload ? Settlement.Read(payload) : [];
            people.UnionWith(versions.Where(version => settled.Contains(version.Version)).Select(version => (version.Actor, version.Organisation)));
        }

        return people;
    }

    /// <summary>Who approved exactly this before, since it was last handed in.</summary>
    private List<(string Actor, string Organisation)> Endorsers(DecisionTarget target, string bindingHash)
    {
        using var acts = database.Prepare(target.AboutVersion
            ? $"SELECT action, actor, organisation, binding_hash FROM {ActProjector.Decisions} WHERE target_sequence = ?1 OR target_batch = ?2 ORDER BY sequence"
            : $"SELECT action, actor, organisation, binding_hash FROM {ActProjector.Decisions} WHERE target_batch = ?1 ORDER BY sequence");
        if (target.AboutVersion)
        {
            acts.Bind(1, target.First);
            acts.Bind(2, target.BatchName);
        }
        else
        {
            acts.Bind(1, target.BatchName);
        }

        List<(string Actor, string Organisation)> people = [];
        while (acts.Step())
        {
            if (acts.Text(0) != DecisionAction.Endorse.Code)
            {
                people.Clear();
            }
            else if (acts.Text(3) == bindingHash && !people.Exists(person => person.Actor == acts.Text(1)))
            {
                people.Add((acts.Text(1), acts.Text(2)));
            }
        }

        return people;
    }
}
