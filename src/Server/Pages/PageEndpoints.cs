using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Surefoot.Assessment.Priority;
using Surefoot.Server.Content;
using Surefoot.Server.Map;

namespace Surefoot.Server.Pages;

/// <summary>The pages: plain HTML made on the server, each complete without script.</summary>
internal static class PageEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", Reading, (string? q, PublishedContent content, ReferenceGeography geography) =>
            Page<MapPage>(new() { [nameof(MapPage.Content)] = content.Current, [nameof(MapPage.Search)] = Search(q, content, geography) }))
            .WithName("map");

        routes.MapGet("/search", (string? q, PublishedContent content, ReferenceGeography geography) =>
            Page<SearchResults>(new() { [nameof(SearchResults.Search)] = Search(q, content, geography) }))
            .WithName("search");

        routes.MapMethods("/about", Reading, (PublishedContent content) => Page<AboutPage>(new() { [nameof(AboutPage.Content)] = content.Current }))
            .WithName("about");

        routes.MapMethods("/account", Reading, async Task<IResult> (HttpRequest request, PublishedContent content, CancellationToken cancellation) =>
        {
            var now = content.Current;
            if (now is not { Accounts: { } accounts, Land: { } land })
            {
                return NotFound(now);
            }

            var question = AccountQuestion.Read(request.Query, land.AsOf);
            if (!accounts.May(question.Request.By))
            {
                return NotFound(now);
            }

            return new RazorComponentResult<AccountPage>(new Dictionary<string, object?>
            {
                [nameof(AccountPage.Content)] = now,
                [nameof(AccountPage.Question)] = question,
                [nameof(AccountPage.Drawn)] = question.Fault is null ? await accounts.Draw(question.Request, cancellation) : null,
            })
            {
                StatusCode = question.Fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            };
        }).WithName("account");

        routes.MapMethods("/roads", Reading, (PublishedContent content) => content.Current is { Roads: not null } now
            ? Page<RoadsPage>(new() { [nameof(RoadsPage.Content)] = now })
            : (IResult)NotFound(content.Current)).WithName("roads");

        routes.MapMethods("/priority", Reading, (HttpRequest request, PublishedContent content, CancellationToken cancellation) =>
        {
            var now = content.Current;
            if (now.Priorities is not { } kept)
            {
                return (IResult)NotFound(now);
            }

            var question = PriorityQuestion.Read(request.Query, kept.Inputs);
            return new RazorComponentResult<PriorityPage>(new Dictionary<string, object?>
            {
                [nameof(PriorityPage.Content)] = now,
                [nameof(PriorityPage.Question)] = question,
                [nameof(PriorityPage.Ranking)] = question.IsKept ? kept.Ranking : RankPriorities.Handle(question.Inputs, Environment.ProcessorCount, cancellation),
            })
            {
                StatusCode = question.Fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            };
        }).WithName("priority");

        routes.MapMethods("/priority/{area}", Reading, (string area, HttpRequest request, PublishedContent content, CancellationToken cancellation) =>
        {
            var now = content.Current;
            if (now.Priorities is not { } kept)
            {
                return (IResult)NotFound(now);
            }

            var question = PriorityQuestion.Read(request.Query, kept.Inputs);
            var ranking = question.IsKept ? kept.Ranking : RankPriorities.Handle(question.Inputs, Environment.ProcessorCount, cancellation);
            return ExplainPriority.Handle(question.Inputs, ranking, area) is { } why
                ? Page<PriorityAreaPage>(new() { [nameof(PriorityAreaPage.Content)] = now, [nameof(PriorityAreaPage.Question)] = question, [nameof(PriorityAreaPage.Why)] = why })
                : NotFound(now);
        }).WithName("priority-area");

        routes.MapMethods("/records", Reading, (PublishedContent content) => Page<RecordTypesPage>(new() { [nameof(RecordTypesPage.Content)] = content.Current }))
            .WithName("record-types");

        routes.MapMethods("/records/{type}", Reading, async Task<IResult> (string type, string? district, int? year, string? kind, string? text, int? page, string? field, string? value, PublishedContent content, CancellationToken cancellation) =>
        {
            var now = content.Current;
            if (now.Records is not { } records || records.Types.FirstOrDefault(t => t.Code == type) is not { } link)
            {
                return NotFound(now);
            }

            var filter = new RecordFilter(type, Given(district), year, Given(kind), Given(text), Skip: Math.Clamp((page ?? 1) - 1, 0, 1_000_000) * RecordsPage.PageSize, Take: RecordsPage.PageSize) { Field = Given(field), Value = Given(value) };
            return Page<RecordsPage>(new()
            {
                [nameof(RecordsPage.Content)] = now,
                [nameof(RecordsPage.Type)] = link,
                [nameof(RecordsPage.Filter)] = filter,
                [nameof(RecordsPage.Found)] = await records.List(filter, cancellation),
            });
        }).WithName("records");

        routes.MapMethods("/records/{type}/{id}", Reading, async Task<IResult> (string type, string id, PublishedContent content, CancellationToken cancellation) =>
        {
            var now = content.Current;
            return now.Records is { } records && records.Types.FirstOrDefault(t => t.Code == type) is { } link && await records.Find(type, id, cancellation) is { } record
                ? Page<RecordDetailPage>(new() { [nameof(RecordDetailPage.Content)] = now, [nameof(RecordDetailPage.Type)] = link, [nameof(RecordDetailPage.Record)] = record })
                : NotFound(now);
        }).WithName("record");

        routes.MapFallback((PublishedContent content) => NotFound(content.Current)).WithName("not-found");
    }

    private static SearchAnswer? Search(string? q, PublishedContent content, ReferenceGeography geography) =>
        string.IsNullOrWhiteSpace(q) ? null : FindPlaces.For(q, content.Current, geography);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static RazorComponentResult<NotFoundPage> NotFound(ServerContent content) =>
        new(new Dictionary<string, object?> { [nameof(NotFoundPage.Content)] = content }) { StatusCode = StatusCodes.Status404NotFound };

    private static RazorComponentResult<T> Page<T>(Dictionary<string, object?> parameters)
        where T : IComponent => new(parameters);
}
