using System.Security.Cryptography;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Writes decisions: one act about a whole batch or about one version, bound to the hashes of what it is about.</summary>
internal sealed class Deciding(Database database, EntryWriter writer, KeyStore keys, States states) : IDisposable
{
    private readonly CitationReader _citations = new(database, states, null);

    /// <param name="terms">What an approval asks for and binds.</param>
    /// <param name="expected">Hash of what the approver saw; null if they do not say.</param>
    /// <param name="guarded">Types whose approved versions nobody takes back alone.</param>
    public DecisionResult AboutBatch(WriteContext context, DecisionAction action, string batch, IApprovalTerms terms, string? expected, IReadOnlySet<string> guarded)
    {
        ArgumentException.ThrowIfNullOrEmpty(batch);
        return Transacted(context, () =>
        {
            Forget();
            var target = DecisionTarget.Batch(database, states, batch, action);
            return target is null ? new BatchNotFound(batch) : Decide(context, action, target, terms, expected, guarded);
        });
    }

    /// <param name="version">Null for the latest.</param>
    public DecisionResult AboutRecord(WriteContext context, DecisionAction action, Guid recordId, int? version, IApprovalTerms terms, string? expected, IReadOnlySet<string> guarded) =>
        Transacted(context, () =>
        {
            Forget();
            var target = DecisionTarget.Record(database, states, recordId, version, action);
            return target is null ? new RecordNotFound(recordId, version) : Decide(context, action, target, terms, expected, guarded);
        });

    public void Dispose() => _citations.Dispose();

    private DecisionResult Transacted(WriteContext context, Func<DecisionResult> decide) => context.Rehearsal ? writer.Rehearse(decide) : writer.InTransaction(decide);

    private void Forget()
    {
        states.Forget();
        _citations.Forget();
    }

    private DecisionResult Decide(WriteContext context, DecisionAction action, DecisionTarget target, IApprovalTerms terms, string? expected, IReadOnlySet<string> guarded)
    {
        ArgumentException.ThrowIfNullOrEmpty(context.Actor);
        if (target.Changing.Count == 0)
        {
            return new NothingToDecide(target.Name, action.Code);
        }

        if (action.To == EntryState.Withdrawn)
        {
            return TakeBack(context, action, target, guarded);
        }

        var payload = target.Payload(action.Code);
        if (action != DecisionAction.Approve)
        {
            return Write(context, action, payload);
        }

        var bound = new Binding(database, keys, _citations, terms).Of(target);
        if (expected is not null && !string.Equals(expected, bound.Hash, StringComparison.OrdinalIgnoreCase))
        {
            return new BindingChanged(target.Name, expected, bound.Hash);
        }

        if (CompetingVersions.Overtaking(database, states, keys, target) is { } overtaken)
        {
            return overtaken;
        }

        if (CompetingVersions.InTheWay(database, states, keys, target) is { } conflict)
        {
            return conflict;
        }

        var rule = target.Entries.Select(entry => entry.RecordType).Distinct(StringComparer.Ordinal).Select(terms.RuleFor).Aggregate(ApprovalRule.FourEyes, (a, b) => a.And(b));
        var (approvers, refused) = new Approvers(database, keys).With(context, target, rule, bound.Hash);
        if (refused is not null)
        {
            return refused;
        }

        var last = approvers >= rule.Approvers ? DecisionAction.Approve : DecisionAction.Endorse;
        if (terms == LeastTerms.Instance)
        {
            // Nothing is cited and no rule is named: the first schema says all there is.
            return Write(context, last, payload);
        }

        payload = target.Payload(last.Code) with { BindingHash = bound.Hash, Binding = bound.Binding?.Write() ?? default, Rule = rule };
        return Write(context, last, payload) with { BindingHash = bound.Hash, Approvers = approvers, ApproversNeeded = rule.Approvers };
    }

    private DecisionResult TakeBack(WriteContext context, DecisionAction asked, DecisionTarget target, IReadOnlySet<string> guarded)
    {
        var (action, refused) = new Withdrawals(database).Next(context, asked, target, guarded);
        return refused is not null ? refused
            : action == asked ? Write(context, action, target.Payload(action.Code))
            : Write(context, action, target.For(action).Payload(action.Code)) with { ApproversNeeded = 2 };
    }

    private Decided Write(WriteContext context, DecisionAction action, DecisionPayload payload)
    {
        var act = writer.WriteAct(context, ActTypes.Decision, payload.Schema, payload.Write());
        writer.Projections.Apply(act, payload);
        return new Decided(act.Sequence, action.To, payload.Entries, payload.BoundHash);
    }
}

/// <summary>Works out what an approval binds.</summary>
internal sealed class Binding(Database database, KeyStore keys, CitationReader citations, IApprovalTerms terms)
{
    public WouldBind Of(DecisionTarget target)
    {
        if (target.AboutVersion)
        {
            var binding = Of(target.Entries[0]);
            return new(binding.Hash, 1, binding);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in target.Entries)
        {
            hash.AppendData(terms.Cites(entry.RecordType) ? Convert.FromHexString(Of(entry).Hash) : ApprovalBinding.HashOfEntryAlone(entry.HashHex));
        }

        return new(Convert.ToHexStringLower(hash.GetHashAndReset()), target.Entries.Count, null);
    }

    private ApprovalBinding Of(TargetEntry target)
    {
        if (!terms.Cites(target.RecordType))
        {
            return ApprovalBinding.OfEntryAlone(target.HashHex);
        }

        var entry = CompetingVersions.Read(database, "sequence = ?1", statement => statement.Bind(1, target.Sequence)).Single();
        return Of(entry, target.HashHex, keys.Open(entry), terms, citations, long.MaxValue);
    }

    /// <param name="payload">Of the entry in the clear; null if its key was destroyed.</param>
    /// <param name="until">Last sequence that counts for what is cited.</param>
    public static ApprovalBinding Of(Entry entry, string hashHex, ReadOnlyMemory<byte>? payload, IApprovalTerms terms, CitationReader citations, long until)
    {
        var cited = payload is { } clear ? terms.CitedBy(entry.RecordType, clear) : [];
        return new(hashHex, Convert.ToHexStringLower(SHA256.HashData(entry.Geometry.Span)), [.. cited.Select(one => citations.Find(one, until))]);
    }
}
