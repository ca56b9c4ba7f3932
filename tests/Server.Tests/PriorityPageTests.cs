using System.Net;
using Surefoot.Assessment.Priority;

namespace Surefoot.Server.Tests;

public sealed class PriorityPageTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_list_comes_by_the_weights_in_force_and_each_area_leads_to_why()
    {
        var (status, page) = await GetAsync("/priority");

        status.ShouldBe(HttpStatusCode.OK);
        page.ShouldContain("Weights in force, version 1");
        page.IndexOf("/priority/SYN-A\">Upper field", StringComparison.Ordinal).ShouldBeInRange(1, page.IndexOf("/priority/SYN-B\">SYN-B", StringComparison.Ordinal));
        var (_, why) = await GetAsync("/priority/SYN-A");
        why.ShouldContain("Why Upper field is number 1");
        why.ShouldContain("Upper field is 1st of 2 areas that are still open");
    }

    [Fact]
    public async Task Other_weights_turn_the_list_and_go_along_to_the_explanation()
    {
        var (status, page) = await GetAsync("/priority?school=0&road=9.5");

        status.ShouldBe(HttpStatusCode.OK);
        page.ShouldContain("With your weights, kept nowhere");
        page.IndexOf("/priority/SYN-B?road=9.5&amp;school=0\">SYN-B", StringComparison.Ordinal).ShouldBeInRange(1, page.IndexOf("/priority/SYN-A?road=9.5&amp;school=0\">Upper", StringComparison.Ordinal));
        (await GetAsync("/priority/SYN-B?road=9.5&school=0")).Page.ShouldContain("with weights that are not in force");
    }

    [Theory]
    [InlineData("school=many")]
    [InlineData("school=-1")]
    [InlineData("school=1e5")]
    public async Task A_weight_that_is_none_is_told_and_the_ones_in_force_stand(string query)
    {
        var (status, page) = await GetAsync("/priority?" + query);

        status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldContain("is a number from 0 to 100");
        page.ShouldContain("Weights in force");
    }

    [Theory]
    [InlineData("/priority/SYN-NONE", true)]
    [InlineData("/priority", false)]
    [InlineData("/priority/SYN-A", false)]
    public async Task What_is_not_ranked_or_not_to_be_seen_is_not_there(string address, bool ranked) => (await GetAsync(address, ranked)).Status.ShouldBe(HttpStatusCode.NotFound);

    private async Task<(HttpStatusCode Status, string Page)> GetAsync(string address, bool ranked = true)
    {
        server.Content.Publish(StubCountry.Make() with { Version = "priority", Priorities = ranked ? Kept() : null });
        using var answer = await server.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    // A lies beside two schools, B blocks a road.
    private static KeptRanking Kept()
    {
        var criteria = PriorityCriteria.BuiltIn;
        AreaToRank Area(string id, string? name, string factor, double value, double lon) =>
            new(id, name, "AZ-FUZ", true, 50_000, lon, 39.6, [.. criteria.Factors.Select(one => one.Code == factor ? value : 0)], [new("secure", true, false)], 10_000, 3);
        var inputs = new PriorityInputs(true, new(2025, 3, 31), 7, "", null, null, criteria, new(Samples: 50), [Area("SYN-A", "Upper field", "school", 2, 47.1), Area("SYN-B", null, "road", 1, 47.2)]);
        return new("priority-test", inputs, RankPriorities.Handle(inputs), "");
    }
}
