using System.Globalization;

namespace Surefoot.Account;

/// <summary>The names of the keys of a statement, and their order.</summary>
public static class AccountKeys
{
    /// <summary>By name; what no district, organisation, date or hazard can be given comes last.</summary>
    public static IComparer<string> Order { get; } = new KeyOrder();

    public static string Of(LandKind hazard) => hazard == LandKind.Confirmed ? "confirmed" : "suspected";

    /// <summary>The key of ground by the release that took it; null for ground not released.</summary>
    /// <param name="by">Organisation, method or use.</param>
    public static string Of(LandPolygon? release, AccountKey by)
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
            _ => throw new ArgumentOutOfRangeException(nameof(by), by, "Releases have no such key."),
        };
        return key.Length == 0 ? AccountStatement.NotStated : key;
    }

    /// <summary>The year or month of a day.</summary>
    public static string Period(DateOnly day, AccountKey by) => by switch
    {
        AccountKey.Year => day.ToString("yyyy", CultureInfo.InvariantCulture),
        AccountKey.Month => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "Not a period."),
    };

    /// <summary>First and last day of a year or month by its key.</summary>
    public static (DateOnly First, DateOnly Last) DaysOf(string period, AccountKey by)
    {
        ArgumentNullException.ThrowIfNull(period);
        var year = int.Parse(period.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        if (by == AccountKey.Year)
        {
            return (new(year, 1, 1), new(year, 12, 31));
        }

        var month = int.Parse(period.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture);
        return (new(year, month, 1), new(year, month, DateTime.DaysInMonth(year, month)));
    }

    private sealed class KeyOrder : IComparer<string>
    {
        public int Compare(string? x, string? y)
        {
            var byRank = Rank(x).CompareTo(Rank(y));
            return byRank != 0 ? byRank : string.CompareOrdinal(x, y);
        }

        private static int Rank(string? key) => key switch
        {
            AccountStatement.NotStated => 1,
            AccountStatement.Unassigned or AccountStatement.Open => 2,
            AccountStatement.NotAttributed => 3,
            _ => 0,
        };
    }
}
