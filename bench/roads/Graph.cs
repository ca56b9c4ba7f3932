using System.Globalization;
using System.IO.Compression;

namespace Surefoot.Roads.Bench;

/// <summary>A country's road graph and settlements, read as the parity rule says.</summary>
internal sealed record Graph(RoadNetwork Network, Places Places, int[] LengthDm, int[] KmPerHour)
{
    public static Graph Read(string nodesFile, string edgesFile, string placesFile, int limit)
    {
        var (longitude, latitude) = (new List<double>(), new List<double>());
        foreach (var row in Rows(nodesFile, "lon", "lat"))
        {
            longitude.Add(Number(row[0]));
            latitude.Add(Number(row[1]));
        }

        var (from, to, oneWay, length, speed) = (new List<int>(), new List<int>(), new List<bool>(), new List<double>(), new List<double>());
        foreach (var row in Rows(edgesFile, "from", "to", "class", "oneway", "length_m"))
        {
            from.Add(int.Parse(row[0], CultureInfo.InvariantCulture));
            to.Add(int.Parse(row[1], CultureInfo.InvariantCulture));
            speed.Add(RoadSpeed.KmPerHour(row[2]));
            oneWay.Add(row[3] != "0");
            length.Add(Number(row[4]));
        }

        var network = RoadNetwork.Create([.. longitude], [.. latitude], [.. from], [.. to], [.. oneWay], [.. length], [.. speed]);
        var settlements = Rows(placesFile, "lon", "lat").Take(limit).ToList();
        var places = Places.Snap(network, [.. settlements.Select(s => Number(s[0]))], [.. settlements.Select(s => Number(s[1]))], [.. settlements.Select(_ => 1.0)]);
        return new(network, places, [.. length.Select(m => (int)Math.Round(m * 10))], [.. speed.Select(s => (int)s)]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string file, params string[] columns)
    {
        using var stream = File.OpenRead(file);
        using var plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
        using var reader = new StreamReader(plain);
        var header = reader.ReadLine()!.Split(',');
        var at = columns.Select(c => Array.IndexOf(header, c)).ToArray();
        while (reader.ReadLine() is { } line)
        {
            // Some names hold quoted commas.
            var cells = line.Contains('"', StringComparison.Ordinal) ? [.. Split(line)] : line.Split(',');
            yield return [.. at.Select(i => cells[i])];
        }
    }

    private static IEnumerable<string> Split(string line)
    {
        var start = 0;
        var isQuoted = false;
        for (var i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == ',' && !isQuoted))
            {
                yield return line[start..i].Trim('"');
                start = i + 1;
            }
            else if (line[i] == '"')
            {
                isQuoted = !isQuoted;
            }
        }
    }
}
