using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using Surefoot.Geodesy.OneWay;

namespace Surefoot.Registry.Publishing;

/// <summary>Ground of one hazard area that is not released, in the account's plane.</summary>
/// <param name="Id">The hazard area's: its margin belongs to it, whatever becomes of its outline.</param>
public sealed record OpenGround(string Id, Geometry InPlane);

/// <summary>Which cells of the public grid are dangerous: those that uncleared ground touches after it was grown by its own secret margin.</summary>
/// <remarks>
/// A fixed margin would be no protection: along a straight edge the pattern of cells gives its place to a few metres, and whoever knows the margin takes it off.
/// Margins drawn anew for each cell would average out along an edge in the same way. So one margin holds for a whole hazard area, drawn once from
/// <see cref="LeastMarginM"/> to <see cref="MostMarginM"/> with a key that is not published, and edges move out in parallel (mitred): the same cells come from a
/// hazard that lies further in with a wider margin, and from one that lies further out with a narrower one. No number of answers tells which, for they are all
/// the same answer. What does leak: that there is a hazard, its size to about the range of the margin, and, when its outline changes, by how many whole cells.
/// A guess within a given 100 m is right as often as a blind one over the range: once in three.
/// Always a superset: no ground closer than <see cref="LeastMarginM"/> to a hazard is left out, checked by distance and not by how well the offset is computed.
/// </remarks>
public sealed class DangerZones(PublishingKey key)
{
    /// <summary>No hazard comes nearer than this to the border of its zone. A national setting; this is the default.</summary>
    public const double LeastMarginM = 150;

    public const double MostMarginM = 750;

    /// <summary>Cells in order. Each ground stands for itself, so neither order nor what else is there matters.</summary>
    public IReadOnlyCollection<PublicCell> Cells(IEnumerable<OpenGround> grounds)
    {
        ArgumentNullException.ThrowIfNull(grounds);
        SortedSet<PublicCell> cells = new(PublicCell.Order);
        foreach (var ground in grounds)
        {
            cells.UnionWith(Cells(ground.InPlane, MarginM(ground.Id)));
        }

        return cells;
    }

    internal double MarginM(string id) => LeastMarginM + ((MostMarginM - LeastMarginM) * key.Share("danger", id));

    /// <summary>How far released ground of an area that is still open in part stays away from its true border; another draw than the danger's.</summary>
    internal double InwardM(string id) => LeastMarginM + ((MostMarginM - LeastMarginM) * key.Share("released", id));

    internal static IEnumerable<PublicCell> Cells(Geometry inPlane, double marginM)
    {
        var grown = PreparedGeometryFactory.Prepare(ParallelEdges.Move(inPlane, marginM));
        var near = inPlane.EnvelopeInternal.Copy();
        near.ExpandBy(LeastMarginM);
        near.ExpandToInclude(grown.Geometry.EnvelopeInternal);
        foreach (var cell in PublicGrid.Touching(near))
        {
            var square = PublicGrid.Square(cell);
            if (grown.Intersects(square) || inPlane.IsWithinDistance(square, LeastMarginM))
            {
                yield return cell;
            }
        }
    }
}
