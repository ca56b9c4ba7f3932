using System.Globalization;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Acts;

/// <param name="Reference">Evidence or criteria as the record cites it.</param>
/// <param name="BoundVersion">Its version when the approval was given.</param>
/// <param name="Version">Its version now; 0 if it was withdrawn.</param>
public sealed record ChangedCitation(string Reference, int BoundVersion, int Version);

/// <summary>An approval that still holds, though what it rests on is not what it was.</summary>
public sealed record StaleApproval(string Type, string Id, int Version, long ApprovedSequence, IReadOnlyList<ChangedCitation> Changes);

/// <summary>Approved versions whose evidence or criteria changed after the approval: somebody has to look again.</summary>
/// <remarks>A cited record counts as changed when another version of it is approved, or when it is withdrawn. One that nobody had recorded when the approval was given is not.</remarks>
public sealed class StaleApprovals(JournalStore store, RecordTypes types)
{
    /// <param name="changed">Ids of the records that changed at all: only what cites one of them is looked at. Null: everything.</param>
    public IReadOnlyList<StaleApproval> Handle(IReadOnlySet<string>? changed = null, CancellationToken cancellation = default)
    {
        var terms = new ApprovalTerms(types, Rights.ApprovalRules.FourEyes);
        using var citations = store.OpenCitations();
        List<StaleApproval> stale = [];
        foreach (var type in types.All.Where(type => terms.Cites(type.Code)))
        {
            foreach (var (sequence, approved) in Citing(type, changed))
            {
                cancellation.ThrowIfCancellationRequested();
                var entry = store.Read(sequence).First();
                if (Changes(citations, terms, entry, approved, long.MaxValue) is { Count: > 0 } changes)
                {
                    stale.Add(new(type.Code, entry.ClientKey, entry.Version, approved, changes));
                }
            }
        }

        return stale;
    }

    /// <summary>What changed, for one version, between its approval and a later place in the journal.</summary>
    internal IReadOnlyList<ChangedCitation> Changes(CitationReader citations, ApprovalTerms terms, Entry entry, long approved, long until) =>
        !terms.Cites(entry.RecordType) || store.OpenPayload(entry) is not { } payload ? [] :
        [.. from cited in terms.CitedBy(entry.RecordType, payload)
            let bound = citations.Find(cited, approved)
            let now = citations.Find(cited, until)
            where bound.Version > 0 && bound != now
            select new ChangedCitation(cited.Reference, bound.Version, now.Version)];

    private List<(long Sequence, long Approved)> Citing(RecordDescriptor type, IReadOnlySet<string>? changed)
    {
        var fields = new[] { ApprovalTerms.EvidenceField, ApprovalTerms.CriteriaField }.Select(type.Ordinal).Where(ordinal => ordinal >= 0).Select(ordinal => type.Fields[ordinal].Column).ToList();
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT sequence, approved_sequence, {string.Join(", ", fields)} FROM {type.Table} WHERE is_current = 1 AND ({string.Join(" OR ", fields.Select(column => column + " IS NOT NULL"))}) ORDER BY sequence";
        using var row = command.ExecuteReader();
        List<(long, long)> citing = [];
        while (row.Read())
        {
            if (changed is not null && !Enumerable.Range(2, fields.Count).Any(column => !row.IsDBNull(column) && row.GetString(column).Split(';').Any(text => Names(text, changed))))
            {
                continue;
            }

            citing.Add((Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture), Convert.ToInt64(row.GetValue(1), CultureInfo.InvariantCulture)));
        }

        return citing;
    }

    // As evidence KIND:ID, as criteria ID or CODE@VERSION of a record that is called CODE.
    private static bool Names(string text, IReadOnlySet<string> ids) =>
        ids.Contains(text) || ids.Contains(text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..]) || (text.LastIndexOf('@') is > 0 and var at && ids.Contains(text[..at]));
}
