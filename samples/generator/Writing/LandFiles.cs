using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

/// <summary>The polygons: hazard areas, released land, search coverage. GeoJSON after RFC 7946, one feature a line.</summary>
internal static class LandFiles
{
    public static int HazardAreas(Made made, string folder)
    {
        using var file = Open(folder, "hazard-areas.geojson");
        var facts = HazardFacts.Of(made);
        for (var i = 0; i < made.Hazards.Count; i++)
        {
            var area = made.Hazards[i];
            var random = Draw.Stream(made.Options.Seed, Part.Hazards, 1 + (ulong)i);
            Begin(file, i, area.Id, area.Day, Words.Authority);
            file.Text(",\"kind\":\"").Text(area.Confirmed ? "confirmed" : "suspected").Text("\",\"name\":\"").Text($"SYN area {i + 1:D4}");
            file.Text("\",\"district\":\"").Text(made.Iso(area.District)).Text("\",\"categories\":\"").Text(facts[i].Categories(ref random));
            file.Text("\",\"basis\":\"").Text(facts[i].Basis(ref random, area.Confirmed)).Text("\",\"status\":\"").Text(facts[i].Status(ref random));
            file.Text("\",\"reportedAreaM2\":").Whole(Reported(ref random, area.Shape, made.Mesh)).Text(",\"blocks\":\"").Text(facts[i].Blocks(ref random)).Text("\"");
            End(file, area.Shape.Rings(made.Mesh), made.Mesh);
        }

        return Close(file, made.Hazards.Count);
    }

    public static int Released(Made made, string folder, ReleaseKind kind)
    {
        var name = kind switch { ReleaseKind.Cancelled => "cancelled", ReleaseKind.Reduced => "reduced", _ => "cleared" };
        using var file = Open(folder, name + "-areas.geojson");
        var count = 0;
        for (var i = 0; i < made.Releases.Count; i++)
        {
            var release = made.Releases[i];
            if (release.Kind != kind)
            {
                continue;
            }

            var random = Draw.Stream(made.Options.Seed, Part.Releases, 1 + (ulong)i);
            Begin(file, count++, release.Id, release.ReleasedOn, OperatorOf(i));
            file.Text(",\"hazardArea\":\"").Text(made.Hazards[release.Hazard].Id).Text("\",\"district\":\"").Text(made.Iso(release.District));
            file.Text("\",\"releasedOn\":\"").Date(release.ReleasedOn).Text("\",\"method\":\"").Text(release.Method);
            file.Text("\",\"criteria\":\"SYN-CRITERIA@").Text(release.Year < 2023 ? "1" : "2").Text("\",\"reportedAreaM2\":").Whole(Reported(ref random, release.Whole, made.Mesh));
            switch (kind)
            {
                case ReleaseKind.Reduced:
                    file.Text(",\"technicalAsset\":").Truth(random.Chance(0.8));
                    break;
                case ReleaseKind.Cleared:
                    file.Text(",\"depthCm\":").Whole(release.DepthCm).Text(",\"landUse\":\"").Text(release.LandUse).Text("\"");
                    break;
            }

            End(file, release.Whole.Rings(made.Mesh), made.Mesh);
        }

        return Close(file, count);
    }

    public static int Coverage(Made made, string folder)
    {
        using var file = Open(folder, "search-coverage.geojson");
        var count = 0;
        for (var i = 0; i < made.Releases.Count; i++)
        {
            var release = made.Releases[i];
            if (release.Kind == ReleaseKind.Cancelled)
            {
                continue;
            }

            var random = Draw.Stream(made.Options.Seed, Part.Releases, (1UL << 32) + (ulong)i);
            var rings = release.Whole.Rings(made.Mesh);
            var methods = new List<string>(release.Method == "mixed" ? ["mechanical", "manual"] : [release.Method]);
            if (release.Kind == ReleaseKind.Cleared && release.Method != "mixed" && random.Chance(0.12))
            {
                methods.Add(release.Method == "manual" ? "dog" : "manual");
            }

            for (var m = 0; m < methods.Count; m++)
            {
                var middle = release.From + ((release.To - release.From) * m / methods.Count);
                var to = m + 1 < methods.Count ? release.From + ((release.To - release.From) * (m + 1) / methods.Count) : release.To;
                Begin(file, count, $"SYN-SC-{count + 1:D5}", to, OperatorOf(i));
                file.Text(",\"releasedArea\":\"").Text(release.Id).Text("\",\"district\":\"").Text(made.Iso(release.District)).Text("\",\"method\":\"").Text(methods[m]);
                file.Text("\",\"from\":\"").Date(middle).Text("\",\"to\":\"").Date(to).Text("\",\"passes\":").Whole(random.Chance(0.2) ? 2 : 1);
                var share = release.Kind == ReleaseKind.Reduced ? random.Between(0.12, 0.4) : Math.Min(1, random.Between(0.93, 1.03));
                file.Text(",\"coverageShare\":").Real(share, 2).Text(",\"depthCm\":").Whole(methods[m] is "surface-search" ? 0 : Math.Max(15, release.DepthCm));
                End(file, rings, made.Mesh);
                count++;
            }
        }

        return Close(file, count);
    }

    private static string OperatorOf(int release) => Words.Operator(release * 7 % 5);

    /// <summary>What the team wrote: within 0.4 % of the computed area.</summary>
    private static long Reported(ref SeededRandom random, Shape shape, Mesh mesh) => (long)(shape.TwiceMm2(mesh) / 2e6 * random.Between(0.996, 1.004));

    private static TextFile Open(string folder, string name) =>
        new TextFile(folder, name).Text("{\"type\":\"FeatureCollection\",\"attribution\":\"").Text(Words.Attribution)
            .Text("\",\"synthetic\":true,\"notice\":\"").Text(Words.Notice).Text("\",\"features\":[\n");

    private static int Close(TextFile file, int count)
    {
        file.Text("\n]}\n");
        return count;
    }

    private static void Begin(TextFile file, int index, string id, int day, string organisation)
    {
        file.Text(index == 0 ? "{\"type\":\"Feature\",\"properties\":{\"id\":\"" : ",\n{\"type\":\"Feature\",\"properties\":{\"id\":\"").Text(id);
        file.Text("\",\"informationDate\":\"").Date(day).Text("\",\"organisation\":\"").Text(organisation).Text("\",\"synthetic\":true");
    }

    private static void End(TextFile file, List<int[]> rings, Mesh mesh)
    {
        file.Text("},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[");
        for (var r = 0; r < rings.Count; r++)
        {
            file.Text(r == 0 ? "[" : ",[");
            for (var i = 0; i <= rings[r].Length; i++)
            {
                file.Text(i == 0 ? "[" : ",[").Position(mesh.At(rings[r][i % rings[r].Length]), ",").Text("]");
            }

            file.Text("]");
        }

        file.Text("]}}");
    }
}
