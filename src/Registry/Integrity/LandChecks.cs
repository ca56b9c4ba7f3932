using System.Globalization;
using Surefoot.Account;
using Surefoot.Geodesy;
using Surefoot.Registry.Criteria;
using Surefoot.Registry.Land;

namespace Surefoot.Registry.Integrity;

/// <summary>Checks of land: what the account's geometry says, and what decisions rest on.</summary>
internal static class LandChecks
{
    public static IEnumerable<IntegrityCheck> All { get; } =
    [
        new("land.outside-hazard", "Released ground that was no recorded hazard", "It counts as nothing in the account; either the hazard is missing or the outline is wrong.",
            Owners.Operations, CheckSeverity.Error, "record the hazard, or draw the release again", data => Findings(data, LandFindingRule.ReleaseOutsideHazard)),
        new("land.released-twice", "Two releases of the same ground", "One gain, whoever reports it; the second is rework.",
            Owners.Operations, CheckSeverity.Warning, "surefoot cases shows both; close the case with what is true", data => Findings(data, LandFindingRule.ReleasesOverlap)),
        new("land.hazard-over-released", "Hazard recorded over released land", "The release is in doubt, and people may be there.",
            Owners.Operations, CheckSeverity.Error, "surefoot cases; review the release, warn, survey", data => Findings(data, LandFindingRule.HazardOverReleased)),
        new("land.closed-but-open", "A closed hazard with ground that is open", "Its status says done, its ground is not released.",
            Owners.Operations, CheckSeverity.Error, "release the rest, or set the status to open", data => HazardsWithOpenGround(data, closed: true)),
        new("land.open-but-released", "An open hazard whose ground is all released", "It would be planned again.",
            Owners.Planner, CheckSeverity.Warning, "set the status to closed in a new version", data => HazardsWithOpenGround(data, closed: false)),
        new("land.handed-over-open", "Handed over with open ground", "People were told that they may use it.",
            Owners.Operations, CheckSeverity.Error, "tell them; surefoot cases; release the ground or take the handover back", HandedOverOpen),
        new("land.area-far", "Reported and computed area more than 5 % apart, unexplained", "One of the two is wrong, and reports have used it.",
            Owners.Information, CheckSeverity.Error, "areaExplanation or the right outline, in a new version", data => ByRule(data, AreaVerdict.Far)),
        new("land.area-differs", "Reported and computed area more than 1 % apart", "The account takes the computed one; the source may know why.",
            Owners.Information, CheckSeverity.Warning, "compare with the source", data => ByRule(data, AreaVerdict.Flagged)),
        new("land.no-criteria", "A release that cites no criteria", "Nobody can say by what the effort was judged.",
            Owners.Operations, CheckSeverity.Warning, "criteria = CODE@VERSION in a new version", data => ByCriteria(data, verdict => verdict == CriteriaVerdict.NotCited)),
        new("land.criteria-not-in-force", "A release by criteria that were not in force on its day", "It was judged by rules that were not the rules.",
            Owners.Operations, CheckSeverity.Error, "cite the version in force on the day of release, or release anew", data => ByCriteria(data, verdict => verdict is not (CriteriaVerdict.NotCited or CriteriaVerdict.InForce))),
        new("land.confirmed-indirect", "Confirmed hazard without direct evidence", "Then it is suspected; teams are sent with the wrong method.",
            Owners.Quality, CheckSeverity.Warning, "cite the find, accident or survey under evidence, or make it suspected", data =>
                data.Land.Where(land => land.Text("kind") == "confirmed" && !data.Kinds.AnyDirect(land.List("evidence"))).Select(land => Of(land))),
        new("land.no-search", "Cleared or reduced without any search recorded", "A release by search with no search.",
            Owners.Quality, CheckSeverity.Error, "import the search coverage, or withdraw the release", NoSearch),
        new("land.coverage-low", "Less searched than the criteria ask, and no reason given", "What was not searched is not released.",
            Owners.Quality, CheckSeverity.Error, "search the rest, or say uncheckedAreaM2 and uncheckedReason", CoverageLow),
        new("land.depth", "Not as deep as specified", "Items below the searched depth are still there.",
            Owners.Quality, CheckSeverity.Error, "search deeper, or release to the depth that was reached", TooShallow),
        new("land.unchecked-unexplained", "Unchecked ground without a reason", "Somebody will have to go there, and should know why nobody did.",
            Owners.Quality, CheckSeverity.Error, "uncheckedReason in a new version", data =>
                data.Land.Where(land => land.Number("uncheckedAreaM2") > 0 && land.Text("uncheckedReason") is null).Select(land => Of(land))),
        new("land.use-differs", "Used otherwise than intended", "The reason for releasing it first has not come true, or the depth is not enough for this use.",
            Owners.Planner, CheckSeverity.Warning, "compare depth and use; report what keeps people away", UsedOtherwise),
        new("land.balance", "The account does not add up", "Districts must be the nation and the movements the closing, to the square metre.",
            Owners.Information, CheckSeverity.Error, "report it: this is a fault of the program", Balance),
        new("land.no-district", "Hazard in no district", "It stands under unassigned, and no district answers for it.",
            Owners.Information, CheckSeverity.Warning, "compare with the outlines of the districts", Unassigned),
    ];

    private static CheckFinding Of(LandShape land, string? detail = null) => new(land.Type, land.Id, detail);

    private static IEnumerable<CheckFinding> Findings(CheckData data, LandFindingRule rule) =>
        from finding in data.LandFindings
        where finding.Rule == rule
        select new CheckFinding(
            TypeOf(finding.Polygon.Kind),
            finding.PolygonId,
            string.Create(CultureInfo.InvariantCulture, $"{(double)finding.Area.M2:F0} m²{(finding.OtherId is { } other ? $" with {other}" : "")} from {finding.Date:yyyy-MM-dd}"),
            EqualAreaPlane.Karabakh.Inverse(finding.Place));

    private static string TypeOf(LandKind kind) => kind switch
    {
        LandKind.Cancelled => "cancelled-area",
        LandKind.Reduced => "reduced-area",
        LandKind.Cleared => "cleared-area",
        _ => "hazard-area",
    };

    private static IEnumerable<CheckFinding> HazardsWithOpenGround(CheckData data, bool closed)
    {
        var threshold = ExactArea.FromM2((decimal)data.Rules.CaseThresholdM2);
        var balances = data.Balances.ToDictionary(balance => balance.Land.Id, StringComparer.Ordinal);
        foreach (var land in data.Land.Where(land => !land.IsRelease))
        {
            if (!balances.TryGetValue(land.Id, out var balance))
            {
                continue;
            }

            if (closed && land.Text("status") is "closed" or "handed-over" && balance.Open > threshold)
            {
                yield return Of(land, string.Create(CultureInfo.InvariantCulture, $"{land.Text("status")}, {(double)balance.Open.M2:F0} m² open"));
            }
            else if (!closed && land.Text("status") == "open" && balance.Net > threshold && !(balance.Open > threshold))
            {
                yield return Of(land);
            }
        }
    }

    private static IEnumerable<CheckFinding> HandedOverOpen(CheckData data)
    {
        var released = data.Land.Where(land => land.IsRelease).Select(land => land.Id).ToHashSet(StringComparer.Ordinal);
        var open = data.Balances.Where(balance => !balance.Land.IsRelease && balance.Open > ExactArea.FromM2((decimal)data.Rules.CaseThresholdM2)).Select(balance => balance.Land.Id).ToHashSet(StringComparer.Ordinal);
        var reopened = data.LandFindings.Where(finding => finding.Rule == LandFindingRule.HazardOverReleased && open.Contains(finding.PolygonId)).Select(finding => finding.OtherId!).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, areas) in data.Rows("SELECT t.client_key, t.f_areas FROM handover t WHERE t.is_current = 1 ORDER BY t.client_key", row => (row.GetString(0), row.GetString(1).Split(';'))))
        {
            foreach (var area in areas.Where(area => reopened.Contains(area) || !released.Contains(area)))
            {
                yield return new("handover", id, reopened.Contains(area) ? $"{area} has ground that is open again" : $"{area} is not released");
            }
        }
    }

    private static IEnumerable<CheckFinding> ByRule(CheckData data, AreaVerdict wanted)
    {
        foreach (var land in data.Land)
        {
            if (land.LonLat is not { } shape || land.Number("reportedAreaM2") is not { } reportedM2 || RoughArea.CertainlySame(shape, reportedM2, data.Rules))
            {
                continue;
            }

            var computedM2 = PlaneProjection.Karabakh.Project(shape).Area;
            if (ReportedArea.Judge(reportedM2, computedM2, data.Rules) == wanted && (wanted != AreaVerdict.Far || land.Text("areaExplanation") is null))
            {
                yield return Of(land, string.Create(CultureInfo.InvariantCulture, $"{reportedM2:F0} m² reported, {computedM2:F0} m² computed"));
            }
        }
    }

    private static IEnumerable<CheckFinding> ByCriteria(CheckData data, Func<CriteriaVerdict, bool> wanted) =>
        from land in data.Land
        where land.IsRelease
        let verdict = data.Criteria.Judge(land.Text("criteria"), land.Type, land.ReleasedOn!.Value)
        where wanted(verdict)
        select Of(land, CriteriaInForce.Words(verdict, land.Text("criteria"), land.ReleasedOn!.Value));

    private static Dictionary<string, double> BestShares(CheckData data) =>
        data.Rows("SELECT t.f_released_area, max(t.f_coverage_share) FROM search_coverage t WHERE t.is_current = 1 AND t.f_released_area IS NOT NULL GROUP BY t.f_released_area", row => (Area: row.GetString(0), Share: row.GetDouble(1)))
            .ToDictionary(row => row.Area, row => row.Share, StringComparer.Ordinal);

    private static IEnumerable<CheckFinding> NoSearch(CheckData data)
    {
        var searched = BestShares(data);
        return data.Land.Where(land => land.Type is "cleared-area" or "reduced-area" && !searched.ContainsKey(land.Id)).Select(land => Of(land));
    }

    // Only clearance has to cover the ground; technical survey is meant to cover a part of it.
    private static IEnumerable<CheckFinding> CoverageLow(CheckData data)
    {
        var searched = BestShares(data);
        return from land in data.Land
               where land.Type == "cleared-area" && searched.ContainsKey(land.Id) && land.Text("uncheckedReason") is null
               let least = data.Criteria.Find(land.Text("criteria"))?.MinimumCoverageShare
               where least is not null && searched[land.Id] < least
               select Of(land, string.Create(CultureInfo.InvariantCulture, $"{searched[land.Id]:P0} of the ground, {least:P0} asked for"));
    }

    private static IEnumerable<CheckFinding> TooShallow(CheckData data) =>
        from land in data.Land
        where land.Type is "cleared-area" or "reduced-area"
        let depth = land.Number("depthCm")
        let least = land.Number("specifiedDepthCm") ?? (land.Type == "cleared-area" ? data.Criteria.Find(land.Text("criteria"))?.MinimumDepthCm : null)
        where depth < least
        select Of(land, string.Create(CultureInfo.InvariantCulture, $"{depth} cm, {least} cm asked for"));

    private static IEnumerable<CheckFinding> UsedOtherwise(CheckData data)
    {
        var intended = data.Land.Where(land => land.Text("landUse") is not null).GroupBy(land => land.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Text("landUse")!, StringComparer.Ordinal);
        var visited = data.Rows("SELECT t.client_key, t.f_released_area, t.f_actual_use FROM land_use_visit t WHERE t.is_current = 1 ORDER BY t.client_key", row => (Id: row.GetString(0), Area: row.GetString(1), Use: row.GetString(2)))
            .Where(visit => intended.TryGetValue(visit.Area, out var use) && use != visit.Use)
            .Select(visit => new CheckFinding("land-use-visit", visit.Id, $"{visit.Area} for {intended[visit.Area]}, used for {visit.Use}"));
        return visited.Concat(data.Land.Where(land => land.Text("actualUse") is { } use && land.Text("landUse") is { } wanted && use != wanted).Select(land => Of(land, $"for {land.Text("landUse")}, used for {land.Text("actualUse")}")));
    }

    private static IEnumerable<CheckFinding> Balance(CheckData data)
    {
        foreach (var key in new[] { AccountKey.District, AccountKey.Year, AccountKey.Organisation })
        {
            if (!data.Account.Statement(null, data.Today, key).Balanced)
            {
                yield return new("account", key.ToString().ToLowerInvariant());
            }
        }
    }

    private static IEnumerable<CheckFinding> Unassigned(CheckData data) => data.Districts.IsEmpty ? [] :
        data.Account.Statement(null, data.Today, AccountKey.District).Rows
            .Where(row => row.Key == AccountStatement.Unassigned && row.Closing > ExactArea.FromM2((decimal)data.Rules.CaseThresholdM2))
            .Select(row => new CheckFinding("district", AccountStatement.Unassigned, string.Create(CultureInfo.InvariantCulture, $"{(double)row.Closing.M2:F0} m² {row.Kind.ToString()!.ToLowerInvariant()}")));
}
