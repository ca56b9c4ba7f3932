using System.Globalization;
using Surefoot.Geodesy.Written;

namespace Surefoot.Geodesy.Tests;

/// <summary>Every system against PROJ's own definitions and GeographicLib's MGRS; <c>reference/systems.sh</c> made the tables.</summary>
public sealed class SystemsTests(ITestOutputHelper output)
{
    private const double ToleranceM = 0.0001;

    [Fact]
    public void All_systems_agree_with_PROJ_at_900_points()
    {
        var rows = Reference.Rows("systems.csv").ToList();
        rows.Count.ShouldBeGreaterThanOrEqualTo(900);
        rows.Select(r => r[0]).Distinct().Count().ShouldBe(20);
        output.WriteLine("system  operation  points  worst into the grid  worst out of it");
        foreach (var group in rows.GroupBy(r => (System: r[0], Operation: r[1])))
        {
            var system = int.Parse(group.Key.System, CultureInfo.InvariantCulture);
            var operation = group.Key.Operation.Length == 0 ? (int?)null : int.Parse(group.Key.Operation, CultureInfo.InvariantCulture);
            var grid = CoordinateSystem.Find(system).ShouldNotBeNull();
            var path = CoordinatePath.Find(system, operation, 4326).Path.ShouldNotBeNull();
            double worstIn = 0, worstOut = 0;
            foreach (var row in group)
            {
                var metres = grid.FromGeographic(new(Reference.Number(row[2]), Reference.Number(row[3])));
                worstIn = Math.Max(worstIn, Math.Max(Math.Abs(metres.EastingM - Reference.Number(row[4])), Math.Abs(metres.NorthingM - Reference.Number(row[5]))));
                var back = path.Convert(Reference.Number(row[4]), Reference.Number(row[5]));
                worstOut = Math.Max(worstOut, Reference.ApartM(new(back.EastingM, back.NorthingM), new(Reference.Number(row[6]), Reference.Number(row[7]))));
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Key.System,6}  {group.Key.Operation,9}  {group.Count(),6}  {worstIn * 1e6,13:0.00} µm  {worstOut * 1e6,12:0.00} µm"));
            worstIn.ShouldBeLessThan(ToleranceM, group.Key.ToString());
            worstOut.ShouldBeLessThan(ToleranceM, group.Key.ToString());
        }
    }

    [Fact]
    public void Mgrs_is_written_as_GeographicLib_writes_it()
    {
        var rows = 0;
        foreach (var row in Reference.Rows("mgrs.csv"))
        {
            var point = new GeoPoint(Reference.Number(row[0]), Reference.Number(row[1]));
            var digits = (int)Reference.Number(row[2]);
            Mgrs.Write(point, digits).ShouldBe(row[3]);
            var cell = Mgrs.Read(row[3]).Cell.ShouldNotBeNull();
            cell.CellSizeM.ShouldBe((int)Math.Pow(10, 5 - digits));
            Geodesic.Inverse(cell.Centre, point).LengthM.ShouldBeLessThan(0.72 * cell.CellSizeM);
            rows++;
        }

        rows.ShouldBeGreaterThanOrEqualTo(200);
    }

    [Fact]
    public void Mgrs_cell_reads_and_writes_to_itself_and_cuts_digits()
    {
        const string text = "38SPJ7159999999";
        var cell = Mgrs.Read("38S PJ 71599 99999").Cell.ShouldNotBeNull();
        cell.Text.ShouldBe(text);
        Mgrs.Write(cell.Centre).ShouldBe(text);
        Mgrs.Write(cell.Centre, 4).ShouldBe("38SPJ71599999");
        Mgrs.Write(cell.Centre, 2).ShouldBe("38SPJ7199");
        Mgrs.Read("38SPJ7199").Cell!.CellSizeM.ShouldBe(1000);
    }

    [Theory]
    [InlineData("38SPJ715", "mgrs.digits")]
    [InlineData("38IPJ7194", "mgrs.letters")]
    [InlineData("38SAJ7194", "mgrs.letters")]
    [InlineData("61SPJ7194", "mgrs.syntax")]
    [InlineData("38PPJ7194", "mgrs.band")]
    [InlineData("PJ7194", "mgrs.syntax")]
    [InlineData("38SPJ71A4", "mgrs.digits")]
    public void What_is_no_mgrs_reference_is_named(string text, string rule) => Mgrs.Read(text).Fault.ShouldNotBeNull().Rule.ShouldBe(rule);

    [Theory]
    [InlineData("39°36'12.5\"N 47°09'00\"E", 39.603472222, 47.15)]
    [InlineData("39° 36′ 12,5″ N, 47° 09′ 00″ E", 39.603472222, 47.15)]
    [InlineData("39d36'12.5\"N 47d09'E", 39.603472222, 47.15)]
    [InlineData("N39 36 12.5 E047 09 00", 39.603472222, 47.15)]
    [InlineData("47°09'00\"E 39°36'12.5\"N", 39.603472222, 47.15)]
    [InlineData("39-36-12.5N 047-09-00E", 39.603472222, 47.15)]
    [InlineData("39°36.208333'N 47°9.0'E", 39.603472222, 47.15)]
    [InlineData("39.603472222N, 47.15E", 39.603472222, 47.15)]
    [InlineData("39,603472222° N; 47,15° E", 39.603472222, 47.15)]
    [InlineData("39°36''12'S 47°09'W", double.NaN, 0)]
    [InlineData("39°36'12.5'' с.ш. 47°09'00'' в.д.", 39.603472222, 47.15)]
    [InlineData("39°36'12.5\" ş.e., 47°09'00\" ş.u.", 39.603472222, 47.15)]
    [InlineData("39°36'12.5\"S 47°09'00\"W", -39.603472222, -47.15)]
    public void Degrees_are_read_in_their_usual_spellings(string text, double latitude, double longitude)
    {
        var (read, fault) = Sexagesimal.Read(text);
        if (double.IsNaN(latitude))
        {
            fault.ShouldNotBeNull();
            return;
        }

        read.ShouldNotBeNull(fault?.Message);
        read.Point.LatitudeDeg.ShouldBe(latitude, 1e-8);
        read.Point.LongitudeDeg.ShouldBe(longitude, 1e-8);
    }

    [Theory]
    [InlineData("39°60'N 47°09'E", "dms.minutes")]
    [InlineData("39°36'60\"N 47°09'E", "dms.seconds")]
    [InlineData("39.5°36'N 47°09'E", "dms.fraction")]
    [InlineData("-39°36'S 47°09'E", "dms.sign")]
    [InlineData("39°36' 47°09'", "dms.order")]
    [InlineData("39°36'N 47°09'N", "dms.order")]
    [InlineData("39°36'E 97°09'N", "dms.range")]
    [InlineData("about 39°36'N", "dms.syntax")]
    [InlineData("", "dms.order")]
    public void Uncertain_degrees_are_refused_by_name(string text, string rule) => Sexagesimal.Read(text).Fault.ShouldNotBeNull().Rule.ShouldBe(rule);

    [Fact]
    public void Resolution_is_that_of_the_last_digit_written()
    {
        Sexagesimal.Read("39°36'N 47°09'E").Read!.ResolutionDeg.ShouldBe(1 / 60.0, 1e-12);
        Sexagesimal.Read("39°36'12.5\"N 47°09'00.0\"E").Read!.ResolutionDeg.ShouldBe(0.1 / 3600, 1e-12);
        Sexagesimal.Read("39.60N 47.15E").Read!.ResolutionDeg.ShouldBe(0.01, 1e-12);
    }

    [Fact]
    public void Written_degrees_are_read_back()
    {
        foreach (var row in Reference.Rows("systems.csv").Take(200))
        {
            var point = new GeoPoint(Reference.Number(row[6]), Reference.Number(row[7]));
            var read = Sexagesimal.Read(Sexagesimal.Write(point, 5)).Read.ShouldNotBeNull();
            Reference.ApartM(read.Point, point).ShouldBeLessThan(0.001);
        }

        Sexagesimal.Write(new(47.99999999999, 39.99999999999), 2).ShouldBe("40°00'00.00\"N 048°00'00.00\"E");
    }
}
