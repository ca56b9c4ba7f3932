using Microsoft.AspNetCore.Http.HttpResults;
using Surefoot.Server.Content;

namespace Surefoot.Server.Pages;

/// <summary>Minefield records: all of them with their sheets, and one over the finds.</summary>
internal static class MinefieldEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapMinefields(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/minefields", Reading, IResult (string? sheet, int? page, PublishedContent content) =>
            content.Current is { Minefields: { } minefields } now
                ? new RazorComponentResult<MinefieldListPage>(new Dictionary<string, object?>
                {
                    [nameof(MinefieldListPage.Content)] = now,
                    [nameof(MinefieldListPage.List)] = minefields.List(),
                    [nameof(MinefieldListPage.Sheet)] = string.IsNullOrWhiteSpace(sheet) ? null : sheet.Trim(),
                    [nameof(MinefieldListPage.Number)] = Math.Clamp(page ?? 1, 1, 1_000_000),
                })
                : NotFound(content.Current)).WithName("minefields");

        routes.MapMethods("/minefields/{id}", Reading, IResult (string id, PublishedContent content) =>
            content.Current is { Minefields: { } minefields } now && minefields.Find(id) is { } found
                ? new RazorComponentResult<MinefieldPage>(new Dictionary<string, object?> { [nameof(MinefieldPage.Content)] = now, [nameof(MinefieldPage.Found)] = found })
                : NotFound(content.Current)).WithName("minefield");
    }

    private static RazorComponentResult<NotFoundPage> NotFound(ServerContent content) =>
        new(new Dictionary<string, object?> { [nameof(NotFoundPage.Content)] = content }) { StatusCode = StatusCodes.Status404NotFound };
}
