using Surefoot.Registry.Accounting;

namespace Surefoot.Server.Content;

/// <summary>How the pages ask for the land account of a period by a key.</summary>
/// <param name="NameOf">Of a district or hazard area by its key; null if the key is its own name.</param>
public sealed record AccountSource(Func<AccountRequest, CancellationToken, ValueTask<DrawnAccount>> Draw, Func<AccountRequest, string, string?> NameOf);
