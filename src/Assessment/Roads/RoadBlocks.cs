using Surefoot.Registry.Reading;
using Surefoot.Roads;

namespace Surefoot.Assessment.Roads;

/// <summary>A road-blockage record that holds at a day.</summary>
internal sealed record HeldBlockage(string Id, string Cause, int[] Edges)
{
    public static List<HeldBlockage> Read(RegistryReader reader, DateOnly asOf, RoadGraph graph, CancellationToken cancellation)
    {
        var rowOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var edge = 0; edge < graph.EdgeId.Count; edge++)
        {
            rowOf[graph.EdgeId[edge]] = edge;
        }

        var held = new List<HeldBlockage>();
        foreach (var row in reader.List("road-blockage", RecordQuery.Now, cancellation))
        {
            if ((DateOnly)row["from"]! > asOf || (row["until"] is DateOnly until && until < asOf))
            {
                continue;
            }

            // A record may name an edge of another edition of the graph; it then closes nothing here.
            var edges = (row["edges"] as string[] ?? []).Where(rowOf.ContainsKey).Select(id => rowOf[id]).Distinct().Order().ToArray();
            held.Add(new(row.Id, row["cause"] as string ?? "mined", edges));
        }

        return [.. held.OrderBy(b => b.Id, StringComparer.Ordinal)];
    }
}

/// <summary>What stands on the roads: blocks that land release removes, and edges that it does not open.</summary>
/// <param name="Ids">Record id of each block, ascending.</param>
/// <param name="Blocks">Cost is square metres of open land.</param>
/// <param name="ShutEdges">Closed by a destroyed bridge or an order: no release opens them.</param>
/// <param name="Open">Hazard behind each block; null where only a record of a mined road stands.</param>
/// <param name="BrokenEdges">Of those the destroyed bridges: not even passed on foot.</param>
internal sealed record RoadBlocks(IReadOnlyList<string> Ids, RoadBlock[] Blocks, bool[] ShutEdges, bool[] BrokenEdges, IReadOnlyList<OpenHazard?> Open)
{
    /// <summary>
    /// A mined road or an order on an edge that open confirmed hazard meets ends with that hazard. A mined road without such hazard is a block of its
    /// own: the strip of the buffer's width on both sides. Other records shut the edge.
    /// </summary>
    public static RoadBlocks Make(IEnumerable<OpenHazard> confirmed, IEnumerable<HeldBlockage> blockages, RoadNetwork network, double bufferM)
    {
        var hazards = confirmed.Where(h => h.Edges.Length > 0).OrderBy(h => h.Land.Id, StringComparer.Ordinal).ToList();
        var isMet = new bool[network.EdgeCount];
        foreach (var edge in hazards.SelectMany(h => h.Edges))
        {
            isMet[edge] = true;
        }

        var all = hazards.ConvertAll(h => (h.Land.Id, Block: new RoadBlock(h.Edges, h.Open.Area), Hazard: (OpenHazard?)h));
        var shut = new bool[network.EdgeCount];
        var broken = new bool[network.EdgeCount];
        foreach (var blockage in blockages)
        {
            var alone = blockage.Edges.Where(edge => blockage.Cause == "destroyed-bridge" || !isMet[edge]).ToArray();
            if (blockage.Cause == "mined")
            {
                var stripM2 = alone.Sum(edge => network.LengthM[edge]) * 2 * bufferM;
                if (stripM2 > 0)
                {
                    all.Add((blockage.Id, new RoadBlock(alone, stripM2), null));
                }

                continue;
            }

            foreach (var edge in alone)
            {
                shut[edge] = true;
                broken[edge] |= blockage.Cause == "destroyed-bridge";
            }
        }

        all.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return new([.. all.Select(b => b.Id)], [.. all.Select(b => b.Block)], shut, broken, [.. all.Select(b => b.Hazard)]);
    }
}
