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
/// <param name="LinesFile">GeoJSON lines of railways or power lines; null takes the railways of the reference geography.</param>
public sealed record RoadsRequest(string GeographyFolder, string? RunsFolder, string JournalHead, DateOnly AsOf, RoadsSettings Settings, string? LinesFile = null);

/// <summary>From the records and the road graph to what each corridor is worth; a run that is there already is read, not made again.</summary>
public static class AssessRoads
{
    // Part of the run's name: a change of method here or in the engine must raise it.
    private const string Engine = "surefoot-roads 2";

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
        var source = NetworkSource.Of(request);
        var inputs = source.Hash(request.JournalHead);
        var run = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Engine, request.AsOf, request.Settings, inputs }, Json)))[..16];
        var keptAt = request.RunsFolder is null ? null : Path.Combine(request.RunsFolder, $"roads-{run}.json");
        if (ReadKept(keptAt) is { } kept)
        {
            return kept;
        }

        progress?.Report($"reading the {source.Kind} network");
        var (graph, lines) = source.Read(request.GeographyFolder, request.Settings, workers);
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
            hazards.Where(h => h.Land.Kind == LandKind.Confirmed), source.Kind == "road" ? HeldBlockage.Read(reader, request.AsOf, graph, cancellation) : [], graph.Network, request.Settings.BufferM);
        progress?.Report("valuing corridors");
        var summary = Assess(run, request, source, inputs, graph, lines, hazards, blocks, ReturnPlace.Read(reader, request, cancellation), workers, cancellation);
        Keep(keptAt, summary);
        return summary;
    }

    private static RoadsSummary Assess(
        string run,
        RoadsRequest request,
        NetworkSource source,
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
            settings.ClosedAs == "infinite" || source.Kind == "power" ? ClosedEdge.Infinite : ClosedEdge.Detour,
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

        var (network, apart) = RoadState.Tie(WithState(graph, blocks, slowed, settings, travel), settings.WalkingLinksM, settings.WalkingKmPerHour);
        var ordersFolder = request.RunsFolder is null ? null : Path.Combine(request.RunsFolder, "orders");
        var (index, _) = RoadOrderFile.Open(network, ordersFolder is null ? null : Path.Combine(ordersFolder, $"{source.Kind}-{RoadOrderFile.NameOf(network)}.order"), workers);
        var (onNetwork, people, places) = Snap(network, settlements, source.PlaceKm);
        var worth = new OpeningWorth(index, places, people, blocks.Blocks, travel, workers, cancellation);
        var now = MarketAccess.Of(PreparedTravel.Prepare(index, places, network.HoursWhen([.. closed, .. new bool[network.EdgeCount - closed.Length]], travel)).Sweep(workers, null, cancellation), places, travel, workers, cancellation);
        var all = worth.Value(Enumerable.Range(0, blocks.Blocks.Length));
        var bundles = CorridorBundles.Find(worth, new BundleSearch(settings.Bundles, Candidates: 192, Revalued: 16));
        var views = new CorridorViews(graph, lines, blocks, settlements);
        return new RoadsSummary(
            run,
            Engine,
            request.AsOf,
            settings,
            inputs,
            onNetwork.Count,
            network.NodeCount,
            closed.Length,
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
            CompareOrders.Handle(worth, bundles, people, places, settings.Quarters, settings.ImpactKm),
            [.. blocks.Ids.Select((id, block) => new ClosureResult(id, Math.Round(blocks.Blocks[block].Cost, 1), [.. blocks.Blocks[block].Edges.Select(edge => graph.EdgeId[edge])]))])
        {
            Apart = apart,
            SettlementsFar = settlements.Count - onNetwork.Count,
        };
    }

    private static (IReadOnlyList<ReturnPlace> Settlements, double[] People, Places Places) Snap(RoadNetwork network, IReadOnlyList<ReturnPlace> settlements, double withinKm)
    {
        var all = Places.Snap(network, [.. settlements.Select(s => s.LongitudeDeg)], [.. settlements.Select(s => s.LatitudeDeg)], [.. settlements.Select(s => s.People)]);
        var near = settlements.Where((_, place) => all.AccessKm[place] <= withinKm).ToList();
        return (near, [.. near.Select(s => s.People)], Places.Snap(network, [.. near.Select(s => s.LongitudeDeg)], [.. near.Select(s => s.LatitudeDeg)], [.. near.Select(s => s.People)]));
    }

    private static int Count(bool[] closed, bool[] shut) => Enumerable.Range(0, closed.Length).Count(edge => closed[edge] || shut[edge]);

    /// <summary>The graph with what no release changes: season and surface, slower edges near suspected hazard, and edges that are shut.</summary>
    private static RoadNetwork WithState(RoadGraph graph, RoadBlocks blocks, bool[] slowed, RoadsSettings settings, TravelSettings travel)
    {
        var network = RoadState.InSeason(graph, settings.Season);
        var factor = new double[network.EdgeCount];
        for (var edge = 0; edge < factor.Length; edge++)
        {
            factor[edge] = slowed[edge] ? 1 / settings.SuspectedFactor : 1;
            if (blocks.ShutEdges[edge])
            {
                // A destroyed bridge carries nobody; an order keeps vehicles off.
                var onFoot = network.LengthM[edge] / 1000 / travel.WalkingKmPerHour;
                factor[edge] = blocks.BrokenEdges[edge] || travel.ClosedAs == ClosedEdge.Infinite ? 0 : onFoot > 0 ? Math.Min(factor[edge], network.OpenHours[edge] / onFoot) : factor[edge];
            }
        }

        return network.Slowed(factor);
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
