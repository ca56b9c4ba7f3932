using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using NetTopologySuite.IO.VectorTiles;
using NetTopologySuite.IO.VectorTiles.Mapbox;
using Surefoot.Server.Tiles;

namespace Surefoot.Server.Tests;

public sealed class RecordTileTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly TileAddress Middle = TileAddress.At(9, 46.6, 39.6);

    private static readonly TileAddress Town = TileAddress.At(9, 47.1453, 39.6009);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tile_carries_the_records_with_their_state_date_and_the_synthetic_mark()
    {
        var tile = await ReadAsync("land", Middle);

        var hazards = tile.Layers.Single(layer => layer.Name == "hazard").Features;
        hazards.ShouldNotBeEmpty();
        hazards.ShouldAllBe(feature => Equals(feature.Attributes["synthetic"], true));
        hazards.ShouldContain(feature => (string)feature.Attributes["kind"] == "confirmed");
        hazards.ShouldContain(feature => (string)feature.Attributes["kind"] == "suspected");
        hazards.ShouldAllBe(feature => Convert.ToInt64(feature.Attributes["date"], null) >= 20201110);
        tile.Layers.ShouldContain(layer => layer.Name == "released");
    }

    [Fact]
    public async Task Restricted_positions_are_in_no_tile_of_the_land()
    {
        var tile = await ReadAsync("land", Middle);

        tile.Layers.Select(layer => layer.Name).ShouldBe(["hazard", "released"], ignoreOrder: true);
        (await ReadAsync("accidents", TileAddress.At(9, 47.0, 39.7))).Layers.Single().Features.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_real_country_is_not_marked_synthetic()
    {
        var tiles = new FeatureTiles(StubCountry.Make() with { Synthetic = false });
        var tile = Read(tiles.Get("land", Middle).Bytes, Middle);
        tile.Layers.SelectMany(layer => layer.Features).ShouldAllBe(feature => !feature.Attributes.Exists("synthetic"));
        await Task.CompletedTask;
    }

    [Theory]
    [InlineData("/tiles/land/9/0/0.pbf", HttpStatusCode.NoContent)]
    [InlineData("/tiles/land/3/4/3.pbf", HttpStatusCode.NoContent)]
    [InlineData("/tiles/land/9/600/0.pbf", HttpStatusCode.NotFound)]
    [InlineData("/tiles/land/9/-1/0.pbf", HttpStatusCode.NotFound)]
    [InlineData("/tiles/nothing/9/0/0.pbf", HttpStatusCode.NotFound)]
    [InlineData("/tiles/basemap/9/0/0.pbf", HttpStatusCode.NoContent)]
    [InlineData("/tiles/probability/9/322/194.png", HttpStatusCode.NotFound)]
    public async Task A_tile_without_content_says_so(string address, HttpStatusCode expected)
    {
        using var answer = await server.Http.GetAsync(new Uri(address, UriKind.Relative), Cancellation);

        answer.StatusCode.ShouldBe(expected);
        (await answer.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tile_the_client_has_is_not_sent_again()
    {
        using var first = await server.Http.GetAsync(Address("land", Middle), Cancellation);
        var tag = first.Headers.ETag.ShouldNotBeNull();

        using var request = new HttpRequestMessage(HttpMethod.Get, Address("land", Middle));
        request.Headers.IfNoneMatch.Add(tag);
        using var second = await server.Http.SendAsync(request, Cancellation);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        second.Headers.ETag.ShouldBe(tag);
    }

    [Fact]
    public async Task A_tile_changes_its_tag_when_the_content_changes()
    {
        using var before = await server.Http.GetAsync(Address("settlements", Town), Cancellation);
        before.StatusCode.ShouldBe(HttpStatusCode.OK);
        var old = server.Content.Current;
        try
        {
            server.Content.Publish(old with { Version = "later", Features = [.. old.Features.Where(feature => feature.Id != "SYN-ST-2")] });
            using var after = await server.Http.GetAsync(Address("settlements", Town), Cancellation);
            after.Headers.ETag.ShouldNotBe(before.Headers.ETag);
        }
        finally
        {
            server.Content.Publish(old);
        }
    }

    [Theory]
    [InlineData("land")]
    [InlineData("basemap")]
    public async Task A_client_that_cannot_unpack_gets_the_same_tile_unpacked(string set)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(set, Middle));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var packed = await server.Http.SendAsync(request, Cancellation);
        using var plain = await server.Http.GetAsync(Address(set, Middle), Cancellation);

        packed.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        plain.Content.Headers.ContentEncoding.ShouldBeEmpty();
        Unpack(await packed.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(await plain.Content.ReadAsByteArrayAsync(Cancellation));
    }

    private async Task<VectorTile> ReadAsync(string set, TileAddress tile)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(set, tile));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var answer = await server.Http.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.mapbox-vector-tile");
        return Read(await answer.Content.ReadAsByteArrayAsync(Cancellation), tile);
    }

    private static VectorTile Read(byte[] gzipped, TileAddress tile) =>
        new MapboxTileReader().Read(new MemoryStream(Unpack(gzipped)), new NetTopologySuite.IO.VectorTiles.Tiles.Tile(tile.Column, tile.Row, tile.Zoom));

    private static byte[] Unpack(byte[] gzipped)
    {
        using var unpacked = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(gzipped), CompressionMode.Decompress);
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static Uri Address(string set, TileAddress tile) => new($"/tiles/{set}/{tile.Zoom}/{tile.Column}/{tile.Row}.pbf", UriKind.Relative);
}
