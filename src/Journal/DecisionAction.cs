namespace Surefoot.Journal;

/// <summary>What a decision does to the versions it is about.</summary>
/// <param name="Code">As it stands in the act's payload.</param>
/// <param name="To">The state it leads to.</param>
/// <param name="From">The states it applies to; a version in another state is left as it is.</param>
internal sealed record DecisionAction(string Code, EntryState To, params EntryState[] From)
{
    public static readonly DecisionAction Submit = new("submit", EntryState.Submitted, EntryState.Draft, EntryState.Returned);
    /// <summary>The approval of one person where more are asked for: it counts, the version stays submitted.</summary>
    public static readonly DecisionAction Endorse = new("endorse", EntryState.Submitted, EntryState.Submitted);
    public static readonly DecisionAction Approve = new("approve", EntryState.Approved, EntryState.Submitted);
    public static readonly DecisionAction Return = new("return", EntryState.Returned, EntryState.Submitted);
    public static readonly DecisionAction Withdraw = new("withdraw", EntryState.Withdrawn, EntryState.Draft, EntryState.Submitted, EntryState.Returned, EntryState.Approved);
    /// <summary>Asks that approved versions be taken back, where that takes two organisations: nothing changes until another one does it.</summary>
    public static readonly DecisionAction ProposeWithdrawal = new("propose-withdrawal", EntryState.Approved, EntryState.Approved);
    public static readonly DecisionAction Undo = new("undo", EntryState.Withdrawn, EntryState.Draft, EntryState.Submitted, EntryState.Returned, EntryState.Approved);

    private static readonly DecisionAction[] All = [Submit, Endorse, Approve, Return, ProposeWithdrawal, Withdraw, Undo];

    /// <summary>The source states as a SQL list; only our own constants are in it.</summary>
    public string FromSql { get; } = string.Join(",", From.Select(s => $"'{EntryText.Of(s)}'"));

    /// <summary>False of a signature that counts towards a decision and leaves every version in its state.</summary>
    public bool MovesState => From.Any(state => state != To);

    public static DecisionAction? Find(string code) => Array.Find(All, a => a.Code == code);

    public EntryState Apply(EntryState state) => From.Contains(state) ? To : state;
}
