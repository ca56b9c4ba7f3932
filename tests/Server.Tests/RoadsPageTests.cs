using System.Net;
using Surefoot.Assessment.Roads;

namespace Surefoot.Server.Tests;

public sealed class RoadsPageTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_page_draws_every_order_and_lists_every_corridor()
    {
        var (status, page) = await GetAsync(Assessed());
        status.ShouldBe(HttpStatusCode.OK);
        page.ShouldContain("Roads worth opening");
        page.ShouldContain("corridor bundles loses 0.0 %");
        page.ShouldContain("Best single hazard");
        page.ShouldContain("SYN-A, SYN-B");
        page.ShouldContain("42 of 900 crossings");
        page.ShouldContain("SYNTHETIC: real roads, invented hazards and people");
        page.ShouldContain("href=\"/roads\"");
    }

    [Fact]
    public async Task Without_an_assessment_there_is_no_page_and_no_way_to_it()
    {
        (await GetAsync(null)).Status.ShouldBe(HttpStatusCode.NotFound);
        using var map = await server.Http.GetAsync(new Uri("/about", UriKind.Relative), TestContext.Current.CancellationToken);
        (await map.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("href=\"/roads\"");
    }

    private async Task<(HttpStatusCode Status, string Page)> GetAsync(RoadsSummary? roads)
    {
        server.Content.Publish(StubCountry.Make() with { Version = "roads", Roads = roads });
        using var answer = await server.Http.GetAsync(new Uri("/roads", UriKind.Relative), TestContext.Current.CancellationToken);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    private static RoadsSummary Assessed() => new(
        "roads-test", "test", new(2025, 3, 31), new RoadsSettings(Quarters: 4), new("", "", "", ""), 10, 900, 1200, 30, 4, 2, 50_000, 1000, 0, 0, 1, 12,
        [new(1, "corridor-01", "Bir – İki", ["SYN-A", "SYN-B"], 12, 12, 0, 50_000, 1, [46.7, 39.8], [])],
        [new("recorded", 31.5, 4, [0, 0, 12, 12]), new("per-hazard-greedy", 10, 6, [0, 3, 12, 12]), new("bundles", 0, 7, [3, 12, 12, 12])],
        [])
    {
        Apart = new(7, 42, 0, 0, 7, 42),
    };
}
