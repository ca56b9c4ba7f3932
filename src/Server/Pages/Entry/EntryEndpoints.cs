using Microsoft.AspNetCore.Http.HttpResults;
using Surefoot.Exchange.Reading;
using Surefoot.Registry.Rights;
using Surefoot.Server.Content;
using Surefoot.Server.Doors;
using Surefoot.Server.Writing;

namespace Surefoot.Server.Pages.Entry;

/// <summary>Entry of a sheet by table, and the batch it becomes.</summary>
internal static class EntryEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapEntry(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/minefields/entry", Reading, IResult (string? sheet, PublishedContent content) =>
            content.Current is { Entry: { } entry } now ? Form(now, entry, entry.Blank(sheet), null) : NotFound(content.Current)).WithName("minefield-entry");

        routes.MapPost("/minefields/entry", async Task<IResult> (HttpRequest request, PublishedContent content, CancellationToken cancellation) =>
        {
            if (content.Current is not { Entry: { } entry } now)
            {
                return NotFound(content.Current);
            }

            var form = await request.ReadFormAsync(cancellation);
            var sheet = EntrySheet.Read(form);
            var answer = form["do"].ToString() switch
            {
                "drafts" => entry.SaveDrafts(sheet, cancellation),
                "submit" => entry.Submit(sheet, cancellation),
                _ => entry.Check(sheet, cancellation),
            };
            return answer.Batch is { } batch ? Results.Redirect(BatchAddress(batch)) : Form(now, entry, sheet, answer, written: form["do"].ToString() is "drafts" or "submit");
        }).FromOwnPagesOnly().WithName("minefield-entry-write");

        routes.MapMethods("/minefields/batches/{batch}", Reading, IResult (string batch, PublishedContent content) =>
            content.Current is { Entry: { } entry } now && entry.FindBatch(batch) is { } found ? Batch(now, found, null) : NotFound(content.Current)).WithName("minefield-batch");

        routes.MapPost("/minefields/batches/{batch}", async Task<IResult> (string batch, HttpRequest request, PublishedContent content, CancellationToken cancellation) =>
        {
            if (content.Current is not { Entry: { } entry } now || entry.FindBatch(batch) is null)
            {
                return NotFound(content.Current);
            }

            var outcome = (await request.ReadFormAsync(cancellation))["do"].ToString() switch
            {
                "submit" => entry.SubmitBatch(batch),
                "undo" => entry.UndoBatch(batch),
                _ => null,
            };
            return outcome?.Declined is { } declined && entry.FindBatch(batch) is { } found ? Batch(now, found, declined) : Results.Redirect(BatchAddress(batch));
        }).FromOwnPagesOnly().WithName("minefield-batch-act");
    }

    internal static RazorComponentResult<EntryPage> Form(ServerContent now, WriteEntries entry, EntrySheet sheet, EntryAnswer? answer, bool written = false) => new(new Dictionary<string, object?>
    {
        [nameof(EntryPage.Content)] = now,
        [nameof(EntryPage.Sheet)] = sheet,
        [nameof(EntryPage.Lists)] = entry.Desk.Lists,
        [nameof(EntryPage.Answer)] = answer,
        [nameof(EntryPage.Drafts)] = entry.Drafts(),
    })
    {
        // A check that finds something has done what was asked.
        StatusCode = written && answer is { Verdict: Verdict.Reject } ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
    };

    private static RazorComponentResult<EntryBatchPage> Batch(ServerContent now, EntryBatch batch, Declined? declined) => new(new Dictionary<string, object?>
    {
        [nameof(EntryBatchPage.Content)] = now,
        [nameof(EntryBatchPage.Batch)] = batch,
        [nameof(EntryBatchPage.Declined)] = declined,
    })
    {
        StatusCode = declined is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict,
    };

    private static string BatchAddress(string batch) => $"/minefields/batches/{Uri.EscapeDataString(batch)}";

    internal static RazorComponentResult<NotFoundPage> NotFound(ServerContent content) =>
        new(new Dictionary<string, object?> { [nameof(NotFoundPage.Content)] = content }) { StatusCode = StatusCodes.Status404NotFound };
}
