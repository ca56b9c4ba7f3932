using NetTopologySuite.Geometries;
using Surefoot.Account.Books;
using Surefoot.Account.Faces;
using Surefoot.Numerics;

namespace Surefoot.Account;

/// <summary>Connected ground of one state at a day.</summary>
/// <param name="State">Suspected or confirmed: open hazard. Cancelled, reduced or cleared: how it was first released.</param>
/// <param name="District">The district, if the faces were asked for by district: its code or <see cref="AccountStatement.Unassigned"/>; otherwise null.</param>
/// <param name="Polygon">Valid, in the account's plane in metres, shell counter-clockwise; nodes are those of the arrangement, without the tiles' seams.</param>
/// <param name="Area">Exact; over all faces of a state it adds up to the account's figure.</param>
public sealed record LandFace(LandKind State, string? District, Polygon Polygon, ExactArea Area);

public sealed partial class LandAccount
{
    /// <summary>All ground by state at the end of a day: states in their order, districts by code, polygons from west to east.</summary>
    /// <remarks>Arranges every tile anew, since the geometry is not kept: as long as a full run, then about a microsecond per edge.</remarks>
    public IReadOnlyList<LandFace> Faces(
        DateOnly asOf, bool byDistrict = false, int workers = 1, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        // The order of tiles must not depend on the order of input.
        var tiles = Parts.Select(part => part.Content).OrderBy(part => part.Key.WestMm).ThenBy(part => part.Key.SouthMm).ToArray();
        var rims = new TileRims[tiles.Length];
        RowLoop.Run(tiles.Length, workers, new CollectRims(this, tiles, rims, asOf, byDistrict), progress, cancellation);

        var edges = new List<RimEdge>();
        foreach (var tile in rims)
        {
            edges.AddRange(tile.Inside);
        }

        BorderSeams.AddOpen(rims.SelectMany(tile => tile.Border), edges);
        var byLabel = edges.GroupBy(edge => edge.Label).OrderBy(group => group.Key).ToArray();
        var faces = new List<LandFace>[byLabel.Length];
        RowLoop.Run(byLabel.Length, workers, new LinkRings(this, byLabel, faces, byDistrict), null, cancellation);
        return [.. faces.SelectMany(list => list)];
    }

    // 0 is no ground; then states within districts, unassigned after the last.
    private int Label(LandKind state, int district, bool byDistrict)
    {
        var place = !byDistrict ? 0 : district < 0 ? _districts.Length : district;
        return 1 + (((int)state * (_districts.Length + 1)) + place);
    }

    private readonly struct CollectRims(LandAccount account, TileContent[] tiles, TileRims[] rims, DateOnly asOf, bool byDistrict) : IRowOperation
    {
        [ThreadStatic]
        private static TileWork? t_work;

        public void Invoke(int row)
        {
            var work = t_work ??= new TileWork();
            var tile = tiles[row];
            work.Arrange(tile, account._districtGrids);
            var labels = new int[work.Sweep.Sets.Count];
            for (var set = 1; set < labels.Length; set++)
            {
                var acts = work.ActsOf(tile, set, out var district);
                labels[set] = LandStates.At(acts, asOf) is { } state ? account.Label(state, district, byDistrict) : 0;
            }

            rims[row] = new TileRims();
            rims[row].Collect(tile.Key, work.Noder, work.Sweep, labels);
        }
    }

    private readonly struct LinkRings(LandAccount account, IGrouping<int, RimEdge>[] byLabel, List<LandFace>[] faces, bool byDistrict) : IRowOperation
    {
        public void Invoke(int row)
        {
            var (state, place) = Math.DivRem(byLabel[row].Key - 1, account._districts.Length + 1);
            var district = !byDistrict ? null : account.DistrictKey(place == account._districts.Length ? -1 : place);
            faces[row] = [.. new RingLinker([.. byLabel[row]]).Link()
                .OrderBy(face => face.Polygon.EnvelopeInternal.MinX)
                .ThenBy(face => face.Polygon.EnvelopeInternal.MinY)
                .ThenBy(face => face.Area)
                .Select(face => new LandFace((LandKind)state, district, face.Polygon, face.Area))];
        }
    }
}
