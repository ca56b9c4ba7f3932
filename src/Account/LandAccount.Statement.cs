using System.Globalization;
using Surefoot.Account.Books;

namespace Surefoot.Account;

public sealed partial class LandAccount
{
    private static readonly LandKind[] s_hazardKinds = [LandKind.Suspected, LandKind.Confirmed];

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
        if (openingAsKnown is not null)
        {
            ReplaceOpening(nation, openingAsKnown.Book(from, asOf, AccountKey.Nation));
        }

        var total = SumOf(nation);
        var builder = by switch
        {
            AccountKey.Nation or AccountKey.Kind => nation,
            AccountKey.Year or AccountKey.Month => BookPeriods(from, asOf, by, nation),
            _ => Book(from, asOf, by),
        };
        if (openingAsKnown is not null && !ReferenceEquals(builder, nation) && by is not (AccountKey.Year or AccountKey.Month))
        {
            ReplaceOpening(builder, openingAsKnown.Book(from, asOf, by));
        }

        var rows = by == AccountKey.Kind ? RowsOfKinds(nation) : RowsOf(builder, by);
        var releases = ReleasesOf(rows, by == AccountKey.Kind ? OutsideOfKinds(nation) : builder.OutsideHazard);
        var (gross, releasedGross) = GrossOf(from, asOf);
        var totalRow = total.ToRow("total", null);
        var outside = nation.OutsideHazard.Values.Sum();
        var releasedTotal = new KeyReleases("total", totalRow.Released, totalRow.Rework, new(outside));
        var balanced = totalRow.Balances && rows.TrueForAll(row => row.Balances) && AddUp(rows, total, by)
            && releases.Sum(key => key.Gross.TwiceMm2) == releasedGross && releasedTotal.Gross.TwiceMm2 == releasedGross
            && totalRow.Gross.TwiceMm2 == gross;
        return new(from, asOf, by, rows, releases, totalRow, releasedTotal, balanced);
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

    private static List<AccountRow> RowsOf(StatementBuilder builder, AccountKey by)
    {
        var rows = new List<AccountRow>();
        foreach (var key in builder.Keys.Order(AccountKeys.Order))
        {
            foreach (var kind in s_hazardKinds)
            {
                var sums = builder.Sums(key, kind);
                if (by == AccountKey.Nation || !sums.IsZero)
                {
                    rows.Add(sums.ToRow(key, kind));
                }
            }
        }

        return rows;
    }

    private static List<AccountRow> RowsOfKinds(StatementBuilder nation) =>
    [
        nation.Sums(AccountStatement.Nation, LandKind.Confirmed).ToRow(AccountKeys.Of(LandKind.Confirmed), LandKind.Confirmed),
        nation.Sums(AccountStatement.Nation, LandKind.Suspected).ToRow(AccountKeys.Of(LandKind.Suspected), LandKind.Suspected),
    ];

    private static Dictionary<string, long> OutsideOfKinds(StatementBuilder nation) =>
        new(StringComparer.Ordinal) { [AccountStatement.NotAttributed] = nation.OutsideHazard.Values.Sum() };

    private static List<KeyReleases> ReleasesOf(List<AccountRow> rows, IReadOnlyDictionary<string, long> outside)
    {
        var byKey = rows.ToLookup(row => row.Key, StringComparer.Ordinal);
        return
        [
            .. byKey.Select(group => group.Key).Union(outside.Keys, StringComparer.Ordinal).Order(AccountKeys.Order)
                .Select(key => new KeyReleases(
                    key,
                    new(byKey[key].Sum(row => row.Released.TwiceMm2)),
                    new(byKey[key].Sum(row => row.Rework.TwiceMm2)),
                    new(outside.GetValueOrDefault(key))))
                .Where(key => key.Gross.TwiceMm2 != 0),
        ];
    }

    private StatementBuilder Book(DateOnly? from, DateOnly asOf, AccountKey by)
    {
        var builder = new StatementBuilder(from, asOf, null);
        if (by == AccountKey.Nation)
        {
            builder.Sums(AccountStatement.Nation, LandKind.Suspected);
        }

        BookAll(builder, spell => KeyOf(spell, asOf, by), idle => KeyOf(idle, by));
        return builder;
    }

    private void BookAll(StatementBuilder builder, Func<Spell, string> keyOfSpell, Func<IdleRelease, string> keyOfIdle)
    {
        foreach (var (_, books) in Parts)
        {
            foreach (ref readonly var spell in books.Spells.AsSpan())
            {
                builder.Book(keyOfSpell(spell.Of), spell.Of, spell.TwiceAreaMm2);
            }

            foreach (ref readonly var idle in books.IdleReleases.AsSpan())
            {
                builder.Book(keyOfIdle(idle.Of), idle.Of, idle.TwiceAreaMm2);
            }

            foreach (ref readonly var overlap in books.Overlaps.AsSpan())
            {
                builder.Book(keyOfSpell(overlap.Of.Spell), overlap.Of, overlap.TwiceAreaMm2);
            }
        }
    }

    private StatementBuilder BookPeriods(DateOnly? from, DateOnly asOf, AccountKey by, StatementBuilder nation)
    {
        var builder = new StatementBuilder(from, asOf, day => AccountKeys.Period(day, by));
        BookAll(builder, static _ => "", static _ => "");

        // The first day with a polygon opens an account that has no first day of its own.
        var first = from ?? _land.Values.Select(entry => entry.Date).Where(day => day <= asOf).DefaultIfEmpty(asOf).Min();
        var periods = new List<string>();
        for (var day = new DateOnly(first.Year, by == AccountKey.Year ? 1 : first.Month, 1); day <= asOf; day = by == AccountKey.Year ? day.AddYears(1) : day.AddMonths(1))
        {
            periods.Add(AccountKeys.Period(day, by));
        }

        foreach (var kind in s_hazardKinds)
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
            AccountKey.HazardArea => spell.Recorded.Land.RecordId,
            _ => AccountKeys.Of(released, by),
        };
    }

    private string KeyOf(in IdleRelease idle, AccountKey by) => by switch
    {
        AccountKey.Nation => AccountStatement.Nation,
        AccountKey.District => DistrictKey(idle.District),
        AccountKey.HazardArea => idle.Hazard?.Land.RecordId ?? AccountStatement.NotAttributed,
        _ => AccountKeys.Of(idle.Release.Land, by),
    };

    private string DistrictKey(int district) => district < 0 ? AccountStatement.Unassigned : _districts[district].Code;

    private static void ReplaceOpening(StatementBuilder now, StatementBuilder known)
    {
        foreach (var key in now.Keys.Union(known.Keys).ToArray())
        {
            foreach (var kind in s_hazardKinds)
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
            sum.Add(StatementSums.Of(row));
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

    private (long Hazard, long Released) GrossOf(DateOnly? from, DateOnly asOf)
    {
        var (hazard, released) = (0L, 0L);
        foreach (var (_, books) in Parts)
        {
            foreach (ref readonly var share in books.Shares.AsSpan())
            {
                var act = share.Of.Land;
                if (act.Date <= asOf && !(act.Date < from))
                {
                    hazard += act.Land.IsRelease ? 0 : share.TwiceAreaMm2;
                    released += act.Land.IsRelease ? share.TwiceAreaMm2 : 0;
                }
            }
        }

        return (hazard, released);
    }
}
