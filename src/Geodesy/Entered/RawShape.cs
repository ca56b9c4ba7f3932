using NetTopologySuite.Geometries;

namespace Surefoot.Geodesy.Entered;

internal enum ShapeKind
{
    Point = 1,
    LineString = 2,
    Polygon = 3,
    MultiPoint = 4,
    MultiLineString = 5,
    MultiPolygon = 6,
    GeometryCollection = 7,
}

/// <summary>What a parser found, before any rule: positions in lines or rings, or shapes within a shape.</summary>
internal sealed record RawShape(ShapeKind Kind, List<Coordinate[]> Lines, List<RawShape> Children)
{
    public static RawShape OfLines(ShapeKind kind, List<Coordinate[]> lines) => new(kind, lines, []);

    public static RawShape OfShapes(ShapeKind kind, List<RawShape> children) => new(kind, [], children);
}

/// <summary>Bounds that hold before memory is taken: nesting and number of positions.</summary>
internal sealed class ShapeBudget
{
    public const int MaxDepth = 16;
    public const int MaxPositions = 1_000_000;

    private int _positions;

    public static void Enter(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new GeometryFaultException("geometry.depth", $"Shapes are nested more than {MaxDepth} deep.", "Write one geometry, or a collection of geometries.");
        }
    }

    public void Take(int positions)
    {
        if (positions > MaxPositions - _positions)
        {
            throw new GeometryFaultException("geometry.count", $"One record has more than {MaxPositions} positions.", "Split the shape into several records.");
        }

        _positions += positions;
    }
}
