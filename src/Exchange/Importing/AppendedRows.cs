namespace Surefoot.Exchange.Importing;

/// <summary>How many rows the journal took, and as what.</summary>
internal sealed record AppendedRows(long New, long Changed, long Unchanged)
{
    public static AppendedRows None { get; } = new(0, 0, 0);

    public long Written => New + Changed;
}
