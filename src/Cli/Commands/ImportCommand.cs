using System.CommandLine;
using System.Text.Json;
using Surefoot.Exchange.Importing;
using Surefoot.Exchange.Reading;
using Surefoot.Exchange.Staging;
using Surefoot.Geodesy.Written;
using Surefoot.Registry.Rights;

namespace Surefoot.Cli.Commands;

internal static class ImportCommand
{
    public static Command Make(Bind bind)
    {
        var file = new Argument<string>("FILE") { Description = "GeoJSON, CSV, XLSX, shapefile (.shp or packed), GeoPackage, KML, KMZ, GPX, WKB or WKT, told by content." };
        var type = new Option<string>("--as") { Description = "Record type; surefoot types lists them.", HelpName = "TYPE", Required = true };
        var map = new Option<string?>("--map") { Description = "Profile (JSON) that says which column is which field.", HelpName = "PROFILE" };
        var approveAs = new Option<string?>("--approve-as") { Description = "Another person who approves at once; without it the rows are submitted and stay out of the account.", HelpName = "USER" };
        var draft = new Option<bool>("--draft") { Description = "Leave the rows as drafts; surefoot submit hands them in." };
        var accept = new Option<string[]>("--accept-fixes") { Description = "Takes the offered fixes of these rules, such as position.swapped, or of every refused position that has one clear reading: all. What was entered is kept beside it.", HelpName = "RULE,RULE", CustomParser = result => [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))], AllowMultipleArgumentsPerToken = false };
        var points = new Option<string?>("--points") { Description = "Named points: offsets are measured from them, and rows that name one in atPoint are held against it.", HelpName = "FILE" };
        var options = new FileOptions();
        var verb = new Verb(
            "import",
            "Imports a file as records of one type: all rows or none. The same file twice changes nothing and says so.",
            "verdict: accept|flag|reject, rows, new, changed, unchanged, flagged, rejected, batch, state, netAreaM2, findings[{row,field,value,rule,message,suggestion,at[lon,lat],severity,fix{lon,lat,crs,operation,accepted}}], cases[], notApproved{code,message,where,hint}") { file, type, map, approveAs, draft, accept, points };
        var findings = FindingsOption.Make();
        options.AddTo(verb);
        verb.Options.Add(findings);
        verb.Subcommands.Add(ImsmaCommand.Make(bind));
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenOrCreate(context);
            var code = workspace.RequireType(parsed.GetValue(type)!);
            var import = new ImportRecords(workspace.Store, workspace.Types, workspace.CodeLists, workspace.Areas, workspace.Policy, context.Clock);
            if (parsed.GetValue(draft) && parsed.GetValue(approveAs) is not null)
            {
                throw new CommandFailure(ExitCode.Usage, "usage", "A draft is not approved.", "--draft", "Leave --approve-as or --draft out.");
            }

            var request = new ImportRequest(InputFile.Require(parsed.GetValue(file)!), code, options.Read(parsed) with { AcceptedFixes = parsed.GetValue(accept) ?? [], Points = ReadPoints(parsed.GetValue(points), workspace.Areas) }, context.Actor, parsed.GetValue(approveAs), ReadProfile(parsed.GetValue(map)), context.DryRun, context.Workers, parsed.GetValue(draft));
            var outcome = import.Handle(request, new DirectProgress<long>(rows => context.Narration.Progress($"{rows:N0} rows")), context.Cancellation);
            if (outcome.Result is not { } result)
            {
                throw outcome.Declined!.ToFailure();
            }

            FindingsOption.Write(parsed.GetValue(findings), request.Path, ImportRecords.ReadingOf(request, workspace.Types.Get(code)), workspace.Areas, result.Findings, context.Cancellation);
            new ImportReceipts(workspace.Folder, workspace.Types, workspace.Policy).Keep(request, result, context.Clock);
            Write(context, result, outcome.Declined);
            return Task.FromResult(result.Verdict == Verdict.Reject || outcome.Declined is not null ? ExitCode.Finding : ExitCode.Done);
        }));
        return verb;
    }

    private static void Write(CommandContext context, ImportResult result, Declined? declined) =>
        context.Write(
            new { result.Verdict, result.Rows, result.New, result.Changed, result.Unchanged, result.Flagged, result.Rejected, result.Batch, result.State, result.NetAreaM2, findings = FindingAnswer.From(result.Findings), result.Cases, notApproved = declined },
            output =>
            {
                output.WriteLine(result switch
                {
                    { Verdict: Verdict.Reject } => $"reject: nothing was imported; {result.Rejected} of {result.Rows} rows cannot be taken",
                    { New: 0, Changed: 0 } => $"nothing changed: all {result.Unchanged} rows are there already",
                    _ => $"{result.Verdict.ToString().ToLowerInvariant()}: {result.New} new, {result.Changed} changed, {result.Unchanged} unchanged, {result.Flagged} flagged; batch {result.Batch}, {result.State}",
                });
                if (declined is not null)
                {
                    output.WriteLine($"not approved: {declined.Message} {declined.Hint}");
                }

                FlagAnswer.Print(output, null, result.Cases);
                FindingAnswer.Print(output, result.Findings);
            });

    private static IReadOnlyDictionary<string, NamedPoint> ReadPoints(string? path, ReferenceAreas areas)
    {
        if (path is null)
        {
            return new Dictionary<string, NamedPoint>();
        }

        var findings = new FindingList();
        var points = KnownPoints.Read(InputFile.Require(path), areas, findings);
        return findings.Verdict == Verdict.Reject ? throw new CommandFailure(ExitCode.Usage, "points", findings.Findings.First(f => f.Severity == Verdict.Reject).Message, path, "Give a table with name, lon and lat, or points as GeoJSON.") : points;
    }

    private static ImportProfile? ReadProfile(string? path)
    {
        try
        {
            return path is null ? null : ImportProfile.Read(InputFile.Require(path));
        }
        catch (JsonException failure)
        {
            throw new CommandFailure(ExitCode.Usage, "profile", $"The profile cannot be read: {failure.Message}", path!, """It is a JSON object such as {"columns":{"Their column":"ourField"}}.""");
        }
    }
}
