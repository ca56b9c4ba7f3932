using Surefoot.Hazard;

namespace Surefoot.Assessment.Hazard;

/// <summary>Learns a model from a snapshot and keeps it as the folder's newest.</summary>
public static class FitModel
{
    public const ulong UsualSeed = 1;

    /// <param name="runs">Where it is kept; null keeps nothing.</param>
    /// <returns>The model, or the refusal where there is nothing to learn from.</returns>
    public static (StoredModel? Model, SnapshotRefusal? Refusal) Handle(HazardSnapshot snapshot, HazardRuns? runs, ulong seed = UsualSeed, int workers = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var evidence = snapshot.Evidence;
        if (evidence.Finds.Length == 0 || !evidence.Searches.Any(s => s.Labels))
        {
            return (null, Nothing("There is no searched land with finds."));
        }

        HazardModel fitted;
        try
        {
            fitted = FitHazard.Run(evidence, new FitOptions(seed), workers, cancellation);
        }
        catch (ArgumentException e) when (e.ParamName == "layers")
        {
            return (null, Nothing("There is no searched land with and without finds to learn from."));
        }

        var model = new StoredModel(snapshot.Journal, snapshot.EvidenceSha256, snapshot.Settings.CellM, snapshot.Settings.AsOf, fitted);
        runs?.Keep(model);
        return (model, null);
    }

    private static SnapshotRefusal Nothing(string message) =>
        new("hazard.nothing-to-learn", message, "Import and approve search coverage and found items first, or name a model fitted elsewhere with --model.");
}
