using Surefoot.Hazard;
using Surefoot.Journal;

namespace Surefoot.Assessment.Hazard;

/// <summary>One bar of the answer, with the records behind it.</summary>
public sealed record ReasonGroup(string Name, double LogOdds, IReadOnlyList<EvidenceRecord> Records);

/// <param name="Low">Lower end of the 95 % interval from the fitted weights.</param>
/// <param name="High">Upper end.</param>
public sealed record Reasons(double Probability, double ExpectedItems, double Low, double High, IReadOnlyList<ReasonGroup> Groups);

/// <summary>Why a place has its probability. Prepared once for a snapshot and a model; then any number of places, from any thread.</summary>
public sealed class ExplainPlace
{
    private readonly ExplainCell _cell;
    private readonly EvidenceSources _sources;
    private readonly JournalStore _journal;

    private ExplainPlace(ExplainCell cell, EvidenceSources sources, JournalStore journal)
    {
        _cell = cell;
        _sources = sources;
        _journal = journal;
    }

    public static ExplainPlace Prepare(HazardSnapshot snapshot, StoredModel model, JournalStore journal, int workers = 1)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(model);
        return new(ExplainCell.Prepare(snapshot.Evidence, model.Model, workers), snapshot.Sources, journal);
    }

    /// <summary>Null where the map has no cell.</summary>
    public Reasons? At(double longitudeDeg, double latitudeDeg)
    {
        var (x, y) = HazardPlane.Place(longitudeDeg, latitudeDeg);
        return _cell.At(x, y) is { } e
            ? new(
                e.Probability,
                e.ExpectedItems,
                e.Low,
                e.High,
                [.. e.Contributions.Select(c => new ReasonGroup(Surefoot.Hazard.Evidence.EvidenceGroups.Name(c.Group), c.LogOdds, [.. c.Sources.Select(s => _sources.Find(s, _journal))]))])
            : null;
    }
}
