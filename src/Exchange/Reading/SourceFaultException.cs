namespace Surefoot.Exchange.Reading;

/// <summary>Carries a refusal out of a reader whose file cannot be read further; becomes a finding and never leaves this room.</summary>
internal sealed class SourceFaultException(string rule, string message, string suggestion, long? row = null, string? field = null, string? value = null) : Exception(message)
{
    public Finding Finding { get; } = new(Verdict.Reject, row, field, value is null ? null : Text.Cut(value), rule, message, suggestion);
}
