using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Surefoot.Hazard;
using Surefoot.Raster;

namespace Surefoot.Assessment.Hazard;

/// <param name="GeographyFolder">Of the reference files whose hashes the run keeps.</param>
/// <param name="Synthetic">True if the records are invented; the files then say so.</param>
/// <param name="Attribution">Goes into the files.</param>
public sealed record RunSettings(string GeographyFolder, bool Synthetic, string Attribution);

/// <summary>Applies a model to a snapshot and keeps the result with everything that decided it.</summary>
public static class MakeRun
{
    /// <param name="runs">Where it is kept; null keeps nothing.</param>
    public static (StoredRun Run, HazardMap Map) Handle(
        HazardSnapshot snapshot, StoredModel model, HazardRuns? runs, RunSettings settings, int workers = 1, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        var started = Stopwatch.GetTimestamp();
        var map = RunHazard.Run(snapshot.Evidence, model.Model, workers, progress, cancellation);
        var seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3);
        var geography = SnapshotEvidence.GeographyFiles.ToDictionary(
            f => f.Replace('\\', '/'), f => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(settings.GeographyFolder, f)))));
        var run = new StoredRun(
            IdOf(snapshot, model),
            model.Id(),
            HazardModel.EngineVersion,
            model.Model.Seed,
            snapshot.Journal,
            snapshot.EvidenceSha256,
            geography,
            snapshot.Settings.CellM,
            snapshot.Settings.AsOf,
            map.Cells,
            map.ClippedTerms,
            Digests(map),
            settings.Synthetic,
            seconds,
            Process.GetCurrentProcess().PeakWorkingSet64);
        runs?.Keep(run, model, map.Probability, map.ExpectedItems, settings.Attribution, workers, cancellation);
        return (run, map);
    }

    internal static RasterDigests Digests(HazardMap map) => new(RasterHash.Sha256(map.Probability), RasterHash.Sha256(map.ExpectedItems));

    private static string IdOf(HazardSnapshot snapshot, StoredModel model)
    {
        var inputs = string.Create(
            CultureInfo.InvariantCulture,
            $"{HazardModel.EngineVersion}\n{model.Id()}\n{snapshot.Journal.Sequence}\n{snapshot.Journal.Head}\n{snapshot.EvidenceSha256}\n{snapshot.Settings.CellM:R}\n{snapshot.Settings.AsOf:yyyy-MM-dd}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(inputs)))[..12];
    }
}
