using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Simplify;

namespace Surefoot.Server.Tiles;

/// <summary>Which way a shape may err when it is drawn coarser (INTEGRITY 4.3).</summary>
internal enum Erring
{
    /// <summary>Hazards may only grow.</summary>
    Outward,

    /// <summary>Released land may only shrink.</summary>
    Inward,

    /// <summary>Lines and points: neither.</summary>
    Either,
}

/// <summary>Draws shapes coarser for small scales and cuts them to a tile.</summary>
/// <remarks>
/// For the screen only; nothing computed reads it. Polygons are simplified by topology-preserving hulls, so that a hazard on the map
/// covers the recorded hazard and released land stays inside what was released, up to half a unit of the tile's grid (1/8192 of its width).
/// </remarks>
internal static class Generalisation
{
    // Three tile units of 1/4096: three quarters of a CSS pixel at 512 px a tile.
    private const int TolerancePartsOfTile = 4096 / 3;

    /// <summary>At this zoom and closer a shape is drawn with every vertex it has.</summary>
    public const int ExactFromZoom = 12;

    /// <summary>The shape for one zoom; null when it is too small to be drawn and may vanish.</summary>
    public static Geometry? Coarsen(Geometry shape, int zoom, Erring erring)
    {
        if (zoom >= ExactFromZoom || shape is IPuntal)
        {
            return shape;
        }

        var tolerance = new TileAddress(zoom, 0, 0).DegreesPer(TolerancePartsOfTile);
        if (shape is not IPolygonal)
        {
            return DouglasPeuckerSimplifier.Simplify(shape, tolerance);
        }

        var box = shape.EnvelopeInternal;
        if (Math.Max(box.Width, box.Height) < 2 * tolerance)
        {
            // Smaller than a pixel or two: a hazard is shown as its box rather than lost, released land is left out.
            return erring == Erring.Outward ? shape.Factory.ToGeometry(box) : null;
        }

        if (shape.NumPoints <= 6 || erring == Erring.Either)
        {
            return shape;
        }

        // The hull may differ from the shape by one tolerance along its boundary.
        var share = Math.Min(0.25, shape.Length * tolerance / Math.Max(shape.Area, double.Epsilon));
        return PolygonHullSimplifier.HullByAreaDelta(shape, erring == Erring.Outward, share);
    }

    /// <summary>The part of a shape inside a box; polygons keep running along its edge, as a tile wants them. Empty if nothing is.</summary>
    public static Geometry Cut(Geometry shape, Envelope box)
    {
        if (box.Contains(shape.EnvelopeInternal))
        {
            return shape;
        }

        return shape switch
        {
            Polygon polygon => CutPolygon(polygon, new RingClipper(box)) ?? polygon.Factory.CreatePolygon(),
            MultiPolygon many => many.Factory.BuildGeometry([.. PolygonExtracter.GetPolygons(many)
                .Select(part => box.Contains(part.EnvelopeInternal) ? (Polygon)part : CutPolygon((Polygon)part, new RingClipper(box)))
                .OfType<Geometry>()]),
            ILineal => OverlayNGRobust.Overlay(shape, shape.Factory.ToGeometry(box), NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection),
            _ => box.Intersects(shape.EnvelopeInternal) ? shape : shape.Factory.CreateEmpty(Dimension.Point),
        };
    }

    private static Polygon? CutPolygon(Polygon polygon, RingClipper clipper)
    {
        var shell = CutRing(polygon.ExteriorRing, clipper);
        if (shell is null)
        {
            return null;
        }

        var holes = new List<LinearRing>(polygon.NumInteriorRings);
        for (var i = 0; i < polygon.NumInteriorRings; i++)
        {
            if (CutRing(polygon.GetInteriorRingN(i), clipper) is { } hole)
            {
                holes.Add(hole);
            }
        }

        return polygon.Factory.CreatePolygon(shell, [.. holes]);
    }

    private static LinearRing? CutRing(LineString ring, RingClipper clipper)
    {
        var cut = clipper.Clip(ring.Coordinates);
        return cut.Length < 4 ? null : ring.Factory.CreateLinearRing(cut);
    }
}
