using System.Security.Cryptography;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Makes what approvals bind again, from the entries as they stood when each was given, and compares.</summary>
/// <param name="database">In a read transaction, of a journal whose chain holds.</param>
internal sealed class BindingCheck(Database database, KeyStore keys, IApprovalTerms terms, CitationReader citations)
{
    /// <summary>The first approval that binds something else than its entries and what they cite; null if there is none.</summary>
    public BadEntry? Find(IEnumerable<BoundApproval> approvals, CancellationToken cancellation)
    {
        foreach (var approval in approvals)
        {
            cancellation.ThrowIfCancellationRequested();

            // What was found for an earlier place is not asked for again.
            citations.Forget();
            if (!Holds(approval))
            {
                return new BadEntry(approval.Sequence, approval.Decision.Batch is { } batch
                    ? $"it approves batch '{batch}', but binds other evidence or criteria than its entries cited then"
                    : FormattableString.Invariant($"it approves entry {approval.Decision.FirstSequence}, but binds other evidence or criteria than that entry cited then"));
            }
        }

        return null;
    }

    private bool Holds(BoundApproval approval)
    {
        var decision = approval.Decision;
        List<(string Type, byte[] Alone, byte[] Whole)> bindings = [];
        HashSet<string> citing = new(StringComparer.Ordinal);
        using var rows = database.PrepareLong(decision.Batch is null
            ? $"SELECT {EntryTable.Columns} FROM entry WHERE sequence = ?1"
            : $"SELECT {EntryTable.Columns} FROM entry WHERE batch = ?3 AND sequence BETWEEN ?1 AND ?2 AND {ActTypes.NotAnAct} ORDER BY sequence");
        rows.Bind(1, decision.FirstSequence);
        if (decision.Batch is { } batch)
        {
            rows.Bind(2, decision.LastSequence);
            rows.Bind(3, batch);
        }

        while (rows.Step())
        {
            var entry = EntryTable.Read(rows);
            var hash = Convert.ToHexStringLower(entry.Hash.Span);
            var alone = ApprovalBinding.HashOfEntryAlone(hash);
            if (!terms.Cites(entry.RecordType))
            {
                bindings.Add((entry.RecordType, alone, alone));
                continue;
            }

            if (keys.Open(entry) is not { } payload)
            {
                // Of a person who was forgotten: what the entry cited cannot be known any more.
                return true;
            }

            var binding = Binding.Of(entry, hash, payload, terms, citations, approval.Sequence - 1);
            if (binding.Citations.Count > 0)
            {
                citing.Add(entry.RecordType);
            }

            bindings.Add((entry.RecordType, alone, Convert.FromHexString(binding.Hash)));
        }

        // A type may have been given its field of evidence later: then entries that cite nothing were bound by their hash alone, which says as much.
        return Hash(bindings.Select(one => one.Whole)) == decision.BindingHash
            || Hash(bindings.Select(one => citing.Contains(one.Type) ? one.Whole : one.Alone)) == decision.BindingHash;

        string Hash(IEnumerable<byte[]> hashes)
        {
            if (decision.Batch is null)
            {
                return Convert.ToHexStringLower(hashes.Single());
            }

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var one in hashes)
            {
                hash.AppendData(one);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }
}

/// <summary>An approval that says what it binds.</summary>
internal sealed record BoundApproval(long Sequence, DecisionPayload Decision);
