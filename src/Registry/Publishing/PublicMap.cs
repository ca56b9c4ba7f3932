using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Union;
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

/// <summary>Makes the public map from the land account's polygons and the ground that is open at a day.</summary>
public static class MakePublicMap
{
    /// <param name="land">Every polygon of the account, in its plane.</param>
    /// <param name="ground">The faces of the account at the end of <paramref name="asOf"/>.</param>
    /// <remarks>
    /// Released land is exact only where every hazard area that it touches is wholly released. Until then its border goes on along the open ground: a straight edge
    /// could be drawn further, and a zone published before could be measured against it. So it is shown in whole cells, as far inside as a second secret margin says.
    /// </remarks>
    public static PublicMap Handle(IReadOnlyList<LandPolygon> land, IReadOnlyList<LandFace> ground, DateOnly asOf, PublishingKey key)
    {
        ArgumentNullException.ThrowIfNull(land);
        ArgumentNullException.ThrowIfNull(ground);
        var zones = new DangerZones(key);
        var faces = new STRtree<Polygon>();
        foreach (var face in ground.Where(face => face.State is LandKind.Suspected or LandKind.Confirmed))
        {
            faces.Insert(face.Polygon.EnvelopeInternal, face.Polygon);
        }

        faces.Build();
        List<OpenGround> open = [];
        List<(string Id, IPreparedGeometry Whole)> stillOpen = [];
        foreach (var hazard in land.Where(polygon => !polygon.IsRelease && polygon.Date <= asOf).OrderBy(polygon => polygon.Id, StringComparer.Ordinal))
        {
            if (OpenOf(hazard.Polygon, faces) is { } left)
            {
                open.Add(new(hazard.Id, left));
                stillOpen.Add((hazard.Id, PreparedGeometryFactory.Prepare(hazard.Polygon)));
            }
        }

        var cells = zones.Cells(open);
        List<PublicRelease> released = [];
        foreach (var kind in (LandKind[])[LandKind.Cancelled, LandKind.Reduced, LandKind.Cleared])
        {
            var releases = land.Where(polygon => polygon.Kind == kind && polygon.Date <= asOf).OrderBy(polygon => polygon.Id, StringComparer.Ordinal);
            released.AddRange(ToDegrees(Released(releases, zones, stillOpen, [.. cells]), Erring.Inward).Select(polygon => new PublicRelease(kind, polygon)));
        }

        return new(cells, ToDegrees(PublicGrid.Dissolve(cells), Erring.Outward), released);
    }

    private static Geometry? OpenOf(Geometry hazard, STRtree<Polygon> faces)
    {
        var whole = PreparedGeometryFactory.Prepare(hazard);
        List<Geometry> parts = [];
        foreach (var face in faces.Query(hazard.EnvelopeInternal).Where(whole.Intersects))
        {
            var part = whole.Covers(face) ? face : OverlayNGRobust.Overlay(hazard, face, NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection);
            parts.AddRange(PolygonExtracter.GetPolygons(part).Where(polygon => !polygon.IsEmpty));
        }

        return parts.Count == 0 ? null : hazard.Factory.BuildGeometry(parts) is Polygon one ? one : UnaryUnionOp.Union(parts);
    }

    private static IReadOnlyList<Polygon> Released(
        IEnumerable<LandPolygon> releases, DangerZones zones, List<(string Id, IPreparedGeometry Whole)> stillOpen, HashSet<PublicCell> dangerous)
    {
        var index = new STRtree<(string Id, IPreparedGeometry Whole)>();
        stillOpen.ForEach(hazard => index.Insert(hazard.Whole.Geometry.EnvelopeInternal, hazard));
        index.Build();
        List<Geometry> exact = [];
        SortedDictionary<string, List<Geometry>> partly = new(StringComparer.Ordinal);
        foreach (var release in releases)
        {
            var touched = index.Query(release.Polygon.EnvelopeInternal).Where(hazard => hazard.Whole.Intersects(release.Polygon)).Select(hazard => hazard.Id).ToList();
            if (touched.Count == 0)
            {
                exact.Add(release.Polygon);
            }

            foreach (var id in touched)
            {
                (partly.TryGetValue(id, out var list) ? list : partly[id] = []).Add(release.Polygon);
            }
        }

        SortedSet<PublicCell> inside = new(PublicCell.Order);
        foreach (var (id, parts) in partly)
        {
            var shrunk = ParallelEdges.Move(UnaryUnionOp.Union(parts), -zones.InwardM(id));
            if (!shrunk.IsEmpty)
            {
                var prepared = PreparedGeometryFactory.Prepare(shrunk);
                inside.UnionWith(PublicGrid.Touching(shrunk.EnvelopeInternal).Where(cell => !dangerous.Contains(cell) && prepared.Covers(PublicGrid.Square(cell))));
            }
        }

        return [.. Outside(exact, dangerous), .. PublicGrid.Dissolve(inside)];
    }

    // Polygon by polygon: a cell that is not near does not touch the result.
    private static IEnumerable<Polygon> Outside(List<Geometry> exact, HashSet<PublicCell> dangerous)
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
