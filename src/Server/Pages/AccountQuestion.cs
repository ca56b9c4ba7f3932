using System.Globalization;
using Surefoot.Account;
using Surefoot.Registry.Accounting;

namespace Surefoot.Server.Pages;

/// <summary>What the form of the account asks, as written and as understood.</summary>
/// <param name="Fault">Why it cannot be answered, for people; null if it can.</param>
public sealed record AccountQuestion(AccountRequest Request, string By, string From, string AsOf, string KnownAt, string? Fault)
{
    /// <summary>Keys in the order of the choice, with the words of the form.</summary>
    public static IReadOnlyList<(string Code, string Label, AccountKey Key)> Keys { get; } =
    [
        ("year", "year", AccountKey.Year),
        ("month", "month", AccountKey.Month),
        ("district", "district", AccountKey.District),
        ("organisation", "organisation", AccountKey.Organisation),
        ("method", "method", AccountKey.Method),
        ("use", "intended use", AccountKey.Use),
        ("kind", "kind of hazard", AccountKey.Kind),
        ("area", "hazard area", AccountKey.HazardArea),
        ("nation", "nothing, the whole", AccountKey.Nation),
    ];

    public static AccountQuestion Read(IQueryCollection query, DateOnly lastDay)
    {
        var (by, from, asOf, knownAt) = (Given(query, "by", "year"), Given(query, "from"), Given(query, "as-of", Figures.Iso(lastDay)), Given(query, "known-at"));
        var key = Keys.FirstOrDefault(key => key.Code == by);
        var request = new AccountRequest(null, lastDay, AccountKey.Year);
        AccountQuestion Refused(string fault) => new(request, by, from, asOf, knownAt, fault);
        if (key.Code is null)
        {
            return Refused($"There is no account by {by}.");
        }

        if (!Day(asOf, out var last) || !Day(from, out var first) || !Day(knownAt, out var known))
        {
            return Refused("Dates are written like 2024-12-31.");
        }

        if (first > last)
        {
            return Refused("The period starts after it ends.");
        }

        DateTimeOffset? until = known is { } day ? new(day.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero) : null;
        return new(new(first, last ?? lastDay, key.Key, until), by, from, asOf, knownAt, null);
    }

    private static string Given(IQueryCollection query, string name, string otherwise = "") =>
        query[name].ToString().Trim() is { Length: > 0 } text ? text : otherwise;

    private static bool Day(string text, out DateOnly? day)
    {
        day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return text.Length == 0 || day is not null;
    }
}
