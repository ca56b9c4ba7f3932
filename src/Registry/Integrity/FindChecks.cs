using System.Globalization;

namespace Surefoot.Registry.Integrity;

/// <summary>Checks of what was found.</summary>
internal static class FindChecks
{
    private const long MostOfOneFind = 1000;
    private const long FewFinds = 1000;
    private const int FewDistricts = 3;
    private const double GreatestShare = 0.7;

    public static IEnumerable<IntegrityCheck> All { get; } =
    [
        new("finds.outside-land", "Found in no recorded hazard and no released land", "A hazard that nobody has recorded.",
            Owners.Operations, CheckSeverity.Error, "survey the place and record the hazard, or correct the position", data =>
                data.Points.Points.Where(point => point.OutsideLand).Select(point => new CheckFinding(point.Type, point.Id, null, point.At))),
        new("finds.other-release", "Found outside the area that it names", "The find counts for the wrong work: its yield and its methods are judged by it.",
            Owners.Information, CheckSeverity.Warning, "correct releasedArea or the position", data =>
                data.Points.Points.Where(point => point.NotInRelease is not null).Select(point => new CheckFinding(point.Type, point.Id, $"not in {point.NotInRelease}", point.At))),
        new("finds.count", "More than a thousand items in one find", "A store, a sum of many days, or a slip.",
            Owners.Information, CheckSeverity.Warning, "record the finds one by one, or correct the count", data =>
                data.Query("found-item", string.Create(CultureInfo.InvariantCulture, $"SELECT t.client_key, CAST(t.f_count AS TEXT) FROM found_item t WHERE t.is_current = 1 AND t.f_count > {MostOfOneFind} ORDER BY t.client_key"))),
        new("finds.one-district", "One district holds an implausible share of all finds", "Often the first entry of a list, chosen by everybody who did not look.",
            Owners.Information, CheckSeverity.Warning, "compare district and position of its finds", OneDistrict),
        new("finds.no-district", "Finds without a district", "They are in the national figures and in no district's.",
            Owners.Information, CheckSeverity.Warning, "name the district in a new version", data =>
                data.Query("found-item", "SELECT t.client_key, NULL FROM found_item t WHERE t.is_current = 1 AND t.f_district IS NULL ORDER BY t.client_key")),
    ];

    private static IEnumerable<CheckFinding> OneDistrict(CheckData data)
    {
        var counts = data.Rows("SELECT t.f_district, count(*) FROM found_item t WHERE t.is_current = 1 AND t.f_district IS NOT NULL GROUP BY t.f_district", row => (District: row.GetString(0), Count: row.GetInt64(1)));
        var all = counts.Sum(district => district.Count);
        return all < FewFinds || counts.Count < FewDistricts ? [] : counts
            .Where(district => district.Count > GreatestShare * all)
            .Select(district => new CheckFinding("district", district.District, string.Create(CultureInfo.InvariantCulture, $"{100.0 * district.Count / all:F0} % of {all}")));
    }
}
