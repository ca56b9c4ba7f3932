using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using Surefoot.Geodesy.OneWay;
using Surefoot.Registry.Publishing;

namespace Surefoot.Registry.Tests;

/// <summary>An attacker with 10,000 public answers about each hazard, who knows the method, the grid, the range of margins and even the directions of the true edges.</summary>
public sealed class PublishingAttackTests
{
    private const int Answers = 10_000;
    private const double MeanMarginM = (DangerZones.LeastMarginM + DangerZones.MostMarginM) / 2;
    private const double ForbiddenM = 100;

    [Fact]
    public void An_attacker_with_ten_thousand_answers_stays_further_than_a_hundred_metres_from_edges_and_vertices()
    {
        var zones = new DangerZones(Key(1));
        var edges = new List<double>();
        var vertices = new List<double>();
        foreach (var (id, hazard) in Hazards(120))
        {
            var danger = zones.Cells([new(id, hazard)]).ToHashSet();
            var (edge, vertex, _) = Attack(hazard, cell => danger.Contains(cell), MeanMarginM);
            edges.AddRange(edge);
            vertices.AddRange(vertex);
        }

        Median(edges).ShouldBeGreaterThan(ForbiddenM, $"edges {Median(edges):0}");
        edges.Average().ShouldBeGreaterThan(ForbiddenM);
        Median(vertices).ShouldBeGreaterThan(ForbiddenM, $"vertices {Median(vertices):0}");

        // No more hits within 100 m than a blind guess over the range has: 200 of 600 m, with room for chance over 120 margins.
        Share(edges).ShouldBeLessThan((2 * ForbiddenM / (DangerZones.MostMarginM - DangerZones.LeastMarginM)) + 0.12, $"{Share(edges):0.00}");
        TestContext.Current.SendDiagnosticMessage($"grown: edges median {Median(edges):0} m, vertices median {Median(vertices):0} m, within 100 m {Share(edges):0.00}");
    }

    [Fact]
    public void The_same_attacker_finds_the_edges_of_hazards_that_are_only_snapped_to_the_grid_or_grown_by_a_known_margin()
    {
        foreach (var margin in (double[])[0, 300])
        {
            var edges = new List<double>();
            foreach (var (_, hazard) in Hazards(40))
            {
                var grown = margin == 0 ? hazard : ParallelEdges.Move(hazard, margin);
                var prepared = NetTopologySuite.Geometries.Prepared.PreparedGeometryFactory.Prepare(grown);
                edges.AddRange(Attack(hazard, cell => prepared.Intersects(PublicGrid.Square(cell)), margin).Edges);
            }

            Median(edges).ShouldBeLessThan(ForbiddenM / 2, $"{Median(edges):0}");
            Share(edges).ShouldBeGreaterThan(0.8);
            TestContext.Current.SendDiagnosticMessage($"naive, margin {margin}: edges median {Median(edges):0} m, within 100 m {Share(edges):0.00}");
        }
    }

    [Fact]
    public void Hazards_whose_edges_lie_two_hundred_metres_apart_give_the_same_answers_so_no_attacker_can_be_near_both()
    {
        const double ApartM = 200;
        foreach (var (id, hazard) in Hazards(60))
        {
            var margin = new DangerZones(Key(2)).MarginM(id);
            var (twinHazard, twinMargin) = margin - ApartM >= DangerZones.LeastMarginM
                ? (ParallelEdges.Move(hazard, ApartM), margin - ApartM)
                : (ParallelEdges.Move(hazard, -ApartM), margin + ApartM);
            if (twinHazard is not Polygon { NumPoints: > 3 } || twinHazard.NumPoints != hazard.NumPoints)
            {
                continue;
            }

            twinHazard.Boundary.Distance(hazard.Boundary).ShouldBeGreaterThan(ApartM - 1);
            DangerZones.Cells(twinHazard, twinMargin).ToHashSet().SetEquals(DangerZones.Cells(hazard, margin)).ShouldBeTrue(id);
        }
    }

    [Fact]
    public void Every_zone_covers_its_hazard_with_the_least_margin_and_shares_no_vertex()
    {
        var zones = new DangerZones(Key(3));
        foreach (var (id, hazard) in Hazards(60))
        {
            var outlines = PublicGrid.Dissolve(zones.Cells([new(id, hazard)]));
            var union = hazard.Factory.BuildGeometry([.. outlines]);
            union.Covers(hazard).ShouldBeTrue();
            union.Boundary.Distance(hazard).ShouldBeGreaterThanOrEqualTo(DangerZones.LeastMarginM);
            union.Coordinates.Intersect(hazard.Coordinates).ShouldBeEmpty();
            union.Coordinates.ShouldAllBe(corner => corner.X % PublicGrid.CellM == 0 && corner.Y % PublicGrid.CellM == 0);
        }
    }

    [Fact]
    public void The_answer_depends_neither_on_order_nor_on_what_else_is_there_nor_on_the_day_it_is_asked()
    {
        var grounds = Hazards(30).Select(one => new OpenGround(one.Id, one.Hazard)).ToList();
        var together = new DangerZones(Key(4)).Cells(grounds);
        new DangerZones(Key(4)).Cells(Enumerable.Reverse(grounds)).ShouldBe(together);
        grounds.SelectMany(ground => new DangerZones(Key(4)).Cells([ground])).ToHashSet().SetEquals(together).ShouldBeTrue();
        new DangerZones(Key(5)).Cells(grounds).ToHashSet().SetEquals(together).ShouldBeFalse();
    }

    [Fact]
    public void A_hazard_that_changes_a_little_gives_an_attacker_over_time_its_change_but_not_its_place()
    {
        // An edge that withdraws by 20 m each month, watched for two years: every answer under the same margin.
        var zones = new DangerZones(Key(6));
        List<double> errors = [];
        foreach (var (id, hazard) in Hazards(60))
        {
            List<double> offsets = [];
            for (var month = 0; month < 25; month++)
            {
                var moved = new AffineTransformation().Scale(1 - (month * 0.004), 1).Transform(Centred(hazard, out var centre));
                moved.Apply(new AffineTransformation().Translate(centre.X, centre.Y));
                moved.GeometryChanged();
                var danger = zones.Cells([new(id, moved)]).ToHashSet();
                offsets.Add(Attack(moved, danger.Contains, MeanMarginM).Signed.Average());
            }

            // All he learns by averaging is the margin's own departure from its mean, which stays.
            errors.Add(Math.Abs(offsets.Average()));
        }

        errors.Average().ShouldBeGreaterThan(ForbiddenM);
    }

    /// <summary>Asks 10,000 points, then fits the supporting line of each edge to the pattern of cells and takes the known part of the growth off.</summary>
    private static (List<double> Edges, List<double> Vertices, List<double> Signed) Attack(Geometry hazard, Func<PublicCell, bool> isDanger, double assumedMarginM)
    {
        var box = hazard.EnvelopeInternal.Copy();
        box.ExpandBy(MeanMarginM * 3);
        var side = (int)Math.Sqrt(Answers);
        HashSet<PublicCell> heard = [];
        for (var i = 0; i < side * side; i++)
        {
            var cell = PublicGrid.At(box.MinX + (box.Width * (i % side + 0.5) / side), box.MinY + (box.Height * (i / side + 0.5) / side));
            if (isDanger(cell))
            {
                heard.Add(cell);
            }
        }

        var ring = hazard.Coordinates;
        var n = ring.Length - 1;
        var normals = new (double X, double Y)[n];
        var guessed = new double[n];
        List<double> signed = [];
        var outward = NetTopologySuite.Algorithm.Orientation.IsCCW(ring) ? 1 : -1;
        for (var i = 0; i < n; i++)
        {
            var (dx, dy) = (ring[i + 1].X - ring[i].X, ring[i + 1].Y - ring[i].Y);
            var length = Math.Sqrt((dx * dx) + (dy * dy));
            normals[i] = (outward * dy / length, -outward * dx / length);
            var half = PublicGrid.CellM / 2 * (Math.Abs(normals[i].X) + Math.Abs(normals[i].Y));
            var reach = heard.Max(cell => ((cell.Column + 0.5) * PublicGrid.CellM * normals[i].X) + ((cell.Row + 0.5) * PublicGrid.CellM * normals[i].Y));

            // A cell is told when any part of it is touched: its nearest corner is inside, by half a step of the pattern on average.
            var step = PublicGrid.CellM / Math.Max(1, length / PublicGrid.CellM);
            guessed[i] = reach - half + (step / 2) - assumedMarginM;
            signed.Add(guessed[i] - ((ring[i].X * normals[i].X) + (ring[i].Y * normals[i].Y)));
        }

        List<double> vertices = [];
        for (var i = 0; i < n; i++)
        {
            var (a, b) = (normals[(i + n - 1) % n], normals[i]);
            var (p, q) = (guessed[(i + n - 1) % n], guessed[i]);
            var det = (a.X * b.Y) - (a.Y * b.X);
            vertices.Add(ring[i].Distance(new Coordinate(((p * b.Y) - (q * a.Y)) / det, ((a.X * q) - (b.X * p)) / det)));
        }

        return ([.. signed.Select(Math.Abs)], vertices, signed);
    }

    // Rectangles and hexagons of 600 m to 3 km, turned anyhow: edges long enough for the pattern to tell much.
    private static IEnumerable<(string Id, Geometry Hazard)> Hazards(int count)
    {
        var random = new Random(20250331);
        for (var i = 0; i < count; i++)
        {
            var corners = random.Next(2) == 0 ? 4 : 6;
            var (width, height) = (900 + (random.NextDouble() * 2000), 900 + (random.NextDouble() * 2000));
            var (turn, x, y) = (random.NextDouble() * Math.PI, (random.NextDouble() - 0.5) * 80_000, (random.NextDouble() - 0.5) * 80_000);
            var ring = new Coordinate[corners + 1];
            for (var k = 0; k <= corners; k++)
            {
                var angle = (k % corners * 2 * Math.PI / corners) + 0.3;
                var (u, v) = (Math.Cos(angle) * width / 2, Math.Sin(angle) * (corners == 4 ? height / 2 : width / 2));
                ring[k] = new(x + (u * Math.Cos(turn)) - (v * Math.Sin(turn)), y + (u * Math.Sin(turn)) + (v * Math.Cos(turn)));
            }

            if (corners == 4)
            {
                (double A, double B)[] unit = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)];
                ring = [.. unit.Select(c => new Coordinate(x + (c.A * width / 2 * Math.Cos(turn)) - (c.B * height / 2 * Math.Sin(turn)), y + (c.A * width / 2 * Math.Sin(turn)) + (c.B * height / 2 * Math.Cos(turn))))];
            }

            yield return (string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SYN-HA-{i:D5}"), new Polygon(new LinearRing(ring)));
        }
    }

    private static Geometry Centred(Geometry shape, out Coordinate centre)
    {
        centre = shape.Centroid.Coordinate;
        return AffineTransformation.TranslationInstance(-centre.X, -centre.Y).Transform(shape);
    }

    private static PublishingKey Key(byte first) => new([first, .. new byte[31]]);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Share(List<double> errors) => errors.Count(error => error <= ForbiddenM) / (double)errors.Count;
}
