using System.CommandLine;
using System.Globalization;
using Surefoot.Exchange.Exporting;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;

namespace Surefoot.Cli.Commands;

internal static class ExportCommand
{
    public static Command Make(Bind bind)
    {
        var type = new Argument<string>("TYPE") { Description = "Record type." };
        var format = new Option<string>("--format") { Description = "geojson, csv, xlsx, gpkg or kml.", HelpName = "FORMAT", DefaultValueFactory = _ => "geojson" };
        var asOf = new Option<string?>("--as-of") { Description = "What was true in the field on this date.", HelpName = "D" };
        var knownAt = new Option<string?>("--known-at") { Description = "What was known by the end of this date.", HelpName = "D" };
        var where = WhereOption.Make();
        var file = new Option<string>("-o") { Description = "File to write.", HelpName = "FILE", Required = true };
        var reason = ReasonOption.Make();
        var verb = new Verb("export", "Writes the approved records of one type, always to the same bytes, with the attribution and the synthetic mark.", "rows, file, sha256, generalised") { type, format, asOf, knownAt, where, file, reason };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var code = workspace.RequireType(parsed.GetValue(type)!);
            using var target = new OutputFile(context, parsed.GetValue(file)!);
            if (PublicMaps.Stands(workspace, context.Actor, code))
            {
                return Task.FromResult(ExportPublic(context, workspace, code, target, parsed.GetValue(format)!, narrowed: parsed.GetValue(asOf) is not null || parsed.GetValue(knownAt) is not null || parsed.GetValue(where) is { Length: > 0 }));
            }

            var query = new RecordQuery(Dates.Read(parsed.GetValue(asOf), "--as-of"), Dates.EndOf(parsed.GetValue(knownAt), "--known-at"), Where: WhereOption.Read(parsed.GetValue(where), workspace.ReaderOf(context.Actor).View(code)), Order: RecordOrder.Id);
            var request = new ExportRequest(code, parsed.GetValue(format)!, target.Path, query, context.Actor, parsed.GetValue(reason)!);
            var outcome = new ExportRecords(workspace.Store, workspace.Types, workspace.Policy, context.Clock).Handle(request, context.Cancellation);
            var result = outcome.Result ?? throw outcome.Declined!.ToFailure();
            context.Write(new { result.Rows, file = target.Named, result.Sha256 }, output => output.WriteLine($"{result.Rows} rows {(context.DryRun ? "would go " : "")}to {target.Named}, SHA-256 {result.Sha256}"));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    private static int ExportPublic(CommandContext context, Workspace workspace, string code, OutputFile target, string format, bool narrowed)
    {
        if (narrowed)
        {
            throw new CommandFailure(ExitCode.Usage, "public.whole", "What is public of hazards and released land is one map, of the present and whole.", code, "Leave --as-of, --known-at and --where out.");
        }

        if (format != "geojson" && !PublicZoneExport.Formats.Contains(format))
        {
            throw new CommandFailure(ExitCode.Usage, "export.format", $"{format} is not a format that can be written.", format, "geojson, csv, xlsx, gpkg or kml");
        }

        var account = LandCommands.Compute(context, workspace, RecordQuery.Now);
        var day = Page.PageContent.LastDay(account, workspace);
        var map = PublicMaps.Make(context, workspace, account, day);
        var (rows, sha256) = PublicMaps.Write(target.Path, format, map, code, day, DataFolderStamp.Read(workspace.Store) ?? false);
        context.Write(new { rows, file = target.Named, sha256, generalised = true }, output => output.WriteLine($"{rows} generalised zones {(context.DryRun ? "would go " : "")}to {target.Named}, SHA-256 {sha256}"));
        return ExitCode.Done;
    }
}

internal static class Dates
{
    public static DateOnly? Read(string? text, string option) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw new CommandFailure(ExitCode.Usage, "usage", $"{option} takes a date such as 2025-03-31, not {text}.", option, "Write year, month and day.");

    /// <summary>The last instant of the day, in UTC; or the instant itself, if one is given.</summary>
    public static DateTimeOffset? EndOf(string? text, string option) =>
        text is not null && text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant
        : Read(text, option) is { } date ? new DateTimeOffset(date.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddTicks(-1) : null;
}
