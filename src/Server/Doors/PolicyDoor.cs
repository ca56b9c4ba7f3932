using Surefoot.Registry.Rights;

namespace Surefoot.Server.Doors;

/// <summary>The one place where every route meets the policy. A route that may not be used is answered as one that is not there.</summary>
internal static class PolicyDoor
{
    public static void UsePolicy(this WebApplication app, Policy policy, string actor) => app.Use((http, next) =>
    {
        if (http.GetEndpoint() is RouteEndpoint route && !(policy.Doors.TryGetValue(NameOf(route), out var verb) && policy.May(actor, verb)))
        {
            http.SetEndpoint(null);
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(http);
    });

    /// <summary>A route as the policy names it; reading and asking for the head are one door.</summary>
    public static string NameOf(RouteEndpoint route)
    {
        var methods = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods;
        var method = methods is null or [] || methods.Contains(HttpMethods.Get) ? HttpMethods.Get : methods[0];
        return $"{method} {route.RoutePattern.RawText}";
    }
}
