using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Surefoot.Exchange.Staging;
using Surefoot.Server.Content;

namespace Surefoot.Server.Pages;

/// <summary>Imports: hand a file in, name its columns, try it, apply it, read the receipt, take it back. Plain forms, complete without script.</summary>
internal static class ImportEndpoints
{
    private const long FormBytes = 1 << 20;

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/imports", Reading, IResult (HttpContext http, PublishedContent content, IAntiforgery forms) =>
            content.Current.Imports is { } imports ? Overview(http, content, imports, forms, null) : NotFound(content.Current)).WithName("imports");

        routes.MapPost("/imports", Stage).WithName("import-stage");

        routes.MapMethods("/imports/{id}", Reading, IResult (string id, HttpContext http, PublishedContent content, IAntiforgery forms, CancellationToken cancellation) =>
            content.Current.Imports is { } imports && imports.Desk.Find(id) is { } staged ? Staged(http, content, imports, staged, forms, null, cancellation) : NotFound(content.Current)).WithName("import");

        routes.MapPost("/imports/{id}/plan", (string id, HttpContext http, PublishedContent content, IAntiforgery forms, CancellationToken cancellation) => Posted(http, content, forms, async imports =>
        {
            if (imports.Desk.Find(id) is not { } staged)
            {
                return NotFound(content.Current);
            }

            var form = await http.Request.ReadFormAsync(cancellation);
            var plan = ImportForm.Read(form, staged, imports.Desk);
            var name = form["save-as"].ToString().Trim();
            if (name.Length > 0 && !imports.Desk.SaveProfile(name, plan))
            {
                return Staged(http, content, imports, staged, forms, "A profile's name has letters, digits and hyphens.", cancellation);
            }

            var (_, declined) = await Task.Run(() => imports.Desk.Plan(staged, plan, cancellation), cancellation);
            return declined is null ? Results.Redirect($"/imports/{staged.Id}#tried") : Staged(http, content, imports, staged, forms, declined.Message, cancellation);
        })).WithName("import-plan");

        routes.MapPost("/imports/{id}/apply", (string id, HttpContext http, PublishedContent content, IAntiforgery forms, CancellationToken cancellation) => Posted(http, content, forms, async imports =>
        {
            if (imports.Desk.Find(id) is not { } staged)
            {
                return NotFound(content.Current);
            }

            // Whoever closes the page has still applied it: half an import there is not.
            var (receipt, refused, declined) = await Task.Run(() => imports.Desk.Apply(staged, CancellationToken.None), CancellationToken.None);
            if (receipt is null)
            {
                return Staged(http, content, imports, refused ?? staged, forms, declined?.Message ?? "Nothing was written: see what was found.", cancellation);
            }

            content.Publish(await Task.Run(imports.Remake, CancellationToken.None));
            return Results.Redirect($"/receipts/{receipt.Batch}");
        })).WithName("import-apply");

        routes.MapPost("/imports/{id}/drop", (string id, HttpContext http, PublishedContent content, IAntiforgery forms) => Posted(http, content, forms, imports =>
        {
            if (imports.Desk.Find(id) is not { } staged)
            {
                return Task.FromResult<IResult>(NotFound(content.Current));
            }

            imports.Desk.Drop(staged);
            return Task.FromResult(Results.Redirect("/imports"));
        })).WithName("import-drop");

        routes.MapGet("/imports/{id}/findings.{form}", IResult (string id, string form, HttpContext http, PublishedContent content, CancellationToken cancellation) =>
        {
            if (form is not ("csv" or "xlsx") || content.Current.Imports is not { } imports || imports.Desk.Find(id) is not { } staged)
            {
                return NotFound(content.Current);
            }

            var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + "." + form);
            imports.Desk.WriteFindings(staged, path, cancellation);
            http.Response.Headers.CacheControl = "no-store";
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
            return Results.File(file, form == "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Path.GetFileNameWithoutExtension(staged.File) + "-findings." + form);
        }).WithName("import-findings");

        routes.MapMethods("/receipts", Reading, IResult (PublishedContent content) =>
            content.Current.Imports is { } imports ? Page<ReceiptsPage>(new() { [nameof(ReceiptsPage.Content)] = content.Current, [nameof(ReceiptsPage.Receipts)] = imports.Desk.Receipts.List(Viewer(content)) }) : NotFound(content.Current)).WithName("receipts");

        routes.MapMethods("/receipts/{batch}", Reading, IResult (string batch, HttpContext http, PublishedContent content, IAntiforgery forms) =>
            content.Current.Imports is { } imports && imports.Desk.Receipts.Find(batch, Viewer(content)) is { } receipt ? Receipt(http, content, imports, receipt, forms, null) : NotFound(content.Current)).WithName("receipt");

        routes.MapPost("/receipts/{batch}/undo", (string batch, HttpContext http, PublishedContent content, IAntiforgery forms, CancellationToken cancellation) => Posted(http, content, forms, async imports =>
        {
            if (imports.Desk.Receipts.Find(batch, Viewer(content)) is not { } receipt)
            {
                return NotFound(content.Current);
            }

            var form = await http.Request.ReadFormAsync(cancellation);
            var outcome = await Task.Run(() => imports.Desk.Undo(batch, form["reason"].ToString().Trim()), CancellationToken.None);
            if (outcome.Declined is { } declined)
            {
                return Receipt(http, content, imports, receipt, forms, $"{declined.Message} {declined.Hint}");
            }

            content.Publish(await Task.Run(imports.Remake, CancellationToken.None));
            return Results.Redirect($"/receipts/{batch}");
        })).WithName("receipt-undo");
    }

    private static async Task<IResult> Stage(HttpContext http, PublishedContent content, IAntiforgery forms, CancellationToken cancellation)
    {
        if (content.Current.Imports is not { } imports)
        {
            return NotFound(content.Current);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = ImportDesk.MostBytes + FormBytes;
        }

        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { MultipartBodyLengthLimit = ImportDesk.MostBytes + FormBytes, ValueCountLimit = 16, ValueLengthLimit = 4096 }));
        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return Overview(http, content, imports, forms, $"A file may have {ImportDesk.MostBytes >> 20} MB; this one has more, or its upload was cut short.", StatusCodes.Status413PayloadTooLarge);
        }

        if (!await forms.IsRequestValidAsync(http))
        {
            return Overview(http, content, imports, forms, "The page was too old; please choose the file again.", StatusCodes.Status400BadRequest);
        }

        if (form.Files is not [{ Length: > 0 } file])
        {
            return Overview(http, content, imports, forms, "Choose one file that is not empty.", StatusCodes.Status400BadRequest);
        }

        await using var stream = file.OpenReadStream();
        var (staged, declined) = await imports.Desk.Stage(file.FileName, form["type"].ToString(), stream, cancellation);
        if (staged is null)
        {
            return Overview(http, content, imports, forms, declined!.Message, StatusCodes.Status400BadRequest);
        }

        await Task.Run(() => imports.Desk.Plan(staged, StagedPlan.None, cancellation), cancellation);
        return Results.Redirect($"/imports/{staged.Id}");
    }

    // Every form carries a token of this server's: a page elsewhere cannot send one.
    private static async Task<IResult> Posted(HttpContext http, PublishedContent content, IAntiforgery forms, Func<ImportPages, Task<IResult>> act)
    {
        if (content.Current.Imports is not { } imports)
        {
            return NotFound(content.Current);
        }

        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { ValueCountLimit = 20_000, ValueLengthLimit = 64 * 1024, KeyLengthLimit = 64 * 1024 }));
        return await forms.IsRequestValidAsync(http) ? await act(imports) : Overview(http, content, imports, forms, "The page was too old; open it again.", StatusCodes.Status400BadRequest);
    }

    private static RazorComponentResult<ImportsPage> Overview(HttpContext http, PublishedContent content, ImportPages imports, IAntiforgery forms, string? fault, int status = StatusCodes.Status200OK) => new(new Dictionary<string, object?>
    {
        [nameof(ImportsPage.Content)] = content.Current,
        [nameof(ImportsPage.Desk)] = imports.Desk,
        [nameof(ImportsPage.Receipts)] = imports.Desk.Receipts.List(Viewer(content)),
        [nameof(ImportsPage.Token)] = Token(http, forms),
        [nameof(ImportsPage.Fault)] = fault,
    })
    {
        StatusCode = status,
    };

    private static RazorComponentResult<ImportPage> Staged(HttpContext http, PublishedContent content, ImportPages imports, StagedImport staged, IAntiforgery forms, string? fault, CancellationToken cancellation) => new(new Dictionary<string, object?>
    {
        [nameof(ImportPage.Content)] = content.Current,
        [nameof(ImportPage.Desk)] = imports.Desk,
        [nameof(ImportPage.Staged)] = http.Request.Query["profile"].ToString() is { Length: > 0 } name && imports.Desk.FindProfile(name) is { } profile ? staged with { Plan = profile } : staged,
        [nameof(ImportPage.Columns)] = imports.Desk.Columns(staged, cancellation),
        [nameof(ImportPage.Token)] = Token(http, forms),
        [nameof(ImportPage.Fault)] = fault,
    })
    {
        StatusCode = fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
    };

    private static RazorComponentResult<ReceiptPage> Receipt(HttpContext http, PublishedContent content, ImportPages imports, ImportReceipt receipt, IAntiforgery forms, string? fault) => new(new Dictionary<string, object?>
    {
        [nameof(ReceiptPage.Content)] = content.Current,
        [nameof(ReceiptPage.Receipt)] = receipt,
        [nameof(ReceiptPage.State)] = imports.Desk.StateOf(receipt.Batch),
        [nameof(ReceiptPage.MayUndo)] = imports.Desk.MayUndo,
        [nameof(ReceiptPage.Token)] = Token(http, forms),
        [nameof(ReceiptPage.Fault)] = fault,
    })
    {
        StatusCode = fault is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict,
    };

    private static string Token(HttpContext http, IAntiforgery forms)
    {
        // What a form is for is nobody's to keep.
        http.Response.Headers.CacheControl = "no-store";
        return forms.GetAndStoreTokens(http).RequestToken ?? "";
    }

    private static string Viewer(PublishedContent content) => content.Current.Viewer?.Name ?? "";

    private static RazorComponentResult<NotFoundPage> NotFound(ServerContent content) =>
        new(new Dictionary<string, object?> { [nameof(NotFoundPage.Content)] = content }) { StatusCode = StatusCodes.Status404NotFound };

    private static RazorComponentResult<T> Page<T>(Dictionary<string, object?> parameters)
        where T : IComponent => new(parameters);
}
