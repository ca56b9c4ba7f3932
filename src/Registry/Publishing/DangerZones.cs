using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using Surefoot.Account;
using Surefoot.Numerics;

namespace Surefoot.Registry.Publishing;

/// <summary>Ground of one hazard area that is not released, in the account's plane.</summary>
/// <param name="Id">The hazard area's: its secret body belongs to it, whatever becomes of its outline.</param>
/// <param name="Rim">As <see cref="LandAccount.OpenRims"/> tells it.</param>
public sealed record OpenGround(string Id, IReadOnlyList<RimPiece> Rim)
{
    public static OpenGround Of(string id, Geometry inPlane) => new(
        id,
        [
            .. LinearComponentExtracter.GetLines(inPlane).Cast<LineString>()
                .SelectMany(ring => ring.Coordinates.Zip(ring.Coordinates.Skip(1), (from, to) => new RimPiece(from.X, from.Y, to.X, to.Y))),
        ]);
}

/// <summary>Which cells of the public grid are dangerous: those that uncleared ground touches after it was grown by its own <see cref="SecretBody"/>.</summary>
/// <remarks>
/// A fixed margin would be no protection: along a straight edge the pattern of cells gives its place to a few metres, and whoever knows the margin takes it off.
/// Margins drawn anew for each cell or day would average out. One secret margin for a whole hazard is right by luck for one hazard in three, and right all round.
/// So each hazard has one secret body for ever, and its sides move out by different amounts that depend on nothing but their direction. What does leak: that there is
/// a hazard, its shape and its size to about the range of the body, and, when its outline changes, by how many whole cells.
/// Always a superset: no ground closer than <see cref="LeastMarginM"/> to a hazard is left out.
/// </remarks>
public sealed class DangerZones(PublishingKey key)
{
    /// <summary>No hazard comes nearer than this to the border of its zone.</summary>
    public const double LeastMarginM = SecretBody.LeastMarginM;

    /// <summary>Cells in order. Each ground stands for itself, so neither order nor what else is there matters.</summary>
    public IReadOnlyCollection<PublicCell> Cells(IEnumerable<OpenGround> grounds, int workers = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(grounds);
        var each = grounds.ToArray();
        var cells = new List<PublicCell>[each.Length];
        RowLoop.Run(each.Length, workers, new Grow(key, each, cells), null, cancellation);
        return new SortedSet<PublicCell>(cells.SelectMany(some => some).ToHashSet(), PublicCell.Order);
    }

    internal static List<PublicCell> Cells(IReadOnlyList<RimPiece> rim, SecretBody body)
    {
        if (rim.Count == 0)
        {
            return [];
        }

        var box = new Envelope();
        foreach (var piece in rim)
        {
            box.ExpandToInclude(piece.FromX, piece.FromY);
            box.ExpandToInclude(piece.ToX, piece.ToY);
        }

        var raster = new CellRaster(new(box.MinX + body.X.Min(), box.MaxX + body.X.Max(), box.MinY + body.Y.Min(), box.MaxY + body.Y.Max()));
        foreach (var piece in rim)
        {
            raster.Sweep(body, piece);
        }

        // What no swept rim touches is inside or outside as a whole.
        raster.FillInside(rim);
        return raster.Cells();
    }

    private readonly struct Grow(PublishingKey key, OpenGround[] grounds, List<PublicCell>[] cells) : IRowOperation
    {
        public void Invoke(int row) => cells[row] = Cells(grounds[row].Rim, SecretBody.Of(key, grounds[row].Id));
    }
}
