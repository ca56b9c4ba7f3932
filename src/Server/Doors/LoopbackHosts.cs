namespace Surefoot.Server.Doors;

/// <summary>Until sign-in is in place only this machine may ask: any other name in the Host header is a page elsewhere reaching in by DNS rebinding.</summary>
internal static class LoopbackHosts
{
    public static void UseLoopbackHostsOnly(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]" or "::1")
        {
            await next(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        await http.Response.WriteAsync("This server answers only to localhost.\n", http.RequestAborted);
    });
}
