using System.Text.Json;
using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

/// <summary>Writes all files of one run; each file by one worker, so their bytes depend on nothing else.</summary>
internal static class SampleFiles
{
    private static readonly (string Name, Func<Made, string, int> Write)[] Files =
    [
        ("true-items", (m, f) => TruthFiles.TrueItems(m, Truth(f))),
        ("terrain", Terrain),
        ("search-coverage", LandFiles.Coverage),
        ("cleared-areas", (m, f) => LandFiles.Released(m, f, ReleaseKind.Cleared)),
        ("found-items", RowFiles.FoundItems),
        ("hazard-areas", LandFiles.HazardAreas),
        ("cancelled-areas", (m, f) => LandFiles.Released(m, f, ReleaseKind.Cancelled)),
        ("reduced-areas", (m, f) => LandFiles.Released(m, f, ReleaseKind.Reduced)),
        ("accidents", RowFiles.Accidents),
        ("casualties", RowFiles.Casualties),
        ("testimonies", RowFiles.Testimonies),
        ("military-positions", RowFiles.Positions),
        ("settlements", RowFiles.Settlements),
        ("road-blockages", RowFiles.Blockages),
        ("minefield-records", RowFiles.MinefieldRecords),
        ("release-criteria", (_, f) => RowFiles.ReleaseCriteria(f)),
        ("true-fields", (m, f) => TruthFiles.Fields(m, Truth(f))),
        ("true-records", (m, f) => TruthFiles.Records(m, Truth(f))),
        ("true-testimonies", (m, f) => TruthFiles.Testimonies(m, Truth(f))),
        ("front", (m, f) => TruthFiles.Front(m, Truth(f))),
        ("power-lines", (m, f) => TruthFiles.PowerLines(m, Truth(f))),
        ("flood-moves", (m, f) => TruthFiles.Flood(m, Truth(f))),
    ];

    public static SampleSummary Write(Made made, CancellationToken cancellation)
    {
        var folder = made.Options.OutputFolder;
        Directory.CreateDirectory(Truth(folder));
        var counts = new int[Files.Length];
        RowLoop.Run(Files.Length, made.Options.Workers, new WriteOne(made, folder, counts), null, cancellation);
        var summary = Summarise(made, counts);
        Describe(made, summary);
        return summary;
    }

    private static string Truth(string folder) => Path.Combine(folder, "truth");

    private static int Terrain(Made made, string folder)
    {
        GeoTiff.Write(
            Path.Combine(folder, "terrain.tif"),
            made.Delivered,
            $"SYNTHETIC relief of the Surefoot sample country, seed {made.Options.Seed}: invented detail under real heights every 30 arc-seconds. Not for use on real ground.");
        return made.Delivered.Heights.Length;
    }

    private static SampleSummary Summarise(Made made, int[] counts)
    {
        var mesh = made.Mesh;
        long confirmed = 0, suspected = 0;
        var inConfirmed = new Dictionary<int, long>();
        foreach (var area in made.Hazards.Where(h => h.Confirmed))
        {
            confirmed += area.Shape.TwiceMm2(mesh);
            foreach (var cell in area.Shape.Cells)
            {
                inConfirmed[cell] = mesh.TwiceMm2[cell];
            }

            if (area.Shape.Part is { } part)
            {
                inConfirmed[part.Cell] = part.TwiceMm2;
            }
        }

        var seen = new HashSet<int>();
        foreach (var area in made.Hazards.Where(h => !h.Confirmed))
        {
            suspected += area.Shape.Part?.TwiceMm2 ?? 0;
            suspected += area.Shape.Cells.Where(seen.Add).Sum(c => mesh.TwiceMm2[c] - inConfirmed.GetValueOrDefault(c));
        }

        double Released(ReleaseKind kind, int year) =>
            made.Releases.Where(r => r.Kind == kind && (year == 0 || r.Year == year)).Sum(r => r.Fresh.TwiceMm2(mesh)) / 2e6;

        int Finds(int year, int group) =>
            made.Truth.Finds.Count(f => Days.Date(f.Day).Year == year && made.Truth.Items[f.Item].Category.Group() == group);

        var years = made.Targets.Years.Select(t => new SampleYear(t.Year, Released(ReleaseKind.Cleared, t.Year), Finds(t.Year, 0), Finds(t.Year, 1), Finds(t.Year, 2))).ToArray();
        return new(
            made.Options.Scale,
            made.Options.Variant,
            made.Options.Seed,
            Files.Select((f, i) => (f.Name, Count: counts[i])).Where(f => f.Name is not ("terrain" or "front")).ToDictionary(f => f.Name, f => f.Count),
            confirmed / 2e6,
            suspected / 2e6,
            Released(ReleaseKind.Cancelled, 0),
            Released(ReleaseKind.Reduced, 0),
            Released(ReleaseKind.Cleared, 0),
            years,
            made.Truth.Items.Length,
            made.Truth.FindOf.Count(f => f < 0) - made.Accidents.Count);
    }

    private static void Describe(Made made, SampleSummary summary)
    {
        using var stream = File.Create(Path.Combine(made.Options.OutputFolder, "sample.json"));
        using var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteBoolean("synthetic", true);
        json.WriteString("notice", Words.Notice);
        json.WriteString("generatorVersion", SampleGenerator.Version);
        json.WriteNumber("seed", summary.Seed);
        json.WriteString("scale", summary.Scale == SampleScale.National ? "national" : "small");
        json.WriteString("variant", summary.Variant == SampleVariant.Plain ? "plain" : "wrong");
        json.WriteString("startDate", $"{Days.Date(Days.Start):yyyy-MM-dd}");
        json.WriteString("dataDate", $"{Days.Date(Days.Data):yyyy-MM-dd}");
        json.WriteStartArray("districts");
        foreach (var iso in made.Targets.Districts)
        {
            json.WriteStringValue(iso);
        }

        json.WriteEndArray();
        json.WriteStartObject("counts");
        foreach (var (name, count) in summary.Counts)
        {
            json.WriteNumber(name, count);
        }

        json.WriteEndObject();
        json.WriteStartObject("publishedTotals");
        json.WriteNumber("confirmedKm2", made.Targets.ConfirmedKm2);
        json.WriteNumber("suspectedKm2", made.Targets.SuspectedKm2);
        json.WriteNumber("hazardKm2", made.Targets.ConfirmedKm2 + made.Targets.SuspectedKm2);
        json.WriteNumber("killed", made.Targets.Killed);
        json.WriteNumber("injured", made.Targets.Injured);
        json.WriteStartArray("years");
        foreach (var year in made.Targets.Years)
        {
            json.WriteStartObject();
            json.WriteNumber("year", year.Year);
            json.WriteBoolean("partial", year.Year == Days.Date(Days.Data).Year);
            json.WriteNumber("clearedHa", year.ClearedHa);
            json.WriteNumber("clearedDecimals", year.ClearedDecimals);
            json.WriteNumber("apMines", year.ApMines);
            json.WriteNumber("atMines", year.AtMines);
            json.WriteNumber("uxo", year.Uxo);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("madeM2");
        json.WriteNumber("confirmed", Math.Round(summary.ConfirmedM2, 3));
        json.WriteNumber("suspected", Math.Round(summary.SuspectedM2, 3));
        json.WriteNumber("cancelled", Math.Round(summary.CancelledM2, 3));
        json.WriteNumber("reduced", Math.Round(summary.ReducedM2, 3));
        json.WriteNumber("cleared", Math.Round(summary.ClearedM2, 3));
        json.WriteStartObject("clearedByYear");
        foreach (var year in summary.Years)
        {
            json.WriteNumber(year.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), Math.Round(year.ClearedM2, 3));
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteNumber("trueItems", summary.TrueItems);
        json.WriteNumber("trueItemsLeft", summary.TrueItemsLeft);
        json.WriteEndObject();
    }

    private readonly struct WriteOne(Made made, string folder, int[] counts) : IRowOperation
    {
        public void Invoke(int row) => counts[row] = Files[row].Write(made, folder);
    }
}
