using Surefoot.Account;
using Surefoot.Registry.Accounting;

namespace Surefoot.Cli;

/// <summary>The land account with the keys of the manual: square metres and counts as exact decimals, so that what is printed adds up.</summary>
internal sealed record AccountAnswer(
    bool Balanced,
    DateOnly AsOf,
    DateOnly? From,
    string By,
    decimal GrossM2,
    decimal OverlapM2,
    decimal ReleasedGrossM2,
    decimal OutsideHazardM2,
    IReadOnlyList<AccountRowAnswer> Rows,
    IReadOnlyList<AccountKeyAnswer> Keys,
    AccountKeyAnswer Total)
{
    /// <summary>The keys as the manual states them.</summary>
    public const string AnswerKeys =
        "balanced, asOf, from, by, grossM2, overlapM2, releasedGrossM2, outsideHazardM2, "
        + "rows[{key,kind,openingM2,recordedM2,confirmedM2,cancelledM2,reducedM2,clearedM2,reworkM2,correctionsM2,closingM2,reopenedM2,grossM2,overlapM2}], "
        + "keys[{key,name,from,to,complete,openingM2,recordedM2,confirmedM2,cancelledM2,reducedM2,clearedM2,reworkM2,correctionsM2,closingM2,reopenedM2,grossM2,overlapM2,"
        + "closingConfirmedM2,releasedM2,releasedGrossM2,outsideHazardM2,apMines,atMines,uxo,apPerHaCleared,atPerHaCleared,uxoPerHaCleared,minesPerHaCleared,minesPerHaReleased}], total{…as keys}";

    public static AccountAnswer Of(DrawnAccount drawn, string by, IReadOnlyDictionary<string, string> names)
    {
        var statement = drawn.Statement;
        return new(
            statement.Balanced,
            statement.AsOf,
            statement.From,
            by,
            statement.Gross.M2,
            statement.Overlap.M2,
            statement.ReleasedGross.M2,
            statement.OutsideHazard.M2,
            [.. statement.Rows.Select(AccountRowAnswer.Of)],
            [.. drawn.Keys.Select(key => AccountKeyAnswer.Of(key, names.GetValueOrDefault(key.Key)))],
            AccountKeyAnswer.Of(drawn.Total, null));
    }
}

/// <summary>One row of the land account: a key and a kind.</summary>
internal sealed record AccountRowAnswer(
    string Key,
    string? Kind,
    decimal OpeningM2,
    decimal RecordedM2,
    decimal ConfirmedM2,
    decimal CancelledM2,
    decimal ReducedM2,
    decimal ClearedM2,
    decimal ReworkM2,
    decimal CorrectionsM2,
    decimal ClosingM2,
    decimal ReopenedM2,
    decimal GrossM2,
    decimal OverlapM2)
{
    public static AccountRowAnswer Of(AccountRow row)
    {
        var land = LandFigures.Of(row);
        return new(
            row.Key, row.Kind?.ToString().ToLowerInvariant(), land.OpeningM2, land.RecordedM2, land.ConfirmedM2, land.CancelledM2, land.ReducedM2, land.ClearedM2,
            land.ReworkM2, land.CorrectionsM2, land.ClosingM2, land.ReopenedM2, land.GrossM2, land.OverlapM2);
    }
}

/// <summary>One key of the land account over both kinds, with what was found.</summary>
/// <param name="Kind">Always null; rows and total had it before there were keys.</param>
internal sealed record AccountKeyAnswer(
    string Key,
    string? Kind,
    string? Name,
    DateOnly? From,
    DateOnly To,
    bool? Complete,
    decimal OpeningM2,
    decimal RecordedM2,
    decimal ConfirmedM2,
    decimal CancelledM2,
    decimal ReducedM2,
    decimal ClearedM2,
    decimal ReworkM2,
    decimal CorrectionsM2,
    decimal ClosingM2,
    decimal ReopenedM2,
    decimal GrossM2,
    decimal OverlapM2,
    decimal ClosingConfirmedM2,
    decimal ReleasedM2,
    decimal ReleasedGrossM2,
    decimal OutsideHazardM2,
    long ApMines,
    long AtMines,
    long Uxo,
    double? ApPerHaCleared,
    double? AtPerHaCleared,
    double? UxoPerHaCleared,
    double? MinesPerHaCleared,
    double? MinesPerHaReleased)
{
    public static AccountKeyAnswer Of(AccountKeyLine line, string? name)
    {
        var (land, finds, yield) = (line.Land, line.Finds, line.Yield);
        return new(
            line.Key, null, name, line.From, line.To, line.Complete, land.OpeningM2, land.RecordedM2, land.ConfirmedM2, land.CancelledM2, land.ReducedM2, land.ClearedM2,
            land.ReworkM2, land.CorrectionsM2, land.ClosingM2, land.ReopenedM2, land.GrossM2, land.OverlapM2, line.ClosingConfirmedM2, land.ReleasedM2, line.ReleasedGrossM2, line.OutsideHazardM2,
            finds.ApMines, finds.AtMines, finds.Uxo,
            yield.ApPerHaCleared, yield.AtPerHaCleared, yield.UxoPerHaCleared, yield.MinesPerHaCleared, yield.MinesPerHaReleased);
    }
}
