namespace Surefoot.Exchange.Exporting;

/// <summary>A record holds what the format cannot; the export is declined whole rather than cut. Never leaves this room.</summary>
internal sealed class UnfitValueException(string record, string message, string hint) : Exception(message)
{
    public string Record { get; } = record;

    public string Hint { get; } = hint;
}
