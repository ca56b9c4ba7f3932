namespace Surefoot.SampleCountry;

/// <summary>Invented numbers for a real place.</summary>
internal sealed record Home(Settlement Place, int People, int PlannedReturnees, int ReturnYear, int ElevationM);

internal static class Returns
{
    public static List<Home> Make(Geography geography, FeatureGrid grid, ulong seed)
    {
        var homes = new List<Home>();
        for (var i = 0; i < geography.Settlements.Length; i++)
        {
            var place = geography.Settlements[i];
            // One stream per place: a place added to the list changes no other.
            var random = Draw.Stream(seed, Part.Settlements, ulong.Parse(place.WofId, System.Globalization.CultureInfo.InvariantCulture));
            var size = Math.Exp(5.3 + (0.9 * random.Normal()));
            var people = random.Chance(0.55) ? 0 : (int)size;
            var planned = random.Chance(0.75) ? 10 * (int)(size * random.Between(0.5, 2.5) / 10) : 0;
            var year = planned == 0 ? 0 : 2021 + random.Weighted(1, 3, 5, 7, 8, 9, 8, 6, 4, 3);
            var elevation = int.TryParse(place.ElevationM, out var known) ? known : (int)Math.Round(grid.At(grid.HeightM, place.At));
            homes.Add(new(place, people, planned, year, elevation));
        }

        return homes;
    }
}
