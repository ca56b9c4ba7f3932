namespace Surefoot.SampleCountry;

internal sealed record PowerLine(int Index, int VoltageKv, Xy[] Line)
{
    public string Id => $"SYN-PL-{Index + 1:D3}";
}

/// <summary>Invented lines from each larger place to its nearest neighbour already supplied. Data for truth/, never drawn.</summary>
internal static class PowerLines
{
    public static List<PowerLine> Make(IReadOnlyList<Home> homes, ulong seed)
    {
        var random = Draw.Stream(seed, Part.PowerLines);
        var places = homes.OrderByDescending(h => h.PlannedReturnees + h.People).ThenBy(h => h.Place.WofId, StringComparer.Ordinal).Take(1 + (homes.Count / 8)).Select(h => h.Place.At).ToArray();
        var lines = new List<PowerLine>();
        for (var i = 1; i < places.Length; i++)
        {
            var to = places.Take(i).MinBy(p => (p - places[i]).Length);
            var line = new Xy[6];
            for (var k = 0; k < line.Length; k++)
            {
                var aside = k is 0 or 5 ? 0 : random.Between(-0.04, 0.04);
                var step = to - places[i];
                line[k] = places[i] + (step * (k / 5.0)) + (step.Left() * aside);
            }

            lines.Add(new(lines.Count, (to - places[i]).Length > 15_000 ? 110 : 35, line));
        }

        return lines;
    }
}
