using Surefoot.Account;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Accounting;

/// <summary>Which account is asked.</summary>
/// <param name="From">First day of the period; null: from the beginning.</param>
/// <param name="AsOf">Last day of the period, on the clock of the field.</param>
/// <param name="KnownAt">As it was known at this instant; null: as we know it now.</param>
/// <param name="OpeningKnownAt">
/// The opening as it was known at this instant: what was learnt since stands under corrections. Null: as known at <paramref name="KnownAt"/>; then
/// corrections are what later versions changed about the balance of the day before <paramref name="From"/>.
/// </param>
public sealed record AccountRequest(
    DateOnly? From, DateOnly AsOf, AccountKey By = AccountKey.Nation, DateTimeOffset? KnownAt = null, DateTimeOffset? OpeningKnownAt = null);

/// <summary>One key of the account over both kinds of hazard, with what was found on its ground.</summary>
/// <param name="From">First day that counts; null: from the beginning.</param>
/// <param name="Complete">Of a year or month: false for a part of it, which is never compared with a whole one. Null for keys that are no period.</param>
/// <param name="ClosingConfirmedM2">The part of the closing that is confirmed hazard.</param>
/// <param name="ReleasedGrossM2">Sum of the release polygons: released + rework + outside hazard.</param>
/// <param name="OutsideHazardM2">Released ground that was no recorded hazard.</param>
public sealed record AccountKeyLine(
    string Key, DateOnly? From, DateOnly To, bool? Complete, LandFigures Land, decimal ClosingConfirmedM2, decimal ReleasedGrossM2, decimal OutsideHazardM2, FindCounts Finds)
{
    public FindYield Yield => FindYield.Of(Finds, Land.ClearedM2, Land.ReleasedM2);
}

/// <summary>The account of a period with the finds beside it.</summary>
/// <param name="Keys">In the order of the statement; keys that hold finds alone are among them.</param>
public sealed record DrawnAccount(LandAccount Account, AccountStatement Statement, IReadOnlyList<AccountKeyLine> Keys, AccountKeyLine Total);

/// <summary>The land as of a day and its account: what is the same for every key and period that end on the day.</summary>
public sealed record PreparedAccount(RegistryReader Reader, DateOnly AsOf, DateTimeOffset? KnownAt, LandHistory History, IReadOnlyList<LandPolygon> Land, LandAccount Account);

/// <summary>Draws the land account out of the registry, on both clocks.</summary>
public static class DrawAccount
{
    /// <param name="districts">By which the account is split, <see cref="DistrictOutlines"/>.</param>
    public static DrawnAccount Handle(
        RegistryReader reader,
        IReadOnlyList<LandDistrict> districts,
        AccountRequest request,
        int workers = 1,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Handle(Prepare(reader, districts, request.AsOf, request.KnownAt, workers, progress, cancellation), request, workers, cancellation);
    }

    /// <summary>The part that takes long.</summary>
    public static PreparedAccount Prepare(
        RegistryReader reader,
        IReadOnlyList<LandDistrict> districts,
        DateOnly asOf,
        DateTimeOffset? knownAt,
        int workers = 1,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var history = LandHistory.Read(reader, new RecordQuery(KnownAt: knownAt), null, cancellation);
        var land = history.AsOf(asOf, workers, null, cancellation);
        return new(reader, asOf, knownAt, history, land, LandAccount.Compute(land, districts, workers, progress, cancellation));
    }

    /// <exception cref="ArgumentException">Prepared for another day or as known at another time.</exception>
    public static DrawnAccount Handle(PreparedAccount prepared, AccountRequest request, int workers = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(request);
        if ((prepared.AsOf, prepared.KnownAt) != (request.AsOf, request.KnownAt))
        {
            throw new ArgumentException("The account was prepared for another day.", nameof(prepared));
        }

        var account = prepared.Account;
        var statement = account.Statement(request.From, request.AsOf, request.By, Opening(prepared, request, workers, cancellation));
        var finds = new AttributeFinds(account, prepared.Reader, new RecordQuery(KnownAt: request.KnownAt), request.By, request.AsOf).Count(request.From, workers, cancellation);
        var keys = Keys(statement, finds);
        var total = new AccountKeyLine(
            statement.Total.Key, request.From, request.AsOf, null, LandFigures.Of(statement.Total), keys.Count == 0 ? 0 : request.By is AccountKey.Year or AccountKey.Month ? keys[^1].ClosingConfirmedM2 : keys.Sum(key => key.ClosingConfirmedM2), statement.ReleasedGross.M2, statement.OutsideHazard.M2,
            finds.Values.Aggregate(default(FindCounts), (a, b) => a + b));
        return new(account, statement, keys, total);
    }

    // The land as of the day before the period, which only differs where a record has several versions; null if nowhere.
    private static LandAccount? Opening(PreparedAccount prepared, AccountRequest request, int workers, CancellationToken cancellation)
    {
        if (request.From is not { } from)
        {
            return null;
        }

        var before = request.OpeningKnownAt is null || request.OpeningKnownAt == request.KnownAt
            ? prepared.History
            : LandHistory.Read(prepared.Reader, new RecordQuery(KnownAt: request.OpeningKnownAt), prepared.History, cancellation);
        var then = before.AsOf(from.AddDays(-1), workers, null, cancellation).ToDictionary(polygon => polygon.Id, StringComparer.Ordinal);
        var gone = new List<string>();
        foreach (var polygon in prepared.Land)
        {
            if (then.TryGetValue(polygon.Id, out var other) && IsSame(polygon, other))
            {
                then.Remove(polygon.Id);
            }
            else
            {
                gone.Add(polygon.Id);
            }
        }

        return gone.Count == 0 && then.Count == 0 ? null : prepared.Account.With(then.Values, gone, workers, null, cancellation);
    }

    // Geometry of one version is one object, and so is all that comes from that version alone.
    private static bool IsSame(LandPolygon a, LandPolygon b) =>
        ReferenceEquals(a.Polygon, b.Polygon) && (a.Kind, a.Date, a.SuspectedSince) == (b.Kind, b.Date, b.SuspectedSince);

    private static List<AccountKeyLine> Keys(AccountStatement statement, Dictionary<string, FindCounts> finds)
    {
        var rows = statement.Rows.ToLookup(row => row.Key, StringComparer.Ordinal);
        var releases = statement.Releases.ToDictionary(key => key.Key, StringComparer.Ordinal);
        var keys = rows.Select(group => group.Key).Union(releases.Keys, StringComparer.Ordinal).Union(finds.Keys, StringComparer.Ordinal).Order(AccountKeys.Order);
        return [.. keys.Select(key =>
        {
            var (from, to, complete) = PeriodOf(statement, key);
            var released = releases.GetValueOrDefault(key);
            return new AccountKeyLine(
                key, from, to, complete, LandFigures.Sum(rows[key]), LandFigures.Sum(rows[key], LandKind.Confirmed).ClosingM2, released?.Gross.M2 ?? 0, released?.OutsideHazard.M2 ?? 0, finds.GetValueOrDefault(key));
        })];
    }

    private static (DateOnly? From, DateOnly To, bool? Complete) PeriodOf(AccountStatement statement, string key)
    {
        if (statement.By is not (AccountKey.Year or AccountKey.Month))
        {
            return (statement.From, statement.AsOf, null);
        }

        var (first, last) = AccountKeys.DaysOf(key, statement.By);
        return (
            first < statement.From ? statement.From : first,
            last > statement.AsOf ? statement.AsOf : last,
            !(first < statement.From) && last <= statement.AsOf);
    }
}
