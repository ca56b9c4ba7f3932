using System.Net;
using Surefoot.Assessment.Minefields;
using Surefoot.Registry.Minefields;
using Surefoot.Server.Content;

namespace Surefoot.Server.Tests;

public sealed class MinefieldPageTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_sees_no_record_finds_no_page_and_no_way_to_one()
    {
        server.Content.Publish(StubCountry.Make());
        (await server.Http.GetAsync(new Uri("/minefields", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await server.Http.GetAsync(new Uri("/minefields/SYN-MR-1", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await server.Http.GetStringAsync(new Uri("/about", UriKind.Relative), Cancellation)).ShouldNotContain("/minefields");
    }

    [Fact]
    public async Task Sheets_stand_with_their_move_and_records_with_completeness_beside_trust()
    {
        server.Content.Publish(StubCountry.Make() with { Minefields = Source() });
        var page = WebUtility.HtmlDecode(await server.Http.GetStringAsync(new Uri("/minefields", UriKind.Relative), Cancellation));
        page.ShouldContain("220 m east (± 12), 499 m south (± 25)");
        page.ShouldContain("datum left out");

        // Trust of 0.9999 is never printed as certain.
        page.ShouldContain("> 99 %");
        page.ShouldNotContain("100 %");
        page.ShouldContain("not resolved");
        (await server.Http.GetStringAsync(new Uri("/minefields?sheet=B", UriKind.Relative), Cancellation)).ShouldNotContain("SYN-MR-1<");
    }

    private static MinefieldSource Source()
    {
        var trust = new TrustInterval(0.9999, 0.8, 0.99999);
        MatchedSheet[] sheets =
        [
            new("A", 1, 1, 1, true, 0.99, 0, "datum left out", [47, 39], 220, -499, 0.1, 12, 25, 0.1, [144, 0, 0, 0, 625, 0, 0, 0, 0.01], trust),
            new("B", 1, 0, 0, false, 0.4, 0.4, null, [47, 39], 10, 5, 0.1, 200, 210, 0.9, [40000, 0, 0, 0, 44100, 0, 0, 0, 0.81], trust),
        ];
        MinefieldLine[] lines = [Line("SYN-MR-1", "A"), Line("SYN-MR-2", "B")];
        return new(() => new(true, false, sheets, lines), _ => null);
    }

    private static MinefieldLine Line(string id, string sheet) =>
        new(id, sheet, "U", new(1993, 5, 1), "ap-mine", JudgeCompleteness.Handle(new MinefieldRecord { Sheet = sheet }, true), new(id, sheet, "U", false, true, 0.9, 1, 40, 0.2, 0.9999, 220, -499, []));
}
