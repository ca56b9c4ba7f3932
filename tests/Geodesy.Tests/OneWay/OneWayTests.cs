using System.Globalization;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Geodesy.OneWay;
using Surefoot.Numerics;

namespace Surefoot.Geodesy.Tests.OneWay;

/// <summary>Hazards never shrink and released land never grows, whatever step is taken. All polygons with SUREFOOT_ONE_WAY=100000 (tests/one-way), a share here.</summary>
public sealed class OneWayTests
{
    private const double UnitsPerMetre = 1e6;
    private const int Share = 500;

    private static readonly int s_count =
        int.TryParse(Environment.GetEnvironmentVariable("SUREFOOT_ONE_WAY"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : Share;

    public static TheoryData<Erring> Ways => [Erring.Outward, Erring.Inward];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Snapping_to_the_millimetre_keeps_the_promise(Erring way) => ForAll(shape =>
    {
        var moved = OneWayShapes.OntoGrid(shape, way, 0.001);
        return Grid(moved, 1000) ?? Exactly(shape, moved, way) ?? Near(shape, moved, way, 0.004);
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Snapping_to_a_wide_grid_keeps_the_promise(Erring way) => ForAll(shape =>
    {
        var moved = OneWayShapes.OntoGrid(shape, way, 10);
        return Grid(moved, 0.1) ?? Exactly(shape, moved, way) ?? Near(shape, moved, way, 80);
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Simplifying_keeps_the_promise_and_invents_no_turning_point(Erring way) => ForAll(shape =>
    {
        var simple = OneWayShapes.Simplify(shape, way, 5);
        var known = shape.Coordinates.ToHashSet();
        return !simple.IsValid ? "not valid" : simple.Coordinates.All(known.Contains) ? Exactly(shape, simple, way) ?? Near(shape, simple, way, 5.0001) : "a new turning point";
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Generalising_to_a_hull_keeps_the_promise(Erring way) => ForAll(shape =>
    {
        var hull = OneWayShapes.Hull(shape, way, 0.2);
        return hull.IsValid ? Exactly(shape, hull, way) : "not valid";
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Projecting_into_the_plane_with_edges_densified_keeps_the_promise(Erring way) => ForAll(plane =>
    {
        var lonLat = LonLat(plane);
        if (!lonLat.IsValid)
        {
            return null;
        }

        var moved = OneWayShapes.IntoPlane(lonLat, way, EqualAreaPlane.Karabakh);
        return Grid(moved, 1000) ?? Sampled(lonLat, moved, way, Forward, Backward) ?? Near(lonLat, Moved(moved, Backward), way, 1e-7);
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Leaving_the_plane_for_a_file_of_nine_decimals_keeps_the_promise(Erring way) => ForAll(shape =>
    {
        var moved = OneWayShapes.OutOfPlane(shape, way, EqualAreaPlane.Karabakh);
        return Grid(moved, 1e9) ?? Sampled(shape, moved, way, Backward, Forward) ?? Near(shape, Moved(moved, Forward), way, 0.01);
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Reprojecting_from_a_grid_on_another_datum_keeps_the_promise(Erring way)
    {
        var (path, back) = (CoordinatePath.Find(28408, 15865, 4326).Path!, CoordinatePath.Find(4326, 15865, 28408).Path!);
        Coordinate To(Coordinate c) => new(path.Convert(c.X, c.Y).EastingM, path.Convert(c.X, c.Y).NorthingM);
        Coordinate From(Coordinate c) => new(back.Convert(c.X, c.Y).EastingM, back.Convert(c.X, c.Y).NorthingM);
        ForAll(shape =>
        {
            var written = Moved(shape, c => new(c.X + 8_640_000, c.Y + 4_410_000));
            if (!written.IsValid)
            {
                return null;
            }

            var moved = OneWayShapes.Reproject(written, way, path, back);
            return Sampled(written, moved, way, To, From) ?? Near(written, Moved(moved, From), way, 0.01);
        });
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Writing_with_few_decimals_keeps_the_promise(Erring way) => ForAll(plane =>
    {
        var lonLat = Moved(LonLat(plane), c => new(Math.Round(c.X, 12), Math.Round(c.Y, 12)));
        var moved = lonLat.IsValid ? OneWayShapes.ToDecimals(lonLat, way, 7) : null;
        return moved is null ? null : Grid(moved, 1e7) ?? Exactly(lonLat, moved, way, 1e12) ?? Near(lonLat, moved, way, 4e-7);
    });

    [Theory]
    [MemberData(nameof(Ways))]
    public void Offset_for_a_step_taken_elsewhere_leaves_room_for_it(Erring way) => ForAll(shape =>
    {
        var moved = OneWayShapes.Offset(shape, way, 0.5);
        var (outer, inner) = way == Erring.Outward ? (moved, shape) : (shape, moved);
        return inner.IsEmpty || (outer.Covers(inner) && outer.Boundary.Distance(inner.Boundary) >= 0.499_999) ? null : "no room";
    });

    [Fact]
    public void Rounding_corner_by_corner_would_break_the_promise()
    {
        var broken = 0;
        for (var i = 0; i < 100; i++)
        {
            var shape = DifficultPolygons.Make(i);
            broken += Exactly(shape, Moved(shape, c => new(Math.Round(c.X, 3), Math.Round(c.Y, 3))), Erring.Outward) is null ? 0 : 1;
        }

        broken.ShouldBeGreaterThan(80);
    }

    [Fact]
    public void Text_and_bytes_of_exchange_move_no_coordinate() => ForAll(plane =>
    {
        var lonLat = LonLat(plane);
        var wkt = new WKTReader().Read(new WKTWriter().Write(lonLat));
        var wkb = new WKBReader().Read(new WKBWriter().Write(lonLat));
        return wkb.EqualsExact(lonLat) && lonLat.EqualsExact(wkt) ? null : "moved";
    });

    [Fact]
    public void Shape_on_the_grid_is_left_alone()
    {
        var box = new GeometryFactory().ToGeometry(new Envelope(1.001, 2.002, 3.003, 4.004));

        OneWayShapes.OntoGrid(box, Erring.Outward, 0.001).ShouldBeSameAs(box);
        OneWayShapes.OntoGrid(box, Erring.Inward, 0.001).ShouldBeSameAs(box);
    }

    [Theory]
    [InlineData(Erring.Outward, 0.9, false)]
    [InlineData(Erring.Outward, 1.0, true)]
    [InlineData(Erring.Outward, 1.1, true)]
    [InlineData(Erring.Inward, 0.9, true)]
    [InlineData(Erring.Inward, 1.0, true)]
    [InlineData(Erring.Inward, 1.1, false)]
    public void Repair_is_held_against_what_was(Erring way, double size, bool holds)
    {
        var factory = new GeometryFactory();
        OneWayShapes.Holds(factory.ToGeometry(new Envelope(0, 1, 0, 1)), factory.ToGeometry(new Envelope(0, size, 0, size)), way).ShouldBe(holds);
    }

    [Fact]
    public void A_line_has_no_way_to_err() =>
        Should.Throw<ArgumentException>(() => OneWayShapes.Offset(new GeometryFactory().CreateLineString([new(0, 0), new(1, 1)]), Erring.Outward, 1));

    private static void ForAll(Func<Geometry, string?> fault)
    {
        var faults = new string?[s_count];
        RowLoop.Run(s_count, Environment.ProcessorCount, new Row(fault, faults), null, TestContext.Current.CancellationToken);
        faults.Where(text => text is not null).Take(5).ShouldBeEmpty();
    }

    private readonly struct Row(Func<Geometry, string?> fault, string?[] faults) : IRowOperation
    {
        public void Invoke(int row)
        {
            try
            {
                faults[row] = fault(DifficultPolygons.Make(row)) is { } text ? $"polygon {row}: {text}" : null;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                faults[row] = $"polygon {row}: {e}";
            }
        }
    }

    private static string? Exactly(Geometry shape, Geometry moved, Erring way, double units = UnitsPerMetre) =>
        (way == Erring.Outward ? ExactCover.Holds(moved, shape, units) : ExactCover.Holds(shape, moved, units)) ? null : "the promise is broken";

    private static string? Grid(Geometry moved, double perUnit) =>
        !moved.IsValid ? "not valid" : moved.Coordinates.All(c => Math.Round(c.X * perUnit) / perUnit == c.X && Math.Round(c.Y * perUnit) / perUnit == c.Y) ? null : "not on the grid";

    // Not further than said: a hazard's new corners lie near it, released land gives up no more than a rim.
    private static string? Near(Geometry shape, Geometry moved, Erring way, double reach)
    {
        if (way == Erring.Inward && moved.IsEmpty)
        {
            return shape.Buffer(-reach).IsEmpty ? null : "all was given up";
        }

        return moved.Coordinates.All(c => shape.Boundary.Distance(new Point(c)) <= reach) ? null : "too far";
    }

    // Points along every edge of the shape, and of the result taken back: the map bends edges, so whole numbers cannot say it.
    private static string? Sampled(Geometry shape, Geometry moved, Erring way, Func<Coordinate, Coordinate> to, Func<Coordinate, Coordinate> back)
    {
        if (moved.IsEmpty)
        {
            return way == Erring.Inward ? null : "a hazard vanished";
        }

        var (inShape, inMoved) = (new IndexedPointInAreaLocator(shape), new IndexedPointInAreaLocator(moved));
        var (wrongOfShape, wrongOfMoved) = way == Erring.Outward ? (Location.Exterior, Location.Interior) : (Location.Interior, Location.Exterior);
        return Along(shape).Any(c => inMoved.Locate(to(c)) == wrongOfShape) || Along(moved).Any(c => inShape.Locate(back(c)) == wrongOfMoved) ? "the promise is broken" : null;
    }

    private static IEnumerable<Coordinate> Along(Geometry shape)
    {
        const int parts = 12;
        foreach (var ring in Enumerable.Range(0, shape.NumGeometries).Select(g => (Polygon)shape.GetGeometryN(g)).SelectMany(polygon => polygon.Holes.Prepend(polygon.Shell)))
        {
            var corners = ring.Coordinates;
            for (var i = 1; i < corners.Length; i++)
            {
                for (var k = 0; k < parts; k++)
                {
                    var share = (double)k / parts;
                    yield return new(corners[i - 1].X + ((corners[i].X - corners[i - 1].X) * share), corners[i - 1].Y + ((corners[i].Y - corners[i - 1].Y) * share));
                }
            }
        }
    }

    private static Geometry LonLat(Geometry plane) => Moved(plane, Backward);

    private static Coordinate Forward(Coordinate c)
    {
        var point = EqualAreaPlane.Karabakh.Forward(new(c.X, c.Y));
        return new(point.EastingM, point.NorthingM);
    }

    private static Coordinate Backward(Coordinate c)
    {
        var point = EqualAreaPlane.Karabakh.Inverse(new(c.X, c.Y));
        return new(point.LongitudeDeg, point.LatitudeDeg);
    }

    private static Geometry Moved(Geometry shape, Func<Coordinate, Coordinate> map)
    {
        var copy = shape.Copy();
        copy.Apply(new Move(map));
        copy.GeometryChanged();
        return copy;
    }

    private sealed class Move(Func<Coordinate, Coordinate> map) : ICoordinateFilter
    {
        public void Filter(Coordinate coord) => coord.CoordinateValue = map(coord);
    }
}
