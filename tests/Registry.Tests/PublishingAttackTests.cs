using System.Globalization;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Algorithm.Distance;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Buffer;
using Surefoot.Registry.Publishing;

namespace Surefoot.Registry.Tests;

/// <summary>
/// Attackers with 10,000 public answers about each hazard, who know the method, the grid, the law of the secret bodies, that hazards are convex here, how many edges
/// each has and which way they run. What each rebuilds is measured against the truth in Hausdorff distance; "blind" is who knows the law and hears no answer.
/// </summary>
public sealed class PublishingAttackTests(ITestOutputHelper output)
{
    private const int Answers = 10_000;
    private const double ForbiddenM = 100;
    private const int HazardCount = 120;

    // What the attacker knows of the law: how far an edge moves out on the average, from other keys than the country's.
    private static readonly double[] s_margins = [.. Enumerable.Range(0, 20_000).Select(i => SecretBody.Of(Key(200), $"law {i}").OutwardM(Math.Cos(i), Math.Sin(i))).Order()];
    private static readonly double s_meanMarginM = s_margins.Average();

    [Fact]
    public void Whoever_takes_the_mean_margin_off_is_a_hundred_metres_wrong_about_every_hazard_and_no_better_than_blind_about_an_edge()
    {
        var zones = new DangerZones(Key(1));
        List<double> outlines = [], edges = [], vertices = [];
        foreach (var (id, hazard) in Hazards(HazardCount))
        {
            var heard = Ask(hazard, zones.Cells([OpenGround.Of(id, hazard)]).ToHashSet().Contains);

            // Where within the last cell the zone ends he must guess: the guess that turns out best is held against us.
            var guesses = ((double[])[0, 0.5, 1]).Select(part => Edges(hazard, heard, part).Select(reach => reach - s_meanMarginM).ToArray()).ToList();
            outlines.Add(guesses.Min(guess => OffM(hazard, guess)));
            edges.AddRange(Edges(hazard, heard, 0.5).Select((reach, i) => Math.Abs(reach - s_meanMarginM - Support(hazard, i))));
            vertices.AddRange(Corners(hazard, guesses[1]).Zip(hazard.Coordinates, (guess, corner) => guess.Distance(corner)));
        }

        Every("mean margin off, best rounding", outlines);
        Median(edges).ShouldBeGreaterThan(ForbiddenM);
        Median(vertices).ShouldBeGreaterThan(2 * ForbiddenM);

        // All edges of a hazard share a body: chance is that of so many hazards, not of so many edges.
        var blind = Blind();
        var chance = 3 * Math.Sqrt(blind * (1 - blind) / HazardCount);
        Say($"edges: median {Median(edges):0} m off, {Share(edges):P1} within 100 m; blind {blind:P1}, three standard deviations {chance:P1}; vertices median {Median(vertices):0} m");
        Share(edges).ShouldBeLessThan(blind + chance);
    }

    [Fact]
    public void Not_even_who_is_told_the_best_margin_of_each_hazard_comes_nearer()
    {
        // One number to take off all round, chosen with the truth in hand.
        var zones = new DangerZones(Key(2));
        List<double> outlines = [];
        foreach (var (id, hazard) in Hazards(HazardCount))
        {
            var reaches = Edges(hazard, Ask(hazard, zones.Cells([OpenGround.Of(id, hazard)]).ToHashSet().Contains), 0.5);
            outlines.Add(Enumerable.Range(0, 60).Min(step => OffM(hazard, [.. reaches.Select(reach => reach - (step * 25))])));
        }

        Every("best single margin, told by the truth", outlines);
    }

    [Fact]
    public void Who_knows_size_and_shape_exactly_and_asks_only_for_the_place_is_a_hundred_metres_wrong_about_every_hazard()
    {
        var zones = new DangerZones(Key(3));
        List<double> outlines = [];
        foreach (var (id, hazard) in Hazards(HazardCount))
        {
            var zone = hazard.Factory.BuildGeometry([.. PublicGrid.Dissolve(zones.Cells([OpenGround.Of(id, hazard)]))]);
            outlines.Add(Math.Min(zone.Centroid.Distance(hazard.Centroid), zone.EnvelopeInternal.Centre.Distance(hazard.EnvelopeInternal.Centre)));
        }

        Every("size and shape known, centred in the zone", outlines);
    }

    [Fact]
    public void Two_years_of_answers_about_a_hazard_that_changes_give_its_change_but_not_its_place()
    {
        // He is told by how much each edge moved each month, and averages the grid away over 25 zones.
        var zones = new DangerZones(Key(4));
        List<double> outlines = [];
        foreach (var (id, hazard) in Hazards(60))
        {
            var learnt = new double[hazard.NumPoints - 1];
            for (var month = 0; month < 25; month++)
            {
                var moved = AffineTransformation.ScaleInstance(1 - (month * 0.004), 1, hazard.Centroid.X, hazard.Centroid.Y).Transform(hazard);
                var reaches = Edges(moved, Ask(moved, zones.Cells([OpenGround.Of(id, moved)]).ToHashSet().Contains), 0.5);
                for (var i = 0; i < learnt.Length; i++)
                {
                    learnt[i] += (reaches[i] - Support(moved, i)) / 25;
                }
            }

            outlines.Add(OffM(hazard, [.. learnt.Select((margin, i) => Support(hazard, i) + margin - s_meanMarginM)]));
        }

        Every("25 dates averaged, true changes known", outlines);
    }

    [Fact]
    public void The_difference_before_and_after_a_neighbour_was_released_is_worth_no_more()
    {
        var zones = new DangerZones(Key(5));
        List<double> outlines = [];
        foreach (var (id, hazard) in Hazards(60))
        {
            // A neighbour across one corner, released in between: its zone of old is known, and its outline now exactly.
            var neighbour = AffineTransformation.TranslationInstance(hazard.EnvelopeInternal.Width, hazard.EnvelopeInternal.Height / 2).Transform(hazard);
            var before = zones.Cells([OpenGround.Of(id, hazard), OpenGround.Of(id + "-N", neighbour)]).ToHashSet();
            var after = zones.Cells([OpenGround.Of(id, hazard)]).ToHashSet();
            after.IsSubsetOf(before).ShouldBeTrue();

            // What he learns of the neighbour's body he takes for the hazard's.
            var other = Edges(neighbour, Ask(neighbour, zones.Cells([OpenGround.Of(id + "-N", neighbour)]).ToHashSet().Contains), 0.5).Select((reach, i) => reach - Support(neighbour, i)).ToArray();
            var reaches = Edges(hazard, Ask(hazard, after.Contains), 0.5);
            outlines.Add(OffM(hazard, [.. reaches.Select((reach, i) => reach - other[i])]));
        }

        // He draws a body at random, so now and then it is nearly the right one; he cannot know when.
        Say($"a released neighbour's body taken for the hazard's: median {Median(outlines):0} m, {Share(outlines):P1} within 100 m");
        Median(outlines).ShouldBeGreaterThan(2 * ForbiddenM);
        Share(outlines).ShouldBeLessThan(GamblersBest() + (3 * Math.Sqrt(GamblersBest() * (1 - GamblersBest()) / 60)));
    }

    [Fact]
    public void The_same_hazard_half_a_kilometre_away_gives_the_same_answers_so_no_attacker_whatever_can_be_near_both()
    {
        List<double> apart = [];
        foreach (var (id, hazard) in Hazards(HazardCount))
        {
            // The opposite push is as likely as the one drawn.
            var body = SecretBody.Of(Key(6), id);
            var (east, north) = (-2 * body.PushX, -2 * body.PushY);
            var twinBody = body.Pushed(east, north);
            twinBody.CoversMargin.ShouldBeTrue();
            var twin = AffineTransformation.TranslationInstance(-east, -north).Transform(hazard);

            DangerZones.Cells(OpenGround.Of(id, twin).Rim, twinBody).ShouldBe(DangerZones.Cells(OpenGround.Of(id, hazard).Rim, body));
            apart.Add(DiscreteHausdorffDistance.Distance(twin, hazard));
        }

        Say($"twins with the same answers lie {apart.Min():0} to {apart.Max():0} m apart: whatever is rebuilt is {apart.Min() / 2:0} m or more from one of the two");
        apart.ShouldAllBe(distance => distance >= (2 * SecretBody.LeastPushM) - 1);
    }

    [Fact]
    public void A_gambler_who_knows_all_but_the_push_is_within_a_hundred_metres_one_time_in_ten_at_most()
    {
        // The share of admissible pushes that one disc of 100 m can hold bounds every attacker, however many answers he has.
        var best = GamblersBest();
        Say($"upper bound for any attacker who knows size, shape and body exactly: {best:P1} of hazards, and he cannot know which");
        best.ShouldBeLessThan(0.1);
    }

    [Fact]
    public void The_same_attacker_finds_hazards_that_are_only_snapped_to_the_grid_or_grown_by_a_known_margin()
    {
        foreach (var margin in (double[])[0, 300])
        {
            List<double> edges = [], outlines = [];
            foreach (var (_, hazard) in Hazards(40))
            {
                var grown = margin == 0 ? hazard : BufferOp.Buffer(hazard, margin, new BufferParameters(8, EndCapStyle.Flat, JoinStyle.Mitre, 2));
                var prepared = NetTopologySuite.Geometries.Prepared.PreparedGeometryFactory.Prepare(grown);
                var guess = Edges(hazard, Ask(hazard, cell => prepared.Intersects(PublicGrid.Square(cell))), 0.5).Select(reach => reach - margin).ToArray();
                edges.AddRange(guess.Select((at, i) => Math.Abs(at - Support(hazard, i))));
                outlines.Add(OffM(hazard, guess));
            }

            Say($"without a secret, margin {margin}: edges median {Median(edges):0} m, {Share(edges):P1} within 100 m; outlines median {Median(outlines):0} m");
            Median(edges).ShouldBeLessThan(ForbiddenM / 2);
            Share(edges).ShouldBeGreaterThan(0.8);
        }
    }

    [Fact]
    public void Every_zone_covers_its_hazard_with_the_least_margin_and_shares_no_vertex()
    {
        var zones = new DangerZones(Key(3));
        foreach (var (id, hazard) in Hazards(60))
        {
            // With a hole that is open to nobody's eye and a far part of its own.
            var part = AffineTransformation.TranslationInstance(4321, 1234).Transform(AffineTransformation.ScaleInstance(0.05, 0.05, hazard.Centroid.X, hazard.Centroid.Y).Transform(hazard));
            var hole = AffineTransformation.ScaleInstance(0.3, 0.3, hazard.Centroid.X, hazard.Centroid.Y).Transform(hazard);
            var ground = hazard.Difference(hole).Union(part);
            var outlines = PublicGrid.Dissolve(zones.Cells([OpenGround.Of(id, ground)]));
            var union = hazard.Factory.BuildGeometry([.. outlines]);
            union.Covers(ground).ShouldBeTrue();
            union.Boundary.Distance(ground).ShouldBeGreaterThanOrEqualTo(DangerZones.LeastMarginM);
            union.Coordinates.Intersect(ground.Coordinates).ShouldBeEmpty();
            union.Coordinates.ShouldAllBe(corner => corner.X % PublicGrid.CellM == 0 && corner.Y % PublicGrid.CellM == 0);
        }
    }

    [Fact]
    public void The_zone_is_exactly_the_cells_that_the_grown_ground_touches()
    {
        foreach (var (id, hazard) in Hazards(20))
        {
            var body = SecretBody.Of(Key(7), id);
            var cells = DangerZones.Cells(OpenGround.Of(id, hazard).Rim, body).ToHashSet();

            // For a convex ground the sum is the hull of its corners, each with the body about it.
            var sum = hazard.Factory.CreateMultiPointFromCoords([.. hazard.Coordinates.SelectMany(corner => body.X.Zip(body.Y, (x, y) => new Coordinate(corner.X + x, corner.Y + y)))]).ConvexHull();
            cells.ShouldBe(PublicGrid.Touching(sum.EnvelopeInternal).Where(cell => sum.Intersects(PublicGrid.Square(cell))), ignoreOrder: true);
        }
    }

    [Fact]
    public void The_answer_depends_neither_on_order_nor_on_workers_nor_on_what_else_is_there_nor_on_the_day_it_is_asked()
    {
        var grounds = Hazards(30).Select(one => OpenGround.Of(one.Id, one.Hazard)).ToList();
        var together = new DangerZones(Key(4)).Cells(grounds);
        new DangerZones(Key(4)).Cells(Enumerable.Reverse(grounds), workers: 7).ShouldBe(together);
        grounds.SelectMany(ground => new DangerZones(Key(4)).Cells([ground])).ToHashSet().SetEquals(together).ShouldBeTrue();
        new DangerZones(Key(5)).Cells(grounds).ToHashSet().SetEquals(together).ShouldBeFalse();
    }

    /// <summary>Asks 10,000 points in and about a hazard; from points of any box, zoom or day nothing but whole cells can be heard.</summary>
    private static List<PublicCell> Ask(Geometry hazard, Func<PublicCell, bool> isDanger)
    {
        var box = hazard.EnvelopeInternal.Copy();
        box.ExpandBy(1_500);
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

        return [.. heard];
    }

    /// <summary>Fits the supporting line of each edge's zone to the pattern of cells; <paramref name="part"/> of a step of the pattern is given back.</summary>
    private static double[] Edges(Geometry hazard, List<PublicCell> heard, double part)
    {
        var ring = hazard.Coordinates;
        return [.. Normals(hazard).Select((normal, i) =>
        {
            var half = PublicGrid.CellM / 2 * (Math.Abs(normal.X) + Math.Abs(normal.Y));
            var reach = heard.Max(cell => ((cell.Column + 0.5) * PublicGrid.CellM * normal.X) + ((cell.Row + 0.5) * PublicGrid.CellM * normal.Y));

            // A cell is told when any part of it is touched: its nearest corner is inside, by half a step of the pattern on average.
            var step = PublicGrid.CellM / Math.Max(1, ring[i].Distance(ring[i + 1]) / PublicGrid.CellM);
            return reach - half + (step * part);
        })];
    }

    private static (double X, double Y)[] Normals(Geometry hazard)
    {
        var ring = hazard.Coordinates;
        var outward = Orientation.IsCCW(ring) ? 1 : -1;
        return [.. Enumerable.Range(0, ring.Length - 1).Select(i =>
        {
            var length = ring[i].Distance(ring[i + 1]);
            return (outward * (ring[i + 1].Y - ring[i].Y) / length, -outward * (ring[i + 1].X - ring[i].X) / length);
        })];
    }

    private static double Support(Geometry hazard, int edge)
    {
        var normal = Normals(hazard)[edge];
        return (hazard.Coordinates[edge].X * normal.X) + (hazard.Coordinates[edge].Y * normal.Y);
    }

    // The rebuilt corner before each edge: where the guessed lines of two neighbours meet.
    private static Coordinate[] Corners(Geometry hazard, double[] supports)
    {
        var normals = Normals(hazard);
        return [.. Enumerable.Range(0, supports.Length).Select(i =>
        {
            var (a, b) = (normals[(i + supports.Length - 1) % supports.Length], normals[i]);
            var (p, q) = (supports[(i + supports.Length - 1) % supports.Length], supports[i]);
            var det = (a.X * b.Y) - (a.Y * b.X);
            return new Coordinate(((p * b.Y) - (q * a.Y)) / det, ((a.X * q) - (b.X * p)) / det);
        })];
    }

    private static double OffM(Geometry hazard, double[] supports)
    {
        var corners = Corners(hazard, supports);
        var rebuilt = hazard.Factory.CreateLinearRing([.. corners, corners[0].Copy()]);
        return DiscreteHausdorffDistance.Distance(rebuilt, hazard.Boundary, 0.1);
    }

    // The best that a fixed guess of an edge's margin can do: the fullest 200 m of the law.
    private static double Blind()
    {
        var most = 0;
        for (int i = 0, j = 0; i < s_margins.Length; i++)
        {
            while (j < s_margins.Length && s_margins[j] <= s_margins[i] + (2 * ForbiddenM))
            {
                j++;
            }

            most = Math.Max(most, j - i);
        }

        return most / (double)s_margins.Length;
    }

    // The body known, the push not: over many bodies, 100 m's share of the pushes that could have been drawn.
    private static double GamblersBest()
    {
        const double StepM = 20;
        return Enumerable.Range(0, 40).Select(i => SecretBody.Of(Key(201), $"body {i}")).Average(body =>
        {
            var centred = body.Pushed(-body.PushX, -body.PushY);
            var reach = (int)(SecretBody.MostPushM / StepM);
            HashSet<(int X, int Y)> admissible = [];
            for (var x = -reach; x <= reach; x++)
            {
                for (var y = -reach; y <= reach; y++)
                {
                    var push = StepM * Math.Sqrt((x * x) + (y * y));
                    if (push is >= SecretBody.LeastPushM and <= SecretBody.MostPushM && centred.Pushed(x * StepM, y * StepM).CoversMargin)
                    {
                        admissible.Add((x, y));
                    }
                }
            }

            var disc = (int)(ForbiddenM / StepM);
            return admissible.Max(guess => Enumerable.Range(-disc, (2 * disc) + 1).Sum(dx => Enumerable.Range(-disc, (2 * disc) + 1)
                .Count(dy => (dx * dx) + (dy * dy) <= disc * disc && admissible.Contains((guess.X + dx, guess.Y + dy))))) / (double)admissible.Count;
        });
    }

    private void Every(string attacker, List<double> outlines)
    {
        Say($"{attacker}: {outlines.Count} hazards, nearest {outlines.Min():0} m, median {Median(outlines):0} m");
        outlines.ShouldAllBe(off => off >= ForbiddenM);
    }

    private void Say(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

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

            yield return (string.Create(CultureInfo.InvariantCulture, $"SYN-HA-{i:D5}"), new Polygon(new LinearRing(ring)));
        }
    }

    private static PublishingKey Key(byte first) => new([first, .. new byte[31]]);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Share(List<double> errors) => errors.Count(error => error <= ForbiddenM) / (double)errors.Count;
}
