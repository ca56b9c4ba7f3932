using NetTopologySuite.Geometries;
using Surefoot.Planning;

namespace Surefoot.Assessment.Planning;

/// <summary>A district with work left.</summary>
internal sealed record DistrictOfWork(string Code, double OpenM2, Coordinate Middle);

/// <summary>Puts an invented fleet at the districts with most open hazard: real teams come from reports once they are recorded.</summary>
internal static class DeployFleet
{
    public static IReadOnlyList<TeamPool> Handle(IReadOnlyList<DistrictOfWork> districts, PlanSettings settings, AssetPriors priors, double paceHa)
    {
        var bases = Enumerable.Range(0, districts.Count)
            .OrderByDescending(d => districts[d].OpenM2)
            .ThenBy(d => districts[d].Code, StringComparer.Ordinal)
            .Take(settings.Bases)
            .ToArray();
        var reach = bases.ToDictionary(b => b, _ => new List<int>());
        for (var district = 0; district < districts.Count; district++)
        {
            var nearest = bases.MinBy(b => districts[b].Middle.Distance(districts[district].Middle));
            foreach (var b in bases.Where(b => b == nearest || districts[b].Middle.Distance(districts[district].Middle) <= settings.ReachM))
            {
                reach[b].Add(district);
            }
        }

        var share = paceHa / settings.FleetPaceHa;
        var fleet = settings.Fleet;
        (TeamType Type, string Code, int Teams, AssetPrior Prior)[] kinds =
        [
            (TeamType.Survey, "survey", fleet.SurveyTeams, priors.Survey),
            (TeamType.SurfaceSearch, "surface-search", fleet.SurfaceTeams, priors.SurfaceSearch),
            (TeamType.Manual, "manual", fleet.ManualTeams, priors.Manual),
            (TeamType.Dog, "dog", fleet.DogTeams, priors.Dog),
            (TeamType.Machine, "machine", fleet.Machines, priors.Machine),
        ];
        var pools = new List<TeamPool>();
        foreach (var kind in kinds)
        {
            var teams = Math.Max(1, (int)Math.Round(kind.Teams * share));
            var atBase = Apportion(teams, [.. bases.Select(b => districts[b].OpenM2)]);
            for (var i = 0; i < bases.Length; i++)
            {
                if (atBase[i] > 0)
                {
                    pools.Add(new TeamPool($"SYN-{kind.Code}-{districts[bases[i]].Code}", kind.Type, bases[i], atBase[i], kind.Prior.CostPerTeamDay, reach[bases[i]]));
                }
            }
        }

        return pools;
    }

    /// <summary>Whole teams in proportion to weights, by largest remainder.</summary>
    internal static int[] Apportion(int teams, double[] weights)
    {
        var sum = weights.Sum();
        var exact = weights.Select(w => sum > 0 ? teams * w / sum : (double)teams / weights.Length).ToArray();
        var whole = exact.Select(e => (int)Math.Floor(e)).ToArray();
        foreach (var i in Enumerable.Range(0, weights.Length).OrderByDescending(i => exact[i] - whole[i]).ThenBy(i => i).Take(teams - whole.Sum()))
        {
            whole[i]++;
        }

        return whole;
    }
}
