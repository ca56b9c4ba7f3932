using Surefoot.Roads;

namespace Surefoot.Assessment.Roads;

/// <summary>A network as it is passed at some time of the year.</summary>
public static class RoadState
{
    /// <summary>Speeds by surface and, in winter, by height; the parity rule's own where neither is known.</summary>
    /// <param name="season">none or winter.</param>
    public static RoadNetwork InSeason(RoadGraph graph, string season)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Network.Slowed(StateFactors.Of(graph.Network, [.. graph.ElevationM], season == "winter" ? StateFactors.Winter : [], graph.Surface));
    }

    /// <summary>Ties the parts of a network as far as the setting allows, and says what that did.</summary>
    /// <param name="longestM">0 ties nothing: the parts are still counted, since what is not joined is not hidden either.</param>
    public static (RoadNetwork Network, ApartResult Apart) Tie(RoadNetwork network, double longestM, double walkingKmPerHour)
    {
        var links = WalkingLinks.Find(network, longestM);
        return (links.Onto(network, walkingKmPerHour), new(links.PartsBefore, links.NodesOutside, links.Links.Count, Math.Round(links.Links.Sum(l => l.LengthM), 1), links.PartsAfter, links.NodesStillOutside));
    }
}
