using System.Globalization;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Integrity;

/// <summary>Checks of shapes and places.</summary>
internal static class GeometryChecks
{
    private const double LeastM2 = 25;
    private const double LeastPartM2 = 10;
    private const double GreatestKm2 = 200;

    public static IEnumerable<IntegrityCheck> All { get; } =
    [
        new("geometry.invalid", "The shape is not valid", "Areas and predicates over it say anything.",
            Owners.Information, CheckSeverity.Error, "draw it again and hand it in as a new version; a repair is a proposal", data =>
                data.Shapes.Shapes.Where(shape => shape.Invalid is not null).Select(shape => Of(shape, shape.Invalid))),
        new("geometry.missing", "A record without its place", "It is on no map and in no account.",
            Owners.Information, CheckSeverity.Error, "hand it in again with its position", data =>
                JournalChecks.OfEachType(data, type => type.Shape == ShapeKind.None || type.ShapeOptional ? null : $"SELECT t.client_key, NULL FROM {type.Table} t WHERE t.is_current = 1 AND t.geometry IS NULL ORDER BY t.client_key")),
        new("geometry.district", "Not in the district that it says", "Latitude and longitude swapped, a wrong zone, a wrong datum: a wrong place is still a legal number.",
            Owners.Information, CheckSeverity.Error, "compare with the source; correct position or district in a new version", data =>
                data.Shapes.Shapes.Where(shape => shape.NotIn is not null).Select(shape => Of(shape, $"not in {shape.NotIn}"))
                    .Concat(data.Points.Points.Where(point => point.NotIn is not null).Select(point => Of(point, $"not in {point.NotIn}")))),
        new("geometry.coarse", "Position to two decimals of a degree or fewer", "That is a square of a kilometre, no place.",
            Owners.Information, CheckSeverity.Warning, "ask for the position as it was measured", data =>
                data.Shapes.Shapes.Where(shape => shape.Coarse).Select(shape => Of(shape, null)).Concat(data.Points.Points.Where(point => point.Coarse).Select(point => Of(point, null)))),
        new("geometry.long-leg", "A leg of more than 5 km", "More often a point from somewhere else than a border.",
            Owners.Information, CheckSeverity.Warning, "look at the outline; a real border can have points between", data =>
                data.Shapes.Shapes.Where(shape => shape is { IsArea: true, LongestLegM: > ShapeScan.LongLegM }).Select(shape => Of(shape, string.Create(CultureInfo.InvariantCulture, $"{shape.LongestLegM / 1000:F1} km")))),
        new("geometry.size", "Implausibly small or large", "Smaller than a room or larger than 200 km²: a unit or a point is wrong.",
            Owners.Information, CheckSeverity.Warning, "compare with the source", data =>
                data.Shapes.Shapes.Where(shape => shape.IsArea && (shape.AreaM2 < LeastM2 || shape.AreaM2 > GreatestKm2 * 1e6)).Select(shape => Of(shape, string.Create(CultureInfo.InvariantCulture, $"{shape.AreaM2:F0} m²")))),
        new("geometry.tiny-part", "A part of less than 10 m²", "Left over from drawing; teams would be sent to it.",
            Owners.Information, CheckSeverity.Warning, "take the part out in a new version, by two people if it is hazard", data =>
                data.Shapes.Shapes.Where(shape => shape is { IsArea: true, SmallestPartM2: < LeastPartM2 } && shape.AreaM2 >= LeastM2).Select(shape => Of(shape, string.Create(CultureInfo.InvariantCulture, $"{shape.SmallestPartM2:F1} m²")))),
        new("geometry.duplicate", "Two records of one kind with the same outline", "One area entered twice; the account counts the ground once, lists and plans count it twice.",
            Owners.Information, CheckSeverity.Warning, "surefoot withdraw one of them with a reason", Duplicates),
    ];

    private static CheckFinding Of(ScannedShape shape, string? detail) => new(shape.Type, shape.Id, detail, shape.At);

    private static CheckFinding Of(ScannedPoint point, string? detail) => new(point.Type, point.Id, detail, point.At);

    private static IEnumerable<CheckFinding> Duplicates(CheckData data) =>
        from shape in data.Land
        where shape.Row.Wkb is not null
        group shape by (shape.Type, Wkb: Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(shape.Row.Wkb!))) into same
        let first = same.First().Id
        from shape in same.Skip(1)
        select new CheckFinding(shape.Type, shape.Id, $"as {first}");
}
