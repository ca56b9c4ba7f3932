using System.Globalization;
using System.Text;
using NetTopologySuite.Geometries;
using Surefoot.Account;
using Surefoot.Geodesy;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Tests;

/// <summary>What the account counts for whom: totals as far as land.read reaches, single areas and organisations as far as record.read does too.</summary>
public sealed class AccountReachTests : IDisposable
{
    private static readonly DateOnly s_end = new(2024, 12, 31);

    private static readonly LandDistrict[] s_districts = [new("AZ-AGM", "Ağdam", PlaneBox(46.3, 46.9)), new("AZ-FUZ", "Füzuli", PlaneBox(46.9, 47.5))];

    // A country that gives totals of a district, or of an organisation, only to those of it.
    private static readonly Policy s_scoped = Policy.Read(new MemoryStream(Encoding.UTF8.GetBytes("""
        {"form": 2, "version": 3, "effective": "2020-11-10",
         "roles": {"district": [{"verb": "land.read", "scope": "district", "tier": "public"}, {"verb": "record.read", "scope": "all", "tier": "restricted"}],
                   "operator-organisation": [{"verb": ["land.read", "record.read"], "scope": "own-organisation", "tier": "restricted"}],
                   "nothing": [{"verb": "record.read", "scope": "all", "tier": "restricted"}]},
         "persons": [{"name": "ayla", "role": "district", "organisation": "SYN-MAC", "districts": ["AZ-FUZ"], "synthetic": true},
                     {"name": "elvin", "role": "operator-organisation", "organisation": "SYN-OP-2", "synthetic": true},
                     {"name": "nobody-of-the-account", "role": "nothing", "organisation": "SYN-MAC", "synthetic": true}]}
        """)));

    private readonly TestFolder _whole = Country(district: null, organisation: null);

    public void Dispose() => _whole.Dispose();

    [Theory]
    [InlineData("syn-public")]
    [InlineData("syn-donor")]
    [InlineData("syn-village-committee")]
    [InlineData("syn-team-leader")]
    [InlineData("syn-risk-education-officer")]
    public void Who_sees_no_exact_land_has_every_total_of_the_nation_and_no_area_or_organisation(string person)
    {
        Text(Reader(Policy.BuiltIn, person, detail: false)!, AccountKey.District).ShouldBe(Text(_whole.Reader, AccountKey.District));
        Reader(Policy.BuiltIn, person, detail: true).ShouldBeNull();
    }

    [Theory]
    [InlineData("syn-operations-chief")]
    [InlineData("syn-information-officer")]
    [InlineData("syn-planner")]
    public void Who_sees_all_land_has_everything(string person)
    {
        Reader(Policy.BuiltIn, person, detail: false).ShouldBeSameAs(_whole.Reader);
        Reader(Policy.BuiltIn, person, detail: true).ShouldBeSameAs(_whole.Reader);
    }

    [Fact]
    public void A_district_officer_has_the_nations_totals_and_of_areas_and_organisations_only_those_of_the_district()
    {
        using var alone = Country("AZ-FUZ", null);
        const string Person = "syn-district-officer-fuzuli";

        Text(Reader(Policy.BuiltIn, Person, detail: false)!, AccountKey.District).ShouldBe(Text(_whole.Reader, AccountKey.District));
        foreach (var by in (AccountKey[])[AccountKey.HazardArea, AccountKey.Organisation])
        {
            var seen = Text(Reader(Policy.BuiltIn, Person, detail: true)!, by);
            seen.ShouldBe(Text(alone.Reader, by));
            seen.ShouldNotContain("HA-AGM");
        }
    }

    [Fact]
    public void Totals_of_a_district_are_those_of_a_country_in_which_nothing_else_is_recorded()
    {
        using var alone = Country("AZ-FUZ", null);
        foreach (var by in Enum.GetValues<AccountKey>())
        {
            var seen = Reader(s_scoped, "ayla", AccountReach.IsDetail(by))!;
            Text(seen, by).ShouldBe(Text(alone.Reader, by), by.ToString());
            Text(seen, by).ShouldNotBe(Text(_whole.Reader, by), by.ToString());
        }
    }

    [Fact]
    public void Totals_of_an_organisation_are_those_of_a_country_in_which_nobody_else_recorded_anything()
    {
        using var alone = Country(null, "SYN-OP-2");
        foreach (var by in Enum.GetValues<AccountKey>())
        {
            Text(Reader(s_scoped, "elvin", AccountReach.IsDetail(by))!, by).ShouldBe(Text(alone.Reader, by), by.ToString());
        }
    }

    [Fact]
    public void Without_the_right_to_the_account_there_is_none_however_many_records_one_sees()
    {
        Reader(s_scoped, "nobody-of-the-account", detail: false).ShouldBeNull();
        Reader(s_scoped, "nobody-of-the-account", detail: true).ShouldBeNull();
        Reader(s_scoped, "not a name", detail: false).ShouldBeNull();
    }

    private RegistryReader? Reader(Policy policy, string person, bool detail) => AccountReach.ReaderFor(_whole.Reader, policy, person, detail);

    private static string Text(RegistryReader reader, AccountKey by)
    {
        var drawn = DrawAccount.Handle(reader, s_districts, new(new(2021, 1, 1), s_end, by), cancellation: TestContext.Current.CancellationToken);
        return string.Join('\n', drawn.Keys) + drawn.Total + string.Join('\n', drawn.Statement.Rows);
    }

    // Two districts and two organisations; null keeps those of both.
    private static TestFolder Country(string? district, string? organisation)
    {
        var folder = new TestFolder();
        var batch = 0;
        foreach (var (code, west) in new[] { ("AZ-AGM", 46.5), ("AZ-FUZ", 47.1) })
        {
            foreach (var (number, own) in new[] { (1, "SYN-OP-1"), (2, "SYN-OP-2") })
            {
                if ((district ?? code) == code && (organisation ?? own) == own)
                {
                    Add("hazard-area", $"HA-{code[3..]}-{number}", own, code, Box(west + (0.02 * number), 0.01), ("kind", "suspected"), ("informationDate", "2021-05-01"));
                    Add("cleared-area", $"CL-{code[3..]}-{number}", own, code, Box(west + (0.02 * number), 0.004 * number), ("releasedOn", "2022-06-01"), ("informationDate", "2022-06-01"), ("method", "manual"));
                    Add("found-item", $"FI-{code[3..]}-{number}", own, code, string.Create(CultureInfo.InvariantCulture, $"{west + (0.02 * number) + 0.001},39.601"), ("category", "ap-mine"), ("foundOn", "2022-05-01"), ("count", "1"), ("informationDate", "2022-05-01"));
                }
            }
        }

        return folder;

        void Add(string type, string id, string own, string code, string entered, params (string, string)[] fields)
        {
            var name = $"batch-{++batch}";
            folder.Submit(name, type, entered, [("id", id), ("organisation", own), ("district", code), .. fields]);
            folder.Approve(name);
        }
    }

    private static string Box(double west, double widthDeg) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"type":"Polygon","coordinates":[[[{{west}},39.6],[{{west + widthDeg}},39.6],[{{west + widthDeg}},39.61],[{{west}},39.61],[{{west}},39.6]]]}""");

    private static Geometry PlaneBox(double west, double east) =>
        PlaneProjection.Karabakh.Project(GeometryFactory.Default.ToGeometry(new Envelope(west, east, 39.4, 40)));
}
