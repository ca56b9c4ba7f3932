using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Distance;
using NetTopologySuite.Operation.OverlayNG;

namespace Surefoot.Assessment.Priority;

/// <summary>An area to be ranked, with what is asked about its surroundings.</summary>
internal sealed class OpenGround(Geometry shape)
{
    private readonly IndexedFacetDistance _edge = new(shape);

    public Geometry Shape => shape;

    public Envelope Around(double meters)
    {
        var box = shape.EnvelopeInternal.Copy();
        box.ExpandBy(meters);
        return box;
    }

    /// <summary>Inside the area counts as near.</summary>
    public bool IsNear(Geometry other, double meters) => _edge.IsWithinDistance(other, meters) || shape.Intersects(other);

    public int CountNear(MappedPlaces places, double meters) => places.Near(Around(meters)).Count(place => IsNear(place, meters));

    public double CoveredM2(MappedPlaces places)
    {
        var covered = 0.0;

        // Mapped polygons seldom overlap; the area of each part is added in an order that does not depend on the index.
        foreach (var place in places.Near(shape.EnvelopeInternal).Where(place => place is IPolygonal).Select(place => OverlayNGRobust.Overlay(shape, place, NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection).Area).Order())
        {
            covered += place;
        }

        return Math.Min(covered, shape.Area);
    }
}
