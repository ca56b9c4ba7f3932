using NetTopologySuite.Geometries;

namespace Surefoot.Server.Content;

/// <summary>What a feature on the map is; decides its layer in the tiles and how it may be generalised.</summary>
public enum MapLayer
{
    HazardArea,
    ReleasedLand,
    Settlement,
    Accident,
    MinefieldRecord,
    RoadBlockage,
    Corridor,
}

/// <summary>Where a hazard area stands.</summary>
public enum HazardState
{
    Open,
    PartlyReleased,
    Released,
}

public enum ReleaseKind
{
    Cancelled,
    Reduced,
    Cleared,
}

/// <summary>One thing on the map: longitude and latitude on WGS 84, and what its popup says.</summary>
/// <param name="Date">When it became so (information date, release date, event date); the map can be asked as of any day.</param>
/// <param name="Properties">Text, whole numbers, doubles and booleans only: what a vector tile can carry.</param>
public sealed record MapFeature(MapLayer Layer, string Id, DateOnly? Date, Geometry Geometry, IReadOnlyDictionary<string, object> Properties)
{
    /// <summary>As anybody may see it: a zone and not the outline of a record.</summary>
    public bool IsGeneralised => Properties.ContainsKey("generalised");

    /// <param name="recordedOn">The hazard area's information date.</param>
    /// <param name="areaM2">Net area in the account's plane; ground shared with an earlier hazard area is counted there.</param>
    /// <param name="openM2">What of it is not released.</param>
    public static MapFeature Hazard(string id, Geometry geometry, bool confirmed, HazardState state, DateOnly recordedOn, string district, double areaM2, double openM2, string? name = null) =>
        new(MapLayer.HazardArea, id, recordedOn, geometry, Pack(
            ("kind", confirmed ? "confirmed" : "suspected"),
            ("state", state switch { HazardState.Open => "open", HazardState.PartlyReleased => "partly-released", _ => "released" }),
            ("district", district),
            ("areaM2", Math.Round(areaM2)),
            ("openM2", Math.Round(openM2)),
            ("name", name)));

    /// <param name="method">Code of the method, such as <c>manual</c>.</param>
    /// <param name="areaM2">As reported; null if not stated.</param>
    public static MapFeature Released(string id, Geometry geometry, ReleaseKind kind, DateOnly releasedOn, string method, string district, double? areaM2, string? hazardArea = null) =>
        new(MapLayer.ReleasedLand, id, releasedOn, geometry, Pack(
            ("kind", kind switch { ReleaseKind.Cancelled => "cancelled", ReleaseKind.Reduced => "reduced", _ => "cleared" }),
            ("method", method),
            ("district", district),
            ("areaM2", areaM2 is { } area ? Math.Round(area) : null),
            ("hazardArea", hazardArea)));

    /// <summary>A zone of danger as anybody may see it: no id, no day, nothing of the records behind it.</summary>
    public static MapFeature PublicDanger(Geometry zone) => new(MapLayer.HazardArea, "", null, zone, Pack(("kind", "suspected"), ("state", "open"), ("generalised", true)));

    /// <summary>Released land as anybody may see it.</summary>
    public static MapFeature PublicRelease(ReleaseKind kind, Geometry land) => Released("", land, kind, default, "", "", null) with
    {
        Date = null,
        Properties = Pack(("kind", kind switch { ReleaseKind.Cancelled => "cancelled", ReleaseKind.Reduced => "reduced", _ => "cleared" }), ("generalised", true)),
    };

    public static MapFeature Settlement(string id, Geometry point, string? name, int people, int plannedReturnees, int? returnYear) =>
        new(MapLayer.Settlement, id, null, point, Pack(("name", name), ("people", people), ("returnees", plannedReturnees), ("returnYear", returnYear)));

    /// <summary>Restricted: off until switched on, and only on the officer's own machine.</summary>
    public static MapFeature Accident(string id, Geometry point, DateOnly occurredOn, string category, int killed, int injured, string activity) =>
        new(MapLayer.Accident, id, occurredOn, point, Pack(("category", category), ("killed", killed), ("injured", injured), ("activity", activity)));

    /// <summary>Restricted: the field as drawn on the sheet, which may be wrong.</summary>
    public static MapFeature Minefield(string id, Geometry outline, string sheet, string? category, DateOnly? laidOn) =>
        new(MapLayer.MinefieldRecord, id, laidOn, outline, Pack(("sheet", sheet), ("category", category)));

    public static MapFeature Blockage(string id, Geometry line, DateOnly from, string cause) =>
        new(MapLayer.RoadBlockage, id, from, line, Pack(("cause", cause)));

    /// <param name="worth">Share of the best corridor's worth, 0 to 1; sets the width of the line.</param>
    public static MapFeature Corridor(string id, Geometry line, string name, int rank, double worth) =>
        new(MapLayer.Corridor, id, null, line, Pack(("name", name), ("rank", rank), ("worth", worth)));

    private static Dictionary<string, object> Pack(params ReadOnlySpan<(string Key, object? Value)> items)
    {
        var packed = new Dictionary<string, object>(items.Length, StringComparer.Ordinal);
        foreach (var (key, value) in items)
        {
            if (value is not null)
            {
                packed[key] = value;
            }
        }

        return packed;
    }
}
