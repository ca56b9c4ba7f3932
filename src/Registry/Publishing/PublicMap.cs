using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.OverlayNG;
using Surefoot.Account;
using Surefoot.Geodesy;
using Surefoot.Geodesy.OneWay;

namespace Surefoot.Registry.Publishing;

/// <summary>What anybody may see of a country's land: generalised danger and released land, without ids, names or anything else that tells records apart.</summary>
/// <param name="DangerCells">For "am I in danger here?".</param>
/// <param name="Danger">The same cells as polygons, longitude and latitude.</param>
/// <param name="Released">Longitude and latitude; nowhere in a danger zone.</param>
public sealed record PublicMap(IReadOnlyCollection<PublicCell> DangerCells, IReadOnlyList<Polygon> Danger, IReadOnlyList<PublicRelease> Released)
{
    public bool IsDanger(GeoPoint place) => DangerCells.Contains(PublicGrid.At(place));
}

/// <param name="Kind">How it was released: surveyed land is never shown as cleared.</param>
public sealed record PublicRelease(LandKind Kind, Polygon Polygon);

/// <summary>Makes the public map from the land account's polygons and the ground that is open at the end of a day.</summary>
public static class MakePublicMap
{
    /// <param name="land">Every polygon of the account, in its plane.</param>
    /// <param name="account">Their account.</param>
    /// <remarks>
    /// Released land is shown, exactly, only where every hazard area that it touches is wholly released. Until then its border goes on along the open ground: a straight
    /// edge could be drawn further. Nor is it shown shrunk: its inner bound and the zone's outer one are two bounds of one edge, and now and then they nearly meet.
    /// </remarks>
    public static PublicMap Handle(IReadOnlyList<LandPolygon> land, LandAccount account, DateOnly asOf, PublishingKey key, int workers = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(land);
        ArgumentNullException.ThrowIfNull(account);
        var open = account.OpenRims(asOf, workers, null, cancellation);
        var cells = new DangerZones(key).Cells(open.Select(rim => new OpenGround(rim.Id, rim.Rim)), workers, cancellation);
        var stillOpen = new STRtree<IPreparedGeometry>();
        foreach (var rim in open)
        {
            var whole = account.FindPolygon(rim.Id)!.Polygon;
            stillOpen.Insert(whole.EnvelopeInternal, PreparedGeometryFactory.Prepare(whole));
        }

        stillOpen.Build();
        HashSet<PublicCell> dangerous = [.. cells];
        List<PublicRelease> released = [];
        foreach (var kind in (LandKind[])[LandKind.Cancelled, LandKind.Reduced, LandKind.Cleared])
        {
            var whole = land
                .Where(polygon => polygon.Kind == kind && polygon.Date <= asOf)
                .OrderBy(polygon => polygon.Id, StringComparer.Ordinal)
                .Select(polygon => polygon.Polygon)
                .Where(release => !stillOpen.Query(release.EnvelopeInternal).Any(hazard => hazard.Intersects(release)));
            released.AddRange(ToDegrees([.. Outside(whole, dangerous)], Erring.Inward).Select(polygon => new PublicRelease(kind, polygon)));
        }

        return new(cells, ToDegrees(PublicGrid.Dissolve(cells), Erring.Outward), released);
    }

    // Polygon by polygon: a cell that is not near does not touch the result.
    private static IEnumerable<Polygon> Outside(IEnumerable<Geometry> exact, HashSet<PublicCell> dangerous)
    {
        foreach (var release in exact)
        {
            var cells = PublicGrid.Touching(release.EnvelopeInternal).Where(dangerous.Contains).ToList();
            var rest = cells.Count == 0 ? release : OverlayNGRobust.Overlay(release, release.Factory.BuildGeometry([.. PublicGrid.Dissolve(cells)]), NetTopologySuite.Operation.Overlay.SpatialFunction.Difference);
            foreach (var polygon in PublicGrid.Polygons(rest))
            {
                yield return polygon;
            }
        }
    }

    // Corners of the grid are rounded alike wherever they occur; a released polygon may only lose ground on the way.
    private static IReadOnlyList<Polygon> ToDegrees(IReadOnlyList<Polygon> inPlane, Erring way) =>
        [.. inPlane.SelectMany(polygon => PublicGrid.Polygons(way == Erring.Outward ? Degrees(polygon) : OneWayShapes.OutOfPlane(polygon, way, EqualAreaPlane.Karabakh)))];

    // The margin is a thousand times what rounding or the bending of a side could take away.
    private static Geometry Degrees(Polygon polygon)
    {
        var degrees = polygon.Copy();
        degrees.Apply(new ToLonLat());
        degrees.GeometryChanged();
        return degrees;
    }

    private sealed class ToLonLat : IEntireCoordinateSequenceFilter
    {
        // 1e-7 degrees is a centimetre.
        private const int Decimals = 7;

        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence)
        {
            for (var i = 0; i < sequence.Count; i++)
            {
                var place = EqualAreaPlane.Karabakh.Inverse(new(sequence.GetX(i), sequence.GetY(i)));
                sequence.SetX(i, Math.Round(place.LongitudeDeg, Decimals));
                sequence.SetY(i, Math.Round(place.LatitudeDeg, Decimals));
            }
        }
    }
}
