namespace Surefoot.SampleCountry;

/// <summary>Makes the sample country: real ground, invented contamination, records and work, with totals as published.</summary>
/// <remarks>It shares no code with any engine. It has no way to ask for a row at a place: patterns are drawn, never designed.</remarks>
public static class SampleGenerator
{
    /// <summary>Raised when the same seed gives other bytes.</summary>
    public const string Version = "2";

    /// <summary>Makes all files of <paramref name="options"/>.OutputFolder.</summary>
    /// <returns>What was made, with the totals of the files as written.</returns>
    /// <exception cref="ArgumentException">A folder is not named or the geography is not there.</exception>
    /// <exception cref="InvalidOperationException">The totals cannot be met with this seed.</exception>
    public static SampleSummary Generate(SampleOptions options, IProgress<SampleProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.OutputFolder);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        if (!File.Exists(Path.Combine(options.GeographyFolder, "districts.geojson")))
        {
            throw new ArgumentException($"{options.GeographyFolder} holds no districts.geojson.", nameof(options));
        }

        var targets = ScaleTargets.For(options.Scale);
        var rules = VariantRules.For(options.Variant);
        var (seed, workers) = (options.Seed, options.Workers);
        void Done(string step, double share)
        {
            progress?.Report(new(step, share));
            cancellation.ThrowIfCancellationRequested();
        }

        var geography = Geography.Read(options.GeographyFolder, targets.Districts, workers);
        Done("Geography read", 0.1);
        var relief = ReliefMaker.Make(geography, seed, workers);
        var grid = FeatureGrid.Make(geography, relief, workers);
        Done("Relief made", 0.3);
        var mesh = Mesh.Make(geography, seed, workers);
        Done("Land divided", 0.4);
        var front = Front.Make(geography, seed);
        grid.MarkFront(front);
        var positions = Positions.Make(geography, grid, front, targets.Positions, seed);
        grid.MarkPositions(positions.Select(p => p.At));
        var items = new ItemList(mesh);
        var fields = MineFields.Make(geography, grid, front, positions, items, targets.Fields, seed);
        Scatter.Make(geography, grid, front, positions, items, targets.ScatteredCandidates, seed);
        Done("Contamination invented", 0.5);
        var land = new LandState(mesh, grid, items.Items);
        var hazards = HazardMaker.Make(land, [.. geography.Districts.Select(d => d.Iso)], targets, seed);
        Done("Hazard areas invented", 0.6);
        var releases = ReleaseMaker.Make(land, targets, rules, seed, cancellation);
        var truth = FindMaker.Make(land, items.Items, releases, targets, rules, seed);
        Done("Released land and finds invented", 0.75);
        var accidents = Accidents.Make(geography, land, truth, targets, rules, seed);
        var (sheets, records) = MinefieldRecords.Make(geography, fields, CountByField(fields, truth), targets, rules, seed);
        var testimonies = Testimonies.Make(geography, land, truth, targets, rules, seed);
        var homes = Returns.Make(geography, grid, seed);
        var blockages = Blockages.Make(geography, land, truth, targets.BlockedEdges, seed);
        // Last, so that claims and finds speak of the ground before the water came.
        var flood = Flood.Make(relief, grid, truth, [.. accidents.Select(a => a.Item)], rules, seed, workers);
        var delivered = relief.WithError(seed, rules.DeliveredReliefErrorM, workers);
        Done("Claims invented", 0.8);
        var made = new Made(options, targets, rules, geography, delivered, land, front, positions, fields, hazards, releases, truth, sheets, records, testimonies, accidents, homes, blockages, PowerLines.Make(homes, seed), flood);
        var summary = SampleFiles.Write(made, cancellation);
        Done("Files written", 1);
        return summary;
    }

    private static int[] CountByField(Field[] fields, Truth truth)
    {
        var counts = new int[fields.Length];
        foreach (var item in truth.Items)
        {
            if (item.Field >= 0)
            {
                counts[item.Field]++;
            }
        }

        return counts;
    }
}
