using Surefoot.Account;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Accounting;

/// <summary>Takes the approved hazard and release polygons out of the registry into the account's plane.</summary>
/// <remarks>Of disputed land the dangerous side: all standing versions of a hazard, none of a release (<see cref="Conflicts.DisputedLand"/>).</remarks>
public static class ReadLand
{
    /// <param name="query">Which versions hold, on both clocks. Without a day the newest version of everything; the account cuts by date itself.</param>
    public static IReadOnlyList<LandPolygon> Handle(RegistryReader reader, RecordQuery query, int workers, IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        LandHistory.Read(reader, query, null, cancellation).AsOf(query.AsOf, workers, progress, cancellation);
}
