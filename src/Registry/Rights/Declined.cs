namespace Surefoot.Registry.Rights;

/// <summary>The domain says no: a stable code, what happened, where, and what would be accepted.</summary>
public sealed record Declined(string Code, string Message, string? Where = null, string? Hint = null);
