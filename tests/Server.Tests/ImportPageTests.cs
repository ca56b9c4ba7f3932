using System.Net;
using System.Text.RegularExpressions;
using Surefoot.Exchange.Reading;
using Surefoot.Exchange.Staging;
using Surefoot.Journal;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;
using Surefoot.Registry.Rights;
using Surefoot.Server.Content;

namespace Surefoot.Server.Tests;

/// <summary>The way of a file through the pages, by plain forms.</summary>
public sealed partial class ImportPageTests : IDisposable
{
    private const string Officer = "syn-information-officer";

    private const string Table = "Nr,Date,Long,Lat,Rayon,Dead,Hurt\nK-1,2025-01-09,47.1500001,39.6000001,AZ-FUZ,0,1\nK-2,2025-01-09,39.6100001,47.1600001,AZ-FUZ,0,2\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("surefoot-imports-").FullName;
    private readonly JournalStore _store;

    public ImportPageTests() => _store = JournalStore.Open(new JournalPlace(_folder, null), new RegistryProjector(RecordTypes.BuiltIn), TimeProvider.System, new RandomKeySource());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_goes_from_upload_to_receipt_and_back()
    {
        await using var app = await Start();
        using var http = Client(app);
        var page = await Upload(http, Table, "qeyd.csv");
        page.ShouldContain("Nothing would come in");
        var id = StagePath().Match(page).Groups[1].Value;

        var form = new Dictionary<string, string>
        {
            ["column:Nr"] = "id",
            ["column:Date"] = "informationDate",
            ["column:Long"] = "lon",
            ["column:Lat"] = "lat",
            ["column:Rayon"] = "district",
            ["column:Dead"] = "killed",
            ["column:Hurt"] = "injured",
            ["value:organisation"] = "SYN-MAC",
            ["value:synthetic"] = "true",
            ["value:occurredOn"] = "2025-01-09",
            ["save-as"] = "qeyd",
        };
        page = await Post(http, $"/imports/{id}/plan", page, form);
        page.ShouldContain("position.swapped");
        page.ShouldNotContain(">Apply");
        var findings = await http.GetStringAsync(new Uri($"/imports/{id}/findings.csv", UriKind.Relative), Cancellation);
        findings.ShouldContain("finding.row");
        findings.ShouldContain("K-2");

        page = await Post(http, $"/imports/{id}/plan", page, new(form) { ["accept"] = "position.swapped" });
        page.ShouldContain("Apply: write 2 records");
        _store.LastSequence.ShouldBe(0);
        page = await Post(http, $"/imports/{id}/apply", page, []);
        page.ShouldContain("now <strong>submitted</strong>");
        page.ShouldContain("SHA-256");
        Directory.GetDirectories(Path.Combine(_folder, "imports", "staged")).ShouldBeEmpty();
        new RegistryReader(_store, RecordTypes.BuiltIn).ListVersions("accident", Cancellation).Count().ShouldBe(2);

        var batch = BatchName().Match(page).Value;
        (await http.GetStringAsync(new Uri("/receipts", UriKind.Relative), Cancellation)).ShouldContain(batch);
        page = await Post(http, $"/receipts/{batch}/undo", page, new() { ["reason"] = "wrong file" });
        page.ShouldContain("now <strong>withdrawn</strong>");

        // The profile fills the form of the next file.
        page = await Upload(http, Table, "next.csv");
        id = StagePath().Match(page).Groups[1].Value;
        page = await http.GetStringAsync(new Uri($"/imports/{id}?profile=qeyd", UriKind.Relative), Cancellation);
        page.ShouldContain("<option value=\"lon\" selected>lon</option>");
        await Post(http, $"/imports/{id}/drop", page, []);
        Directory.GetDirectories(Path.Combine(_folder, "imports", "staged")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Form_without_its_token_does_nothing()
    {
        await using var app = await Start();
        using var http = Client(app);
        using var content = new MultipartFormDataContent { { new ByteArrayContent("x"u8.ToArray()), "file", "a.csv" }, { new StringContent("accident"), "type" } };
        using var answer = await http.PostAsync(new Uri("/imports", UriKind.Relative), content, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Directory.Exists(Path.Combine(_folder, "imports", "staged")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("../../etc/passwd.csv")]
    [InlineData("a\\b\\c.csv")]
    [InlineData("<script>.csv")]
    public async Task Name_of_a_file_leads_nowhere(string name)
    {
        await using var app = await Start();
        using var http = Client(app);
        var page = await Upload(http, Table, name);
        page.ShouldNotContain("<script>.csv");
        Directory.GetFiles(_folder, "*.csv", SearchOption.AllDirectories).ShouldHaveSingleItem().ShouldEndWith("file.csv");
    }

    [Theory]
    [InlineData("syn-donor")]
    [InlineData("syn-public")]
    [InlineData("syn-planner")]
    public async Task Who_may_not_import_finds_no_page(string actor)
    {
        await using var app = await Start(actor);
        using var http = Client(app);
        using var answer = await http.GetAsync(new Uri("/imports", UriKind.Relative), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<Microsoft.AspNetCore.Builder.WebApplication> Start(string actor = Officer)
    {
        var areas = ReferenceAreas.Load(Path.Combine(RunningServer.ProductFolder, "samples", "karabakh", "geography"));
        var desk = new ImportDesk(_folder, _store, RecordTypes.BuiltIn, CodeListCatalogue.BuiltIn, areas, Policy.BuiltIn, TimeProvider.System, actor);
        ServerContent Make() => StubCountry.Make() with { Viewer = new(actor, "", true), Imports = new(desk, () => Make()) };
        var app = SurefootServer.Build(new ServerOptions { ProductFolder = RunningServer.ProductFolder, Port = 0, Actor = actor }, new PublishedContent(Make()));
        await app.StartAsync(Cancellation);
        return app;
    }

    private static HttpClient Client(Microsoft.AspNetCore.Builder.WebApplication app) => new(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = new Uri(app.Urls.Single()) };

    private static async Task<string> Upload(HttpClient http, string text, string name)
    {
        var page = await http.GetStringAsync(new Uri("/imports", UriKind.Relative), Cancellation);
        using var content = new MultipartFormDataContent { { new StringContent(TokenOf(page)), "form-token" }, { new StringContent("accident"), "type" }, { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text)), "file", name } };
        using var answer = await http.PostAsync(new Uri("/imports", UriKind.Relative), content, Cancellation);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static async Task<string> Post(HttpClient http, string address, string page, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>(form) { ["form-token"] = TokenOf(page) });
        using var answer = await http.PostAsync(new Uri(address, UriKind.Relative), content, Cancellation);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static string TokenOf(string page) => WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value);

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("/imports/([0-9a-z-]+)/plan")]
    private static partial Regex StagePath();

    [GeneratedRegex("imp-[0-9a-f]{12}")]
    private static partial Regex BatchName();
}
