using Surefoot.Account;
using Surefoot.Registry.Accounting;

namespace Surefoot.Server.Content;

/// <summary>How the pages ask for the land account of a period by a key.</summary>
/// <param name="NameOf">Of a district or hazard area by its key; null if the key is its own name.</param>
public sealed record AccountSource(Func<AccountRequest, CancellationToken, ValueTask<DrawnAccount>> Draw, Func<AccountRequest, string, string?> NameOf)
{
    /// <summary>Whether the viewer may have the account by this key; what they may not have is not found.</summary>
    public Func<AccountKey, bool> May { get; init; } = _ => true;
}
