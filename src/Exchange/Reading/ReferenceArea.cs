using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Distance;
using Surefoot.Geodesy;

namespace Surefoot.Exchange.Reading;

/// <summary>One outline, prepared for many questions about points; may be asked by several threads.</summary>
public sealed class ReferenceArea
{
    // About 2.2 km by 1.7 km: most positions fall into a cell that no border crosses, which answers without geometry.
    private const double CellDeg = 0.02;
    private const int MostColumns = 4000;

    private const double MetresPerDegree = 111_195;

    private const byte Unknown = 0;
    private const byte Inside = 1;
    private const byte Outside = 2;
    private const byte Crossed = 3;

    private readonly Geometry _shape;
    private readonly Envelope _envelope;
    private readonly IndexedPointInAreaLocator _locator;
    private readonly byte[] _cells;
    private readonly double _cellDeg;
    private readonly int _columns;
    private readonly double _shrink;
    private readonly Lazy<IndexedFacetDistance> _distance;

    internal ReferenceArea(string name, Geometry shape)
    {
        Name = name;
        _shape = shape;
        _envelope = shape.EnvelopeInternal;
        _locator = new(shape);
        // The first question builds its index.
        _locator.Locate(_envelope.Centre);
        _cellDeg = Math.Max(CellDeg, Math.Max(_envelope.Width, _envelope.Height) / MostColumns);
        _columns = Column(_envelope.MaxX) + 1;
        _cells = new byte[_columns * (Row(_envelope.MaxY) + 1)];
        MarkBorders();
        // Longitudes shrunk by the cosine of the middle latitude: a plane good enough for "how far off".
        _shrink = Math.Cos(double.DegreesToRadians(_envelope.Centre.Y));
        _distance = new(() => new(AffineTransformation.ScaleInstance(_shrink, 1).Transform(_shape)));
    }

    public string Name { get; }

    public bool Contains(GeoPoint point)
    {
        var x = point.LongitudeDeg;
        var y = point.LatitudeDeg;
        if (!_envelope.Contains(x, y))
        {
            return false;
        }

        // Two threads may both settle a cell; they settle it the same way.
        ref var cell = ref _cells[(Row(y) * _columns) + Column(x)];
        if (cell == Unknown)
        {
            cell = _locator.Locate(new Coordinate(x, y)) == Location.Exterior ? Outside : Inside;
        }

        return cell == Inside || (cell == Crossed && _locator.Locate(new Coordinate(x, y)) != Location.Exterior);
    }

    /// <summary>Distance of an outside point from the outline in metres, good to a few percent near it; 0 inside.</summary>
    public double DistanceM(GeoPoint point)
    {
        if (Contains(point))
        {
            return 0;
        }

        var at = _shape.Factory.CreatePoint(new Coordinate(point.LongitudeDeg * _shrink, point.LatitudeDeg));
        return _distance.Value.Distance(at) * MetresPerDegree;
    }

    private int Column(double x) => (int)((x - _envelope.MinX) / _cellDeg);

    private int Row(double y) => (int)((y - _envelope.MinY) / _cellDeg);

    /// <summary>Marks every cell that a border may cross; in all others one point answers for the whole cell.</summary>
    private void MarkBorders()
    {
        // A hair more on each side, so that rounding in the division cannot hide a border on the edge of a cell.
        const double hair = 1e-9;
        _shape.Apply(new SegmentVisitor((ax, ay, bx, by) =>
        {
            var last = Math.Min(_columns - 1, Column(Math.Max(ax, bx) + hair));
            for (var row = Row(Math.Min(ay, by) - hair); row <= Math.Min((_cells.Length / _columns) - 1, Row(Math.Max(ay, by) + hair)); row++)
            {
                for (var column = Column(Math.Min(ax, bx) - hair); column <= last; column++)
                {
                    _cells[(row * _columns) + column] = Crossed;
                }
            }
        }));
    }

    private sealed class SegmentVisitor(Action<double, double, double, double> visit) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => false;

        public void Filter(CoordinateSequence seq)
        {
            for (var i = 1; i < seq.Count; i++)
            {
                visit(seq.GetX(i - 1), seq.GetY(i - 1), seq.GetX(i), seq.GetY(i));
            }
        }
    }
}
