using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;
using Surefoot.Raster;
using Surefoot.Server.Content;
using Surefoot.Server.Doors;
using Surefoot.Server.Map;
using Surefoot.Server.Pages;
using Surefoot.Server.Pages.Entry;
using Surefoot.Server.Pages.Imagery;
using Surefoot.Server.Pages.Scans;
using Surefoot.Server.Tiles;

namespace Surefoot.Server;

/// <summary>The web host: pages, tiles and the few answers the map asks for. What is written through it goes through the use cases that the command line has.</summary>
public static class SurefootServer
{
    /// <summary>Makes the host; the caller starts it and publishes into <paramref name="content"/> whenever there is something new to show.</summary>
    public static WebApplication Build(ServerOptions options, PublishedContent content)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(content);

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = options.ProductFolder, EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders();
        if (options.Log)
        {
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        }

        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options.Port));
        builder.Services.AddRazorComponents();
        // Forms are good until a restart and no longer: no key is kept on disk.
        builder.Services.AddAntiforgery(forms =>
        {
            forms.FormFieldName = "form-token";
            forms.Cookie.Name = "surefoot-form";
            forms.Cookie.SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Strict;
        });
        // Nothing that the server encrypts has to be read after a restart: no key is kept on disk.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(content);
        builder.Services.AddSingleton(_ => new ReferenceGeography(options.Geography));
        builder.Services.AddSingleton(_ => new Basemap(Path.Combine(options.BasemapFolder, "az_region.mbtiles")));
        builder.Services.AddSingleton(_ => new Relief(ReliefTiles.Load(Path.Combine(options.Geography, "elevation-30s.tif"))));
        // A sheet of many records is a form of many cells.
        builder.Services.Configure<FormOptions>(form => (form.ValueCountLimit, form.MultipartBodyLengthLimit) = (40_000, ReadImageHeader.MostBytes + (1 << 20)));
        builder.Services.AddSingleton<FormToken>();
        builder.Services.AddSingleton<MapStyle>();
        builder.Services.AddSingleton<TileCache>();
        builder.Services.AddHostedService<WarmTiles>();

        var app = builder.Build();
        app.UseLoopbackHostsOnly();
        app.UseSecurityHeaders();
        app.UseFolder(options.WebRoot, "");
        app.UseFolder(Path.Combine(options.BasemapFolder, "sprites"), "/sprites");
        app.UseRouting();
        app.UsePolicy(options.Policy, options.Actor);
        app.MapGlyphs(Path.Combine(options.BasemapFolder, "fonts"));
        app.MapTiles();
        app.MapWhy();
        app.MapMinefields();
        app.MapImports();
        app.MapEntry();
        app.MapScans();
        app.MapImagery();
        app.MapPages();
        app.MapGet("/healthz", () => Results.Text("ok\n")).WithName("health");
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        if (port == 0)
        {
            kestrel.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            kestrel.ListenLocalhost(port);
        }
    }

    private static void UseFolder(this WebApplication app, string folder, string at)
    {
        if (Directory.Exists(folder))
        {
            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(folder),
                RequestPath = at,
                // File names stay the same from version to version: ask, and mostly hear 304.
                OnPrepareResponse = response => response.Context.Response.Headers[HeaderNames.CacheControl] = "no-cache",
            });
        }
    }
}
