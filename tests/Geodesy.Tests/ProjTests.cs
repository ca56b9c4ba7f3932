using System.Globalization;

namespace Surefoot.Geodesy.Tests;

public sealed class ProjTests
{
    // The reference is written to 0.01 mm; the series and the geocentric way are good to far below that.
    private const double ToleranceM = 0.0001;

    public static TheoryData<int, int?, int> Ways => [.. Reference.Rows("proj.csv")
        .Select(r => (From: int.Parse(r[0], CultureInfo.InvariantCulture), Operation: r[1].Length == 0 ? (int?)null : int.Parse(r[1], CultureInfo.InvariantCulture), To: int.Parse(r[2], CultureInfo.InvariantCulture)))
        .Distinct()
        .Select(w => new TheoryDataRow<int, int?, int>(w.From, w.Operation, w.To))];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Conversion_agrees_with_PROJ(int from, int? operation, int to)
    {
        var path = CoordinatePath.Find(from, operation, to).Path.ShouldNotBeNull();
        var worstM = 0.0;
        var count = 0;
        foreach (var row in Rows(from, operation, to))
        {
            var got = path.Convert(row.X, row.Y);
            worstM = Math.Max(worstM, path.To.IsGeographic
                ? Reference.ApartM(new(got.EastingM, got.NorthingM), new(row.ExpectedX, row.ExpectedY))
                : Math.Sqrt(Math.Pow(got.EastingM - row.ExpectedX, 2) + Math.Pow(got.NorthingM - row.ExpectedY, 2)));
            count++;
        }

        count.ShouldBeGreaterThanOrEqualTo(20);
        worstM.ShouldBeLessThan(ToleranceM, $"EPSG:{from} to EPSG:{to}");
    }

    [Fact]
    public void Every_grid_returns_to_where_it_started()
    {
        foreach (var row in Reference.Rows("proj.csv").Where(r => r[0] is "4326" or "4284" && r[1].Length == 0))
        {
            var system = CoordinateSystem.Find(int.Parse(row[2], CultureInfo.InvariantCulture))!;
            var back = system.ToGeographic(Reference.Number(row[5]), Reference.Number(row[6]));
            Reference.ApartM(back, new(Reference.Number(row[3]), Reference.Number(row[4]))).ShouldBeLessThan(ToleranceM);
        }
    }

    [Fact]
    public void The_reference_holds_at_least_200_points_over_the_region() =>
        Reference.Rows("proj.csv").Count().ShouldBeGreaterThanOrEqualTo(200);

    // DOMAIN 7.2: what 39.7 N 47.0 E on SK-42 becomes.
    [Theory]
    [InlineData(15865, 39.699908729, 46.998811423)]
    [InlineData(1808, 39.699940229, 46.998822692)]
    public void Operation_gives_the_published_place(int operation, double latitude, double longitude)
    {
        var got = CoordinatePath.Find(4284, operation, 4326).Path!.Convert(47.0, 39.7);
        Reference.ApartM(new(got.EastingM, got.NorthingM), new(longitude, latitude)).ShouldBeLessThan(0.0002);
    }

    [Fact]
    public void Leaving_out_the_datum_is_a_hundred_metres_and_the_choice_of_operation_four()
    {
        var a = DatumOperation.Find(15865)!.ToWgs84(new(47.0, 39.7));
        var b = DatumOperation.Find(1808)!.ToWgs84(new(47.0, 39.7));
        Geodesic.Inverse(a, new(47.0, 39.7)).LengthM.ShouldBe(102.4, 0.5);
        Geodesic.Inverse(a, b).LengthM.ShouldBe(3.6, 0.1);
    }

    [Theory]
    [InlineData(28408, null, "crs.operation-missing")]
    [InlineData(28408, 1254, "crs.operation-unknown")]
    [InlineData(99999, null, "crs.unknown")]
    public void Conversion_that_is_not_fully_stated_is_refused(int from, int? operation, string code)
    {
        var (points, refusal) = ConvertCoordinates.Run(from, operation, 4326, [(8671542, 4398210)]);
        points.ShouldBeEmpty();
        refusal.ShouldNotBeNull().Code.ShouldBe(code);
        refusal.Hint.ShouldContain("EPSG:");
    }

    [Fact]
    public void Converted_point_carries_its_operation_and_accuracy()
    {
        var point = ConvertCoordinates.Run(28408, 1808, 4326, [(8671542.1178, 4398210.1479)]).Points.ShouldHaveSingleItem();
        point.Operation.ShouldBe(1808);
        point.AccuracyM.ShouldBe(5.0);
        point.X.ShouldBe(46.998822692, 1e-8);
        ConvertCoordinates.Run(4326, null, 32638, [(47, 39.7)]).Points[0].AccuracyM.ShouldBe(0);
    }

    private static IEnumerable<(double X, double Y, double ExpectedX, double ExpectedY)> Rows(int from, int? operation, int to)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{from},{operation},{to}");
        return Reference.Rows("proj.csv")
            .Where(r => $"{r[0]},{r[1]},{r[2]}" == key)
            .Select(r => (Reference.Number(r[3]), Reference.Number(r[4]), Reference.Number(r[5]), Reference.Number(r[6])));
    }
}
