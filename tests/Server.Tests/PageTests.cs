using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Surefoot.Server.Tests;

public sealed partial class PageTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_map_page_states_the_account_the_ribbon_and_the_warning()
    {
        var page = await GetAsync("/");

        page.ShouldContain("Totals as published; every position, person and date invented.");
        page.ShouldContain("Absence of a record is not absence of contamination.");
        page.ShouldContain("11,667.0");
        page.ShouldContain("1,922.3");
        page.ShouldContain("The account balances to the square metre.");
        page.ShouldContain("© OpenStreetMap contributors (ODbL); Who's On First; GeoNames (CC BY 4.0); Quattroshapes (CC BY)");
    }

    [Fact]
    public async Task An_account_that_does_not_balance_is_not_presented_as_one()
    {
        var page = await GetAsync("/", content => content with { Land = content.Land! with { Balanced = false } });

        page.ShouldContain("The account does not balance. Do not publish these figures.");
        page.ShouldNotContain("The account balances to the square metre.");
    }

    [Fact]
    public async Task The_legend_speaks_of_what_is_on_the_map()
    {
        var zone = Content.MapFeature.PublicDanger(NetTopologySuite.Geometries.GeometryFactory.Default.ToGeometry(new(47, 47.1, 39.5, 39.6)));

        var officer = await GetAsync("/");
        officer.ShouldContain("Confirmed (CHA)");
        officer.ShouldNotContain("Danger zone");

        var villager = await GetAsync("/", content => content with { Features = [zone] });
        villager.ShouldContain("Danger zone: keep out");
        villager.ShouldNotContain("data-layers=\"hazard-confirmed");
        villager.ShouldContain("None yet: all of it borders on ground that is still dangerous.");
        villager.ShouldNotContain("SYN-HA-00001, 39.6");

        var district = await GetAsync("/", content => content with { Features = [zone, .. content.Features] });
        district.ShouldContain("Confirmed (CHA)");
        district.ShouldContain("and danger zones, drawn larger");
    }

    [Fact]
    public async Task The_chart_marks_the_part_year_by_shape_and_by_words()
    {
        var page = await GetAsync("/");
        var bars = BarPattern().Matches(page);

        bars.Count.ShouldBe(5);
        var part = bars.Single(bar => bar.Groups["year"].Value == "2025").Value;
        part.ShouldContain("data-complete=\"false\"");
        part.ShouldContain("url(#hatch-part)");
        part.ShouldContain("stroke-dasharray");
        part.ShouldContain("to 31 March");
        bars.Where(bar => bar.Groups["year"].Value != "2025").ShouldAllBe(bar => bar.Value.Contains("data-complete=\"true\"") && !bar.Value.Contains("hatch-part"));
    }

    [Fact]
    public async Task The_years_stand_with_their_yield_and_no_word_of_a_trend()
    {
        var page = await GetAsync("/");

        foreach (var figure in (string[])["20,770", "43,915", "53,081", "62,023.9", "12,441.6", "18,777", "13,200", "1.365", "0.294", "0.161", "0.107", "0.140"])
        {
            page.ShouldContain(figure);
        }

        foreach (var word in (string[])["declin", "decreas", "increas", "rose", "fell", "trend", "improv"])
        {
            page.ShouldNotContain(word, Case.Insensitive);
        }
    }

    [Fact]
    public async Task Every_figure_of_the_account_leads_to_its_records()
    {
        var page = await GetAsync("/");

        page.ShouldContain("href=\"/records/cleared-area?year=2024\"");
        page.ShouldContain("href=\"/records/found-item?year=2021&amp;kind=ap-mine\"");
        page.ShouldContain("href=\"/records/hazard-area?district=AZ-FUZ\"");
        (await GetAsync("/", content => content with { Records = null })).ShouldNotContain("/records");
    }

    [Fact]
    public async Task A_part_that_is_not_built_is_absent_not_empty()
    {
        var without = await GetAsync("/");
        without.ShouldNotContain("Probability of contamination");
        without.ShouldNotContain("id=\"plan\"");

        var with = await GetAsync("/", _ => StubCountry.Make(withPlan: true));
        with.ShouldContain("Probability of contamination");
        with.ShouldContain("48,000 ha cleared");
        with.ShouldContain("83 %");
        with.ShouldContain("Füzuli to Hadrut");
        with.ShouldContain("2025 Q2");
    }

    [Fact]
    public async Task No_text_the_server_sends_names_another_host()
    {
        foreach (var address in (string[])["/", "/about", "/records", "/records/hazard-area", "/records/hazard-area/SYN-HA-00001", "/search?q=agdam", "/nowhere", "/style/light.json", "/style/dark.json", "/geography/districts.json", "/css/surefoot.css", "/sprites/light.json"])
        {
            var text = await GetAsync(address, anyStatus: true);
            OutsideAddress().Matches(text.Replace(server.Address.Authority, "", StringComparison.Ordinal)).Select(match => match.Value)
                .Where(found => !found.StartsWith("http:///", StringComparison.Ordinal) && !found.Contains("www.w3.org", StringComparison.Ordinal))
                .ShouldBeEmpty(address);
        }
    }

    [Theory]
    [InlineData("agdam", "Ağdam")]
    [InlineData("FUZULI", "Füzuli")]
    [InlineData("SYN-HA-00007", "SYN-HA-00007")]
    [InlineData("39.6, 47.15", "39.6° N 47.15° E")]
    [InlineData("47.15 39.6", "read as longitude then latitude")]
    public async Task The_search_box_finds_places_records_and_coordinates(string query, string expected) =>
        (await GetAsync($"/search?q={Uri.EscapeDataString(query)}")).ShouldContain(WebUtility.HtmlEncode(expected).Replace("&#176;", "°", StringComparison.Ordinal).Replace("&#252;", "ü", StringComparison.Ordinal), Case.Sensitive, query);

    [Fact]
    public async Task The_search_box_does_not_tell_restricted_records() =>
        (await GetAsync("/search?q=SYN-AC-1")).ShouldContain("Nothing found");

    [Fact]
    public async Task What_was_typed_is_never_markup()
    {
        var page = await GetAsync($"/?q={Uri.EscapeDataString("<script>alert(1)</script>\"><b>")}");

        page.ShouldNotContain("<script>alert");
        page.ShouldNotContain("\"><b>");
    }

    [Fact]
    public async Task A_list_of_records_pages_and_keeps_its_filter()
    {
        var page = await GetAsync("/records/hazard-area?district=AZ-FUZ&page=2", _ => StubCountry.Make(hazards: 400));

        page.ShouldContain("400 records, page 2 of 8");
        page.ShouldContain("SYN-HA-00050");
        page.ShouldContain("page=3&amp;district=AZ-FUZ");
    }

    [Fact]
    public async Task A_record_shows_its_history_and_an_unknown_one_is_not_found()
    {
        (await GetAsync("/records/hazard-area/SYN-HA-00001")).ShouldContain("import of the sample");
        foreach (var address in (string[])["/records/hazard-area/SYN-HA-99999", "/records/secret", "/records/secret/1"])
        {
            using var answer = await server.Http.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task The_reasons_of_a_place_come_with_their_records()
    {
        var old = server.Content.Current;
        server.Content.Publish(StubCountry.Make(withPlan: true));
        try
        {
            using var reasons = JsonDocument.Parse(await GetAsync("/api/hazard/why?lon=46.9&lat=39.7"));
            reasons.RootElement.GetProperty("probability").GetDouble().ShouldBe(0.137);
            reasons.RootElement.GetProperty("groups")[0].GetProperty("records")[0].GetProperty("type").GetString().ShouldBe("minefield-record");
            using var outside = await server.Http.GetAsync(new Uri("/api/hazard/why?lon=10&lat=39.7", UriKind.Relative), Cancellation);
            outside.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }
        finally
        {
            server.Content.Publish(old);
        }
    }

    private Task<string> GetAsync(string address, Func<Content.ServerContent, Content.ServerContent>? change = null, bool anyStatus = false) =>
        GetAsync(server, address, change, anyStatus);

    private static async Task<string> GetAsync(RunningServer server, string address, Func<Content.ServerContent, Content.ServerContent>? change, bool anyStatus)
    {
        var old = server.Content.Current;
        if (change is not null)
        {
            server.Content.Publish(change(old));
        }

        try
        {
            using var answer = await server.Http.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
            if (!anyStatus)
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            }

            return Entities().Replace(await answer.Content.ReadAsStringAsync(Cancellation), match => WebUtility.HtmlDecode(match.Value));
        }
        finally
        {
            if (change is not null)
            {
                server.Content.Publish(old);
            }
        }
    }

    // Letters beyond ASCII come as numbers; markup stays escaped.
    [GeneratedRegex("&#x[0-9A-F]+;")]
    private static partial Regex Entities();

    [GeneratedRegex("""<g class="bar[^"]*" data-year="(?<year>\d+)".*?</g>\s*(?=<g class="bar|<line)""", RegexOptions.Singleline)]
    private static partial Regex BarPattern();

    [GeneratedRegex("""(?:https?:)?//[^\s"'<>()]*""")]
    private static partial Regex OutsideAddress();
}
