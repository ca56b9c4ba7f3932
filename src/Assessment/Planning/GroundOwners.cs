using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using Surefoot.Account;
using Surefoot.Registry.Reading;

namespace Surefoot.Assessment.Planning;

/// <summary>Cuts out of open areas the ground of blocking areas that were drawn over them.</summary>
/// <remarks>
/// The account books ground once, at the hazard area that recorded it first: an area drawn over another has no open ground of its own. What closes the
/// road is then a piece of the other, and only that piece has to be released: it is planned under the blocking area's id, and the rest loses as much.
/// </remarks>
internal static class GroundOwners
{
    // A neighbour that shares an edge or a corner is no owner.
    private const double LeastShare = 0.01;

    /// <param name="open">Areas with open ground of their own.</param>
    /// <param name="blocking">Ids and open ground of what blocks roads; those in <paramref name="open"/> are passed over.</param>
    public static List<OpenArea> CutOut(List<OpenArea> open, IReadOnlyList<BlockingGround> blocking, RegistryReader reader, LandAccount account, DateOnly asOf)
    {
        var byId = open.ToDictionary(area => area.Id, StringComparer.Ordinal);
        var wanted = blocking.Where(b => !byId.ContainsKey(b.Id)).OrderBy(b => b.Id, StringComparer.Ordinal).ToArray();
        if (wanted.Length == 0)
        {
            return open;
        }

        var shapes = account.PolygonBalances(asOf).Where(b => !b.Land.IsRelease).ToDictionary(b => b.Land.Id, b => b.Land.Polygon, StringComparer.Ordinal);
        foreach (var ground in wanted)
        {
            if (!shapes.TryGetValue(ground.Id, out var shape) || ReadOpenAreas.Describe(reader, ground.Id, ground.AreaM2, shape) is not { } piece)
            {
                continue;
            }

            var owners = byId.Values
                .Where(area => shapes.TryGetValue(area.Id, out var other) && other.EnvelopeInternal.Intersects(shape.EnvelopeInternal))
                .Select(area => (Area: area, SharedM2: Shared(shapes[area.Id], shape)))
                .Where(owner => owner.SharedM2 >= LeastShare * shape.Area)
                .ToArray();
            var sharedM2 = owners.Sum(owner => owner.SharedM2);
            var takenM2 = Math.Min(ground.AreaM2, owners.Sum(owner => Math.Min(owner.SharedM2, owner.Area.OpenM2)));
            if (takenM2 <= 0)
            {
                continue;
            }

            foreach (var (area, m2) in owners)
            {
                var leftM2 = Math.Max(0, area.OpenM2 - (takenM2 * m2 / sharedM2));
                byId[area.Id] = area with { OpenM2 = leftM2, KeptShare = area.KeptShare * leftM2 / area.OpenM2 };
            }

            byId[ground.Id] = piece with { OpenM2 = takenM2 };
        }

        return [.. byId.Values.Where(area => area.OpenM2 > 0).OrderBy(area => area.Id, StringComparer.Ordinal)];
    }

    private static double Shared(Geometry a, Geometry b) => OverlayNGRobust.Overlay(a, b, SpatialFunction.Intersection).Area;
}
