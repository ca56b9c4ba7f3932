namespace Surefoot.SampleCountry;

internal sealed record Blockage(int Index, int[] Edges, string Cause, int From, int Until, int District, Xy[] Line)
{
    public string Id => $"SYN-RB-{Index + 1:D4}";
}

/// <summary>Closes road edges that true rows meet, and a few at bridges and by order.</summary>
internal static class Blockages
{
    private const double MeetM = 30;

    public static List<Blockage> Make(Geography geography, LandState land, Truth truth, int count, ulong seed)
    {
        var random = Draw.Stream(seed, Part.Blockages);
        var mines = truth.Items.Where(i => i.Field >= 0).ToLookup(i => i.Cell);
        var met = new List<(Feature Road, int[] Cells, double Score)>();
        foreach (var road in geography.Roads.Where(r => r.Class != "path" && geography.DistrictAt(r.Parts[0][0]) >= 0))
        {
            var cells = CellsMet(land.Mesh, mines, road);
            if (cells.Length > 0)
            {
                var rank = road.Class switch { "trunk" or "primary" => 4.0, "secondary" => 3, "tertiary" => 2, "minor" => 1, _ => 0.4 };
                met.Add((road, cells, rank * (road.Bridge ? 3 : Math.Min(1, Length(road) / 400)) * random.NextUnit()));
            }
        }

        var blockages = new List<Blockage>();
        foreach (var (road, cells, _) in met.OrderByDescending(m => m.Score).ThenBy(m => m.Road.Id).Take(count))
        {
            var kind = road.Bridge ? random.Weighted(1, 2, 0.2) : random.Weighted(9, 0, 0.8);
            var from = random.Whole(Days.Start, Days.Of(2021, 4, 30));
            var until = cells.All(c => land.ReleasedDay[c] > 0) ? Math.Max(from + 30, cells.Max(c => land.ReleasedDay[c]) + 3) : 0;
            blockages.Add(new(
                blockages.Count,
                [road.Id],
                kind switch { 0 => "mined", 1 => "destroyed-bridge", _ => "closed-by-order" },
                from,
                until > Days.Data ? 0 : until,
                geography.DistrictAt(road.Parts[0][0]),
                road.Parts[0]));
        }

        return blockages;
    }

    private static double Length(Feature road)
    {
        var sum = 0.0;
        for (var i = 0; i + 1 < road.Parts[0].Length; i++)
        {
            sum += (road.Parts[0][i + 1] - road.Parts[0][i]).Length;
        }

        return sum;
    }

    private static int[] CellsMet(Mesh mesh, ILookup<int, Item> mines, Feature road)
    {
        var cells = new List<int>();
        var line = road.Parts[0];
        for (var i = 0; i + 1 < line.Length; i++)
        {
            var step = line[i + 1] - line[i];
            var pieces = Math.Max(1, (int)(step.Length / 25));
            for (var k = 0; k < pieces; k++)
            {
                var p = line[i] + (step * (k / (double)pieces));
                var cell = mesh.CellAt(p);
                if (cell >= 0 && !cells.Contains(cell) && mines[cell].Any(m => (m.At - p).Length < MeetM))
                {
                    cells.Add(cell);
                }
            }
        }

        return [.. cells];
    }
}
