using System.Net;

namespace Surefoot.Server.Tests;

public sealed class DoorTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("surefoot.example")]
    [InlineData("127.0.0.1.example:5080")]
    [InlineData("192.168.1.10")]
    public async Task A_host_name_that_is_not_this_machine_is_refused(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = host;
        using var answer = await server.Http.SendAsync(request, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("km²");
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:5080")]
    [InlineData("[::1]:5080")]
    public async Task The_names_of_this_machine_are_served(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Host = host;
        using var answer = await server.Http.SendAsync(request, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void The_server_listens_on_loopback_only() => IPAddress.IsLoopback(IPAddress.Parse(server.Address.Host)).ShouldBeTrue();

    [Theory]
    [InlineData("/")]
    [InlineData("/about")]
    [InlineData("/records")]
    [InlineData("/style/light.json")]
    [InlineData("/css/surefoot.css")]
    [InlineData("/tiles/land/9/0/0.pbf")]
    [InlineData("/nowhere")]
    public async Task Every_answer_keeps_the_page_to_its_own_server(string address)
    {
        using var answer = await server.Http.GetAsync(new Uri(address, UriKind.Relative), Cancellation);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        policy.ShouldNotContain("http");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
    }

    [Theory]
    [InlineData("/fonts/..%2f..%2fgeography/0-255.pbf")]
    [InlineData("/fonts/Noto%20Sans%20Regular/..%2fOFL.pbf")]
    public async Task A_glyph_address_cannot_leave_the_font_folder(string address)
    {
        using var answer = await server.Http.GetAsync(new Uri(address, UriKind.Relative), Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_glyph_range_the_font_lacks_is_empty_and_no_error()
    {
        using var answer = await server.Http.GetAsync(new Uri("/fonts/Noto%20Sans%20Regular/20480-20735.pbf", UriKind.Relative), Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_server_writes_nothing()
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch])
        {
            using var request = new HttpRequestMessage(method, "/");
            using var answer = await server.Http.SendAsync(request, Cancellation);
            ((int)answer.StatusCode).ShouldBeInRange(400, 499);
        }
    }
}
