using System.Globalization;
using NetTopologySuite.Geometries;

namespace Surefoot.Geodesy.Entered;

/// <summary>Builds geometries from raw shapes; the same rules for every format: finite, not empty, enough positions, rings closed.</summary>
internal static class ShapeAssembler
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    public static Geometry Assemble(RawShape shape)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Point:
                return Factory.CreatePoint(Finite(Only(shape, "point"))[0]);
            case ShapeKind.MultiPoint:
                return Factory.CreateMultiPointFromCoords(Finite(Only(shape, "multipoint")));
            case ShapeKind.LineString:
                return Line(Only(shape, "line"));
            case ShapeKind.MultiLineString:
                RefuseEmpty(shape.Lines.Count, "multi-line");
                return Factory.CreateMultiLineString([.. shape.Lines.Select(Line)]);
            case ShapeKind.Polygon:
                return Polygon(shape);
            case ShapeKind.MultiPolygon:
                RefuseEmpty(shape.Children.Count, "multipolygon");
                return Factory.CreateMultiPolygon([.. shape.Children.Select(Polygon)]);
            default:
                RefuseEmpty(shape.Children.Count, "geometry collection");
                return Factory.CreateGeometryCollection([.. shape.Children.Select(Assemble)]);
        }
    }

    /// <summary>A copy with every position moved, shells counter-clockwise and holes clockwise.</summary>
    public static Geometry Move(Geometry geometry, CoordinatePath? path)
    {
        Coordinate Moved(Coordinate c)
        {
            if (path is null)
            {
                return c.Copy();
            }

            var point = path.Convert(c.X, c.Y);
            return double.IsFinite(point.EastingM) && double.IsFinite(point.NorthingM)
                ? new(point.EastingM, point.NorthingM)
                : throw new GeometryFaultException("position.out-of-range", $"{Text(c)} lies outside what {path.From.Name} can express.", "Check the coordinate system and the order of the axes.", Text(c));
        }

        Coordinate[] MovedAll(LineString line) => [.. line.Coordinates.Select(Moved)];

        LinearRing Ring(LineString ring, bool counterClockwise)
        {
            var moved = Factory.CreateLinearRing(MovedAll(ring));
            return moved.IsCCW == counterClockwise ? moved : (LinearRing)moved.Reverse();
        }

        return geometry switch
        {
            Point point => Factory.CreatePoint(Moved(point.Coordinate)),
            LineString line => Factory.CreateLineString(MovedAll(line)),
            Polygon polygon => Factory.CreatePolygon(Ring(polygon.Shell, true), [.. polygon.Holes.Select(h => Ring(h, false))]),
            MultiPoint points => Factory.CreateMultiPoint([.. points.Geometries.Select(g => (Point)Move(g, path))]),
            MultiLineString lines => Factory.CreateMultiLineString([.. lines.Geometries.Select(g => (LineString)Move(g, path))]),
            MultiPolygon polygons => Factory.CreateMultiPolygon([.. polygons.Geometries.Select(g => (Polygon)Move(g, path))]),
            GeometryCollection all => Factory.CreateGeometryCollection([.. all.Geometries.Select(g => Move(g, path))]),
            _ => throw new ArgumentException($"A {geometry.GeometryType} cannot be moved.", nameof(geometry)),
        };
    }

    public static string Text(Coordinate c) => string.Create(CultureInfo.InvariantCulture, $"{c.X}, {c.Y}");

    private static Coordinate[] Only(RawShape shape, string what)
    {
        RefuseEmpty(shape.Lines.Count == 0 ? 0 : shape.Lines[0].Length, what);
        return shape.Lines[0];
    }

    private static void RefuseEmpty(int count, string what)
    {
        if (count == 0)
        {
            throw new GeometryFaultException("geometry.empty", $"The {what} is empty.", "Give its positions, or leave the geometry out.");
        }
    }

    private static LineString Line(Coordinate[] positions)
    {
        RefuseEmpty(positions.Length, "line");
        Finite(positions);
        if (positions.Length < 2 || positions.All(p => p.Equals2D(positions[0])))
        {
            throw new GeometryFaultException("geometry.too-few-positions", "A line needs at least two different positions.", null, null, At(positions[0]));
        }

        return Factory.CreateLineString(positions);
    }

    private static Polygon Polygon(RawShape shape)
    {
        RefuseEmpty(shape.Lines.Count, "polygon");
        var rings = shape.Lines.Select((positions, i) => Ring(positions, i)).ToArray();
        return Factory.CreatePolygon(rings[0], rings[1..]);
    }

    private static LinearRing Ring(Coordinate[] positions, int index)
    {
        var what = index == 0 ? "outer ring" : string.Create(CultureInfo.InvariantCulture, $"hole {index}");
        RefuseEmpty(positions.Length, what);
        Finite(positions);
        if (positions.Length < 4)
        {
            throw new GeometryFaultException(
                "geometry.too-few-positions",
                string.Create(CultureInfo.InvariantCulture, $"The {what} has {positions.Length} positions; a ring needs at least four, the last equal to the first."),
                "Give at least three corners and repeat the first at the end.",
                null,
                At(positions[0]));
        }

        if (!positions[0].Equals2D(positions[^1]))
        {
            throw new GeometryFaultException(
                "geometry.not-closed",
                $"The {what} is not closed: it starts at {Text(positions[0])} and ends at {Text(positions[^1])}.",
                "Repeat the first position at the end, if no leg is missing.",
                Text(positions[^1]),
                At(positions[^1]));
        }

        return Factory.CreateLinearRing(positions);
    }

    private static Coordinate[] Finite(Coordinate[] positions)
    {
        foreach (var p in positions)
        {
            if (!double.IsFinite(p.X) || !double.IsFinite(p.Y))
            {
                throw new GeometryFaultException("geometry.not-finite", $"A position has an ordinate that is no finite number: {Text(p)}.", "Give both ordinates as numbers.", Text(p));
            }
        }

        return positions;
    }

    private static GeoPoint At(Coordinate c) => new(c.X, c.Y);
}
