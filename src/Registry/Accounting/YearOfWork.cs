using Surefoot.Account;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Accounting;

/// <summary>One row of the yearly table: what was cleared, net of overlap, and what was found.</summary>
/// <param name="Complete">False for a part of a year.</param>
/// <param name="ClearedHa">Cleared land only; cancelled and reduced land come on top.</param>
/// <param name="Uxo">Unexploded ordnance, submunitions included.</param>
public sealed record YearOfWork(int Year, DateOnly From, DateOnly To, bool Complete, double ClearedHa, double CancelledHa, double ReducedHa, long ApMines, long AtMines, long Uxo);

/// <summary>Draws the yearly table from the account and the found items.</summary>
public static class ListYearsOfWork
{
    public static IReadOnlyList<YearOfWork> Handle(LandAccount account, RegistryReader reader, RecordQuery query, DateOnly asOf, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(reader);
        var finds = new Dictionary<(int Year, string Category), long>();
        foreach (var find in reader.ListFoundItemPoints(query, cancellation))
        {
            if (find.FoundOn <= asOf)
            {
                var key = (find.FoundOn.Year, find.Category);
                finds[key] = finds.GetValueOrDefault(key) + find.Count;
            }
        }

        long Count(int year, string category) => finds.GetValueOrDefault((year, category));
        return
        [
            .. from year in account.Yearly(asOf)
               where year.Cleared.TwiceMm2 != 0 || finds.Keys.Any(key => key.Year == year.Year)
               select new YearOfWork(
                   year.Year,
                   year.From,
                   year.To,
                   year.Complete,
                   (double)year.Cleared.Ha,
                   (double)year.Cancelled.Ha,
                   (double)year.Reduced.Ha,
                   Count(year.Year, "ap-mine"),
                   Count(year.Year, "at-mine"),
                   Count(year.Year, "uxo") + Count(year.Year, "submunition")),
        ];
    }
}
