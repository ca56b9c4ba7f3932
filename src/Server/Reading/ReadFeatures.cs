using Surefoot.Account;
using Surefoot.Registry.Accidents;
using Surefoot.Registry.Conflicts;
using Surefoot.Registry.Land;
using Surefoot.Registry.Minefields;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Returns;
using Surefoot.Server.Content;

namespace Surefoot.Server.Reading;

/// <summary>Turns approved records into features of the map. Former front and power lines are no record types and so never come here.</summary>
internal sealed class ReadFeatures(RegistryReader reader, LandAccount account, DateOnly asOf, CancellationToken cancellation)
{
    // Of disputed land the map draws the dangerous side, as the account counts it.
    private readonly DisputedLand _disputed = DisputedLand.Read(reader, RecordQuery.Now);

    public IEnumerable<MapFeature> All() =>
        [.. Hazards(), .. Released(), .. Settlements(), .. Blockages(), .. Accidents(), .. Minefields()];

    private IEnumerable<MapFeature> Hazards()
    {
        var shares = account.Statement(null, asOf, AccountKey.HazardArea).Rows.ToLookup(row => row.Key, StringComparer.Ordinal);
        foreach (var (row, key, approved) in Rows("hazard-area").Select(row => (row, row.Id, true)).Concat(_disputed.FurtherHazards.Select(row => (row, DisputedLand.KeyOf(row), false))))
        {
            var hazard = row.As<HazardArea>();
            var own = shares[key].ToList();
            // Ground that two areas share is the first one's: an area that has none of its own is open as the other is.
            var recorded = own.Sum(share => share.Opening.M2 + share.Recorded.M2 + share.Confirmed.M2);
            var open = own.Sum(share => share.Closing.M2);
            var state = recorded > 0 && open == 0 ? HazardState.Released : open < recorded ? HazardState.PartlyReleased : HazardState.Open;
            yield return MapFeature.Hazard(
                key, row.ReadGeometry()!, approved && hazard.Kind == "confirmed", state, row.InformationDate, hazard.District ?? "", (double)recorded, (double)open, hazard.Name);
        }
    }

    private IEnumerable<MapFeature> Released() =>
        Releases("cancelled-area").Select(row => Release(row, ReleaseKind.Cancelled))
            .Concat(Releases("reduced-area").Select(row => Release(row, ReleaseKind.Reduced)))
            .Concat(Releases("cleared-area").Select(row => Release(row, ReleaseKind.Cleared)));

    private IEnumerable<RecordRow> Releases(string type) => Rows(type).Where(row => !_disputed.Holds(row));

    // The three types share these fields by name.
    private static MapFeature Release(RecordRow row, ReleaseKind kind) => MapFeature.Released(
        row.Id,
        row.ReadGeometry()!,
        kind,
        (DateOnly)row["releasedOn"]!,
        (string)row["method"]!,
        row["district"] as string ?? "",
        row["reportedAreaM2"] as double?,
        row["hazardArea"] as string);

    private IEnumerable<MapFeature> Settlements() =>
        Rows("settlement").Select(row =>
        {
            var place = row.As<Settlement>();
            return MapFeature.Settlement(row.Id, row.ReadGeometry()!, place.NameShown == false ? null : place.NameAz, place.People ?? 0, place.PlannedReturnees ?? 0, place.ReturnYear);
        });

    private IEnumerable<MapFeature> Blockages() =>
        from row in Rows("road-blockage")
        let blockage = row.As<RoadBlockage>()
        where blockage.From <= asOf && (blockage.Until is null || blockage.Until > asOf)
        select MapFeature.Blockage(row.Id, row.ReadGeometry()!, blockage.From, blockage.Cause ?? "unknown");

    private IEnumerable<MapFeature> Accidents() =>
        Rows("accident").Select(row =>
        {
            var accident = row.As<Accident>();
            return MapFeature.Accident(row.Id, row.ReadGeometry()!, accident.OccurredOn, accident.Category ?? "unknown", accident.Killed, accident.Injured, accident.Activity ?? "unknown");
        });

    private IEnumerable<MapFeature> Minefields() =>
        Rows("minefield-record").Select(row =>
        {
            var field = row.As<MinefieldRecord>();
            return MapFeature.Minefield(row.Id, row.ReadGeometry()!, field.Sheet, field.Category, field.LaidOn);
        });

    // Approved records with a place; one that lost its geometry is in the lists, not on the map.
    private IEnumerable<RecordRow> Rows(string type) => reader.List(type, RecordQuery.Now, cancellation).Where(row => row.Wkb is not null);
}
