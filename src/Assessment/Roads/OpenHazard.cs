using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Distance;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using Surefoot.Account;
using Surefoot.Numerics;

namespace Surefoot.Assessment.Roads;

/// <summary>A recorded hazard as it stands at a day: what of it is not released, and the edges it comes near.</summary>
/// <param name="Open">In the account's plane; empty when all is released, or when the hazard meets no road.</param>
/// <param name="Edges">Ascending.</param>
internal sealed record OpenHazard(LandPolygon Land, Geometry Open, int[] Edges)
{
    // Ground narrower than this on average, or smaller than a square metre, is left by rounding and closes no road.
    private const double SliverWidthM = 0.5;
    private const double SliverM2 = 1;

    /// <summary>For each hazard in the order given. Confirmed hazard meets an edge within the buffer; suspected only where the edge runs through it, and of
    /// suspected hazard <see cref="Open"/> is exact only along those edges.</summary>
    /// <remarks>The land account's rule: a release counts from its day on hazard recorded by then; a hazard recorded later is hazard again.</remarks>
    public static OpenHazard[] Find(
        IReadOnlyList<LandPolygon> hazards, IEnumerable<LandPolygon> releases, LineString?[] edges, double bufferM, int workers, CancellationToken cancellation)
    {
        var releaseTree = new STRtree<LandPolygon>();
        foreach (var release in releases)
        {
            releaseTree.Insert(release.Polygon.EnvelopeInternal, release);
        }

        var edgeTree = new STRtree<int>();
        for (var edge = 0; edge < edges.Length; edge++)
        {
            if (edges[edge] is { } line)
            {
                edgeTree.Insert(line.EnvelopeInternal, edge);
            }
        }

        // A tree is built at its first query, which must not be two at once.
        releaseTree.Build();
        edgeTree.Build();
        var found = new OpenHazard[hazards.Count];
        RowLoop.Run(found.Length, workers, new HazardRow(hazards, releaseTree, edgeTree, edges, bufferM, found), null, cancellation);
        return found;
    }

    private static Geometry Subtract(LandPolygon hazard, STRtree<LandPolygon> releases, Envelope[]? onlyNear)
    {
        var prepared = PreparedGeometryFactory.Prepare(hazard.Polygon);
        var meeting = releases.Query(hazard.Polygon.EnvelopeInternal)
            .Where(release => release.Date >= hazard.Date && (onlyNear is null || Array.Exists(onlyNear, box => box.Intersects(release.Polygon.EnvelopeInternal))) && prepared.Intersects(release.Polygon))
            .OrderBy(release => release.Id, StringComparer.Ordinal)
            .Select(release => release.Polygon)
            .ToList();
        if (meeting.Count == 0)
        {
            return hazard.Polygon;
        }

        var open = OverlayNGRobust.Overlay(hazard.Polygon, OverlayNGRobust.Union(meeting), SpatialFunction.Difference);
        var parts = new List<Polygon>();
        for (var i = 0; i < open.NumGeometries; i++)
        {
            if (open.GetGeometryN(i) is Polygon { Area: >= SliverM2 } part && 2 * part.Area / part.Length >= SliverWidthM)
            {
                parts.Add(part);
            }
        }

        return parts.Count == 1 ? parts[0] : hazard.Polygon.Factory.CreateMultiPolygon([.. parts]);
    }

    private readonly struct HazardRow(
        IReadOnlyList<LandPolygon> hazards, STRtree<LandPolygon> releases, STRtree<int> edgeTree, LineString?[] edges, double bufferM, OpenHazard[] found) : IRowOperation
    {
        public void Invoke(int row)
        {
            var hazard = hazards[row];

            // Most hazards meet no road: what is released of those need not be known.
            var near = Near(hazard, hazard.Polygon, edgeTree.Query(Widened(hazard.Polygon)));
            var edgeLines = edges;
            var onlyNear = hazard.Kind == LandKind.Confirmed ? null : near.ConvertAll(edge => edgeLines[edge]!.EnvelopeInternal).ToArray();
            var open = near.Count == 0 ? hazard.Polygon.Factory.CreatePolygon() : Subtract(hazard, releases, onlyNear);
            if (!ReferenceEquals(open, hazard.Polygon))
            {
                near = Near(hazard, open, near);
            }

            near.Sort();
            found[row] = new(hazard, open, [.. near]);
        }

        private Envelope Widened(Geometry ground)
        {
            var box = ground.EnvelopeInternal.Copy();
            box.ExpandBy(bufferM);
            return box;
        }

        private List<int> Near(LandPolygon hazard, Geometry ground, IEnumerable<int> candidates)
        {
            var near = new List<int>();
            if (ground.IsEmpty)
            {
                return near;
            }

            var prepared = PreparedGeometryFactory.Prepare(ground);
            IndexedFacetDistance? rim = null;
            foreach (var edge in candidates)
            {
                if (prepared.Intersects(edges[edge]) || (hazard.Kind == LandKind.Confirmed && (rim ??= new IndexedFacetDistance(ground)).IsWithinDistance(edges[edge], bufferM)))
                {
                    near.Add(edge);
                }
            }

            return near;
        }
    }
}
