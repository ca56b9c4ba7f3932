using System.Globalization;
using Surefoot.Account.Books;

namespace Surefoot.Account;

public sealed partial class LandAccount
{
    /// <summary>The account of a period.</summary>
    /// <param name="from">First day; null for everything since the beginning.</param>
    /// <param name="asOf">Last day.</param>
    /// <param name="openingAsKnown">
    /// The account as it was known when the period opened. Its balance becomes the opening, and what was learnt since about that balance stands under corrections.
    /// </param>
    public AccountStatement Statement(DateOnly? from, DateOnly asOf, AccountKey by = AccountKey.Nation, LandAccount? openingAsKnown = null)
    {
        if (from > asOf)
        {
            throw new ArgumentOutOfRangeException(nameof(from), from, "The period starts after it ends.");
        }

        var nation = Book(from, asOf, AccountKey.Nation);
        var total = SumOf(nation);
        var known = openingAsKnown?.Book(from, asOf, AccountKey.Nation);
        if (known is not null)
        {
            ReplaceOpening(nation, known);
            total = SumOf(nation);
        }

        var rows = new List<AccountRow>();
        var builder = by is AccountKey.Year or AccountKey.Month ? BookPeriods(from, asOf, by, nation) : Book(from, asOf, by);
        if (openingAsKnown is not null && by is not (AccountKey.Year or AccountKey.Month))
        {
            ReplaceOpening(builder, openingAsKnown.Book(from, asOf, by));
        }

        foreach (var key in builder.Keys.Order(KeyOrder.Instance))
        {
            foreach (var kind in new[] { LandKind.Suspected, LandKind.Confirmed })
            {
                var sums = builder.Sums(key, kind);
                if (by == AccountKey.Kind ? key == KindKey(kind) : by == AccountKey.Nation || !sums.IsZero)
                {
                    rows.Add(sums.ToRow(key, kind));
                }
            }
        }

        var gross = GrossOf(from, asOf, releases: false);
        var releasedGross = GrossOf(from, asOf, releases: true);
        var outside = OutsideHazard(from, asOf);
        var totalRow = total.ToRow("total", null);
        var balanced = totalRow.Balances && rows.TrueForAll(row => row.Balances) && AddUp(rows, total, by)
            && total.Cancelled + total.Reduced + total.Cleared + total.Rework + outside == releasedGross;
        return new(
            from, asOf, by, rows, totalRow, new(gross), new(gross - total.Recorded), new(releasedGross), new(outside), balanced);
    }

    /// <summary>Releases by calendar year up to a day, net of overlap, from the year of the first polygon on.</summary>
    public IReadOnlyList<YearlyRelease> Yearly(DateOnly asOf)
    {
        var result = new List<YearlyRelease>();
        foreach (var year in Statement(null, asOf, AccountKey.Year).Rows.GroupBy(row => row.Key))
        {
            var number = int.Parse(year.Key, CultureInfo.InvariantCulture);
            var last = new DateOnly(number, 12, 31);
            var sums = year.Aggregate(
                (Cancelled: default(ExactArea), Reduced: default(ExactArea), Cleared: default(ExactArea), Rework: default(ExactArea)),
                (sum, row) => (sum.Cancelled + row.Cancelled, sum.Reduced + row.Reduced, sum.Cleared + row.Cleared, sum.Rework + row.Rework));
            result.Add(new(
                number, new(number, 1, 1), last < asOf ? last : asOf, last <= asOf, sums.Cancelled, sums.Reduced, sums.Cleared, sums.Rework));
        }

        return result;
    }

    private StatementBuilder Book(DateOnly? from, DateOnly asOf, AccountKey by)
    {
        var builder = new StatementBuilder(from, asOf, null);
        if (by == AccountKey.Nation)
        {
            builder.Sums(AccountStatement.Nation, LandKind.Suspected);
        }

        foreach (var (_, books) in _tiles.Values)
        {
            foreach (ref readonly var spell in books.Spells.AsSpan())
            {
                if (by == AccountKey.Kind)
                {
                    // Both kinds are booked under both names; only the row of the name's own kind is shown.
                    builder.Book(KindKey(LandKind.Suspected), spell);
                    builder.Book(KindKey(LandKind.Confirmed), spell);
                    continue;
                }

                builder.Book(KeyOf(spell, asOf, by), spell);
            }

            foreach (ref readonly var idle in books.IdleReleases.AsSpan())
            {
                if (by == AccountKey.Kind)
                {
                    builder.Book(KindKey(LandKind.Suspected), idle);
                    builder.Book(KindKey(LandKind.Confirmed), idle);
                    continue;
                }

                builder.Book(KeyOf(idle, by), idle);
            }
        }

        return builder;
    }

    private StatementBuilder BookPeriods(DateOnly? from, DateOnly asOf, AccountKey by, StatementBuilder nation)
    {
        Func<DateOnly, string> key = by == AccountKey.Year
            ? day => day.Year.ToString("D4", CultureInfo.InvariantCulture)
            : day => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var builder = new StatementBuilder(from, asOf, key);
        foreach (var (_, books) in _tiles.Values)
        {
            foreach (ref readonly var spell in books.Spells.AsSpan())
            {
                builder.Book("", spell);
            }

            foreach (ref readonly var idle in books.IdleReleases.AsSpan())
            {
                builder.Book("", idle);
            }
        }

        // The first day with a polygon opens an account that has no first day of its own.
        var first = from ?? _land.Values.Select(entry => entry.Date).Where(day => day <= asOf).DefaultIfEmpty(asOf).Min();
        var periods = new List<string>();
        for (var day = new DateOnly(first.Year, by == AccountKey.Year ? 1 : first.Month, 1); day <= asOf; day = by == AccountKey.Year ? day.AddYears(1) : day.AddMonths(1))
        {
            periods.Add(key(day));
        }

        foreach (var kind in new[] { LandKind.Suspected, LandKind.Confirmed })
        {
            var sums = nation.Sums(AccountStatement.Nation, kind);
            builder.Chain(periods, kind, sums.Opening, sums.Corrections);
        }

        return builder;
    }

    private string KeyOf(in Spell spell, DateOnly asOf, AccountKey by)
    {
        var released = spell.Released is { } release && release.Date <= asOf ? release.Land : null;
        return by switch
        {
            AccountKey.Nation => AccountStatement.Nation,
            AccountKey.District => DistrictKey(spell.District),
            AccountKey.HazardArea => spell.Recorded.Land.Id,
            _ => ActKey(released, by),
        };
    }

    private string KeyOf(in IdleRelease idle, AccountKey by) => by switch
    {
        AccountKey.Nation => AccountStatement.Nation,
        AccountKey.District => DistrictKey(idle.District),
        AccountKey.HazardArea => idle.Hazard?.Land.Id ?? AccountStatement.Unassigned,
        _ => ActKey(idle.Release.Land, by),
    };

    private string DistrictKey(int district) => district < 0 ? AccountStatement.Unassigned : _districts[district].Code;

    private static string KindKey(LandKind kind) => kind == LandKind.Suspected ? "suspected" : "confirmed";

    private static string ActKey(LandPolygon? release, AccountKey by)
    {
        if (release is null)
        {
            return AccountStatement.Open;
        }

        var key = by switch
        {
            AccountKey.Organisation => release.Organisation,
            AccountKey.Method => release.Method,
            AccountKey.Use => release.Use,
            _ => throw new ArgumentOutOfRangeException(nameof(by), by, "Unknown key."),
        };
        return key.Length == 0 ? AccountStatement.NotStated : key;
    }

    private static void ReplaceOpening(StatementBuilder now, StatementBuilder known)
    {
        foreach (var key in now.Keys.Union(known.Keys).ToArray())
        {
            foreach (var kind in new[] { LandKind.Suspected, LandKind.Confirmed })
            {
                var before = known.Sums(key, kind).Opening;
                ref var sums = ref now.Sums(key, kind);
                sums.Corrections = sums.Opening - before;
                sums.Opening = before;
            }
        }
    }

    private static StatementSums SumOf(StatementBuilder nation)
    {
        var total = nation.Sums(AccountStatement.Nation, LandKind.Suspected);
        total.Add(nation.Sums(AccountStatement.Nation, LandKind.Confirmed));
        return total;
    }

    private static bool AddUp(List<AccountRow> rows, in StatementSums total, AccountKey by)
    {
        var sum = default(StatementSums);
        foreach (var row in rows)
        {
            sum.Add(new()
            {
                Opening = row.Opening.TwiceMm2,
                Recorded = row.Recorded.TwiceMm2,
                Confirmed = row.Confirmed.TwiceMm2,
                Cancelled = row.Cancelled.TwiceMm2,
                Reduced = row.Reduced.TwiceMm2,
                Cleared = row.Cleared.TwiceMm2,
                Rework = row.Rework.TwiceMm2,
                Corrections = row.Corrections.TwiceMm2,
                Closing = row.Closing.TwiceMm2,
                Reopened = row.Reopened.TwiceMm2,
            });
        }

        if (by is AccountKey.Year or AccountKey.Month)
        {
            // Balances of periods do not add up; they chain: the first opening and the last closing are the total's.
            var first = rows.Count == 0 ? "" : rows[0].Key;
            var last = rows.Count == 0 ? "" : rows[^1].Key;
            sum.Opening = rows.Where(row => row.Key == first).Sum(row => row.Opening.TwiceMm2);
            sum.Closing = rows.Where(row => row.Key == last).Sum(row => row.Closing.TwiceMm2);
        }

        return sum.Equals(total);
    }

    private long GrossOf(DateOnly? from, DateOnly asOf, bool releases)
    {
        var sum = 0L;
        foreach (var (_, books) in _tiles.Values)
        {
            foreach (ref readonly var share in books.Shares.AsSpan())
            {
                if (share.Land.Land.IsRelease == releases && share.Land.Date <= asOf && !(share.Land.Date < from))
                {
                    sum += share.TwiceAreaMm2;
                }
            }
        }

        return sum;
    }

    private long OutsideHazard(DateOnly? from, DateOnly asOf)
    {
        var sum = 0L;
        foreach (var (_, books) in _tiles.Values)
        {
            foreach (ref readonly var idle in books.IdleReleases.AsSpan())
            {
                if (idle.Kind is null && idle.Release.Date <= asOf && !(idle.Release.Date < from))
                {
                    sum += idle.TwiceAreaMm2;
                }
            }
        }

        return sum;
    }

    /// <summary>By name; ground that no district, organisation or date can be given comes last.</summary>
    private sealed class KeyOrder : IComparer<string>
    {
        internal static readonly KeyOrder Instance = new();

        public int Compare(string? x, string? y)
        {
            var byRank = Rank(x).CompareTo(Rank(y));
            return byRank != 0 ? byRank : string.CompareOrdinal(x, y);
        }

        private static int Rank(string? key) => key switch
        {
            AccountStatement.NotStated => 1,
            AccountStatement.Unassigned or AccountStatement.Open => 2,
            _ => 0,
        };
    }
}
