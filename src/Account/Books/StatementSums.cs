namespace Surefoot.Account.Books;

/// <summary>Running sums of one row, in half square millimetres.</summary>
internal struct StatementSums
{
    internal long Opening;
    internal long Recorded;
    internal long Confirmed;
    internal long Cancelled;
    internal long Reduced;
    internal long Cleared;
    internal long Rework;
    internal long Corrections;
    internal long Closing;
    internal long Reopened;
    internal long Overlap;

    internal readonly bool IsZero => (Opening | Recorded | Confirmed | Cancelled | Reduced | Cleared | Rework | Corrections | Closing | Reopened | Overlap) == 0;

    internal readonly long Movement => Recorded + Confirmed - Cancelled - Reduced - Cleared + Corrections;

    internal void Release(LandKind kind, long area)
    {
        switch (kind)
        {
            case LandKind.Cancelled:
                Cancelled += area;
                break;
            case LandKind.Reduced:
                Reduced += area;
                break;
            case LandKind.Cleared:
                Cleared += area;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a release.");
        }
    }

    internal void Add(in StatementSums other)
    {
        Opening += other.Opening;
        Recorded += other.Recorded;
        Confirmed += other.Confirmed;
        Cancelled += other.Cancelled;
        Reduced += other.Reduced;
        Cleared += other.Cleared;
        Rework += other.Rework;
        Corrections += other.Corrections;
        Closing += other.Closing;
        Reopened += other.Reopened;
        Overlap += other.Overlap;
    }

    internal readonly AccountRow ToRow(string key, LandKind? kind) => new(
        key, kind, new(Opening), new(Recorded), new(Confirmed), new(Cancelled), new(Reduced), new(Cleared), new(Rework), new(Corrections), new(Closing), new(Reopened), new(Overlap));

    internal static StatementSums Of(AccountRow row) => new()
    {
        Opening = row.Opening.TwiceMm2,
        Recorded = row.Recorded.TwiceMm2,
        Confirmed = row.Confirmed.TwiceMm2,
        Cancelled = row.Cancelled.TwiceMm2,
        Reduced = row.Reduced.TwiceMm2,
        Cleared = row.Cleared.TwiceMm2,
        Rework = row.Rework.TwiceMm2,
        Corrections = row.Corrections.TwiceMm2,
        Closing = row.Closing.TwiceMm2,
        Reopened = row.Reopened.TwiceMm2,
        Overlap = row.Overlap.TwiceMm2,
    };
}
