using System.Text.Json.Serialization;
using NetTopologySuite.Geometries;

namespace Surefoot.Assessment.Roads;

/// <summary>What an assessment of the roads assumes; kept with its result.</summary>
/// <param name="BufferM">An edge is closed where open confirmed hazard comes this near.</param>
/// <param name="ClosedAs">"detour": a closed edge is walked; "infinite": it cannot be passed.</param>
/// <param name="WalkingKmPerHour">On foot, also from a settlement to its node.</param>
/// <param name="SuspectedFactor">Hours of an edge through open suspected hazard are multiplied by this; 1 leaves it out.</param>
/// <param name="ReturneesWithinYears">N of a settlement = people + returnees planned to come within this many years.</param>
/// <param name="Bundles">Corridors wanted at most.</param>
/// <param name="Network">road, rail or power.</param>
/// <param name="Season">none, or winter: roads above heights are slower or shut (<see cref="Surefoot.Roads.StateFactors.Winter"/>).</param>
/// <param name="WalkingLinksM">Parts of the graph that do not meet are tied by ways on foot up to this length; 0: they stay apart.</param>
/// <param name="ImpactKm">People within this distance of a hazard make its impact score.</param>
/// <param name="Quarters">Orders are compared at the even pace at which the corridors' land is released in this many quarters.</param>
public sealed record RoadsSettings(
    double BufferM = 15,
    string ClosedAs = "detour",
    double WalkingKmPerHour = 5,
    double SuspectedFactor = 1.25,
    double Theta = 3.8,
    double Beta = 0.10,
    double DiscountRate = 0.05,
    int ReturneesWithinYears = 5,
    int Bundles = 20,
    int Quarters = 20,
    string Network = "road",
    string Season = "none",
    double WalkingLinksM = 0,
    double ImpactKm = 5);

/// <summary>What was done about parts of the network that do not meet.</summary>
/// <param name="Parts">Parts that do not meet, as mapped.</param>
/// <param name="NodesOutside">Nodes outside the largest part, as mapped.</param>
/// <param name="Links">Ways on foot added.</param>
/// <param name="LinksM">Their length, straight lines.</param>
/// <param name="PartsLeft">Parts that are still apart.</param>
/// <param name="NodesLeft">Nodes still outside.</param>
public sealed record ApartResult(int Parts, int NodesOutside, int Links, double LinksM, int PartsLeft, int NodesLeft);

/// <summary>SHA-256 of each input file, and of the journal's last entry.</summary>
public sealed record RoadsInputs(string JournalHead, string Nodes, string Edges, string Lines);

/// <summary>An assessment of the roads at a day. Holds no time of day and no duration: the same inputs give the same bytes.</summary>
/// <param name="Run">Names the run; its file is <c>roads-{Run}.json</c>.</param>
/// <param name="ClosedEdges">Edges closed by land, by a record or by an order.</param>
/// <param name="SlowedEdges">Edges through open suspected hazard that are not closed.</param>
/// <param name="BlockingAreaM2">Open land of all areas that close an edge, each place once.</param>
/// <param name="People">Σ N.</param>
/// <param name="WithoutAccess">Settlements without a way to anyone now.</param>
/// <param name="NewlyConnected">Those that opening every block would connect.</param>
/// <param name="GainOfAll">What opening every block is worth, persons.</param>
/// <param name="Bundles">Best first.</param>
/// <param name="Orders">Loss of orders of release against the best of them.</param>
/// <param name="Closures">What closes edges now, by id.</param>
public sealed record RoadsSummary(
    string Run,
    string Engine,
    DateOnly AsOf,
    RoadsSettings Settings,
    RoadsInputs Inputs,
    int Settlements,
    int Nodes,
    int Edges,
    int ClosedEdges,
    int SlowedEdges,
    int BlockingAreas,
    double BlockingAreaM2,
    double People,
    int WithoutAccess,
    int NewlyConnected,
    double MarketAccessTotal,
    double GainOfAll,
    IReadOnlyList<BundleResult> Bundles,
    IReadOnlyList<OrderResult> Orders,
    IReadOnlyList<ClosureResult> Closures)
{
    /// <summary>Parts of the network that do not meet.</summary>
    public required ApartResult Apart { get; init; }

    /// <summary>Settlements that are not on this network (rail, power).</summary>
    public int SettlementsFar { get; init; }
}

/// <summary>Hazard areas (and records of mined roads without an area) that are worth opening together.</summary>
/// <param name="Id">Stable within a run.</param>
/// <param name="Name">The shown settlements nearest to its two ends.</param>
/// <param name="Areas">Record ids.</param>
/// <param name="Gain">This bundle alone, persons: Σ N_o ((MA_o after / MA_o before)^β − 1), one unit of income a person and year.</param>
/// <param name="GainInOrder">What it adds after those ranked before it.</param>
/// <param name="NewlyConnected">Settlements it gives their first way, in its turn.</param>
/// <param name="AreaM2">Open land to release, each place once; the strip along the road where only a record closes it.</param>
/// <param name="Worth">Share of the best corridor's gain, 0 to 1.</param>
/// <param name="At">Longitude, latitude of a point on its edges near their middle.</param>
/// <param name="Lines">The edges it opens: lines of [longitude, latitude].</param>
public sealed record BundleResult(
    int Rank,
    string Id,
    string Name,
    IReadOnlyList<string> Areas,
    double Gain,
    double GainInOrder,
    int NewlyConnected,
    double AreaM2,
    double Worth,
    double[] At,
    IReadOnlyList<double[][]> Lines)
{
    /// <summary>The lines as one geometry on WGS 84.</summary>
    [JsonIgnore]
    public MultiLineString Line => new([.. Lines.Select(line => new LineString([.. line.Select(p => new Coordinate(p[0], p[1]))]))]);
}

/// <param name="Name">recorded, impact-score, nearest-first, per-hazard-greedy or bundles.</param>
/// <param name="NetPresentValue">Persons · years, discounted.</param>
/// <param name="GainByQuarter">Worth per year of what is open at the end of each quarter, persons.</param>
public sealed record OrderResult(string Name, double LossPercent, double NetPresentValue, IReadOnlyList<double> GainByQuarter);

/// <param name="Id">Of the hazard area or road-blockage record.</param>
/// <param name="OpenM2">Land to release.</param>
/// <param name="Edges">Ids of the edges it closes.</param>
public sealed record ClosureResult(string Id, double OpenM2, IReadOnlyList<string> Edges);
