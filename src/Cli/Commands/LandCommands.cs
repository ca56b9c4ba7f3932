using System.CommandLine;
using System.Diagnostics;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using Surefoot.Account;
using Surefoot.Geodesy;
using Surefoot.Registry.Accounting;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Reading;

namespace Surefoot.Cli.Commands;

/// <summary>land account, land union.</summary>
internal static class LandCommands
{
    private static readonly string[] Keys = ["nation", "district", "organisation", "method", "use", "kind", "month", "year"];

    public static Command Make(Bind bind) => new("land", "The land account.") { AccountVerb(bind), UnionVerb(bind), CaseCommands.ReopenVerb(bind) };

    private static Verb AccountVerb(Bind bind)
    {
        var asOf = new Option<string>("--as-of") { Description = "Last day of the account.", HelpName = "D", Required = true };
        var knownAt = new Option<string?>("--known-at") { Description = "As it was known by the end of this day.", HelpName = "D" };
        var from = new Option<string?>("--from") { Description = "First day of the period; without it, from the beginning.", HelpName = "D" };
        var by = new Option<string>("--by") { Description = string.Join('|', Keys), HelpName = "KEY", DefaultValueFactory = _ => "nation" };
        by.AcceptOnlyFromAmong(Keys);
        var faces = new Option<string?>("--faces") { Description = "Writes the ground by state and district as GeoJSON.", HelpName = "OUT.geojson" };
        var verb = new Verb(
            "account",
            "Every square metre of recorded hazard in exactly one state: opening + recorded ± confirmed − cancelled − reduced − cleared ± corrections = closing.",
            "balanced, asOf, grossM2, overlapM2, rows[{key,kind,openingM2,recordedM2,confirmedM2,cancelledM2,reducedM2,clearedM2,reworkM2,correctionsM2,closingM2}], total{…}") { asOf, knownAt, from, by, faces };
        verb.SetAction(bind((context, parsed) =>
        {
            using var workspace = Workspace.OpenExisting(context);
            var account = Compute(context, workspace, new RecordQuery(KnownAt: Dates.EndOf(parsed.GetValue(knownAt), "--known-at")));
            var day = Dates.Read(parsed.GetValue(asOf), "--as-of")!.Value;
            var first = Dates.Read(parsed.GetValue(from), "--from");
            if (first > day)
            {
                throw new CommandFailure(ExitCode.Usage, "usage", "The period starts after it ends.", "--from", "--from must not be after --as-of.");
            }

            var statement = account.Statement(first, day, Enum.Parse<AccountKey>(parsed.GetValue(by)!, ignoreCase: true));
            if (parsed.GetValue(faces) is { } file && !context.DryRun)
            {
                var ground = account.Faces(day, byDistrict: true, context.Workers, null, context.Cancellation);
                FaceFile.Write(Path.GetFullPath(file), ground, day, DataFolderStamp.Read(workspace.Store) ?? false);
            }

            context.Write(
                new { statement.Balanced, statement.AsOf, statement.From, grossM2 = statement.Gross.M2, overlapM2 = statement.Overlap.M2, rows = statement.Rows.Select(AccountRowAnswer.From), total = AccountRowAnswer.From(statement.Total) },
                output => Print(output, statement));
            return Task.FromResult(statement.Balanced ? ExitCode.Done : ExitCode.Finding);
        }));
        return verb;
    }

    /// <summary>The account of all approved land of a data folder.</summary>
    public static LandAccount Compute(CommandContext context, Workspace workspace, RecordQuery query) =>
        LandAccount.Compute(
            ReadLand.Handle(workspace.Reader, query, context.Workers, null, context.Cancellation),
            DistrictOutlines.Read(workspace.Product.Geography),
            context.Workers,
            new DirectProgress<int>(tiles => context.Narration.Progress($"{tiles} tiles")),
            context.Cancellation);

    private static void Print(TextWriter output, AccountStatement statement)
    {
        output.WriteLine($"Land account in km², {(statement.From is { } from ? $"{from:yyyy-MM-dd}" : "from the beginning")} to {statement.AsOf:yyyy-MM-dd}; {(statement.Balanced ? "it balances to the square metre" : "IT DOES NOT BALANCE")}");
        output.WriteLine($"{"",-28}{"opening",11}{"recorded",11}{"confirmed",11}{"cancelled",11}{"reduced",11}{"cleared",11}{"closing",11}{"rework",11}");
        foreach (var row in statement.Rows.Append(statement.Total))
        {
            output.WriteLine($"{$"{row.Key} {row.Kind?.ToString().ToLowerInvariant()}",-28}{Km2(row.Opening)}{Km2(row.Recorded)}{Km2(row.Confirmed)}{Km2(row.Cancelled)}{Km2(row.Reduced)}{Km2(row.Cleared)}{Km2(row.Closing)}{Km2(row.Rework)}");
        }
    }

    private static string Km2(ExactArea area) => $"{area.M2 / 1_000_000m,11:N3}";

    private static Verb UnionVerb(Bind bind)
    {
        var file = new Argument<string>("FILE") { Description = "GeoJSON." };
        var crs = new Option<string?>("--crs") { Description = "Coordinate system of the file; edges are straight in it. Without it, WGS 84, measured in the account's plane.", HelpName = "EPSG:N" };
        var verb = new Verb("union", "Area of many polygons: summed, and with every place counted once.", "polygons, grossM2, netM2, seconds") { file, crs };
        verb.SetAction(bind((context, parsed) =>
        {
            var polygons = ReadPolygons(InputFile.Require(parsed.GetValue(file)!), Epsg.Read(parsed.GetValue(crs), "--crs"));
            var started = Stopwatch.GetTimestamp();
            var union = LandUnion.Measure(polygons, context.Workers, null, context.Cancellation);
            var answer = new { union.Polygons, grossM2 = union.Gross.M2, netM2 = union.Net.M2, seconds = CommandContext.SecondsSince(started) };
            context.Write(answer, output => output.WriteLine($"{answer.Polygons} polygons, gross {answer.grossM2:N1} m², net {answer.netM2:N1} m²"));
            return Task.FromResult(ExitCode.Done);
        }));
        return verb;
    }

    // Without a system: longitude and latitude into the account's plane. With one, its own metres are the plane.
    private static List<Geometry> ReadPolygons(string path, int? crs)
    {
        var shapes = GeoJsonShapes.Read(path).ConvertAll(shape => shape.AsWritten);
        return crs is null or 4326 ? shapes.ConvertAll(PlaneProjection.Karabakh.Project) : ShiftedToOrigin(shapes);
    }

    // The arrangement counts millimetres from its origin in 32 bits; a whole number of kilometres changes no area.
    private static List<Geometry> ShiftedToOrigin(List<Geometry> polygons)
    {
        const double StepM = 5000;
        var box = new Envelope();
        foreach (var polygon in polygons)
        {
            box.ExpandToInclude(polygon.EnvelopeInternal);
        }

        var shift = AffineTransformation.TranslationInstance(-Math.Floor(box.Centre.X / StepM) * StepM, -Math.Floor(box.Centre.Y / StepM) * StepM);
        return polygons.ConvertAll(shift.Transform);
    }
}
