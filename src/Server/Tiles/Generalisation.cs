using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Simplify;
using Surefoot.Geodesy.OneWay;

namespace Surefoot.Server.Tiles;

/// <summary>Draws shapes coarser for small scales and cuts them to a tile.</summary>
/// <remarks>
/// For the screen only; nothing computed reads it. Corners of polygons are cut one way, so that a hazard on the map covers the recorded hazard and
/// released land stays inside what was released (INTEGRITY 4.3). On small scales that holds up to half a unit of the tile's grid (1/8192 of its width,
/// a sixteenth of a pixel); from <see cref="ExactFromZoom"/> on shapes are first moved by more than that, so that it holds without exception.
/// </remarks>
internal static class Generalisation
{
    // Three tile units of 1/4096: three quarters of a CSS pixel at 512 px a tile.
    private const int TolerancePartsOfTile = 4096 / 3;

    private const int UnitsOfTile = 4096;

    // Half a diagonal of a unit, and a little for the map between degrees and units.
    private const double RoundingPartsOfUnit = 0.75;

    /// <summary>At this zoom and closer a shape is drawn with every vertex it has.</summary>
    public const int ExactFromZoom = 12;

    /// <summary>The shape for one zoom; null when it is too small to be drawn and may vanish.</summary>
    /// <param name="erring">Null for what has no inside: lines and points.</param>
    public static Geometry? Coarsen(Geometry shape, int zoom, Erring? erring)
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

        if (shape.NumPoints <= 6 || erring is not { } way)
        {
            return shape;
        }

        // The hull may differ from the shape by one tolerance along its boundary.
        return OneWayShapes.Hull(shape, way, Math.Min(0.25, shape.Length * tolerance / Math.Max(shape.Area, double.Epsilon)));
    }

    /// <summary>Where every vertex is drawn: the shape moved one way by more than rounding to the grid of a tile can move it back.</summary>
    public static Geometry MakeRoom(Geometry shape, int zoom, Erring? erring) =>
        zoom >= ExactFromZoom && shape is IPolygonal && erring is { } way
            ? OneWayShapes.Offset(shape, way, RoundingPartsOfUnit * new TileAddress(zoom, 0, 0).DegreesPer(UnitsOfTile))
            : shape;

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
