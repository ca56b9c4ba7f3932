using System.Security.Cryptography;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Writes decisions: one act about a whole batch or about one version, bound to the hashes of what it is about.</summary>
internal sealed class Deciding(Database database, EntryWriter writer, States states)
{
    public DecisionResult AboutBatch(WriteContext context, DecisionAction action, string batch)
    {
        ArgumentException.ThrowIfNullOrEmpty(batch);
        using var rows = database.PrepareLong($"SELECT sequence, state, actor, hash FROM entry WHERE batch = ?1 AND {ActTypes.NotAnAct} ORDER BY sequence");
        return writer.InTransaction<DecisionResult>(() =>
        {
            using var batchHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long first = 0, last = 0, changing = 0;
            var actors = new HashSet<string>();
            states.Forget();
            rows.Bind(1, batch);
            while (rows.Step())
            {
                last = rows.Integer(0);
                first = first == 0 ? last : first;
                batchHash.AppendData(rows.Bytes(3));
                actors.Add(rows.Text(2));
                if (action.From.Contains(states.Of(last, batch, EntryText.ParseState(rows.Text(1)))))
                {
                    changing++;
                }
            }

            if (first == 0)
            {
                return new BatchNotFound(batch);
            }

            if (changing == 0)
            {
                return new NothingToDecide($"batch {batch}", action.Code);
            }

            if (action == DecisionAction.Approve && (actors.Contains(context.Actor) || Submitted(context.Actor, first, last, batch)))
            {
                return new SameActorMayNotApprove(context.Actor);
            }

            var bound = Convert.ToHexStringLower(batchHash.GetHashAndReset());
            return Decide(context, action, DecisionPayload.AboutBatch(action.Code, batch, bound, changing, first, last));
        });
    }

    /// <param name="version">Null for the latest.</param>
    public DecisionResult AboutRecord(WriteContext context, DecisionAction action, Guid recordId, int? version)
    {
        using var rows = database.Prepare($"SELECT sequence, version, state, actor, hash, batch FROM entry WHERE record_id = ?1 AND {ActTypes.NotAnAct} AND (CAST(?2 AS BIGINT) IS NULL OR version = CAST(?2 AS BIGINT)) ORDER BY version DESC LIMIT 1");
        return writer.InTransaction<DecisionResult>(() =>
        {
            states.Forget();
            rows.Bind(1, recordId.ToString("D"));
            if (version is { } wanted)
            {
                rows.Bind(2, wanted);
            }

            if (!rows.Step())
            {
                return new RecordNotFound(recordId, version);
            }

            var sequence = rows.Integer(0);
            var batch = rows.Text(5);
            if (!action.From.Contains(states.Of(sequence, batch, EntryText.ParseState(rows.Text(2)))))
            {
                return new NothingToDecide($"record {recordId}", action.Code);
            }

            if (action == DecisionAction.Approve && (rows.Text(3) == context.Actor || Submitted(context.Actor, sequence, sequence, batch)))
            {
                return new SameActorMayNotApprove(context.Actor);
            }

            return Decide(context, action, DecisionPayload.AboutVersion(action.Code, recordId, checked((int)rows.Integer(1)), sequence, Convert.ToHexStringLower(rows.Bytes(4))));
        });
    }

    private Decided Decide(WriteContext context, DecisionAction action, DecisionPayload payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(context.Actor);
        var act = writer.WriteAct(context, ActTypes.Decision, ActTypes.DecisionSchema, payload.Write());
        writer.Projections.Apply(act, payload);
        return new Decided(act.Sequence, action.To, payload.Entries, payload.BoundHash);
    }

    /// <summary>Whether the actor submitted any of these entries that another had drafted.</summary>
    private bool Submitted(string actor, long first, long last, string batch)
    {
        using var find = database.Prepare($"SELECT 1 FROM {ActProjector.Decisions} WHERE action = 'submit' AND actor = ?1 AND (target_batch = ?2 OR target_sequence BETWEEN ?3 AND ?4) LIMIT 1");
        find.Bind(1, actor);
        find.Bind(2, batch);
        find.Bind(3, first);
        find.Bind(4, last);
        return find.Step();
    }
}
