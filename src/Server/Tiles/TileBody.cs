using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Surefoot.Server.Tiles;

/// <summary>The stored bytes of one tile with the tag that changes when they do. No bytes: the tile is empty.</summary>
internal sealed record TileBody(byte[] Bytes, string ContentType, bool Gzipped, string ETag)
{
    public static TileBody Of(byte[] bytes, string contentType, bool gzipped) =>
        new(bytes, contentType, gzipped, string.Create(CultureInfo.InvariantCulture, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\""));

    public static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>204 for an empty tile, 304 when the client has these bytes, else the bytes, unpacked for a client that cannot.</summary>
    public IResult ToHttp(HttpContext http)
    {
        var headers = http.Response.GetTypedHeaders();
        // The page asks again each time and mostly hears 304: after an import no stale tile may stay on screen.
        headers.CacheControl = new CacheControlHeaderValue { NoCache = true, Private = true };
        headers.ETag = new EntityTagHeaderValue(ETag);
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Compare(headers.ETag, useStrongComparison: false)))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        if (Bytes.Length == 0)
        {
            return Results.NoContent();
        }

        if (!Gzipped)
        {
            return Results.Bytes(Bytes, ContentType);
        }

        if (AcceptsGzip(http.Request))
        {
            http.Response.Headers.ContentEncoding = "gzip";
            return Results.Bytes(Bytes, ContentType);
        }

        return Results.Stream(new GZipStream(new MemoryStream(Bytes), CompressionMode.Decompress), ContentType);
    }

    private static bool AcceptsGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && coding.Quality is not 0);
}
