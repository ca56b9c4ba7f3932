using Surefoot.Hazard.Evidence;

namespace Surefoot.Assessment.Hazard;

/// <summary>Where the journal stood.</summary>
/// <param name="Head">Hash of the last entry, hexadecimal.</param>
/// <param name="RecordedAt">When that entry was recorded.</param>
public sealed record JournalPosition(long Sequence, string Head, DateTimeOffset RecordedAt);

/// <param name="CellM">Side of a cell.</param>
/// <param name="AsOf">Evidence with a later information date is left out; null takes all.</param>
/// <param name="KnownAt">Only what was recorded and decided by then; null takes all.</param>
public sealed record SnapshotSettings(double CellM = SnapshotSettings.UsualCellM, DateOnly? AsOf = null, DateTimeOffset? KnownAt = null)
{
    public const double UsualCellM = 50;
}

/// <summary>All evidence of the registry at one position of the journal, as the engine reads it.</summary>
/// <param name="Sources">From the engine's numbers back to records.</param>
/// <param name="EvidenceSha256">Of every number the engine is given: equal digests give equal maps.</param>
public sealed record HazardSnapshot(HazardEvidence Evidence, EvidenceSources Sources, JournalPosition Journal, SnapshotSettings Settings, string EvidenceSha256);

/// <summary>Why there is no snapshot; a refusal, not an exception.</summary>
public sealed record SnapshotRefusal(string Code, string Message, string Hint);
