using Surefoot.Account;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Reading;
using Surefoot.Server.Content;
using Surefoot.Server.Map;

namespace Surefoot.Server.Reading;

/// <summary>Draws accounts for the page and keeps the last few days' land, since people ask for one day by several keys. Lives as long as its content.</summary>
/// <param name="totals">What the viewer's totals count.</param>
/// <param name="detail">What their account by area or organisation counts; null if they may have none.</param>
internal sealed class DrawAccounts(RegistryReader totals, RegistryReader? detail, ReferenceGeography geography, string geographyFolder)
{
    private const int DaysKept = 3;

    private readonly LinkedList<PreparedAccount> _prepared = new();
    private IReadOnlyList<LandDistrict>? _districts;

    public AccountSource Source() => new(
        Draw,
        (request, key) => request.By switch
        {
            AccountKey.District => key == AccountStatement.Unassigned ? "In no district" : geography.NameOf(key),
            _ => null,
        })
    {
        May = by => !AccountReach.IsDetail(by) || detail is not null,
    };

    // One at a time: a national account takes all workers for some seconds.
    private async ValueTask<DrawnAccount> Draw(AccountRequest request, CancellationToken cancellation) => await Task.Run(
        () =>
        {
            lock (_prepared)
            {
                return DrawAccount.Handle(Prepare(request, cancellation), request, Environment.ProcessorCount, cancellation);
            }
        },
        cancellation);

    private PreparedAccount Prepare(AccountRequest request, CancellationToken cancellation)
    {
        var reader = AccountReach.IsDetail(request.By) ? detail ?? throw new InvalidOperationException("Asked for an account that the viewer may not have.") : totals;
        var prepared = _prepared.FirstOrDefault(kept => (kept.AsOf, kept.KnownAt) == (request.AsOf, request.KnownAt) && ReferenceEquals(kept.Reader, reader));
        if (prepared is null)
        {
            _districts ??= DistrictOutlines.Read(geographyFolder);
            prepared = DrawAccount.Prepare(reader, _districts, request.AsOf, request.KnownAt, Environment.ProcessorCount, null, cancellation);
        }

        _prepared.Remove(prepared);
        _prepared.AddFirst(prepared);
        if (_prepared.Count > DaysKept)
        {
            _prepared.RemoveLast();
        }

        return prepared;
    }
}
