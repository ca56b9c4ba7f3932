using Surefoot.Account;

namespace Surefoot.Cli;

/// <summary>One row of the land account with the keys of the manual, in square metres.</summary>
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
    decimal ClosingM2)
{
    public static AccountRowAnswer From(AccountRow row) => new(
        row.Key,
        row.Kind?.ToString().ToLowerInvariant(),
        row.Opening.M2,
        row.Recorded.M2,
        row.Confirmed.M2,
        row.Cancelled.M2,
        row.Reduced.M2,
        row.Cleared.M2,
        row.Rework.M2,
        row.Corrections.M2,
        row.Closing.M2);
}
