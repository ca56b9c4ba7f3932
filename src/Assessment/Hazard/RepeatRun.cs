using Surefoot.Hazard;

namespace Surefoot.Assessment.Hazard;

/// <summary>Outcome of making a run again.</summary>
/// <param name="Identical">True if both rasters have the same bits.</param>
/// <param name="EvidenceIdentical">False if the evidence at the run's position is no longer what it was.</param>
/// <param name="Sha256">Of the rasters made now.</param>
public sealed record RepeatedRun(bool Identical, bool EvidenceIdentical, RasterDigests Sha256);

/// <summary>Makes a stored run again from its journal position and its model, without keeping it.</summary>
public static class RepeatRun
{
    /// <summary>How to take the snapshot of a stored run: as known when its journal position was the newest.</summary>
    public static SnapshotSettings SettingsOf(StoredRun run, JournalPosition now)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(now);
        return new SnapshotSettings(run.CellM, run.AsOf, now.Sequence == run.Journal.Sequence ? null : run.Journal.RecordedAt);
    }

    public static RepeatedRun Handle(StoredRun run, StoredModel model, HazardSnapshot snapshot, int workers = 1, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(snapshot);
        var now = MakeRun.Digests(RunHazard.Run(snapshot.Evidence, model.Model, workers, progress, cancellation));
        return new(now == run.Sha256, snapshot.EvidenceSha256 == run.EvidenceSha256, now);
    }
}
