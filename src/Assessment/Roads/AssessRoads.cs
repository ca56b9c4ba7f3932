using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Surefoot.Account;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Reading;
using Surefoot.Roads;

namespace Surefoot.Assessment.Roads;

/// <param name="GeographyFolder">Reference geography: roads/nodes.csv.gz, roads/edges.csv.gz, roads/roads.geojson.gz.</param>
/// <param name="RunsFolder">Where results are kept and looked for; null keeps nothing.</param>
/// <param name="JournalHead">Hash of the last entry of the journal: stands for all records.</param>
/// <param name="AsOf">The day whose roads are assessed.</param>
public sealed record RoadsRequest(string GeographyFolder, string? RunsFolder, string JournalHead, DateOnly AsOf, RoadsSettings Settings);

/// <summary>From the records and the road graph to what each corridor is worth; a run that is there already is read, not made again.</summary>
public static class AssessRoads
{
    // Part of the run's name: a change of method here or in the engine must raise it.
    private const string Engine = "surefoot-roads 1";

    // Choices the baseline makes with full knowledge, and blocks it looks at again before each: every look costs a sweep.
    private const int GreedyRounds = 16;
    private const int GreedyRevalued = 4;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <param name="reader">Approved records are read.</param>
    /// <param name="request">What to assess.</param>
    /// <param name="land">What <see cref="ReadLand"/> gives, if the caller has it already.</param>
    /// <param name="workers">Threads; the result does not depend on it.</param>
    /// <param name="progress">Told what is being done.</param>
    /// <exception cref="RoadFileException">The reference geography cannot be read.</exception>
    public static RoadsSummary Handle(
        RegistryReader reader, RoadsRequest request, IReadOnlyList<LandPolygon>? land = null, int workers = 1, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(request);
        var folder = Path.Combine(request.GeographyFolder, "roads");
        var nodesFile = Path.Combine(folder, "nodes.csv.gz");
        var edgesFile = Path.Combine(folder, "edges.csv.gz");
        var linesFile = Path.Combine(folder, "roads.geojson.gz");
        var inputs = new RoadsInputs(request.JournalHead, HashOf(nodesFile), HashOf(edgesFile), HashOf(linesFile));
        var run = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Engine, request.AsOf, request.Settings, inputs }, Json)))[..16];
        var keptAt = request.RunsFolder is null ? null : Path.Combine(request.RunsFolder, $"roads-{run}.json");
        if (ReadKept(keptAt) is { } kept)
        {
            return kept;
        }

        progress?.Report("reading the road graph");
        var graph = ReadRoadNetwork.FromFiles(nodesFile, edgesFile);
        var lines = RoadLines.Read(RoadTable.ReadBytes(linesFile), linesFile, graph.EdgeId, workers);
        progress?.Report("reading the land");
        land ??= ReadLand.Handle(reader, RecordQuery.Now, workers, null, cancellation);
        progress?.Report("looking for closed edges");
        var hazards = OpenHazard.Find(
            [.. land.Where(p => !p.IsRelease && p.Date <= request.AsOf).OrderBy(p => p.Id, StringComparer.Ordinal)],
            land.Where(p => p.IsRelease && p.Date <= request.AsOf),
            lines.Plane,
            request.Settings.BufferM,
            workers,
            cancellation);
        var blocks = RoadBlocks.Make(
            hazards.Where(h => h.Land.Kind == LandKind.Confirmed), HeldBlockage.Read(reader, request.AsOf, graph, cancellation), graph.Network, request.Settings.BufferM);
        progress?.Report("valuing corridors");
        var summary = Assess(run, request, inputs, graph, lines, hazards, blocks, ReturnPlace.Read(reader, request, cancellation), workers, cancellation);
        Keep(keptAt, summary);
        return summary;
    }

    private static RoadsSummary Assess(
        string run,
        RoadsRequest request,
        RoadsInputs inputs,
        RoadGraph graph,
        RoadLines lines,
        OpenHazard[] hazards,
        RoadBlocks blocks,
        IReadOnlyList<ReturnPlace> settlements,
        int workers,
        CancellationToken cancellation)
    {
        var settings = request.Settings;
        var travel = new TravelSettings(
            settings.ClosedAs == "infinite" ? ClosedEdge.Infinite : ClosedEdge.Detour,
            settings.WalkingKmPerHour,
            AccessLegs: true,
            Theta: settings.Theta,
            Beta: settings.Beta,
            DiscountRate: settings.DiscountRate);
        var closed = new bool[graph.Network.EdgeCount];
        foreach (var edge in blocks.Blocks.SelectMany(b => b.Edges))
        {
            closed[edge] = true;
        }

        var slowed = new bool[closed.Length];
        foreach (var edge in hazards.Where(h => h.Land.Kind == LandKind.Suspected).SelectMany(h => h.Edges))
        {
            slowed[edge] = settings.SuspectedFactor > 1;
        }

        var network = WithState(graph, blocks.ShutEdges, slowed, settings, travel);
        var index = RoadIndex.Build(network);
        var people = settlements.Select(s => s.People).ToArray();
        var places = Places.Snap(network, [.. settlements.Select(s => s.LongitudeDeg)], [.. settlements.Select(s => s.LatitudeDeg)], people);
        var worth = new OpeningWorth(index, places, people, blocks.Blocks, travel, workers, cancellation);
        var now = MarketAccess.Of(PreparedTravel.Prepare(index, places, network.HoursWhen(closed, travel)).Sweep(workers, null, cancellation), places, travel, workers, cancellation);
        var all = worth.Value(Enumerable.Range(0, blocks.Blocks.Length));
        var bundles = CorridorBundles.Find(worth, new BundleSearch(settings.Bundles, Candidates: 48, Revalued: 4));
        var views = new CorridorViews(graph, lines, blocks, settlements);
        return new RoadsSummary(
            run,
            Engine,
            request.AsOf,
            settings,
            inputs,
            settlements.Count,
            network.NodeCount,
            network.EdgeCount,
            Count(closed, blocks.ShutEdges),
            Enumerable.Range(0, slowed.Length).Count(edge => slowed[edge] && !closed[edge] && !blocks.ShutEdges[edge]),
            blocks.Blocks.Length,
            views.AreaM2(Enumerable.Range(0, blocks.Blocks.Length)),
            people.Sum(),
            now.Values.Count(0),
            all.NewlyConnected,
            now.Total,
            all.Gain,
            views.Make(bundles),
            CompareOrders(worth, bundles, people, places, settings),
            [.. blocks.Ids.Select((id, block) => new ClosureResult(id, Math.Round(blocks.Blocks[block].Cost, 1), [.. blocks.Blocks[block].Edges.Select(edge => graph.EdgeId[edge])]))]);
    }

    private static int Count(bool[] closed, bool[] shut) => Enumerable.Range(0, closed.Length).Count(edge => closed[edge] || shut[edge]);

    /// <summary>The graph with what no release changes: slower edges near suspected hazard, and edges that are shut.</summary>
    private static RoadNetwork WithState(RoadGraph graph, bool[] shut, bool[] slowed, RoadsSettings settings, TravelSettings travel)
    {
        var network = graph.Network;
        var to = network.To.ToArray();
        var speed = new double[network.EdgeCount];
        for (var edge = 0; edge < speed.Length; edge++)
        {
            speed[edge] = RoadSpeed.KmPerHour(graph.EdgeClass[edge]) / (slowed[edge] ? settings.SuspectedFactor : 1);
            if (shut[edge])
            {
                speed[edge] = Math.Min(speed[edge], travel.WalkingKmPerHour);

                // A self loop carries no traffic, and the edge keeps its row.
                to[edge] = travel.ClosedAs == ClosedEdge.Infinite ? network.From[edge] : to[edge];
            }
        }

        return RoadNetwork.Create(network.Longitude, network.Latitude, network.From, to, network.OneWay, network.LengthM, speed);
    }

    private static IReadOnlyList<OrderResult> CompareOrders(OpeningWorth worth, IReadOnlyList<CorridorBundle> bundles, double[] people, Places places, RoadsSettings settings)
    {
        if (bundles.Count == 0)
        {
            return [];
        }

        // Only the order of the corridors' blocks differs; all others follow in recorded order, beyond the horizon.
        var corridor = bundles.SelectMany(b => b.Blocks).ToHashSet();
        int[] Whole(IEnumerable<int> first) => [.. first.Where(corridor.Contains), .. Enumerable.Range(0, worth.Blocks.Count).Where(b => !corridor.Contains(b))];

        // The base is the most populous settlement; ties go to the first by id.
        var largest = Array.IndexOf(people, people.Max());
        var orders = CoordinationLoss.Compare(
            worth,
            [
                new("recorded", Whole(Enumerable.Range(0, worth.Blocks.Count))),
                new("nearest-first", Whole(CoordinationLoss.NearestFirst(worth, places.Node[largest]))),
                new("per-hazard-greedy", Whole(CorridorBundles.PerHazardGreedy(worth, corridor, GreedyRounds, GreedyRevalued))),
                new("bundles", Whole(CoordinationLoss.ByBundles(worth, bundles))),
            ],
            corridor.Sum(b => worth.Blocks[b].Cost) / settings.Quarters,
            settings.Quarters,
            4);
        return [.. orders.Select(o => new OrderResult(o.Name, o.LossPercent, o.NetPresentValue))];
    }

    private static string HashOf(string file)
    {
        if (!File.Exists(file))
        {
            throw new RoadFileException("roads.missing", "The reference geography has no road graph.", file, "Restore samples/karabakh/geography/roads.");
        }

        return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
    }

    private static RoadsSummary? ReadKept(string? path)
    {
        try
        {
            return path is not null && File.Exists(path) ? JsonSerializer.Deserialize<RoadsSummary>(File.ReadAllBytes(path), Json) : null;
        }
        catch (JsonException)
        {
            // A file cut short is a run cut short.
            return null;
        }
    }

    private static void Keep(string? path, RoadsSummary summary)
    {
        if (path is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(summary, Json));
            File.Move(path + ".new", path, overwrite: true);
        }
    }
}

/// <summary>A settlement as the assessment takes it.</summary>
/// <param name="Name">Null where the name is not certain enough to be shown.</param>
/// <param name="People">N: people there, and returnees planned within the years of the settings.</param>
internal sealed record ReturnPlace(string Id, string? Name, double LongitudeDeg, double LatitudeDeg, double People)
{
    public static IReadOnlyList<ReturnPlace> Read(RegistryReader reader, RoadsRequest request, CancellationToken cancellation)
    {
        var lastYear = request.AsOf.Year + request.Settings.ReturneesWithinYears;
        var places = new List<ReturnPlace>();
        foreach (var row in reader.List("settlement", RecordQuery.Now, cancellation))
        {
            if (row.ReadGeometry() is not { IsEmpty: false } point)
            {
                continue;
            }

            var people = row["people"] is long here ? here : 0;
            var returnees = row["plannedReturnees"] is long planned && (row["returnYear"] is not long year || year <= lastYear) ? planned : 0;
            places.Add(new(row.Id, row["nameShown"] is true ? row["nameAz"] as string : null, point.Coordinate.X, point.Coordinate.Y, people + returnees));
        }

        return [.. places.OrderBy(p => p.Id, StringComparer.Ordinal)];
    }
}
