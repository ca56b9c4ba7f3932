using Surefoot.Account;
using Surefoot.Registry.Reading;
using Surefoot.Server.Content;
using RecordRow = Surefoot.Registry.Reading.RecordRow;

namespace Surefoot.Cli.Page;

/// <summary>The records as the map draws them. Former front and power lines are data for engines and are never drawn.</summary>
internal static class MapFeatures
{
    // A sliver left by rounding is not land still open.
    private const double SliverM2 = 1;

    public static IEnumerable<MapFeature> List(RegistryReader reader, LandAccount account, DateOnly asOf)
    {
        var balances = account.PolygonBalances(asOf).ToDictionary(b => b.Land.Id, StringComparer.Ordinal);
        return Hazards(reader, balances)
            .Concat(Released(reader, balances, "cancelled-area", ReleaseKind.Cancelled))
            .Concat(Released(reader, balances, "reduced-area", ReleaseKind.Reduced))
            .Concat(Released(reader, balances, "cleared-area", ReleaseKind.Cleared))
            .Concat(Settlements(reader))
            .Concat(Accidents(reader))
            .Concat(Minefields(reader))
            .Concat(Blockages(reader));
    }

    private static IEnumerable<MapFeature> Hazards(RegistryReader reader, Dictionary<string, PolygonBalance> balances) =>
        from row in reader.List("hazard-area", RecordQuery.Now)
        where row.Wkb is not null && balances.ContainsKey(row.Id)
        let balance = balances[row.Id]
        let open = (double)balance.Open.M2
        let net = (double)balance.Net.M2
        let state = open < SliverM2 ? HazardState.Released : net - open < SliverM2 ? HazardState.Open : HazardState.PartlyReleased
        select MapFeature.Hazard(row.Id, row.ReadGeometry()!, Text(row, "kind") == "confirmed", state, row.InformationDate, Text(row, "district") ?? "", (double)balance.Gross.M2, open, Text(row, "name"));

    private static IEnumerable<MapFeature> Released(RegistryReader reader, Dictionary<string, PolygonBalance> balances, string type, ReleaseKind kind) =>
        from row in reader.List(type, RecordQuery.Now)
        where row.Wkb is not null && balances.ContainsKey(row.Id)
        select MapFeature.Released(row.Id, row.ReadGeometry()!, kind, (DateOnly)row["releasedOn"]!, Text(row, "method")!, Text(row, "district") ?? "", (double)balances[row.Id].Net.M2, Text(row, "hazardArea"));

    private static IEnumerable<MapFeature> Settlements(RegistryReader reader) =>
        from row in reader.List("settlement", RecordQuery.Now)
        where row.Wkb is not null
        select MapFeature.Settlement(row.Id, row.ReadGeometry()!, row["nameShown"] is true ? Text(row, "nameAz") : null, Number(row, "people") ?? 0, Number(row, "plannedReturnees") ?? 0, Number(row, "returnYear"));

    private static IEnumerable<MapFeature> Accidents(RegistryReader reader) =>
        from row in reader.List("accident", RecordQuery.Now)
        where row.Wkb is not null
        select MapFeature.Accident(row.Id, row.ReadGeometry()!, (DateOnly)row["occurredOn"]!, Text(row, "category") ?? "unknown", Number(row, "killed") ?? 0, Number(row, "injured") ?? 0, Text(row, "activity") ?? "other");

    private static IEnumerable<MapFeature> Minefields(RegistryReader reader) =>
        from row in reader.List("minefield-record", RecordQuery.Now)
        where row.Wkb is not null
        select MapFeature.Minefield(row.Id, row.ReadGeometry()!, Text(row, "sheet")!, Text(row, "category"), row["laidOn"] as DateOnly?);

    private static IEnumerable<MapFeature> Blockages(RegistryReader reader) =>
        from row in reader.List("road-blockage", RecordQuery.Now)
        where row.Wkb is not null
        select MapFeature.Blockage(row.Id, row.ReadGeometry()!, (DateOnly)row["from"]!, Text(row, "cause") ?? "mined");

    private static string? Text(RecordRow row, string field) => row[field] as string;

    private static int? Number(RecordRow row, string field) => row[field] is long value ? checked((int)value) : null;
}
