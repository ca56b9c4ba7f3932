using System.Net;
using Microsoft.AspNetCore.Builder;
using Surefoot.Server.Content;

namespace Surefoot.Server.Tests;

/// <summary>The real host on a free loopback port, showing the stub country.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private WebApplication? _app;

    public PublishedContent Content { get; } = new(StubCountry.Make());

    public HttpClient Http { get; private set; } = new();

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The root of the repository: where the solution file is.</summary>
    public static string ProductFolder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Surefoot.slnx")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new InvalidOperationException("Surefoot.slnx is in no folder above the tests.");
        }
    }

    public async ValueTask InitializeAsync()
    {
        _app = SurefootServer.Build(new ServerOptions { ProductFolder = ProductFolder, Port = 0 }, Content);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.Single());
        Http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
