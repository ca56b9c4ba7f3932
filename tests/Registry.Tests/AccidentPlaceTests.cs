using Surefoot.Registry.Acts;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Tests;

/// <summary>Where somebody was harmed: exact for who works on the hazard, a cell of a kilometre for who works with people, nothing for anybody else (INTEGRITY 5).</summary>
public sealed class AccidentPlaceTests : IDisposable
{
    private const double Lon = 47.12345, Lat = 39.61234;

    private readonly TestFolder _folder = new();

    public AccidentPlaceTests()
    {
        _folder.Submit("b", "accident", "{\"type\":\"Point\",\"coordinates\":[47.12345,39.61234]}", ("id", "AC-1"), ("occurredOn", "2021-04-01"), ("killed", "0"), ("injured", "1"), ("district", "AZ-FUZ"), ("positionAccuracyM", "5"));
        _folder.Approve("b");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("syn-public", "nothing")]
    [InlineData("syn-donor", "nothing")]
    [InlineData("syn-village-committee", "nothing")]
    [InlineData("syn-team-leader", "nothing")]
    [InlineData("syn-district-officer-agdam", "nothing")]
    [InlineData("syn-risk-education-officer", "cell")]
    [InlineData("syn-survivor-assistance-officer", "cell")]
    [InlineData("syn-district-officer-fuzuli", "exact")]
    [InlineData("syn-planner", "exact")]
    [InlineData("syn-information-officer", "exact")]
    [InlineData("syn-casualty-officer", "exact")]
    public void Each_person_is_told_as_much_of_the_place_as_their_work_needs(string person, string expected)
    {
        foreach (var verb in (string[])[Verbs.Read, Verbs.Export])
        {
            var viewer = _folder.Policy.Viewer(person, verb);
            var reader = _folder.Reader.For(viewer);
            var row = reader.Find("accident", "AC-1");
            if (expected == "nothing" || (verb == Verbs.Export && row is null))
            {
                row.ShouldBeNull();
                continue;
            }

            var place = row!.ReadGeometry()!.Coordinate;
            (place.X == Lon && place.Y == Lat).ShouldBe(expected == "exact");
            if (expected == "cell")
            {
                (place.X, place.Y).ShouldBe((47.11875, 39.615));
                row["positionAccuracyM"].ShouldBe(800.0);
            }
        }
    }

    [Fact]
    public void A_box_drawn_ever_tighter_about_the_place_says_no_more_than_the_cell()
    {
        var reader = _folder.Reader.For(_folder.Policy.Viewer("syn-risk-education-officer", Verbs.Read));

        // Anywhere within the cell finds it, so no search by halves gets inside.
        foreach (var (x, y) in new[] { (47.1126, 39.6101), (47.1249, 39.6199), (47.1187, 39.6150) })
        {
            Count(x, y).ShouldBe(1);
        }

        Count(47.1251, 39.6150).ShouldBe(0);
        Count(47.1187, 39.6201).ShouldBe(0);

        long Count(double x, double y)
        {
            var query = RecordQuery.Now with { Box = new(x - 1e-6, y - 1e-6, x + 1e-6, y + 1e-6) };
            var count = reader.Count("accident", query);
            reader.List("accident", query).Count().ShouldBe((int)count);
            return count;
        }
    }

    [Fact]
    public void The_bytes_as_entered_are_kept_back_with_the_place()
    {
        Geometry("syn-risk-education-officer").ShouldBeNull();
        Geometry("syn-planner")!.ShouldContain("47.12345");

        string? Geometry(string person) => new ShowRecord(_folder.Store, _folder.Types, _folder.Policy, _folder.Clock).Handle("AC-1", person).Record!.Geometry;
    }
}
