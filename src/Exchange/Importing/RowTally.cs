using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Importing;

/// <summary>Counts rows, not findings: a row with three faults is one row.</summary>
/// <remarks>Rows that the reader could not give are known by their findings alone; those beyond the kept ones count one finding as one row.</remarks>
internal sealed class RowTally
{
    private readonly HashSet<long> _rejected = [];
    private readonly HashSet<long> _flagged = [];
    private int _seen;
    private long _beyondRejected;
    private long _beyondFlagged;
    private long _rejectedBefore;
    private long _flaggedBefore;

    public long RejectedRows => _rejected.Count + _beyondRejected;

    public long FlaggedRows => _flagged.Count + _beyondFlagged;

    /// <summary>Greatest row that a finding names.</summary>
    public long LastRow { get; private set; }

    /// <summary>Takes the findings since the last call.</summary>
    public void RowDone(long row, FindingList findings)
    {
        var kept = findings.Findings;
        if (_seen < kept.Count || kept.Count < FindingList.Kept)
        {
            for (; _seen < kept.Count; _seen++)
            {
                var finding = kept[_seen];
                if (finding is { Row: { } at, Severity: not Verdict.Notice })
                {
                    LastRow = Math.Max(LastRow, at);
                    (finding.Severity == Verdict.Reject ? _rejected : _flagged).Add(at);
                }
            }
        }
        else
        {
            // The list is full: only the exact counts are left.
            _beyondRejected += findings.Rejected > _rejectedBefore ? 1 : 0;
            _beyondFlagged += findings.Flagged > _flaggedBefore ? 1 : 0;
        }

        _rejectedBefore = findings.Rejected;
        _flaggedBefore = findings.Flagged;
        LastRow = Math.Max(LastRow, row);
    }
}
