using System.Net;
using System.Text.RegularExpressions;
using Surefoot.Exchange.Reading;
using Surefoot.Journal;
using Surefoot.Registry.Minefields;
using Surefoot.Registry.Reading;
using Surefoot.Server.Writing;

namespace Surefoot.Server.Tests;

public sealed partial class EntryTests(RunningServer server) : IClassFixture<RunningServer>, IDisposable
{
    private readonly TestDesk _desk = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void What_is_typed_becomes_drafts_of_one_batch_by_the_checks_of_an_import()
    {
        var entries = new WriteEntries(_desk.Of(TestDesk.Officer));
        var answer = entries.SaveDrafts(Sheet(), Cancellation);
        answer.Findings.Where(finding => finding.Severity == Verdict.Reject).ShouldBeEmpty();
        (answer.New, answer.State).ShouldBe((2, "draft"));

        var row = _desk.Of(TestDesk.Officer).Reader.Find("minefield-record", "SYN-J-38-037-A-17", RecordQuery.Now with { ApprovedOnly = false })!;
        row.State.ShouldBe(EntryState.Draft);
        var record = row.As<MinefieldRecord>();
        record.Points!.Select(point => (point.Name, point.AsWritten, point.Crs, point.Operation)).ShouldBe([("RP1", "8654400 4455900", 28408, 15865)]);
        record.Legs!.Count.ShouldBe(3);
        record.DrawnRows!.Single().Name.ShouldBe("1");

        // Digits as typed are what the journal holds.
        System.Text.Encoding.UTF8.GetString(_desk.Store.Read(row.Sequence).First().Geometry.Span).ShouldStartWith("POLYGON ((8654436.2 4455914.8, ");

        entries.SubmitBatch(answer.Batch!).Result!.Entries.ShouldBe(2);
        _desk.Approve(answer.Batch!);
        _desk.Of(TestDesk.Officer).Reader.Count("minefield-record", RecordQuery.Now).ShouldBe(2);
    }

    [Fact]
    public void An_outline_of_named_points_runs_through_them_also_where_legs_lead_there()
    {
        var sheet = Sheet();
        var answer = new WriteEntries(_desk.Of(TestDesk.Officer)).Submit(sheet, Cancellation);
        answer.Verdict.ShouldNotBe(Verdict.Reject);
        var shape = _desk.Of(TestDesk.Officer).Reader.Find("minefield-record", "SYN-MR-18", RecordQuery.Now with { ApprovedOnly = false })!.ReadGeometry()!;

        // 100 m by 50 m, walked by compass and tape from a written corner.
        Geodesy.PlaneProjection.Karabakh.Project(shape).Area.ShouldBe(5000, 30);
    }

    [Fact]
    public void Each_thing_that_is_wrong_stands_at_its_own_cell_and_nothing_is_written()
    {
        var sheet = Sheet(
            ("records", 1, "category", "sea-mine"), ("points", 1, "role", "somewhere"), ("legs", 2, "distance", ""), ("records", 2, "outline", "A; Nowhere; C"), ("rows", 1, "record", "99"), ("points", 2, "asWritten", "4455900 8654400"));
        var before = _desk.Store.LastSequence;
        var answer = new WriteEntries(_desk.Of(TestDesk.Officer)).Submit(sheet, Cancellation);
        answer.Verdict.ShouldBe(Verdict.Reject);
        _desk.Store.LastSequence.ShouldBe(before);
        answer.Findings.Where(finding => finding.Severity == Verdict.Reject).Select(finding => (finding.Table, finding.Line, finding.Column))
            .ShouldBe([("rows", 1, "record"), ("records", 2, "outline"), ("records", 1, "category"), ("points", 1, "role"), ("legs", 2, "distance")], ignoreOrder: true);
        answer.Findings.ShouldContain(finding => finding.Severity == Verdict.Flag && finding.Table == "points" && finding.Line == 2 && finding.Column == "asWritten" && finding.Message.Contains("outside"));
    }

    [Fact]
    public void A_head_that_is_wrong_is_said_once_and_not_for_each_record()
    {
        var answer = new WriteEntries(_desk.Of(TestDesk.Officer)).Check(Sheet(("head", 0, "scale", "fifty")), Cancellation);
        answer.Findings.Count(finding => finding.Column == "scale").ShouldBe(1);
        answer.Findings.Single(finding => finding.Column == "scale").Table.ShouldBeNull();
    }

    [Fact]
    public async Task The_form_works_without_script_from_blank_page_to_handed_in_batch()
    {
        server.Content.Publish(_desk.Content());
        var page = await server.Http.GetStringAsync(new Uri("/minefields/entry", UriKind.Relative), Cancellation);
        var form = Fields(page);
        form["sheet"] = "SYN-J-38-037-A";
        form["records.paste"] = "recordNumber\toutline\n5\t8654436.2 4455914.8; 8654516.1 4455496.5; 8654585.9 4455509.8";
        form["do"] = "check";
        using var check = await server.Http.PostAsync(new Uri("/minefields/entry", UriKind.Relative), new FormUrlEncodedContent(form), Cancellation);
        check.StatusCode.ShouldBe(HttpStatusCode.OK);
        var checkedPage = WebUtility.HtmlDecode(await check.Content.ReadAsStringAsync(Cancellation));
        checkedPage.ShouldContain("SYN-J-38-037-A-5: ");

        // What was pasted stands in the cells of the answer.
        var again = Fields(await check.Content.ReadAsStringAsync(Cancellation));
        again["records.1.recordNumber"].ShouldBe("5");
        again["do"] = "drafts";
        using var saved = await server.Http.PostAsync(new Uri("/minefields/entry", UriKind.Relative), new FormUrlEncodedContent(again), Cancellation);
        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var batch = saved.Headers.Location!;
        var batchPage = await server.Http.GetStringAsync(batch, Cancellation);
        batchPage.ShouldContain("Hand in 1 record");
        using var act = await server.Http.PostAsync(batch, new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = again["token"], ["do"] = "submit" }), Cancellation);
        act.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await server.Http.GetStringAsync(batch, Cancellation)).ShouldContain("Handed in.");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("0000", null)]
    [InlineData("right", "cross-site")]
    public async Task A_form_of_another_page_writes_nothing(string? token, string? site)
    {
        server.Content.Publish(_desk.Content());
        var form = Fields(await server.Http.GetStringAsync(new Uri("/minefields/entry", UriKind.Relative), Cancellation));
        form["sheet"] = "S";
        form["records.1.recordNumber"] = "1";
        form["records.1.outline"] = "8654436.2 4455914.8; 8654516.1 4455496.5; 8654585.9 4455509.8";
        form["do"] = "submit";
        if (token != "right")
        {
            form["token"] = token ?? "";
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/minefields/entry") { Content = new FormUrlEncodedContent(form) };
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        var before = _desk.Store.LastSequence;
        using var answer = await server.Http.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("Nothing was written");
        _desk.Store.LastSequence.ShouldBe(before);
    }

    [Theory]
    [InlineData("/minefields/entry")]
    [InlineData("/minefields/scans")]
    [InlineData("/imagery")]
    [InlineData("/minefields/scans/SCAN-000000000000/image")]
    public async Task Who_may_not_finds_no_page_and_no_way_to_it(string address)
    {
        server.Content.Publish(_desk.Content("syn-public"));
        using var answer = await server.Http.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await server.Http.GetStringAsync(new Uri("/about", UriKind.Relative), Cancellation)).ShouldNotContain("/imagery");
    }

    private static Dictionary<string, string> Fields(string page) => Inputs().Matches(page)
        .Select(match => (Name: match.Groups["name"].Value, Value: WebUtility.HtmlDecode(match.Groups["value"].Value)))
        .DistinctBy(pair => pair.Name).ToDictionary(pair => pair.Name, pair => pair.Value);

    private static EntrySheet Sheet(params (string Table, int Line, string Column, string Text)[] changes)
    {
        Dictionary<string, string> header = new()
        {
            ["sheet"] = "SYN-J-38-037-A",
            ["organisation"] = "syn-mine-action-centre",
            ["informationDate"] = "2025-03-01",
            ["scale"] = "50000",
            ["mapDatum"] = "SK-42",
            ["crs"] = "28408",
            ["operation"] = "15865",
            ["north"] = "grid",
            ["angleUnit"] = "degree",
            ["lengthUnit"] = "m",
        };
        Dictionary<string, IReadOnlyList<EntryLine>> tables = new()
        {
            ["records"] =
            [
                EntryLine.Of(1, ("recordNumber", "17"), ("category", "ap-mine"), ("itemCount", "52"), ("rows", "1"), ("outline", "8654436.2 4455914.8; 8654516.1 4455496.5; 8654585.9 4455509.8; 8654506.0 4455928.2")),
                EntryLine.Of(2, ("id", "SYN-MR-18"), ("category", "at-mine"), ("outline", "A; B; C; D")),
            ],
            ["points"] =
            [
                EntryLine.Of(1, ("record", "17"), ("name", "RP1"), ("role", "reference-point"), ("asWritten", "8654400 4455900")),
                EntryLine.Of(2, ("record", "SYN-MR-18"), ("name", "A"), ("role", "start-point"), ("asWritten", "8654700 4455900")),
            ],
            ["legs"] =
            [
                EntryLine.Of(1, ("record", "17"), ("from", "RP1"), ("to", "S"), ("bearing", "90"), ("distance", "40")),
                EntryLine.Of(2, ("from", "S"), ("to", "E"), ("bearing", "180"), ("distance", "200")),
                EntryLine.Of(3, ("from", "E"), ("to", "RP1"), ("bearing", "348.69"), ("distance", "203.96")),
                EntryLine.Of(4, ("record", "SYN-MR-18"), ("from", "A"), ("to", "B"), ("bearing", "90"), ("distance", "100")),
                EntryLine.Of(5, ("from", "B"), ("to", "C"), ("bearing", "180"), ("distance", "50")),
                EntryLine.Of(6, ("from", "C"), ("to", "D"), ("bearing", "270"), ("distance", "100")),
            ],
            ["rows"] = [EntryLine.Of(1, ("record", "17"), ("name", "1"), ("from", "S"), ("to", "E"), ("itemCount", "52"))],
        };
        foreach (var (table, line, column, text) in changes)
        {
            if (table == "head")
            {
                header[column] = text;
            }
            else
            {
                tables[table] = [.. tables[table].Select(one => one.Number == line ? one with { Cells = new Dictionary<string, string>(one.Cells) { [column] = text } } : one)];
            }
        }

        return new(header, tables);
    }

    [GeneratedRegex("<input(?=[^>]* name=\"(?<name>[^\"]+)\")(?:(?=[^>]* value=\"(?<value>[^\"]*)\"))?[^>]*>")]
    private static partial Regex Inputs();
}
