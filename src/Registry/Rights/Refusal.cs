namespace Surefoot.Registry.Rights;

/// <summary>The domain says no: a stable code, what happened, where, and what would be accepted.</summary>
public sealed record Refusal(string Code, string Message, string? Where = null, string? Hint = null);
