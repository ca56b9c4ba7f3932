using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.RelateNG;
using NetTopologySuite.Simplify;

namespace Surefoot.Geodesy.OneWay;

/// <summary>The one place where a stored, exchanged or published polygon is moved: every step errs one way only.</summary>
/// <remarks>
/// Each step first offsets the shape by more than the step can move a point, then takes the step, and then checks on the result, with robust predicates, that
/// the shape lies inside it (or it inside the shape) by the distance that the check itself cannot see. If the check fails the offset is doubled; if
/// nothing helps, a hazard becomes its box and released land is given up. So the promise does not rest on how well the offset is computed.
/// Polygons and multipolygons only; valid geometry is expected. The account's own arithmetic is not here: it must be two-way, or ground released
/// exactly as it was recorded would not end at zero; its bound is stated in the README of Account.
/// </remarks>
public static class OneWayShapes
{
    /// <summary>Decimals of a degree in exchanged files: a tenth of a millimetre.</summary>
    public const int ExchangeDecimals = 9;

    // A part of an edge this long is straight in either plane to two thirds of a millimetre at 40° N.
    private const double MaxPartM = 200;
    private const double MaxPartDeg = 0.002;

    /// <summary>The shape with coordinates that are whole multiples of <paramref name="step"/>; unchanged if they are already.</summary>
    /// <remarks>No border moves further than four steps, and a hazard that is smaller than a step keeps a place.</remarks>
    public static Geometry OntoGrid(Geometry shape, Erring way, double step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        return Carriage.IsOnGrid(shape, step) ? shape : new Carriage(null, null, step, 0).Run(shape, way);
    }

    /// <summary>Degrees with at most so many decimals, for files.</summary>
    public static Geometry ToDecimals(Geometry lonLat, Erring way, int decimals = ExchangeDecimals) => OntoGrid(lonLat, way, Math.Pow(10, -decimals));

    /// <summary>From longitude and latitude (edges straight in them) into a plane (edges straight there), on whole millimetres.</summary>
    public static Geometry IntoPlane(Geometry lonLat, Erring way, EqualAreaPlane plane)
    {
        ArgumentNullException.ThrowIfNull(plane);
        return new Carriage(c => Plane(plane.Forward(new(c.X, c.Y))), c => Degrees(plane.Inverse(new(c.X, c.Y))), 1 / PlaneProjection.StepsPerMetre, MaxPartDeg).Run(lonLat, way);
    }

    /// <summary>Out of a plane into longitude and latitude with at most so many decimals.</summary>
    public static Geometry OutOfPlane(Geometry shape, Erring way, EqualAreaPlane plane, int decimals = ExchangeDecimals)
    {
        ArgumentNullException.ThrowIfNull(plane);
        return new Carriage(c => Degrees(plane.Inverse(new(c.X, c.Y))), c => Plane(plane.Forward(new(c.X, c.Y))), Math.Pow(10, -decimals), MaxPartM).Run(shape, way);
    }

    /// <summary>From the system in which a shape was written (edges straight in it) to another.</summary>
    /// <param name="back">The same way back.</param>
    /// <param name="step">Grid of the result in its own units.</param>
    public static Geometry Reproject(Geometry written, Erring way, CoordinatePath path, CoordinatePath back, double step = 1e-9)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(back);
        var inDegrees = written is { } shape && shape.EnvelopeInternal is { MaxX: <= 360, MinX: >= -360 };
        return new Carriage(c => Plane(path.Convert(c.X, c.Y)), c => Plane(back.Convert(c.X, c.Y)), step, inDegrees ? MaxPartDeg : MaxPartM).Run(written!, way);
    }

    /// <summary>The shape grown or shrunk by at least <paramref name="distance"/> in its own units, for a step that is taken elsewhere (the grid of a tile).</summary>
    public static Geometry Offset(Geometry shape, Erring way, double distance)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(distance);
        return new Carriage(null, null, 0, 0, distance).Run(shape, way);
    }

    /// <summary>The shape with fewer turning points, none of them new: corners are cut off outward (or inward) as long as no border moves by more than the tolerance.</summary>
    public static Geometry Simplify(Geometry shape, Erring way, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegative(tolerance);
        return CornerCutter.Cut(shape, way, tolerance);
    }

    /// <summary>A coarser shape for small scales: turning points go as long as the area changes by no more than a share of it. Bounds the area, not the distance.</summary>
    public static Geometry Hull(Geometry shape, Erring way, double areaShare)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var hull = PolygonHullSimplifier.HullByAreaDelta(shape, way == Erring.Outward, areaShare);
        return hull.IsValid && Holds(shape, hull, way) ? hull : shape;
    }

    /// <summary>Whether a new shape keeps the promise towards an old one: a hazard lost no ground, released land won none. For a repair that a machine proposes.</summary>
    public static bool Holds(Geometry before, Geometry after, Erring way) => way == Erring.Outward
        ? RelateNG.Relate(after, before, RelatePredicate.Covers())
        : RelateNG.Relate(before, after, RelatePredicate.Covers());

    private static Coordinate Plane(PlanePoint point) => new(point.EastingM, point.NorthingM);

    private static Coordinate Degrees(GeoPoint point) => new(point.LongitudeDeg, point.LatitudeDeg);
}
