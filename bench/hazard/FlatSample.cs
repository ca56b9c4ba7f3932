using System.Globalization;
using Surefoot.Hazard.Evidence;
using Surefoot.Hazard.Formulas;
using Surefoot.Raster;

namespace Surefoot.HazardBench;

/// <summary>The files that flatten.py writes, as evidence.</summary>
internal static class FlatSample
{
    private static readonly string[] Methods = ["manual", "mechanical", "dog", "rat", "surface-search", "technical-survey"];

    // Means of 0.85 … 0.35 with few effective trials: repeated sweeps are not independent.
    private static readonly DetectionBelief[] Beliefs = [new(5.1, 0.9), new(2.8, 1.2), new(3.2, 0.8), new(3.2, 0.8), new(2.1, 0.9), new(1.4, 2.6)];

    public static (HazardEvidence Evidence, double[] TruthX, double[] TruthY) Read(string folder, double cellM)
    {
        var masks = Lines(folder, "mask.tsv").Select(l => Rings(l[0])).ToArray();
        var xs = masks.SelectMany(m => m[0].Where((_, i) => i % 2 == 0)).ToArray();
        var ys = masks.SelectMany(m => m[0].Where((_, i) => i % 2 == 1)).ToArray();
        var grid = GridSpec.Covering(xs.Min(), ys.Min(), xs.Max(), ys.Max(), cellM);
        var mask = new bool[grid.Cells];
        foreach (var polygon in masks)
        {
            var patch = PolygonCoverage.OfCentres(grid, polygon);
            for (var row = patch.FirstRow; row < patch.FirstRow + patch.Rows; row++)
            {
                var values = patch.Row(row);
                for (var i = 0; i < values.Length; i++)
                {
                    mask[(row * grid.Columns) + patch.FirstColumn + i] |= values[i] > 0;
                }
            }
        }

        var releases = new Dictionary<string, int>(StringComparer.Ordinal);
        var evidence = new HazardEvidence
        {
            Grid = grid,
            Mask = mask,
            Methods = Beliefs,
            HazardAreas = Lines(folder, "hazard-areas.tsv").Select((l, i) => new HazardAreaClaim(i, Rings(l[1]), l[0] == "confirmed")).ToArray(),
            Cancelled = Lines(folder, "cancelled-areas.tsv").Select((l, i) => new CancelledClaim(i, Rings(l[0]))).ToArray(),
            Searches = Lines(folder, "search-coverage.tsv").Select((l, i) => Search(l, i, releases)).ToArray(),
            Finds = Lines(folder, "found-items.tsv").Select((l, i) => new FindClaim(i, N(l[0]), N(l[1]), (int)N(l[2]))).ToArray(),
            Accidents = Lines(folder, "accidents.tsv").Select((l, i) => new PlaceClaim(i, N(l[0]), N(l[1]), 0.6 * N(l[2]))).ToArray(),
            MilitaryPositions = Lines(folder, "military-positions.tsv").Select((l, i) => new PlaceClaim(i, N(l[0]), N(l[1]), 50)).ToArray(),
            Settlements = Lines(folder, "settlements.tsv").Select((l, i) => new PlaceClaim(i, N(l[0]), N(l[1]), 50)).ToArray(),
            Testimonies = Lines(folder, "testimonies.tsv").Select(Testimony).ToArray(),
            MinefieldRecords = Lines(folder, "minefield-records.tsv").Select((l, i) => new MinefieldRecordClaim(i, Rings(l[3]), l[0], N(l[2]) * 0.508e-3 / 2.146, (int)N(l[1]))).ToArray(),
            Roads = Lines(folder, "roads.tsv").Select(l => Rings(l[0])[0]).ToArray(),
        };
        var truth = Lines(folder, "truth.tsv").ToArray();
        return (evidence, truth.Select(l => N(l[0])).ToArray(), truth.Select(l => N(l[1])).ToArray());
    }

    private static TestimonyClaim Testimony(string[] l, int i)
    {
        var source = 1 - ((l[4][0] - 'A' + 0.5) / 6);
        var information = 1 - ((N(l[5]) - 0.5) / 6);
        return new TestimonyClaim(i, N(l[0]), N(l[1]), N(l[2]), 0.3 + (0.34 * (source + information)), l[3] == "used-safely");
    }

    private static SearchClaim Search(string[] l, int i, Dictionary<string, int> releases)
    {
        if (!releases.TryGetValue(l[0], out var release))
        {
            releases[l[0]] = release = releases.Count;
        }

        var method = Array.IndexOf(Methods, l[1]);
        var day = DateOnly.ParseExact(l[4], "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber;
        return new SearchClaim(i, Rings(l[5]), release, method, (int)N(l[2]), N(l[3]), l[1] != "technical-survey", day);
    }

    private static IEnumerable<string[]> Lines(string folder, string name) => File.ReadLines(Path.Combine(folder, name)).Select(l => l.Split('\t'));

    private static double[][] Rings(string text) => text.Split(';').Select(r => r.Split([' ', ',']).Select(N).ToArray()).ToArray();

    private static double N(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
