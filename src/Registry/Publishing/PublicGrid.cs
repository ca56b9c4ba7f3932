using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;
using Surefoot.Geodesy;

namespace Surefoot.Registry.Publishing;

/// <summary>A cell of the fixed grid in the account's plane: column to the east and row to the north of the plane's origin.</summary>
public readonly record struct PublicCell(int Column, int Row)
{
    /// <summary>From south to north, then from west to east.</summary>
    internal static IComparer<PublicCell> Order { get; } = Comparer<PublicCell>.Create((a, b) => a.Row != b.Row ? a.Row.CompareTo(b.Row) : a.Column.CompareTo(b.Column));
}

/// <summary>The grid on which danger is published. It depends on nothing: no query, box, zoom or record moves it.</summary>
public static class PublicGrid
{
    /// <summary>Side of a cell (INTEGRITY 5).</summary>
    public const double CellM = 250;

    private static readonly GeometryFactory Factory = new();

    public static PublicCell At(double eastingM, double northingM) => new((int)Math.Floor(eastingM / CellM), (int)Math.Floor(northingM / CellM));

    public static PublicCell At(GeoPoint place)
    {
        var point = EqualAreaPlane.Karabakh.Forward(place);
        return At(point.EastingM, point.NorthingM);
    }

    /// <summary>The cell in the plane, in metres.</summary>
    public static Polygon Square(PublicCell cell) => Run(cell.Row, cell.Column, cell.Column);

    /// <summary>Cells that touch an envelope.</summary>
    internal static IEnumerable<PublicCell> Touching(Envelope envelope)
    {
        var (first, last) = (At(envelope.MinX, envelope.MinY), At(envelope.MaxX, envelope.MaxY));
        for (var row = first.Row; row <= last.Row; row++)
        {
            for (var column = first.Column; column <= last.Column; column++)
            {
                yield return new(column, row);
            }
        }
    }

    /// <summary>The cells as polygons in the plane: one for each group that hangs together by sides, from south-west to north-east.</summary>
    public static IReadOnlyList<Polygon> Dissolve(IReadOnlyCollection<PublicCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        List<Geometry> runs = [];
        foreach (var row in cells.GroupBy(cell => cell.Row).OrderBy(row => row.Key))
        {
            int? first = null;
            var last = 0;
            foreach (var column in row.Select(cell => cell.Column).Order())
            {
                if (first is { } open && column != last + 1)
                {
                    runs.Add(Run(row.Key, open, last));
                    first = null;
                }

                first ??= column;
                last = column;
            }

            runs.Add(Run(row.Key, first!.Value, last));
        }

        return Polygons(UnaryUnionOp.Union(runs, Factory));
    }

    internal static IReadOnlyList<Polygon> Polygons(Geometry? shape)
    {
        if (shape is null)
        {
            return [];
        }

        shape.Normalize();
        return [.. NetTopologySuite.Geometries.Utilities.PolygonExtracter.GetPolygons(shape).Cast<Polygon>()
            .Where(polygon => !polygon.IsEmpty)
            .OrderBy(polygon => polygon.EnvelopeInternal.MinY)
            .ThenBy(polygon => polygon.EnvelopeInternal.MinX)
            .ThenBy(polygon => polygon.EnvelopeInternal.MaxY)
            .ThenBy(polygon => polygon.EnvelopeInternal.MaxX)];
    }

    private static Polygon Run(int row, int first, int last) =>
        (Polygon)Factory.ToGeometry(new Envelope(first * CellM, (last + 1) * CellM, row * CellM, (row + 1) * CellM));
}
