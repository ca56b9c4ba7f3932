using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using Surefoot.Account;

namespace Surefoot.Assessment.Planning;

/// <summary>Which open areas hold the ground of a hazard area that was drawn over others.</summary>
/// <remarks>
/// The account books ground once, at the hazard area that recorded it first: an area drawn over another has no open ground of its own, and it is the
/// other that has to be released.
/// </remarks>
internal sealed class GroundOwners(IReadOnlyList<OpenArea> open, LandAccount account, DateOnly asOf)
{
    // A neighbour that shares an edge or a corner is no owner.
    private const double LeastShare = 0.05;

    private readonly Lazy<Dictionary<string, Geometry>> _shapes = new(() =>
        account.PolygonBalances(asOf).Where(b => !b.Land.IsRelease).ToDictionary(b => b.Land.Id, b => b.Land.Polygon, StringComparer.Ordinal));

    /// <summary>The area itself if it has open ground, else those that hold it; empty if all of it is released or the id is unknown.</summary>
    public IReadOnlyList<string> Of(string id)
    {
        if (open.Any(area => area.Id == id))
        {
            return [id];
        }

        if (!_shapes.Value.TryGetValue(id, out var shape))
        {
            return [];
        }

        return
        [
            .. open.Where(area => !area.IsStrip && _shapes.Value[area.Id].EnvelopeInternal.Intersects(shape.EnvelopeInternal)
                    && OverlayNGRobust.Overlay(_shapes.Value[area.Id], shape, SpatialFunction.Intersection).Area >= LeastShare * shape.Area)
                .Select(area => area.Id),
        ];
    }
}
