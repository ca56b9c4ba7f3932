namespace Surefoot.Server.Doors;

/// <summary>Headers of every answer. The policy keeps the page to its own server: nothing is fetched from, sent to or framed by another.</summary>
internal static class SecurityHeaders
{
    // MapLibre sets styles through the object model, which style-src does not govern, and its style sheet carries data: images.
    public const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data: blob:; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=()";
        return next(http);
    });
}
