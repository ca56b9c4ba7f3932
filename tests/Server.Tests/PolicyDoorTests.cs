using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Surefoot.Registry.Rights;
using Surefoot.Server.Content;
using Surefoot.Server.Doors;

namespace Surefoot.Server.Tests;

public sealed class PolicyDoorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_has_a_verb_in_the_policy_and_no_door_leads_nowhere()
    {
        await using var app = SurefootServer.Build(new ServerOptions { ProductFolder = RunningServer.ProductFolder, Port = 0 }, new PublishedContent(StubCountry.Make()));
        await app.StartAsync(Cancellation);
        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(PolicyDoor.NameOf).Distinct().ToList();
        routes.Count.ShouldBeGreaterThan(10);
        foreach (var route in routes)
        {
            Policy.BuiltIn.Doors.Keys.ShouldContain(route, $"The route {route} has no verb: name it under \"doors\" in src/Registry/Rights/policy.json.");
        }

        Policy.BuiltIn.Doors.Keys.Where(door => door.Contains('/', StringComparison.Ordinal)).Except(routes).ShouldBeEmpty();
        await app.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData("syn-public", "/", true)]
    [InlineData("syn-public", "/tiles/probability/9/322/194.png", false)]
    [InlineData("syn-public", "/api/hazard/why?lon=47.1&lat=39.6", false)]
    [InlineData("syn-donor", "/api/hazard/why?lon=47.1&lat=39.6", false)]
    [InlineData("syn-planner", "/api/hazard/why?lon=47.1&lat=39.6", true)]
    [InlineData("syn-planner", "/tiles/probability/9/322/194.png", true)]
    public async Task A_route_opens_for_whom_the_policy_says_and_is_not_there_for_others(string actor, string address, bool opens)
    {
        await using var app = SurefootServer.Build(new ServerOptions { ProductFolder = RunningServer.ProductFolder, Port = 0, Actor = actor }, new PublishedContent(StubCountry.Make(withPlan: true)));
        await app.StartAsync(Cancellation);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var answer = await http.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent).ShouldBe(opens);
        if (!opens)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        await app.StopAsync(Cancellation);
    }
}
