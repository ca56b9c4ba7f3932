using Surefoot.Server.Content;
using Surefoot.Server.Map;

namespace Surefoot.Server.Tiles;

/// <summary>Makes the tiles of the first view before anyone asks: the ones with most shapes in them take the longest.</summary>
internal sealed class WarmTiles(PublishedContent content, TileCache tiles, ReferenceGeography geography) : BackgroundService
{
    private const int FirstViewMinZoom = 6;
    private const int FirstViewMaxZoom = 9;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var published = new SemaphoreSlim(1);
        void Signal(ServerContent _) => published.Release();
        content.Published += Signal;
        try
        {
            while (true)
            {
                await published.WaitAsync(stoppingToken);
                await Task.Run(() => Warm(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        finally
        {
            content.Published -= Signal;
        }
    }

    private void Warm(CancellationToken stopping)
    {
        if (geography.Bounds.IsNull)
        {
            return;
        }

        var features = tiles.Features;
        for (var zoom = FirstViewMinZoom; zoom <= FirstViewMaxZoom; zoom++)
        {
            var first = TileAddress.At(zoom, geography.Bounds.MinX, geography.Bounds.MaxY);
            var last = TileAddress.At(zoom, geography.Bounds.MaxX, geography.Bounds.MinY);
            for (var row = first.Row; row <= last.Row; row++)
            {
                for (var column = first.Column; column <= last.Column; column++)
                {
                    stopping.ThrowIfCancellationRequested();
                    features.Get("land", new TileAddress(zoom, column, row));
                }
            }
        }
    }
}
