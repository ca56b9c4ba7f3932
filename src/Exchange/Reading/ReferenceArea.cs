using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Distance;
using Surefoot.Geodesy;

namespace Surefoot.Exchange.Reading;

/// <summary>One outline, prepared for many questions about points. Not for use by several threads at once.</summary>
public sealed class ReferenceArea
{
    // About 2.2 km by 1.7 km: most positions fall into a cell that lies wholly inside, which answers without geometry.
    private const double CellDeg = 0.02;

    private const double MetresPerDegree = 111_195;

    private readonly Envelope _envelope;
    private readonly IndexedPointInAreaLocator _locator;
    private readonly IPreparedGeometry _prepared;
    private readonly byte[] _cells;
    private readonly int _columns;
    private readonly double _shrink;
    private IndexedFacetDistance? _distance;

    internal ReferenceArea(string name, Geometry shape)
    {
        Name = name;
        Shape = shape;
        _envelope = shape.EnvelopeInternal;
        _locator = new(shape);
        _prepared = PreparedGeometryFactory.Prepare(shape);
        _columns = (int)Math.Ceiling(_envelope.Width / CellDeg) + 1;
        _cells = new byte[_columns * ((int)Math.Ceiling(_envelope.Height / CellDeg) + 1)];
        _shrink = Math.Cos(double.DegreesToRadians(_envelope.Centre.Y));
    }

    public string Name { get; }

    internal Geometry Shape { get; }

    public bool Contains(GeoPoint point)
    {
        var x = point.LongitudeDeg;
        var y = point.LatitudeDeg;
        if (!_envelope.Contains(x, y))
        {
            return false;
        }

        var column = (int)((x - _envelope.MinX) / CellDeg);
        var row = (int)((y - _envelope.MinY) / CellDeg);
        ref var cell = ref _cells[(row * _columns) + column];
        if (cell == Unknown)
        {
            cell = Classify(column, row);
        }

        return cell == Inside || (cell == Mixed && _locator.Locate(new Coordinate(x, y)) != Location.Exterior);
    }

    /// <summary>Distance of an outside point from the outline in metres, good to a few percent; 0 inside.</summary>
    public double DistanceM(GeoPoint point)
    {
        if (Contains(point))
        {
            return 0;
        }

        // Longitudes shrunk by the cosine of the middle latitude: a plane good enough for "how far off".
        _distance ??= new(AffineTransformation.ScaleInstance(_shrink, 1).Transform(Shape));
        var at = Shape.Factory.CreatePoint(new Coordinate(point.LongitudeDeg * _shrink, point.LatitudeDeg));
        return _distance.Distance(at) * MetresPerDegree;
    }

    private const byte Unknown = 0;
    private const byte Inside = 1;
    private const byte Outside = 2;
    private const byte Mixed = 3;

    private byte Classify(int column, int row)
    {
        var x = _envelope.MinX + (column * CellDeg);
        var y = _envelope.MinY + (row * CellDeg);
        // A hair larger than the cell, so that rounding in the division above cannot matter.
        var box = Shape.Factory.ToGeometry(new Envelope(x - 1e-9, x + CellDeg + 1e-9, y - 1e-9, y + CellDeg + 1e-9));
        return _prepared.Covers(box) ? Inside : _prepared.Intersects(box) ? Mixed : Outside;
    }
}
