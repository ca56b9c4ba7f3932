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
        var builder = by switch
        {
            AccountKey.Nation => nation,
            AccountKey.Year or AccountKey.Month => BookPeriods(from, asOf, by, nation),
            _ => Book(from, asOf, by),
        };
        if (openingAsKnown is not null && by is not (AccountKey.Nation or AccountKey.Year or AccountKey.Month))
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

        var (gross, releasedGross, outside) = GrossOf(from, asOf);
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

        if (by == AccountKey.Kind)
        {
            // Both kinds are booked under both names; only the row of the name's own kind is shown.
            BookAll(builder, static _ => KindKey(LandKind.Suspected), static _ => KindKey(LandKind.Suspected));
            BookAll(builder, static _ => KindKey(LandKind.Confirmed), static _ => KindKey(LandKind.Confirmed));
            return builder;
        }

        BookAll(builder, spell => KeyOf(spell, asOf, by), idle => KeyOf(idle, by));
        return builder;
    }

    private void BookAll(StatementBuilder builder, Func<Spell, string> keyOfSpell, Func<IdleRelease, string> keyOfIdle)
    {
        foreach (var (_, books) in _tiles.Values)
        {
            foreach (ref readonly var spell in books.Spells.AsSpan())
            {
                builder.Book(keyOfSpell(spell.Of), spell.Of, spell.TwiceAreaMm2);
            }

            foreach (ref readonly var idle in books.IdleReleases.AsSpan())
            {
                builder.Book(keyOfIdle(idle.Of), idle.Of, idle.TwiceAreaMm2);
            }
        }
    }

    private StatementBuilder BookPeriods(DateOnly? from, DateOnly asOf, AccountKey by, StatementBuilder nation)
    {
        Func<DateOnly, string> key = by == AccountKey.Year
            ? day => day.Year.ToString("D4", CultureInfo.InvariantCulture)
            : day => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var builder = new StatementBuilder(from, asOf, key);
        BookAll(builder, static _ => "", static _ => "");

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

    private (long Hazard, long Released, long OutsideHazard) GrossOf(DateOnly? from, DateOnly asOf)
    {
        var (hazard, released, outside) = (0L, 0L, 0L);
        foreach (var (_, books) in _tiles.Values)
        {
            foreach (ref readonly var share in books.Shares.AsSpan())
            {
                var land = share.Of.Land.Land;
                if (land.Date <= asOf && !(land.Date < from))
                {
                    hazard += land.IsRelease ? 0 : share.TwiceAreaMm2;
                    released += land.IsRelease ? share.TwiceAreaMm2 : 0;
                }
            }

            foreach (ref readonly var idle in books.IdleReleases.AsSpan())
            {
                if (idle.Of.Kind is null && idle.Of.Release.Date <= asOf && !(idle.Of.Release.Date < from))
                {
                    outside += idle.TwiceAreaMm2;
                }
            }
        }

        return (hazard, released, outside);
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
