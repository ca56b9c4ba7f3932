using Surefoot.Account;

namespace Surefoot.Registry.Accounting;

/// <summary>The columns of the land account in square metres, exact to the half square millimetre: the one form in which commands, pages and reports take them.</summary>
/// <param name="OpeningM2">At the start of the period; zero when the account starts with the programme.</param>
/// <param name="RecordedM2">Newly recorded, not open before.</param>
/// <param name="ConfirmedM2">SHA to CHA: negative for suspected, positive for confirmed land.</param>
/// <param name="ReworkM2">Ground released a second time; never part of progress.</param>
/// <param name="ReopenedM2">The part of recorded that had been released before.</param>
/// <param name="OverlapM2">Hazard polygons over ground that was open hazard already.</param>
public readonly record struct LandFigures(
    decimal OpeningM2,
    decimal RecordedM2,
    decimal ConfirmedM2,
    decimal CancelledM2,
    decimal ReducedM2,
    decimal ClearedM2,
    decimal ReworkM2,
    decimal CorrectionsM2,
    decimal ClosingM2,
    decimal ReopenedM2 = 0,
    decimal OverlapM2 = 0)
{
    /// <summary>Sum of the hazard polygons of the period, overlaps counted each time.</summary>
    public decimal GrossM2 => RecordedM2 + OverlapM2;

    public decimal EverRecordedM2 => OpeningM2 + RecordedM2 + ConfirmedM2;

    public decimal ReleasedM2 => CancelledM2 + ReducedM2 + ClearedM2;

    public static LandFigures Of(AccountRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(
            row.Opening.M2, row.Recorded.M2, row.Confirmed.M2, row.Cancelled.M2, row.Reduced.M2, row.Cleared.M2,
            row.Rework.M2, row.Corrections.M2, row.Closing.M2, row.Reopened.M2, row.Overlap.M2);
    }

    /// <summary>Sum of some rows, such as the two kinds of a key.</summary>
    public static LandFigures Sum(IEnumerable<AccountRow> rows) => rows.Select(Of).Aggregate(default(LandFigures), (a, b) => a + b);

    public static LandFigures Sum(IEnumerable<AccountRow> rows, LandKind kind) => Sum(rows.Where(row => row.Kind == kind));

    public static LandFigures operator +(LandFigures a, LandFigures b) => new(
        a.OpeningM2 + b.OpeningM2,
        a.RecordedM2 + b.RecordedM2,
        a.ConfirmedM2 + b.ConfirmedM2,
        a.CancelledM2 + b.CancelledM2,
        a.ReducedM2 + b.ReducedM2,
        a.ClearedM2 + b.ClearedM2,
        a.ReworkM2 + b.ReworkM2,
        a.CorrectionsM2 + b.CorrectionsM2,
        a.ClosingM2 + b.ClosingM2,
        a.ReopenedM2 + b.ReopenedM2,
        a.OverlapM2 + b.OverlapM2);

    public static LandFigures Add(LandFigures left, LandFigures right) => left + right;
}
