using Surefoot.Assessment.Planning;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Survey;

namespace Surefoot.Assessment.Priority;

/// <summary>Gates that an area passes before anything is weighed: teams may go there, it is on the plan, its people were asked.</summary>
internal sealed class JudgeGates
{
    // The plan and the people of a place speak for the land around it.
    private const double ReachM = 5_000;

    private readonly PriorityCriteria _criteria;
    private readonly Surroundings _around;
    private readonly Dictionary<string, SiteAccess> _byArea;
    private readonly Dictionary<string, SiteAccess> _byDistrict;

    public JudgeGates(RegistryReader reader, PriorityCriteria criteria, Surroundings around, DateOnly asOf)
    {
        _criteria = criteria;
        _around = around;
        var holding = reader.List("site-access", RecordQuery.Now with { AsOf = asOf }).OrderBy(row => row.Id, StringComparer.Ordinal).Select(row => row.As<SiteAccess>())
            .Where(access => access.AssessedOn <= asOf && !(access.Until < asOf)).ToArray();

        // The newest assessment holds; of one day the worse.
        static Dictionary<string, SiteAccess> Newest(IEnumerable<(string? Key, SiteAccess Access)> all) => all.Where(one => one.Key is not null).GroupBy(one => one.Key!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(one => one.Access).OrderByDescending(access => access.AssessedOn).ThenBy(access => access.Secure).First(), StringComparer.Ordinal);
        _byArea = Newest(holding.Select(access => (access.HazardArea, access)));
        _byDistrict = Newest(holding.Where(access => access.HazardArea is null).Select(access => (access.District, access)));
    }

    public IReadOnlyList<JudgedGate> Handle(OpenArea area, OpenGround ground) => [.. _criteria.Gates.Where(gate => gate.Rule != GateRule.Off).Select(gate => Judge(gate, area, ground))];

    private JudgedGate Judge(GateCriterion gate, OpenArea area, OpenGround ground)
    {
        var known = gate.Code switch
        {
            "secure" => (_byArea.GetValueOrDefault(area.Id) ?? _byDistrict.GetValueOrDefault(area.District))?.Secure,

            // A plan that names places says of all others that they are not on it; without one nothing is known.
            "planned" => !_around.Places.Any(place => place.OnPlan) ? null : _around.PlacesNear(ground, ReachM).Any(place => place.OnPlan),
            "consulted" => _around.Wishes.Count + _around.Impacts.Count == 0 ? (bool?)null
                : _around.Wishes.Any(wish => wish.Areas.Contains(area.Id) || (wish.At is { } at && ground.IsNear(at, ReachM)))
                    || _around.Impacts.Any(impact => impact.Areas.Contains(area.Id) || (impact.At is { } at && ground.IsNear(at, ReachM))),
            _ => throw new InvalidOperationException($"Nothing judges the gate {gate.Code}."),
        };
        return new(gate.Code, known ?? gate.Rule == GateRule.Known, known is not null);
    }
}
