using Microsoft.Playwright;
using Surefoot.Server.Tests;

namespace Surefoot.EndToEnd.Tests;

/// <summary>The real host, the built map program and Debian's Chromium. Absent parts skip the test by name; in CI they fail it.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public RunningServer Server { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        Server.Content.Publish(StubCountry.Make(withPlan: true));
        if (Missing is null)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>Opens a page of the server and keeps what it says and asks for.</summary>
    internal async Task<Visit> OpenAsync(string address, int width, int height, bool script = true, ColorScheme scheme = ColorScheme.Light)
    {
        if (Missing is { } missing)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", missing);
            Assert.Fail(missing);
        }

        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            HasTouch = width < 500,
            JavaScriptEnabled = script,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await context.NewPageAsync();
        var visit = new Visit(context, page, Server.Address);
        await page.GotoAsync(new Uri(Server.Address, address).AbsoluteUri);
        return visit;
    }

    private static string? Missing =>
        !File.Exists(Chromium) ? "Chromium is missing: apt-get install chromium"
        : !File.Exists(Path.Combine(RunningServer.ProductFolder, "src", "Server", "wwwroot", "app", "surefoot.js")) ? "The map program is not built: npm ci && npm run build in src/Web"
        : null;
}

/// <summary>One page in the browser, with all it complained about and every address it asked for.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public Visit(IBrowserContext context, IPage page, Uri server)
    {
        _context = context;
        Page = page;
        page.Request += (_, request) =>
        {
            var uri = new Uri(request.Url);
            if (uri.Scheme is "http" or "https" or "ws" or "wss" && uri.Authority != server.Authority)
            {
                Outside.Add(request.Url);
            }
        };
        page.Console += (_, message) =>
        {
            // Chromium's software renderer remarks on reading pixels back.
            if (message.Type is "error" || (message.Type is "warning" && !message.Text.Contains("GL Driver Message", StringComparison.Ordinal)))
            {
                Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                Complaints.Add($"{response.Status} {response.Url}");
            }
        };
    }

    public IPage Page { get; }

    public List<string> Outside { get; } = [];

    public List<string> Complaints { get; } = [];

    /// <summary>Waits until the map has drawn everything it asked for.</summary>
    public Task MapIsReadyAsync() => Page.WaitForSelectorAsync("surefoot-map[ready]", new() { Timeout = 60_000 });

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
